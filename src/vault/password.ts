// Passwords: hashed with Argon2id, compared in constant time.
import { randomBytes } from "node:crypto";
import { hash, hashRaw, verify } from "@node-rs/argon2";

// OWASP's second recommended setting (19 MiB, 2 passes, 1 lane): about 30 ms, so that shared machines stay usable.
const SETTINGS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Shortest password: length is what counts (NIST SP 800-63B-4, password alone). */
export const PASSWORD_MIN = 15;

/** Argon2id hash as a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFC"), SETTINGS);
}

/** Argon2id hash of a code under a salt of 16 bytes: 32 bytes, so that the code is found by it. */
export function hashCode(code: string, salt: Uint8Array): Promise<Buffer> {
  return hashRaw(code, { ...SETTINGS, salt });
}

/** True when the password is the one that was hashed. */
export function verifyPassword(phc: string, password: string): Promise<boolean> {
  return verify(phc, password.normalize("NFC"));
}

/**
 * Compares a password with a stored hash, or with a hash of nothing when there is none, so that the answer takes as
 * long for a login that does not exist.
 */
export async function checkPassword(phc: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(16).toString("hex"));
  const right = await verifyPassword(phc ?? (await decoy), password);
  return phc !== undefined && right;
}
let decoy: Promise<string> | undefined;

// Each hash takes 19 MiB and tens of milliseconds: two at once leave the machine to the register, and whoever would
// wait behind twenty others is better told so.
const AT_ONCE = 2;
const QUEUE = 20;
let running = 0;
const waiting: (() => void)[] = [];

/** Runs work that hashes passwords when its turn comes; `undefined`, with nothing done, when too many wait. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T | undefined> {
  if (running >= AT_ONCE) {
    if (waiting.length >= QUEUE) return undefined;
    // Whoever ends hands its place on, so nobody who comes meanwhile slips in.
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
