// The key a log signs with: Ed25519, in a file only its owner can read, and beside it the public text to pin.
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LogTrust } from "#src/domain/ledger/check-checkpoints.ts";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import {
  formatSignerKey,
  formatVerifier,
  KEY_TYPE,
  type KeyType,
  keyIdOf,
  type NoteSigner,
  parseSignerKey,
  parseVerifier,
  type VerifyEd25519,
} from "#src/domain/ledger/note.ts";

/** A log's signer; its name is the log's origin. `vkey` is what others pin. */
export interface SigningKey extends NoteSigner {
  readonly vkey: string;
}

/** The key cannot be used; the message tells the operator why and what to do, and nothing of the key. */
export class SigningKeyUnusable extends Error {
  override readonly name = "SigningKeyUnusable";
}

/** The pinned key's text is no verifier: bad input, not a failed verification. */
export class VerifierUnreadable extends Error {
  override readonly name = "VerifierUnreadable";
}

// DER of an Ed25519 key up to its 32 bytes (RFC 8410): private (PKCS #8) and public (SubjectPublicKeyInfo).
const PRIVATE_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const PUBLIC_PREFIX = Buffer.from("302a300506032b6570032100", "hex");
const OTHERS_MAY_READ = 0o077;

/** Verifies an Ed25519 signature (RFC 8032); false for a key or signature that is none. */
export const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) => {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  return verifyBytes(null, message, publicKeyOf(publicKey), signature);
};

// The same few keys are asked for again and again, twice a second by the sequencer alone; reading one takes longer than
// verifying with it.
const KEYS_MAX = 100;
const publicKeys = new Map<string, KeyObject>();

function publicKeyOf(bytes: Uint8Array): KeyObject {
  const name = bytesToHex(bytes);
  let key = publicKeys.get(name);
  if (key === undefined) {
    key = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, bytes]), format: "der", type: "spki" });
    if (publicKeys.size >= KEYS_MAX) publicKeys.clear();
    publicKeys.set(name, key);
  }
  return key;
}

/** What the caller trusts; throws when the pinned key cannot be read. */
export function trustIn({ vkey, earlier }: { vkey: string; earlier?: string | undefined }): LogTrust {
  const pinned = parseVerifier(vkey.trim());
  if (pinned === undefined)
    throw new VerifierUnreadable("the pinned key is not a verifier key (name+id+base64)");
  return { pinned, verify: verifyEd25519, earlier };
}

/** Where the key of a log and its public text are kept in a data directory. */
export function signingKeyFiles(directory: string, log: string): { secret: string; public: string } {
  return { secret: join(directory, `${log}.signing-key`), public: join(directory, `${log}.vkey`) };
}

/**
 * The signing key of a log, made on first use for this origin. A key that is there is never overwritten: whoever
 * pinned it could not tell a new one from a forger's.
 */
export function loadSigningKey(directory: string, log: string, origin: string): SigningKey {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const files = signingKeyFiles(directory, log);
  // Read before the secret, which is made first: a public text without one is of a key that was lost.
  const before = readIfThere(files.public);
  const there = readSecret(files.secret);
  if (there === undefined && before !== undefined)
    throw new SigningKeyUnusable(`${files.secret} is missing: put it back from the copy of the keys`);
  const key = there ?? createSecret(files.secret, origin);
  if (key.name !== origin) {
    throw new SigningKeyUnusable(`${files.secret} is the key of the log ${key.name}, not of ${origin}`);
  }
  const pinned = readIfThere(files.public) ?? createOnce(files.public, `${key.vkey}\n`, 0o644);
  if (pinned.trim() !== key.vkey) {
    throw new SigningKeyUnusable(
      `${files.public} is not the public text of ${files.secret}: one of them was replaced`,
    );
  }
  return key;
}

/** The key in a file that only its owner may read; `undefined` when there is no such file. */
function readSecret(file: string, type: KeyType = KEY_TYPE.signer): SigningKey | undefined {
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  if ((statSync(file).mode & OTHERS_MAY_READ) !== 0) {
    throw new SigningKeyUnusable(
      `${file} can be read by others: set its mode to 0600, and ask who has read it`,
    );
  }
  return signingKeyOf(text, file, type);
}

/** The key of a witness from its file; `undefined` when there is no such file. It cosigns, and never signs a log. */
export function readWitnessKey(file: string): SigningKey | undefined {
  return readSecret(file, KEY_TYPE.cosigner);
}

/** Makes the key of a witness. A file that is there is never overwritten: what is in it is answered. */
export function createWitnessKey(file: string, name: string): SigningKey {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return createSecret(file, name, KEY_TYPE.cosigner);
}

function signingKeyOf(text: string, file: string, type: KeyType): SigningKey {
  const parsed = parseSignerKey(text.trim(), type);
  if (parsed === undefined) throw new SigningKeyUnusable(`${file} holds no signing key`);
  const secret = createPrivateKey({
    key: Buffer.concat([PRIVATE_PREFIX, parsed.seed]),
    format: "der",
    type: "pkcs8",
  });
  const publicKey = publicBytes(secret);
  if (bytesToHex(keyIdOf(parsed.name, publicKey, type)) !== parsed.keyId) {
    throw new SigningKeyUnusable(`${file} is damaged: its key is not the one it names`);
  }
  const sign = (message: Uint8Array) => signBytes(null, message, secret);
  return { name: parsed.name, publicKey, sign, vkey: formatVerifier(parsed.name, publicKey, type) };
}

function createSecret(file: string, name: string, type: KeyType = KEY_TYPE.signer): SigningKey {
  const secret = generateKeyPairSync("ed25519").privateKey;
  const seed = secret.export({ format: "der", type: "pkcs8" }).subarray(PRIVATE_PREFIX.length);
  const text = createOnce(file, `${formatSignerKey(name, publicBytes(secret), seed, type)}\n`, 0o600);
  return signingKeyOf(text, file, type);
}

function publicBytes(secret: KeyObject): Uint8Array {
  const spki = createPublicKey(secret).export({ format: "der", type: "spki" });
  return new Uint8Array(spki.subarray(PUBLIC_PREFIX.length));
}

/**
 * Writes a file that is not there yet and answers what is in it. It is written whole under another name and then
 * linked: a crash leaves no half key, and of two processes that start at once one wins and both read the winner's.
 */
function createOnce(file: string, content: string, mode: number): string {
  const fresh = `${file}.${process.pid}.new`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, content, { mode, flag: "wx", flush: true });
  try {
    linkSync(fresh, file);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  return readFileSync(file, "utf8");
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new SigningKeyUnusable(`${file} cannot be read (${reason}): start as the user who owns it`, {
      cause: error,
    });
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
