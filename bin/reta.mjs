#!/usr/bin/env node
// `npx reta`: makes sure that the bundle is that of the sources, then enters at main.ts as any start does.
import { ensureBuilt } from "../scripts/build.mjs";

await ensureBuilt(
  "server",
  ...(process.argv[2] === "start" && !process.argv.includes("--help") ? ["web"] : []),
);
await import("../dist/main.js");
