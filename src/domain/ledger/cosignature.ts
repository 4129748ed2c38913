// Cosignatures (C2SP tlog-cosignature, Ed25519): a witness says of a checkpoint that it continues all it saw before, and when.
import { concatBytes, sameBytes, utf8ToBytes } from "./hash.ts";
import {
  KEY_TYPE,
  keyIdOf,
  type NoteSignature,
  type NoteSigner,
  type NoteVerifier,
  parseNote,
  signatureLine,
  type VerifyEd25519,
} from "./note.ts";

/** A cosignature that was checked: whose it is and when it was made, in seconds since 1970. */
export interface Cosigned {
  readonly name: string;
  readonly time: number;
  /** The line as it stands below the note, to be stored and handed on. */
  readonly line: NoteSignature;
}

/** Big-endian seconds, then an Ed25519 signature. */
const TIME_BYTES = 8;
const SIGNATURE_BYTES = TIME_BYTES + 64;

/** The signed bytes: two lines that keep them apart from every other signature, then the note's text. */
export function cosignedBytes(text: string, time: number): Uint8Array {
  return utf8ToBytes(`cosignature/v1\ntime ${time}\n${text}`);
}

/** Cosigns the text of a checkpoint at a time in seconds; the line to put below the note. */
export function cosign(text: string, time: number, witness: NoteSigner): NoteSignature {
  if (!Number.isSafeInteger(time) || time < 0) throw new RangeError("a cosignature's time is whole seconds");
  const stamp = new Uint8Array(TIME_BYTES);
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time));
  const signature = concatBytes(stamp, witness.sign(cosignedBytes(text, time)));
  return {
    name: witness.name,
    keyId: keyIdOf(witness.name, witness.publicKey, KEY_TYPE.cosigner),
    signature,
  };
}

/** When a cosignature says it was made; `undefined` for bytes that are none. */
export function timeOf(signature: Uint8Array): number | undefined {
  if (signature.length !== SIGNATURE_BYTES) return undefined;
  const time = new DataView(signature.buffer, signature.byteOffset, TIME_BYTES).getBigUint64(0);
  return time <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(time) : undefined;
}

/**
 * The cosignatures of these witnesses on a note that hold. What others wrote below it and what does not verify is
 * passed over: it adds nothing to the number of witnesses. Of a witness that signed twice the later one counts.
 */
export function cosignaturesOn(
  note: string,
  witnesses: readonly NoteVerifier[],
  verify: VerifyEd25519,
): Cosigned[] {
  const parsed = parseNote(note);
  if (parsed === undefined) return [];
  const newest = new Map<string, Cosigned>();
  for (const line of parsed.signatures) {
    const witness = witnesses.find(({ name, keyId }) => name === line.name && sameBytes(keyId, line.keyId));
    const time = timeOf(line.signature);
    if (witness === undefined || time === undefined) continue;
    const signed = cosignedBytes(parsed.text, time);
    if (!verify(witness.publicKey, signed, line.signature.subarray(TIME_BYTES))) continue;
    if (time >= (newest.get(line.name)?.time ?? 0)) newest.set(line.name, { name: line.name, time, line });
  }
  return [...newest.values()];
}

/** The note with further lines below it. */
export function withLines(note: string, lines: readonly NoteSignature[]): string {
  return note + lines.map(signatureLine).join("");
}
