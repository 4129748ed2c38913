// What `npm run` starts must end with it: npm told to end by its own process id ends its shell at most, and nobody tells us.
import { readFileSync } from "node:fs";

/** In milliseconds: looking costs nothing, and nobody waits longer for a stopped demo. */
const EVERY = 500;

/**
 * Ends this process as a stop signal would once one of the two above it (the shell, npm) is gone. Only for what npm started:
 * whoever starts it by hand may close the terminal.
 */
export function endWithNpm(end = () => process.kill(process.pid, "SIGTERM")) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const above = parents();
  let told = false;
  const watch = setInterval(() => {
    // A signal that arrived by itself is the first; ours would be the second, which cuts the orderly end short. Listened for
    // only once the program does: before that a signal ends it as ever.
    if (!told && process.listenerCount("SIGTERM") > 0) {
      told = true;
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => clearInterval(watch));
    }
    if (parents() === above) return;
    clearInterval(watch);
    end();
  }, EVERY);
  watch.unref();
}

// The shell is told by the system; who started the shell only where /proc says so, and elsewhere the shell must do.
const parents = () => `${process.ppid} ${parentOf(process.ppid)}`;

function parentOf(pid) {
  try {
    // The name in parentheses may hold blanks and parentheses; after the last one come state and parent.
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    return line
      .slice(line.lastIndexOf(")") + 1)
      .trim()
      .split(" ")[1];
  } catch {
    return "";
  }
}
