// A secret of 32 random bytes in a file only its owner can read, made on first use and never overwritten.
import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The secret in `file`; `undefined` where there is none. */
export function readSecretFile(file: string): Buffer | undefined {
  try {
    return Buffer.from(readFileSync(file, "utf8").trim(), "base64");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return undefined;
  }
}

/** Reads the secret from `file`, making it on first use: overwritten, what depends on it would be lost. */
export function loadSecret(file: string): Buffer {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}.new`;
  const there = readSecretFile(file);
  if (there !== undefined) return there;
  // Written whole under another name, then linked: of two processes starting at once one wins and both read the winner's.
  writeFileSync(fresh, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flag: "wx", flush: true });
  try {
    linkSync(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  return Buffer.from(readFileSync(file, "utf8").trim(), "base64");
}
