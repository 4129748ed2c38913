// `npm run dev`: the server from its sources, started again at every change, and the web, whose page loads anew at every change.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, ROOT } from "./install.mjs";

await ensureInstalled();
const start = (program, options) =>
  spawn(process.execPath, [join(ROOT, "node_modules", program), ...options], { cwd: ROOT, stdio: "inherit" });
const children = [
  start("tsx/dist/cli.mjs", ["watch", "src/main.ts", "start", "--demo", ...process.argv.slice(2)]),
  start("vite/bin/vite.js", []),
];
// Ctrl-C reaches all of them through the terminal; when one ends, the others have no purpose.
process.on("SIGINT", () => undefined);
for (const child of children)
  child.on("exit", (code) => {
    process.exitCode ??= code ?? 0;
    for (const other of children) other.kill("SIGTERM");
  });
