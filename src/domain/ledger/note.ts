// Signed notes (C2SP signed-note): a text, and below it lines saying which key signed it. Keys come in as functions.
import { bytesToHex, concatBytes, fromBase64, sameBytes, sha256, toBase64, utf8ToBytes } from "./hash.ts";

/** What signs: a name, its Ed25519 public key (32 bytes) and the operation itself, which only the vault can give. */
export interface NoteSigner {
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** What is pinned to check a signer by; `keyId` is 4 bytes. */
export interface NoteVerifier {
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly keyId: Uint8Array;
}

/** Ed25519 verification (RFC 8032) as the platform offers it. */
export type VerifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** One signature line: who says to have signed, with which key, and the bytes. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** A note taken apart. Nothing in it is to be believed before `verifyNote` has said whose it is. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Type bytes of Ed25519 in key ids and key texts (C2SP signed-note, signature types): who signs notes, who cosigns them. */
export const KEY_TYPE = { signer: 1, cosigner: 4 } as const;
export type KeyType = (typeof KEY_TYPE)[keyof typeof KEY_TYPE];
const ED25519_KEY_BYTES = 32;
const KEY_ID_BYTES = 4;
/** The specification asks for at least 16; a note of ours carries one and later its witnesses. */
const MAX_SIGNATURES = 64;
const SIGNER_PREFIX = "PRIVATE+KEY+";
const LINE = /^— (?<name>[^\s+]+) (?<base64>[A-Za-z0-9+/]+={0,2})$/u;

/** The first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key). */
export function keyIdOf(name: string, publicKey: Uint8Array, type: KeyType = KEY_TYPE.signer): Uint8Array {
  return sha256(concatBytes(utf8ToBytes(`${name}\n`), Uint8Array.of(type), publicKey)).subarray(
    0,
    KEY_ID_BYTES,
  );
}

/** The text a verifier is handed to others as: `name+keyid+base64(type ‖ public key)`. */
export function formatVerifier(name: string, publicKey: Uint8Array, type: KeyType = KEY_TYPE.signer): string {
  if (!isKeyName(name))
    throw new RangeError("a key's name is not empty and has neither spaces nor a plus sign");
  if (publicKey.length !== ED25519_KEY_BYTES) throw new RangeError("an Ed25519 public key has 32 bytes");
  return `${name}+${bytesToHex(keyIdOf(name, publicKey, type))}+${typed(publicKey, type)}`;
}

/** Reads a verifier's text; `undefined` unless it is well formed and its key id is that of its name and key. */
export function parseVerifier(text: string, type: KeyType = KEY_TYPE.signer): NoteVerifier | undefined {
  const [, name, id, base64] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const publicKey = untyped(base64, type);
  if (name === undefined || !isKeyName(name) || publicKey === undefined) return undefined;
  const keyId = keyIdOf(name, publicKey, type);
  return bytesToHex(keyId) === id ? { name, publicKey, keyId } : undefined;
}

/** The text a private key is kept as: `PRIVATE+KEY+name+keyid+base64(type ‖ seed)`. A secret: it goes into one file only. */
export function formatSignerKey(
  name: string,
  publicKey: Uint8Array,
  seed: Uint8Array,
  type: KeyType = KEY_TYPE.signer,
): string {
  if (seed.length !== ED25519_KEY_BYTES) throw new RangeError("an Ed25519 seed has 32 bytes");
  return `${SIGNER_PREFIX}${name}+${bytesToHex(keyIdOf(name, publicKey, type))}+${typed(seed, type)}`;
}

/** Reads a private key's text: name, seed (32 bytes) and the key id it claims, which the caller compares. */
export function parseSignerKey(
  text: string,
  type: KeyType = KEY_TYPE.signer,
): { name: string; keyId: string; seed: Uint8Array } | undefined {
  const [, name, keyId, base64] = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const seed = untyped(base64, type);
  if (name === undefined || !isKeyName(name) || keyId === undefined || seed === undefined) return undefined;
  return { name, keyId, seed };
}

/** Signs a text, which must end in a newline and have no control character but newlines. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!isNoteText(text))
    throw new RangeError("a note's text ends in a newline and has no other control character");
  const lines = signers.map(({ name, publicKey, sign }) => {
    return signatureLine({ name, keyId: keyIdOf(name, publicKey), signature: sign(utf8ToBytes(text)) });
  });
  return `${text}\n${lines.join("")}`;
}

/** One line below a note, its newline included. */
export function signatureLine({ name, keyId, signature }: NoteSignature): string {
  if (!isKeyName(name))
    throw new RangeError("a key's name is not empty and has neither spaces nor a plus sign");
  return `— ${name} ${toBase64(concatBytes(keyId, signature))}\n`;
}

/** Takes a note apart at its last empty line; `undefined` for what is not a note. */
export function parseNote(note: string): Note | undefined {
  const cut = note.lastIndexOf("\n\n");
  if (cut < 0 || !note.endsWith("\n")) return undefined;
  const text = note.slice(0, cut + 1);
  const lines = note.slice(cut + 2, -1).split("\n");
  if (!isNoteText(text) || lines.length > MAX_SIGNATURES) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const { name, base64 } = LINE.exec(line)?.groups ?? {};
    const bytes = base64 === undefined ? undefined : fromBase64(base64);
    if (name === undefined || bytes === undefined || bytes.length <= KEY_ID_BYTES) return undefined;
    signatures.push({
      name,
      keyId: bytes.subarray(0, KEY_ID_BYTES),
      signature: bytes.subarray(KEY_ID_BYTES),
    });
  }
  return { text, signatures };
}

/**
 * The text of a note that at least one of these keys signed, and the names of those that did. `undefined` when it is
 * no note, when none of them signed, or when a signature that claims to be by one of them is false.
 * Signatures by unknown keys are passed over, so that keys can be changed and witnesses added.
 */
export function verifyNote(
  note: string,
  verifiers: readonly NoteVerifier[],
  verify: VerifyEd25519,
): { text: string; signedBy: string[] } | undefined {
  const parsed = parseNote(note);
  if (parsed === undefined) return undefined;
  const message = utf8ToBytes(parsed.text);
  const signedBy = new Set<string>();
  for (const { name, keyId, signature } of parsed.signatures) {
    const known = verifiers.find((key) => key.name === name && sameBytes(key.keyId, keyId));
    if (known === undefined) continue;
    if (!verify(known.publicKey, message, signature)) return undefined;
    signedBy.add(name);
  }
  return signedBy.size > 0 ? { text: parsed.text, signedBy: [...signedBy] } : undefined;
}

function isKeyName(name: string): boolean {
  return /^[^\s+]+$/u.test(name) && !hasControls(name);
}

function isNoteText(text: string): boolean {
  return text.endsWith("\n") && !hasControls(text.replaceAll("\n", "")) && !/\p{Surrogate}/u.test(text);
}

function hasControls(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x20) return true;
  return false;
}

function typed(key: Uint8Array, type: KeyType): string {
  return toBase64(concatBytes(Uint8Array.of(type), key));
}

function untyped(base64: string | undefined, type: KeyType): Uint8Array | undefined {
  const bytes = base64 === undefined ? undefined : fromBase64(base64);
  return bytes?.length === ED25519_KEY_BYTES + 1 && bytes[0] === type ? bytes.subarray(1) : undefined;
}
