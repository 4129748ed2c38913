// When each standing alarm was first seen, kept beside the keys: a restart does not make an old alarm a new one.
import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** Alarms by name, with milliseconds since 1970. */
export type AlarmTimes = Map<string, number>;

/** What a process of this data directory wrote last; nothing where there is no file, or one that nobody can read. */
export function readAlarmTimes(file: string): AlarmTimes {
  try {
    const kept = Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>);
    return new Map(kept.flatMap(([alarm, at]) => (Number.isFinite(at) ? [[alarm, Number(at)]] : [])));
  } catch {
    return new Map();
  }
}

/** Whole or not at all. Processes that share the directory see the same alarms some seconds apart: the last one stays. */
export function writeAlarmTimes(file: string, times: AlarmTimes): void {
  const beside = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    writeFileSync(beside, `${JSON.stringify(Object.fromEntries(times))}\n`, { mode: 0o600, flag: "wx" });
    renameSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
}
