// Waits until its input ends, that is until the tests are over or were killed; then stops and removes what they left.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const directory = process.argv[2];
process.stdin.resume();
process.stdin.on("end", async () => {
  for (const postmaster of findPostmasters()) {
    process.kill(postmaster, "SIGQUIT");
    for (let waited = 0; waited < 10_000 && isAlive(postmaster); waited += 50) await sleep(50);
  }
  rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  process.exit(0);
});

// A data directory is the temporary directory itself or one just below it.
function findPostmasters() {
  if (!existsSync(directory)) return [];
  const below = readdirSync(directory).map((name) => join(directory, name, "postgres/postmaster.pid"));
  return [join(directory, "postgres/postmaster.pid"), ...below]
    .filter((path) => existsSync(path))
    .map((path) => Number(readFileSync(path, "utf8").split("\n")[0]))
    .filter((pid) => commandOf(pid).includes("postgres"));
}

const isAlive = (pid) => commandOf(pid) !== "";

// Empty for a process that is gone, and for one that has ended but was not yet reaped; a reused pid names another.
function commandOf(pid) {
  if (process.platform !== "linux") {
    const { stdout } = spawnSync("ps", ["-o", "stat=,args=", "-p", String(pid)], { encoding: "utf8" });
    return stdout.trim().startsWith("Z") ? "" : stdout.trim();
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
