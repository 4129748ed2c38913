// Opens what was sealed for a class key with HPKE (RFC 9180): base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
import { createDecipheriv, createHmac } from "node:crypto";
import type { KeyClass } from "#src/schema/key-class.ts";
import { type ClassKeys, KeyMissing, POINT_BYTES } from "./class-keys.ts";

// RFC 9180, 7.1 to 7.3: the numbers of the three algorithms.
const KEM_SUITE = Buffer.from([...Buffer.from("KEM"), 0x00, 0x10]);
const SUITE = Buffer.from([...Buffer.from("HPKE"), 0x00, 0x10, 0x00, 0x01, 0x00, 0x02]);
const VERSION = Buffer.from("HPKE-v1");
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const NOTHING = Buffer.alloc(0);

/** A message sealed in one piece. */
export interface SealedMessage {
  keyClass: KeyClass;
  version: number;
  /** The sender's public point, uncompressed: 65 bytes. */
  enc: Buffer;
  /** Cipher text ‖ tag. */
  cipher: Buffer;
  /** What both sides know it is for. */
  info: Buffer;
  /** What stands beside it in the clear and must be as it was. */
  aad: Buffer;
}

/**
 * Only the key agreement touches the private key, so that it works with a module behind PKCS#11 as with a file, which the
 * usual libraries do not. Throws `KeyMissing`, or when point, bytes, `info` or `aad` are not those it was sealed with.
 */
export function openMessage(keys: Pick<ClassKeys, "publicKeys" | "agree">, sealed: SealedMessage): Buffer {
  const { keyClass, version, enc, cipher, info, aad } = sealed;
  if (enc.length !== POINT_BYTES) throw new Error("the sender's point has not 65 bytes");
  const own = keys.publicKeys().find((key) => key.keyClass === keyClass && key.version === version);
  if (own === undefined) throw new KeyMissing(keyClass, version);
  const agreed = keys.agree(keyClass, version, enc);
  // 4.1: the points of both go into the secret.
  const context = Buffer.concat([enc, own.point]);
  const shared = expand(
    KEM_SUITE,
    extract(KEM_SUITE, NOTHING, "eae_prk", agreed),
    "shared_secret",
    context,
    32,
  );
  // 5.1: no pre-shared key, mode 0.
  const schedule = Buffer.concat([
    Buffer.from([0]),
    extract(SUITE, NOTHING, "psk_id_hash", NOTHING),
    extract(SUITE, NOTHING, "info_hash", info),
  ]);
  const secret = extract(SUITE, shared, "secret", NOTHING);
  const key = expand(SUITE, secret, "key", schedule, KEY_BYTES);
  const nonce = expand(SUITE, secret, "base_nonce", schedule, NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce);
  decipher.setAAD(aad).setAuthTag(cipher.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(cipher.subarray(0, -TAG_BYTES)), decipher.final()]);
}

const hmac = (key: Buffer, ...parts: Buffer[]) => {
  const made = createHmac("sha256", key);
  for (const part of parts) made.update(part);
  return made.digest();
};

// RFC 9180, 4: LabeledExtract and LabeledExpand, over RFC 5869; no output here is longer than one block.
const extract = (suite: Buffer, salt: Buffer, label: string, material: Buffer) =>
  hmac(salt.length === 0 ? Buffer.alloc(32) : salt, VERSION, suite, Buffer.from(label), material);
const expand = (suite: Buffer, secret: Buffer, label: string, info: Buffer, length: number) =>
  hmac(secret, Buffer.from([0, length]), VERSION, suite, Buffer.from(label), info, Buffer.from([1])).subarray(
    0,
    length,
  );
