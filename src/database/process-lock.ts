// Which process holds what: a mark that tells a live process from a reused pid, and a lock file between processes.
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A process that can be told from a later one with the same pid: `started` changes with every start and every boot. */
export interface ProcessMark {
  readonly pid: number;
  readonly started: string;
}

/** The mark of a running process; undefined when it is gone or only a zombie that nobody has reaped yet. */
export function findProcess(pid: number): ProcessMark | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  const started = process.platform === "linux" ? startOnLinux(pid) : startByPs(pid);
  return started === undefined ? undefined : { pid, started };
}

/** True while exactly this process runs. */
export function isRunning(mark: ProcessMark): boolean {
  return findProcess(mark.pid)?.started === mark.started;
}

/** The mark of the process this code runs in. */
export function ownMark(): ProcessMark {
  const mark = findProcess(process.pid);
  if (!mark) throw new Error("cannot read the start time of this process");
  return mark;
}

function startOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command name is in parentheses and may hold spaces: count the fields after the last one (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return undefined;
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${fields[19]}`;
  } catch {
    return undefined;
  }
}

function startByPs(pid: number): string | undefined {
  try {
    const line = execFileSync("ps", ["-o", "state=,lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
    return line === "" || line.startsWith("Z") ? undefined : line.replace(/^\S+\s+/, "");
  } catch {
    return undefined;
  }
}

/** Reads a mark written by another process; undefined when the file is gone or unreadable. */
export function readMark(path: string): ProcessMark | undefined {
  try {
    const { pid, started } = JSON.parse(readFileSync(path, "utf8")) as Partial<ProcessMark>;
    return typeof pid === "number" && typeof started === "string" ? { pid, started } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Runs `work` while this process alone holds the lock file `path`. A lock whose holder died is broken.
 * The file appears with its content in one step (link), so nobody ever reads half a holder.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const mine = `${path}.${process.pid}.${randomBytes(6).toString("hex")}`;
  writeFileSync(mine, JSON.stringify(ownMark()), { mode: 0o600 });
  try {
    while (!take(mine, path)) {
      breakIfAbandoned(mine, path);
      await sleep(25 + Math.random() * 50);
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

function take(mine: string, path: string): boolean {
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

// Two processes may find the same dead holder: only the one that holds `.breaker` removes the lock, and it looks
// again first; otherwise the slower one would remove the lock the faster one has just taken.
function breakIfAbandoned(mine: string, path: string): void {
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

function isAbandoned(path: string): boolean {
  const holder = readMark(path);
  if (holder) return !isRunning(holder);
  // There but empty: a power cut can leave the name without the content. Nobody alive leaves it so for 10 s.
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  return age > 10_000;
}
