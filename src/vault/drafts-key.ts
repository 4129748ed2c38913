// The key that wraps the keys of officers' drafts: 32 random bytes in a file only its owner can read. It opens no case.
import { createHash, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

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

/** Reads the key from `file`, making it on first use. An existing file is never overwritten: the drafts would be lost. */
export function loadDraftsKey(file: string): DraftsKey {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}.new`;
  try {
    return draftsKey(Buffer.from(readFileSync(file, "utf8").trim(), "base64"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  // Written whole under another name, then linked: of two processes starting at once one wins and both read the winner's.
  writeFileSync(fresh, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flag: "wx", flush: true });
  try {
    linkSync(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  return draftsKey(Buffer.from(readFileSync(file, "utf8").trim(), "base64"));
}
