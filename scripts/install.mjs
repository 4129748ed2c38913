// Installs the packages of the lockfile when they are missing or others; offline it does nothing if they are there.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";

/** The checkout. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Makes node_modules what package-lock.json says. Two runs in one checkout wait for each other. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await withLock(
    join(ROOT, ".install.lock"),
    "Waiting for another installation in this directory ...",
    async () => {
      if (isInstalled()) return;
      console.error("Installing packages (npm ci) ...");
      // npm tells its children what it was called with; a nested npm must not take that for its own options.
      const environment = Object.fromEntries(
        Object.entries(process.env).filter(
          ([name]) => !/^npm_(config_(local_)?prefix|command|lifecycle|package)/.test(name),
        ),
      );
      const npm = process.env.npm_execpath;
      const [program, ...first] = npm?.endsWith("npm-cli.js") ? [process.execPath, npm] : ["npm"];
      const { status, error } = spawnSync(
        program,
        [...first, "ci", "--no-audit", "--no-fund", "--prefer-offline"],
        {
          cwd: ROOT,
          env: environment,
          // Its words are for people: standard output belongs to the command that is being prepared.
          stdio: ["ignore", process.stderr, process.stderr],
        },
      );
      if (status === 0) return;
      console.error(
        `npm ci failed${error ? `: ${error.message}` : ""}. The first installation needs a network.`,
      );
      process.exit(1);
    },
  );
}

// npm leaves a copy of the lockfile of what it installed. Packages for other systems are optional and may be absent.
function isInstalled() {
  const wanted = readPackages("package-lock.json");
  const found = readPackages("node_modules/.package-lock.json");
  if (!wanted || !found) return false;
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    if (path === "" || link || !path.startsWith("node_modules/")) return true;
    return found[path] ? found[path].version === version : optional === true;
  });
}

function readPackages(name) {
  try {
    return JSON.parse(readFileSync(join(ROOT, name), "utf8")).packages;
  } catch {
    return undefined;
  }
}
