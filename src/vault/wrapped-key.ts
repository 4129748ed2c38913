// Keys of persons and cases, wrapped for the key of their class: by whoever seals, opened by the vault alone.
import {
  createCipheriv,
  createDecipheriv,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from "node:crypto";
import type { KeyClass } from "#src/schema/key-class.ts";
import {
  type ClassKeys,
  KeyMissing,
  keyOfPoint,
  newest,
  POINT_BYTES,
  type PublicClassKey,
  pointOf,
} from "./class-keys.ts";
import { random } from "./random.ts";

/** One wrapped key: the holder's, in one entry, for one version of one class. */
export interface WrappedKey {
  holder: string;
  keyClass: KeyClass;
  version: number;
  /** Sender's public point ‖ nonce ‖ encrypted key ‖ tag. */
  wrapped: Buffer;
}

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

// What a wrapped key is for: moved to another row, or told to be of another class or version, it does not open.
const placeOf = (entryId: string, { holder, keyClass, version }: Omit<WrappedKey, "wrapped">) =>
  Buffer.from(`reta/wrapped-key/v1\nwrapped_keys\n${entryId}\n${holder}\n${keyClass}\n${version}`);

// SP 800-56C: the shared secret is no key yet; both public points and the class go into the derivation.
const wrappingKey = (secret: Buffer, sender: Buffer, { keyClass, version, point }: PublicClassKey) =>
  Buffer.from(
    hkdfSync(
      "sha256",
      secret,
      Buffer.concat([sender, point]),
      `reta/wrapping/v1\n${keyClass}\n${version}`,
      KEY_BYTES,
    ),
  );

/** Wraps keys for the newest version of each class. */
export interface Wrapper {
  wrap(entryId: string, holder: string, keyClass: KeyClass, key: Buffer): WrappedKey;
}

/** How long one sender's key pair serves: a registration then costs no key agreement. */
const SENDER_MS = 5 * 60_000;
/** And for how many keys: far below the 2^32 random nonces one AES-GCM key may have (SP 800-38D, 8.3). */
const SENDER_USES = 1 << 24;

/**
 * A wrapper over public keys. The sender's private key lives in memory for some minutes: whoever reads the memory of
 * the process in that time can open what it sealed in that time, which passed through that memory in clear.
 */
export function createWrapper(
  keys: () => readonly PublicClassKey[],
  clock: () => number = Date.now,
): Wrapper {
  let sender: { point: Buffer; privateKey: KeyObject; until: number; uses: number } | undefined;
  let agreed = new Map<KeyClass, { target: PublicClassKey; secret: Buffer }>();
  const renew = () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    agreed = new Map();
    sender = { point: pointOf(publicKey), privateKey, until: clock() + SENDER_MS, uses: 0 };
    return sender;
  };
  return {
    wrap(entryId, holder, keyClass, key) {
      const now =
        sender === undefined || clock() >= sender.until || sender.uses >= SENDER_USES ? renew() : sender;
      now.uses += 1;
      let to = agreed.get(keyClass);
      if (to === undefined) {
        const target = newest(keys()).get(keyClass);
        if (target === undefined) throw new Error(`there is no public key of class ${keyClass} to seal with`);
        const secret = diffieHellman({ privateKey: now.privateKey, publicKey: keyOfPoint(target.point) });
        to = { target, secret: wrappingKey(secret, now.point, target) };
        agreed.set(keyClass, to);
      }
      const row = { holder, keyClass, version: to.target.version };
      const nonce = random(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", to.secret, nonce).setAAD(placeOf(entryId, row));
      const body = Buffer.concat([now.point, nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
      return { ...row, wrapped: body };
    },
  };
}

/** Opens wrapped keys. One agreement serves all keys of one sender, so it is kept for a while. */
export interface Unwrapper {
  /** Throws `KeyMissing`, or when row, class, version or bytes are not the ones it was wrapped with. */
  unwrap(entryId: string, key: WrappedKey): Buffer;
}

const AGREEMENTS_MAX = 2_000;

export function createUnwrapper(classKeys: ClassKeys): Unwrapper {
  const agreements = new Map<string, Buffer>();
  return {
    unwrap(entryId, row) {
      // Asked each time, so that a version that was destroyed opens nothing more, whatever was agreed on before.
      const target = classKeys
        .publicKeys()
        .find(({ keyClass, version }) => keyClass === row.keyClass && version === row.version);
      if (target === undefined) throw new KeyMissing(row.keyClass, row.version);
      const sender = row.wrapped.subarray(0, POINT_BYTES);
      const name = `${row.keyClass} ${row.version} ${sender.toString("base64")}`;
      let secret = agreements.get(name);
      if (secret === undefined) {
        secret = wrappingKey(classKeys.agree(row.keyClass, row.version, sender), sender, target);
        if (agreements.size >= AGREEMENTS_MAX) agreements.clear();
        agreements.set(name, secret);
      }
      const nonce = row.wrapped.subarray(POINT_BYTES, POINT_BYTES + NONCE_BYTES);
      const decipher = createDecipheriv("aes-256-gcm", secret, nonce);
      decipher.setAAD(placeOf(entryId, row)).setAuthTag(row.wrapped.subarray(-TAG_BYTES));
      const body = row.wrapped.subarray(POINT_BYTES + NONCE_BYTES, -TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]);
    },
  };
}
