// Temporary directories of the tests, removed whatever happens to the process that made them.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * A directory and the function that removes it. If this process is killed first, the reaper beside it notices that
 * its input ends, stops any PostgreSQL started below the directory and removes it.
 */
export async function temporaryDirectory(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = mkdtempSync(join(tmpdir(), "reta-test-"));
  const reaper = spawn(process.execPath, [fileURLToPath(new URL("./reaper.mjs", import.meta.url)), path], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  reaper.unref();
  return {
    path,
    async remove() {
      rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      reaper.stdin?.end();
    },
  };
}
