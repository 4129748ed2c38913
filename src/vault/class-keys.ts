// The key pair of each class of personal values: what the vault asks of whatever keeps the private halves.
import { createPublicKey, type KeyObject } from "node:crypto";
import type { KeyClass } from "#src/schema/key-class.ts";

/** The public half of one version of a class key: whoever has it can seal, and never open. */
export interface PublicClassKey {
  keyClass: KeyClass;
  version: number;
  /** Uncompressed point of P-256 (SEC 1, 2.3.3): 65 bytes. */
  point: Buffer;
}

/**
 * Where class keys are kept: files, or a module behind PKCS#11. A private key never leaves it; all it does is agree on
 * a secret with the sender of a wrapped key (ECDH on P-256, SP 800-56A), which is CKM_ECDH1_DERIVE in a module.
 */
export interface ClassKeys {
  /** Every version of every class, oldest first, as they are now: another vault may have made or destroyed one. */
  publicKeys(): readonly PublicClassKey[];
  /** The shared secret of a version's private key and a sender's public point. Throws `KeyMissing`. */
  agree(keyClass: KeyClass, version: number, sender: Buffer): Buffer;
  /** Makes this version of a class, unless it is there: the newest is the one to seal with, older ones open until retired. */
  make(keyClass: KeyClass, version: number): PublicClassKey;
  /** Destroys an old version, if it is there. Throws when it is the newest. */
  retire(keyClass: KeyClass, version: number): void;
  /** Why the keys cannot be used now, as a code; undefined while they can. Looks, and throws nothing. */
  fault(): string | undefined;
}

/** The private key a value was sealed for is not there: identities stay closed. */
export class KeyMissing extends Error {
  override readonly name = "KeyMissing";
  constructor(keyClass: string, version: number) {
    super(`the key of class ${keyClass}, version ${version}, is not there`);
  }
}

/** A class of which less is there than was published: what is sealed for it would open for nobody. */
export function faultOfKeys(
  keys: readonly PublicClassKey[],
  published: readonly PublicClassKey[],
): string | undefined {
  const there = newest(keys);
  const lost = [...newest(published)].some(
    ([keyClass, { version }]) => (there.get(keyClass)?.version ?? 0) < version,
  );
  return lost ? "KEY_MISSING" : undefined;
}

/** Uncompressed, as whoever seals has it. */
export const POINT_BYTES = 65;
/** DER before the point of a public key on P-256 (RFC 5480). */
const SPKI = Buffer.from("3059301306072a8648ce3d020106082a8648ce3d030107034200", "hex");

export function pointOf(key: KeyObject): Buffer {
  return key.export({ format: "der", type: "spki" }).subarray(SPKI.length);
}

/** The key of a point. Throws when it is not on the curve. */
export function keyOfPoint(point: Buffer): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI, point]), format: "der", type: "spki" });
}

/** The newest version of each class: the ones to seal with. */
export function newest(keys: readonly PublicClassKey[]): Map<KeyClass, PublicClassKey> {
  const found = new Map<KeyClass, PublicClassKey>();
  for (const key of keys) {
    if (key.version > (found.get(key.keyClass)?.version ?? 0)) found.set(key.keyClass, key);
  }
  return found;
}
