// Passwords: hashed with Argon2id, compared in constant time, one-time ones made readable.
import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

// OWASP's second recommended setting (19 MiB, 2 passes, 1 lane): about 30 ms, so that shared machines stay usable.
const SETTINGS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Shortest password: length is what counts (NIST SP 800-63B-4, password alone). */
export const PASSWORD_MIN = 15;

/** Argon2id hash as a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFC"), SETTINGS);
}

/** True when the password is the one that was hashed. */
export function verifyPassword(phc: string, password: string): Promise<boolean> {
  return verify(phc, password.normalize("NFC"));
}

// Verified against when the login does not exist, so that the answer takes as long as for one that does.
let decoy: Promise<string> | undefined;
export async function verifyNobody(password: string): Promise<false> {
  decoy ??= hashPassword(randomBytes(16).toString("hex"));
  await verifyPassword(await decoy, password);
  return false;
}

/** A password to be told once and changed at first use: 100 bits in groups of five, letters that are not confused. */
export function oneTimePassword(): string {
  const alphabet = "abcdefghjkmnpqrstvwxyz0123456789";
  const letters = Array.from(randomBytes(20), (byte) => alphabet[byte & 31]).join("");
  return letters.replaceAll(/.{5}(?!$)/g, "$&-");
}
