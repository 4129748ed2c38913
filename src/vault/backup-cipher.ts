// Backups are encrypted to a public key in the format of age (age-encryption.org/v1): whoever makes them cannot open them.
import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";

/** The recipient or identity is none, or the file is not for this identity: bad input. */
export class BackupKeyUnusable extends Error {
  override readonly name = "BackupKeyUnusable";
}

/** How an encrypted file begins. */
export const ENCRYPTED = "age-encryption.org/v1\n";

/** A new pair: the identity opens and is kept offline, the recipient encrypts and is handed out. */
export async function newBackupIdentity(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** Throws `BackupKeyUnusable` unless this is a public key of age (`age1…`): asked before anything is read. */
export function demandRecipient(recipient: string): Encrypter {
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient.trim());
  } catch {
    throw new BackupKeyUnusable("the recipient is no public key of age (age1…)");
  }
  return encrypter;
}

/** The bytes encrypted to a recipient, as they come. */
export async function encryptFor(recipient: string, source: Readable): Promise<Readable> {
  const encrypter = demandRecipient(recipient);
  return nodeStream(await encrypter.encrypt(Readable.toWeb(source) as ReadableStream<Uint8Array>));
}

/** The bytes again. The file of an identity may have comments, as age-keygen writes them. */
export async function decryptWith(identityFile: string, source: Readable): Promise<Readable> {
  const decrypter = new Decrypter();
  const identities = identityFile.split("\n").filter((line) => /^AGE-SECRET-KEY-/.test(line));
  if (identities.length === 0)
    throw new BackupKeyUnusable("the file of the identity has no AGE-SECRET-KEY in it");
  try {
    for (const identity of identities) decrypter.addIdentity(identity.trim());
    return nodeStream(await decrypter.decrypt(Readable.toWeb(source) as ReadableStream<Uint8Array>));
  } catch (error) {
    throw new BackupKeyUnusable(`the file cannot be opened with this identity (${(error as Error).message})`);
  }
}

const nodeStream = (stream: ReadableStream<Uint8Array>) =>
  Readable.fromWeb(stream as unknown as WebStream<Uint8Array>);
