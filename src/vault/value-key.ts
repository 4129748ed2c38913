// The key that seals personal values: 32 random bytes in a file of the data directory only its owner can read.
import { createHash, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export interface ValueKey {
  secret: KeyObject;
  /** First four bytes of the key's hash: tells which key sealed a value, and nothing about the key. */
  id: Buffer;
}

/** A key from its 32 bytes. */
export function valueKey(bytes: Uint8Array): ValueKey {
  if (bytes.length !== 32) throw new RangeError("the key of personal values has 32 bytes");
  const id = createHash("sha256").update("reta/value-key/v1").update(bytes).digest().subarray(0, 4);
  return { secret: createSecretKey(bytes), id };
}

/** Reads the key from `file`, making it on first use. An existing file is never overwritten: its values would be lost. */
export function loadValueKey(file: string): ValueKey {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}.new`;
  try {
    return valueKey(Buffer.from(readFileSync(file, "utf8").trim(), "base64"));
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
  return valueKey(Buffer.from(readFileSync(file, "utf8").trim(), "base64"));
}
