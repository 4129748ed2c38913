// Checkpoints (C2SP tlog-checkpoint): the signed statement that a log has this size and this root.
import { fromBase64, HASH_BYTES, type Hash, toBase64 } from "./hash.ts";
import { type NoteSigner, type NoteVerifier, signNote, type VerifyEd25519, verifyNote } from "./note.ts";

/** What a log says of itself: its name, its number of leaves and the root over them. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

/** The text that is signed: origin, decimal size and base64 root, a line each. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (!/^[^\s]+$/u.test(origin)) throw new RangeError("a log's origin is one word");
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError("a log's size is a whole number from 0");
  if (root.length !== HASH_BYTES) throw new RangeError("a root has 32 bytes");
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Reads a checkpoint's text; `undefined` for anything else. Lines beyond the third are allowed and left aside. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin, size, base64, ...rest] = text.split("\n");
  // The text ends in a newline, so the last piece is empty, and no other may be.
  if (rest.pop() !== "" || rest.includes("")) return undefined;
  if (!origin || size === undefined || !/^(0|[1-9]\d{0,15})$/.test(size)) return undefined;
  const root = base64 === undefined ? undefined : fromBase64(base64);
  if (root?.length !== HASH_BYTES || !Number.isSafeInteger(Number(size))) return undefined;
  return { origin, size: Number(size), root };
}

/** The signed note that is published. The signer's name is the log's origin, as the specification recommends. */
export function signCheckpoint(size: number, root: Hash, signer: NoteSigner): string {
  return signNote(formatCheckpoint({ origin: signer.name, size, root }), [signer]);
}

/** The checkpoint of a note that the pinned key signed under its own name; `undefined` for every other text. */
export function openCheckpoint(
  note: string,
  pinned: NoteVerifier,
  verify: VerifyEd25519,
): Checkpoint | undefined {
  const opened = verifyNote(note, [pinned], verify);
  const checkpoint = opened && parseCheckpoint(opened.text);
  return checkpoint?.origin === pinned.name ? checkpoint : undefined;
}
