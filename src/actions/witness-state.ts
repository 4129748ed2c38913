// What a witness remembers of one log: one small file, replaced whole, so that no crash leaves half of it.
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod/mini";
import type { LogName } from "#src/database/ledger.ts";

const Time = z.string().check(z.maxLength(40));

export const WitnessState = z.strictObject({
  v: z.literal(1),
  /** Which register, and the key of its log, pinned at the first meeting or handed in. */
  register: z.string(),
  pinned: z.string(),
  /** Our own key: another one in its place means that somebody took the wrong file. */
  own: z.string(),
  /** The newest checkpoint that was proven to continue all before it, as the log signed it. */
  checkpoint: z.nullable(z.string()),
  /** When its size was first seen, when we cosigned last, when the register answered last, when this began. */
  grownAt: Time,
  cosignedAt: z.nullable(Time),
  answeredAt: Time,
  /** An alarm that only a person can end: what was seen cannot be unseen. */
  standing: z.nullable(z.object({ alarm: z.string(), detail: z.string(), at: Time })),
});
export type WitnessState = z.infer<typeof WitnessState>;

/** The file cannot be used: bad input, never guessed around, because a witness without memory sees no rollback. */
export class WitnessStateUnusable extends Error {
  override readonly name = "WitnessStateUnusable";
}

const fileOf = (directory: string, log: LogName) => join(directory, `${log}.json`);

/** What is remembered of a log; `undefined` before the first meeting. */
export function readState(directory: string, log: LogName): WitnessState | undefined {
  const file = fileOf(directory, log);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new WitnessStateUnusable(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  const parsed = z.safeParse(WitnessState, json);
  if (!parsed.success)
    throw new WitnessStateUnusable(
      `${file}: is damaged. Keep it, restore it from a copy, and look at what happened to this machine`,
    );
  return parsed.data;
}

/** Writes it to the disk before it returns: what is signed afterwards has been remembered. */
export function writeState(directory: string, log: LogName, state: WitnessState): void {
  writeWhole(fileOf(directory, log), `${JSON.stringify(state, null, 2)}\n`);
}

/** Keeps what an alarm is about, for whoever investigates; one file a time and alarm. */
export function keepEvidence(
  directory: string,
  log: LogName,
  at: string,
  parts: Readonly<Record<string, string>>,
): string {
  const file = join(directory, `evidence-${log}-${at.replaceAll(":", "")}.txt`);
  const sections = Object.entries(parts).map(([title, text]) => `== ${title}\n${text}`);
  writeWhole(file, `${sections.join("\n")}\n`);
  return file;
}

function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  // The rename is on the disk only when the directory is.
  const folder = openSync(dirname(file), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
