// The key that wraps the keys of officers' drafts: 32 random bytes in a file only its owner can read. It opens no case.
import { createHash, createSecretKey, type KeyObject } from "node:crypto";
import { loadSecret, readSecretFile } from "./secret-file.ts";

export interface DraftsKey {
  secret: KeyObject;
  /** First four bytes of the key's hash: tells which key it is, and nothing about the key. */
  id: Buffer;
}

/** A key from its 32 bytes. */
export function draftsKey(bytes: Uint8Array): DraftsKey {
  if (bytes.length !== 32) throw new RangeError("the key of drafts has 32 bytes");
  const id = createHash("sha256").update("reta/drafts-key/v1").update(bytes).digest().subarray(0, 4);
  return { secret: createSecretKey(bytes), id };
}

/** Reads the key from `file`, making it on first use. */
export function loadDraftsKey(file: string): DraftsKey {
  return draftsKey(loadSecret(file));
}

/** The key that is in `file`; `undefined` where there is none. */
export function draftsKeyIn(file: string): DraftsKey | undefined {
  const secret = readSecretFile(file);
  return secret === undefined ? undefined : draftsKey(secret);
}
