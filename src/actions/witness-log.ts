// One round of a witness over one log: fetch, check against what was kept, keep, cosign, hand in. It has no database.
//
// The order is what makes it a witness: a checkpoint is kept on the disk before it is cosigned, so that no crash lets
// it sign two histories; and once it has seen a contradiction it signs nothing more until a person has looked.
import type { LogName } from "#src/database/ledger.ts";
import { type Checkpoint, openCheckpoint } from "#src/domain/ledger/checkpoint.ts";
import { cosign, withLines } from "#src/domain/ledger/cosignature.ts";
import { HASH_BYTES } from "#src/domain/ledger/hash.ts";
import { type NoteVerifier, parseNote, parseVerifier } from "#src/domain/ledger/note.ts";
import { nodesFromTiles } from "#src/domain/ledger/tile-hashes.ts";
import { tilePath, tilesOfNodes } from "#src/domain/ledger/tiles.ts";
import { nodesToProve, proves, standingOf, type WitnessAlarm } from "#src/domain/ledger/witness.ts";
import { type SigningKey, verifyEd25519 } from "#src/vault/signing-key.ts";
import {
  keepEvidence,
  readState,
  type WitnessState,
  WitnessStateUnusable,
  writeState,
} from "./witness-state.ts";

/** The register as a witness reaches it; every call may throw, which counts as no answer. */
export interface RegisterDoor {
  readonly address: string;
  /** A file of the log; `undefined` when there is none. */
  get(log: LogName, path: string): Promise<Uint8Array | undefined>;
  /** Hands in a note with our line below it; answers the HTTP status. */
  handIn(log: LogName, note: string): Promise<number>;
}

/** What a witness is told at its start. Times are seconds. */
export interface WitnessSettings {
  readonly register: string;
  readonly directory: string;
  readonly keyFile: string;
  /** Name of the key, should it have to be made. */
  readonly name: string | undefined;
  /** Keys of the register's logs, as their operator handed them out. */
  readonly logKeys: readonly string[];
  readonly once: boolean;
  /** True once a person has looked at a standing alarm and goes on from what was kept before it. */
  readonly resume: boolean;
  readonly every: number;
  /** Without an answer, without growth, and between two cosignatures of the same checkpoint. */
  readonly silence: number;
  readonly stillness: number;
  readonly again: number;
  readonly alarmCommand: string | undefined;
  readonly alarmUrl: string | undefined;
  readonly say: (text: string) => void;
}

export interface WitnessRound
  extends Pick<WitnessSettings, "directory" | "resume" | "silence" | "stillness" | "again"> {
  readonly log: LogName;
  readonly door: RegisterDoor;
  readonly key: SigningKey;
  /** The log's key as its operator handed it out; without it the first one seen is pinned. */
  readonly pinned: string | undefined;
  readonly now: Date;
}

/** What came of a round. */
export interface Seen {
  readonly log: LogName;
  readonly at: string;
  readonly event: "cosigned" | "seen" | "unanswered" | "alarm";
  readonly alarm?: WitnessAlarm;
  readonly size?: number;
  readonly detail?: string;
  /** The file with both contradicting notes. */
  readonly evidence?: string;
}

/** What only a person can mend at this machine: another key or folder than before. Bad usage, no alarm. */
export class WitnessMisused extends Error {
  override readonly name = "WitnessMisused";
}

class Alarm extends Error {
  readonly alarm: WitnessAlarm;
  readonly shown: string;
  constructor(alarm: WitnessAlarm, detail: string, shown: string) {
    super(detail);
    this.alarm = alarm;
    this.shown = shown;
  }
}

