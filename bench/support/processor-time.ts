// Processor time of the programs measured, from the kernel's own counts (Linux; elsewhere nothing is answered).
import { readdirSync, readFileSync } from "node:fs";

/** The kernel counts in hundredths of a second on every architecture Node runs on (USER_HZ). */
const TICK_MS = 10;

interface Counted {
  parent: number;
  milliseconds: number;
}

// Fields after the name, which may hold spaces and brackets: proc(5), /proc/[pid]/stat.
function counted(pid: number | string): Counted | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(fields[1]), milliseconds: (Number(fields[11]) + Number(fields[12])) * TICK_MS };
  } catch {
    return undefined;
  }
}

/** Milliseconds a process has used, in user and system mode. */
export function processorTime(pid: number): number | undefined {
  return counted(pid)?.milliseconds;
}

/** Milliseconds used by every process of the database one of whose connections is `backend`; none ends meanwhile. */
export function databaseTime(backend: number): number | undefined {
  const cluster = counted(backend)?.parent;
  if (cluster === undefined) return undefined;
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(counted);
  return all.reduce((sum, one) => sum + (one?.parent === cluster ? one.milliseconds : 0), 0);
}
