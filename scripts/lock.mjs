// A lock between processes that install and build in one checkout; needs nothing installed. A dead holder's is broken.
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Runs `work` while this process alone holds the lock file `path`; says once, on standard error, that it waits. */
export async function withLock(path, waiting, work) {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, `${process.pid} ${startOf(process.pid)}`);
  try {
    for (let waited = 0; !take(mine, path); waited++) {
      if (waited === 20) console.error(waiting);
      breakIfAbandoned(mine, path);
      await sleep(50 + Math.random() * 50);
    }
    try {
      return await work();
    } finally {
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

// A link appears with its content in one step, so nobody reads half a holder.
function take(mine, path) {
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

// Only the one that holds `.breaker` removes a dead holder's lock, after a second look: two that saw it dead would
// otherwise remove each other's.
function breakIfAbandoned(mine, path) {
  if (!isAbandoned(path)) return;
  const breaker = `${path}.breaker`;
  if (!take(mine, breaker)) {
    if (isAbandoned(breaker)) rmSync(breaker, { force: true });
    return;
  }
  try {
    if (isAbandoned(path)) rmSync(path, { force: true });
  } finally {
    rmSync(breaker, { force: true });
  }
}

function isAbandoned(path) {
  try {
    const [pid, started] = readFileSync(path, "utf8").split(" ");
    if (started) return startOf(Number(pid)) !== started;
    return Date.now() - statSync(path).mtimeMs > 10_000;
  } catch {
    return false;
  }
}

// With the start time a reused pid is not mistaken; where there is no /proc, being alive must do.
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "gone" : fields[19];
  } catch {
    try {
      process.kill(pid, 0);
      return "alive";
    } catch (error) {
      return error.code === "EPERM" ? "alive" : "gone";
    }
  }
}
