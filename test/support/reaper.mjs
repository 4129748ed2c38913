// Waits until its input ends, that is until the test run is over or was killed; then stops what it left behind.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const directory = process.argv[2];
process.stdin.resume();
process.stdin.on("end", async () => {
  const postmaster = readPid();
  if (postmaster) {
    process.kill(postmaster, "SIGQUIT");
    for (let waited = 0; waited < 10_000 && isAlive(postmaster); waited += 50) await sleep(50);
  }
  rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  process.exit(0);
});

function readPid() {
  try {
    return Number(readFileSync(join(directory, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
