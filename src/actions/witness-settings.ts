// Reads who the witnesses are from their file, again whenever it changes, and refuses what could not be meant.
import { existsSync, readFileSync, statSync } from "node:fs";
import * as z from "zod/mini";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import { KEY_TYPE, type NoteVerifier, parseVerifier } from "#src/domain/ledger/note.ts";
import { WitnessSettings } from "#src/schema/witness.ts";

/** The witnesses with their keys read. Without a file there are none, and nothing counts as witnessed. */
export interface Witnesses extends Omit<WitnessSettings, "witnesses"> {
  readonly file: string;
  readonly list: readonly { title: string; contact: string | null; key: string; verifier: NoteVerifier }[];
}

/** The file of the witnesses cannot be used; the message says why. */
export class WitnessesUnreadable extends Error {
  override readonly name = "WitnessesUnreadable";
}

/**
 * A reader that opens the file again only after it was changed. At the start a bad file is refused; one that turns bad
 * later is left aside (somebody is writing it), and the witnesses stay who they were.
 */
export function witnessesIn(file: string): () => Witnesses {
  const stampOf = () => {
    const found = statSync(file, { throwIfNoEntry: false });
    return found === undefined ? "" : `${found.mtimeMs} ${found.size} ${found.ino}`;
  };
  let stamp = stampOf();
  let known = readWitnesses(file);
  return () => {
    const now = stampOf();
    if (now === stamp) return known;
    stamp = now;
    try {
      known = readWitnesses(file);
    } catch (error) {
      if (!(error instanceof WitnessesUnreadable)) throw error;
    }
    return known;
  };
}

/** Reads the file. Throws `WitnessesUnreadable` when it is there and cannot be meant so. */
export function readWitnesses(file: string): Witnesses {
  if (!existsSync(file)) return { file, quorum: 2, everySeconds: 10, silentAfterSeconds: 900, list: [] };
  const refuse = (why: string) => new WitnessesUnreadable(`${file}: ${why}`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw refuse(error instanceof SyntaxError ? "is not JSON" : "cannot be read");
  }
  const parsed = z.safeParse(WitnessSettings, json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refuse(`/${issue?.path.join("/") ?? ""}: ${issue?.message ?? "not as expected"}`);
  }
  const { witnesses, ...settings } = parsed.data;
  const list = witnesses.map(({ title, contact = null, key }, i) => {
    const verifier = parseVerifier(key.trim(), KEY_TYPE.cosigner);
    if (verifier === undefined) throw refuse(`/witnesses/${i}/key: is not the key of a witness`);
    return { title, contact, key: key.trim(), verifier };
  });
  if (new Set(list.map(({ verifier }) => bytesToHex(verifier.publicKey))).size !== list.length)
    throw refuse("/witnesses: one key twice: it would be counted as two witnesses");
  if (settings.quorum > list.length)
    throw refuse(`/quorum: found ${settings.quorum}, expected at most ${list.length}`);
  return { file, ...settings, list };
}
