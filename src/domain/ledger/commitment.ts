// How a personal value is represented in an entry: a salted hash that tells nothing once value and salt are erased.
import { canonicalBytes } from "./canonical.ts";
import { concatBytes, type Hash, sameBytes, sha256, utf8ToBytes } from "./hash.ts";

/** Keeps a commitment from ever being mistaken for another hash of the register. */
const TAG = utf8ToBytes("reta/commitment/v1");

/** Length in bytes of the random salt; as long as the hash, so that guessing the salt is no shorter than finding a collision. */
export const SALT_BYTES = 32;

/**
 * The commitment to a value: SHA-256(tag ‖ salt ‖ canonical bytes of the value).
 * Tag and salt have fixed lengths, so no two pairs of salt and value share an input. The salt is 32 random bytes used once.
 */
export function commit(salt: Uint8Array, value: unknown): Hash {
  return sha256(committedBytes(salt, canonicalBytes(value)));
}

/** The bytes whose hash is the commitment, for a caller that has the canonical bytes and a hash of its own. */
export function committedBytes(salt: Uint8Array, canonical: Uint8Array): Uint8Array {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a commitment's salt has ${SALT_BYTES} bytes`);
  return concatBytes(TAG, salt, canonical);
}

/** Of `committedBytes`, the salt and the canonical bytes: what is kept, encrypted, to open the commitment later. */
export function keptBytes(committed: Uint8Array): Uint8Array {
  return committed.subarray(TAG.length);
}

/** True when the commitment was made to this value with this salt. */
export function opens(commitment: Hash, salt: Uint8Array, value: unknown): boolean {
  return salt.length === SALT_BYTES && sameBytes(commitment, commit(salt, value));
}
