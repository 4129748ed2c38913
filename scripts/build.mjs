// Builds what runs: the server as one bundle in dist/main.js, the web in dist/web; only what its sources outdate.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { digestOf, readStamp } from "./freshness.mjs";
import { ensureInstalled, ROOT } from "./install.mjs";
import { withLock } from "./lock.mjs";

const SERVER = [
  "actions",
  "cli",
  "database",
  "domain",
  "http",
  "jobs",
  "main",
  "main.ts",
  "papers",
  "schema",
  "vault",
];
const PARTED = { outdir: "dist", chunkNames: "part-[hash]", packages: "external", sourcemap: true };
const PARTS = {
  server: {
    stamp: "dist/server.stamp",
    sources: [...SERVER.map((name) => `src/${name}`), "package-lock.json", "scripts/build.mjs"],
    build: buildServer,
  },
  web: {
    stamp: "dist/web.stamp",
    sources: ["src/web", "src/schema", "src/domain", "packs", "vite.config.ts", "package-lock.json"],
    build: buildWeb,
  },
};

/** Builds the parts (`server`, `web`) whose sources changed. Silent on standard output. */
export async function ensureBuilt(...parts) {
  const stale = () => parts.filter((part) => readStamp(PARTS[part].stamp) !== digestOf(PARTS[part].sources));
  if (stale().length === 0) return;
  mkdirSync(join(ROOT, "dist"), { recursive: true });
  await withLock(
    join(ROOT, "dist/build.lock"),
    "Waiting for another build in this directory ...",
    async () => {
      for (const part of stale()) {
        const { stamp, sources, build } = PARTS[part];
        const digest = digestOf(sources);
        await build();
        writeFileSync(join(ROOT, stamp), digest);
      }
    },
  );
}

// Our code in a few files, so that a command reads what it needs; the npm packages beside them as they are: some carry
// binaries and files of their own.
async function buildServer() {
  const { build } = await import("esbuild");
  const settings = {
    absWorkingDir: ROOT,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    write: false,
    logLevel: "error",
  };
  const bundles = await Promise.all([
    build({ ...settings, ...PARTED, entryPoints: { main: "src/main.ts" }, splitting: true }),
    // The vault apart: it starts faster, and runs no code that it does not need.
    build({ ...settings, ...PARTED, entryPoints: { vault: "src/main/vault-process.ts" } }),
    // The witness has everything in it: it goes to a machine where nothing of ours is installed.
    build({ ...settings, entryPoints: ["src/main/witness-alone.ts"], outfile: "dist/witness.mjs" }),
  ]);
  const outputFiles = bundles.flatMap((bundle) => bundle.outputFiles);
  const migrations = readdirSync(join(ROOT, "src/database/migrations"));
  mkdirSync(join(ROOT, "dist/migrations"), { recursive: true });
  for (const name of migrations)
    copyFileSync(join(ROOT, "src/database/migrations", name), join(ROOT, "dist/migrations", name));
  for (const name of readdirSync(join(ROOT, "dist/migrations")))
    if (!migrations.includes(name)) rmSync(join(ROOT, "dist/migrations", name));
  copyFileSync(join(ROOT, "src/database/schema.sql"), join(ROOT, "dist/schema.sql"));
  // Renamed into place: a process that starts meanwhile reads the old bundle or the new one, never half of one.
  const isEntry = (path) => basename(path) === "main.js";
  for (const { path, contents } of outputFiles.sort((a, b) => isEntry(a.path) - isEntry(b.path))) {
    writeFileSync(`${path}.new`, contents);
    renameSync(`${path}.new`, path);
  }
  const written = new Set(outputFiles.map(({ path }) => basename(path)));
  for (const name of readdirSync(join(ROOT, "dist")))
    if (name.startsWith("part-") && !written.has(name)) rmSync(join(ROOT, "dist", name));
}

function buildWeb() {
  if (!existsSync(join(ROOT, "vite.config.ts")))
    throw new Error("vite.config.ts is missing: there is no web to build");
  const built = join(ROOT, "dist/web");
  const program = join(ROOT, "node_modules/vite/bin/vite.js");
  const options = ["build", "--logLevel", "warn", "--outDir", `${built}.new`, "--emptyOutDir"];
  const { status } = spawnSync(process.execPath, [program, ...options], {
    cwd: ROOT,
    stdio: ["ignore", process.stderr, process.stderr],
  });
  if (status !== 0) throw new Error("the web could not be built");
  rmSync(`${built}.old`, { recursive: true, force: true });
  if (existsSync(built)) renameSync(built, `${built}.old`);
  renameSync(`${built}.new`, built);
  rmSync(`${built}.old`, { recursive: true, force: true });
}

if (resolve(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  await ensureInstalled();
  await ensureBuilt("server", "web");
}