/** Carries out a round. Throws only what a person must mend here: a damaged state, another key than before. */
export async function witnessLog(round: WitnessRound): Promise<Seen> {
  const { log, directory, now } = round;
  const at = now.toISOString();
  const remembered = readState(directory, log);
  const before = remembered && round.resume ? { ...remembered, standing: null } : remembered;
  if (before && before.own !== round.key.vkey)
    throw new WitnessMisused(
      `this folder belongs to the witness ${before.own}, the key is ${round.key.vkey}`,
    );
  if (before && round.pinned !== undefined && before.pinned !== round.pinned)
    throw new WitnessMisused(`this folder has pinned ${before.pinned}, not ${round.pinned}`);
  // Looked into once, whatever this round comes to.
  if (before && remembered?.standing && round.resume) writeState(directory, log, before);
  if (before?.standing) {
    const { alarm, detail } = before.standing;
    return {
      log,
      at,
      event: "alarm",
      alarm: alarm as WitnessAlarm,
      detail: `${detail} (since ${before.standing.at})`,
    };
  }
  try {
    return await look(round, before, at);
  } catch (error) {
    if (!(error instanceof Alarm)) return unanswered(round, before, at, error);
    const kept = before?.checkpoint ?? "";
    const evidence = keepEvidence(directory, log, at, {
      "kept by this witness": kept,
      "shown by the register": error.shown,
      "the pinned key of the log": `${before?.pinned ?? round.pinned ?? ""}\n`,
    });
    if (before)
      writeState(directory, log, { ...before, standing: { alarm: error.alarm, detail: error.message, at } });
    return { log, at, event: "alarm", alarm: error.alarm, detail: error.message, evidence };
  }
}

async function look(round: WitnessRound, before: WitnessState | undefined, at: string): Promise<Seen> {
  const { log, door, key, directory } = round;
  const state = before ?? (await meet(round, at));
  const pinned = parseVerifier(state.pinned);
  if (pinned === undefined) throw new WitnessMisused("the pinned key is not a verifier key (name+id+base64)");
  const kept =
    state.checkpoint === null ? undefined : openCheckpoint(state.checkpoint, pinned, verifyEd25519);
  const candidate = await noteAt(door, log, "candidate", pinned);
  const shown = await current(round, kept, candidate, pinned);
  if (shown === undefined) {
    // A log that has not signed anything yet, or one asked at the turn of two servers' clocks.
    writeState(directory, log, { ...state, answeredAt: at });
    return still(round, state, at) ?? { log, at, event: "seen", ...(kept && { size: kept.size }) };
  }
  const { checkpoint, note } = shown;
  const grew = kept === undefined || checkpoint.size > kept.size;
  if (grew) await prove(round, kept, checkpoint, note);

  const fresh = { ...state, checkpoint: note, answeredAt: at, grownAt: grew ? at : state.grownAt };
  const due = grew || isOlder(state.cosignedAt, round.now, round.again);
  writeState(directory, log, due ? { ...fresh, cosignedAt: at } : fresh);
  const quiet = still(round, fresh, at);
  if (!due) return quiet ?? { log, at, event: "seen", size: checkpoint.size };

  const text = parseNote(note)?.text ?? "";
  const line = cosign(text, Math.floor(round.now.getTime() / 1000), key);
  const status = await door.handIn(log, withLines(note, [line]));
  if (status >= 500) throw new Error(`the register answered ${status}`);
  if (status >= 300) {
    // Not signed as far as the register is concerned: tried again at the next round.
    writeState(directory, log, { ...fresh, cosignedAt: state.cosignedAt });
    const detail = `the register does not take our cosignature (${status}): is ${key.vkey} among its witnesses?`;
    return { log, at, event: "alarm", alarm: "not-accepted", size: checkpoint.size, detail };
  }
  return quiet ?? { log, at, event: "cosigned", size: checkpoint.size };
}

// The first meeting: the log's key is pinned, and from now on a log signed by another is another log.
async function meet(round: WitnessRound, at: string): Promise<WitnessState> {
  const { log, door, key } = round;
  const published = round.pinned ?? new TextDecoder().decode(await door.get(log, "vkey")).trim();
  if (parseVerifier(published) === undefined) throw new Error("the register published no key for its log");
  return {
    v: 1,
    register: door.address,
    pinned: published,
    own: key.vkey,
    checkpoint: null,
    grownAt: at,
    cosignedAt: null,
    answeredAt: at,
    standing: null,
  };
}

