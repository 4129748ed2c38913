// How far the register has verified itself and what it found, kept beside the keys: a restart goes on where it was.
import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import * as z from "zod/mini";

const Finding = z.object({
  kind: z.string(),
  leafIndex: z.optional(z.int()),
  /** When it was first seen, ISO 8601. */
  since: z.string(),
});
export type Finding = z.infer<typeof Finding>;

const Position = z.object({
  /** The last sealed object looked at in this round: `case/seq` of an entry, number of an event; null at its beginning. */
  after: z.nullable(z.string()),
  /** How many leaves there were when the round began; null before it has. */
  size: z.nullable(z.int()),
  /** Base64, one bit for each of these leaves: its sealed object was read. */
  ticked: z.string(),
  /** The next leaf, once all objects were read. */
  leaf: z.nullable(z.int()),
  /** When the last whole round ended, and what the head was that everything since must continue (root in hex). */
  coveredAt: z.nullable(z.string()),
  head: z.nullable(z.object({ size: z.int(), root: z.string() })),
});
export type Position = z.infer<typeof Position>;

const State = z.object({
  entries: Position,
  audit: Position,
  /** By what was looked at. */
  findings: z.record(z.string(), z.array(Finding)),
  /** When a whole round was last said on the trail. */
  toldAt: z.nullable(z.string()),
});
export type VerificationState = z.infer<typeof State>;

const nowhere = (): Position => ({
  after: null,
  size: null,
  ticked: "",
  leaf: null,
  coveredAt: null,
  head: null,
});

/** What was kept; a beginning where nothing was, or where it cannot be read. */
export function readVerification(file: string): VerificationState {
  try {
    return State.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return { entries: nowhere(), audit: nowhere(), findings: {}, toldAt: null };
  }
}

/** Whole or not at all. */
export function writeVerification(file: string, state: VerificationState): void {
  const beside = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    writeFileSync(beside, JSON.stringify(state), { mode: 0o600, flag: "wx" });
    renameSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
}
