// `npm run demo`: from a fresh clone to a running register with demo data: install, build, start.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBuilt } from "./build.mjs";
import { ensureInstalled, ROOT } from "./install.mjs";
import { endWithNpm } from "./parents.mjs";

await ensureInstalled();
await ensureBuilt("server", "web");
// In this very process: signals and the exit status are the server's own.
const main = join(ROOT, "dist/main.js");
process.argv = [process.argv[0], main, "start", "--demo", ...process.argv.slice(2)];
endWithNpm();
await import(pathToFileURL(main).href);