// What to judge by: the candidate, unless it is older than what was kept, which the turn of two servers' clocks can
// make it; then the newest checkpoint says whether the log went back.
async function current(
  { log, door }: WitnessRound,
  kept: Checkpoint | undefined,
  candidate: Shown | undefined,
  pinned: NoteVerifier,
): Promise<Shown | undefined> {
  if (candidate && (kept === undefined || candidate.checkpoint.size > kept.size)) return candidate;
  if (candidate && kept && candidate.checkpoint.size === kept.size) {
    if (standingOf(kept, candidate.checkpoint) === "fork")
      throw new Alarm("fork", `another root for the same ${kept.size} entries`, candidate.note);
    return candidate;
  }
  const newest = await noteAt(door, log, "checkpoint", pinned);
  if (kept === undefined) return undefined;
  if (newest === undefined)
    throw new Alarm("rollback", `the log had ${kept.size} entries and now has no checkpoint`, "");
  switch (standingOf(kept, newest.checkpoint)) {
    case "rollback":
      throw new Alarm(
        "rollback",
        `the log had ${kept.size} entries and now has ${newest.checkpoint.size}`,
        newest.note,
      );
    case "fork":
      throw new Alarm("fork", `another root for the same ${kept.size} entries`, newest.note);
    default:
      return undefined;
  }
}

async function prove(
  { log, door }: WitnessRound,
  kept: Checkpoint | undefined,
  checkpoint: Checkpoint,
  note: string,
): Promise<void> {
  const wanted = tilesOfNodes(nodesToProve(kept, checkpoint), checkpoint.size);
  const tiles = [];
  for (const tile of wanted) {
    const hashes = await door.get(log, tilePath(tile));
    if (hashes?.length !== tile.width * HASH_BYTES)
      throw new Error(`the register did not hand out ${tilePath(tile)}`);
    tiles.push({ ...tile, hashes });
  }
  if (proves(kept, checkpoint, nodesFromTiles(tiles))) return;
  const detail =
    kept === undefined
      ? `the published tree is not the one that was signed for ${checkpoint.size} entries`
      : `the log of ${checkpoint.size} entries does not continue the one of ${kept.size}`;
  throw new Alarm("fork", detail, note);
}

interface Shown {
  readonly checkpoint: Checkpoint;
  readonly note: string;
}

async function noteAt(
  door: RegisterDoor,
  log: LogName,
  path: string,
  pinned: NoteVerifier,
): Promise<Shown | undefined> {
  const bytes = await door.get(log, path);
  if (bytes === undefined) return undefined;
  const whole = new TextDecoder().decode(bytes);
  // A page of something between us and the register is no statement of the register.
  if (parseNote(whole) === undefined) throw new Error(`the register's ${path} is not a signed note`);
  const checkpoint = openCheckpoint(whole, pinned, verifyEd25519);
  if (checkpoint === undefined)
    throw new Alarm("wrong-key", `the checkpoint is not signed by the pinned key ${pinned.name}`, whole);
  // Lines of other witnesses are theirs to show.
  const parsed = parseNote(whole);
  const own = parsed?.signatures.filter(({ name }) => name === pinned.name) ?? [];
  return { checkpoint, note: withLines(`${parsed?.text}\n`, own) };
}

function unanswered(
  { log, now, silence }: WitnessRound,
  before: WitnessState | undefined,
  at: string,
  error: unknown,
): Seen {
  if (error instanceof WitnessMisused || error instanceof WitnessStateUnusable) throw error;
  const detail = error instanceof Error ? error.message : String(error);
  if (before !== undefined && !isOlder(before.answeredAt, now, silence))
    return { log, at, event: "unanswered", detail };
  const since = before === undefined ? "it never has" : `not since ${before.answeredAt}`;
  return {
    log,
    at,
    event: "alarm",
    alarm: "silence",
    detail: `the register does not answer, ${since}: ${detail}`,
  };
}

function still({ log, now, stillness }: WitnessRound, state: WitnessState, at: string): Seen | undefined {
  if (!isOlder(state.grownAt, now, stillness)) return undefined;
  return { log, at, event: "alarm", alarm: "stillness", detail: `nothing new since ${state.grownAt}` };
}

function isOlder(time: string | null, now: Date, seconds: number): boolean {
  return time === null || now.getTime() - Date.parse(time) >= seconds * 1000;
}
