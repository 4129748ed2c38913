// Class keys in a token behind PKCS#11: pairs that are made there and never leave; it agrees on secrets with them.
import { randomBytes } from "node:crypto";
import { KEY_CLASSES, type KeyClass } from "#src/schema/key-class.ts";
import {
  type ClassKeys,
  faultOfKeys,
  KeyMissing,
  keyOfPoint,
  newest,
  POINT_BYTES,
  type PublicClassKey,
} from "./class-keys.ts";
import type { OldKeys } from "./key-folder.ts";
import { type Token, TokenClosed, type TokenSession } from "./token.ts";

/** DER of the curve's name (RFC 5480). */
const P256 = Buffer.from("06082a8648ce3d030107", "hex");
const SECRET_BYTES = 32;
const LABEL = /^reta\/(.+)-(\d+)$/;
const labelOf = (keyClass: KeyClass, version: number) => `reta/${keyClass}-${version}`;
/** How long a list of what is in the token is believed: another vault may have made or destroyed a key. */
const LIST_MS = 1_000;

/**
 * Keys in this token, and older ones in files until they are retired: that is how a register moves to a token. A class of
 * which `published` knows nothing gets its first version; one whose key is gone does not get another in its place.
 */
export function openTokenKeys(
  token: Token,
  files: OldKeys,
  published: readonly PublicClassKey[],
  now: () => number = Date.now,
): ClassKeys {
  let listed: { halves: PublicClassKey[]; at: number } | undefined;
  let begun = false;
  /** The newest of each class that there ever was, as far as this process knows. */
  let seen = [...published];
  const look = () => token.use((session) => pairsIn(token, session).map(({ half }) => half));
  const inToken = (): PublicClassKey[] => {
    if (listed !== undefined && now() - listed.at < LIST_MS) return listed.halves;
    let halves = look();
    if (faultOfKeys([...files.publicKeys(), ...halves], seen) !== undefined) {
      // Some modules answer for a token that was pulled out as if it were empty: a new session finds out.
      token.close();
      halves = look();
    }
    seen = [...newest([...seen, ...halves]).values()];
    listed = { halves, at: now() };
    return halves;
  };
  const find = (keyClass: KeyClass, version: number) =>
    inToken().find((half) => half.keyClass === keyClass && half.version === version);
  const make = (keyClass: KeyClass, version: number): PublicClassKey => {
    if (find(keyClass, version) === undefined) {
      token.use((session) => makePair(token, session, labelOf(keyClass, version)));
      listed = undefined;
    }
    const made = find(keyClass, version);
    if (made === undefined) throw new KeyMissing(keyClass, version);
    return made;
  };
  const all = (): PublicClassKey[] => {
    const halves = () => [...files.publicKeys(), ...inToken()];
    if (!begun) {
      const known = new Set([...published, ...halves()].map(({ keyClass }) => keyClass));
      for (const keyClass of KEY_CLASSES) if (!known.has(keyClass)) make(keyClass, 1);
      begun = true;
    }
    return halves().sort((a, b) => a.keyClass.localeCompare(b.keyClass) || a.version - b.version);
  };
  return {
    publicKeys: all,
    agree(keyClass, version, sender) {
      if (find(keyClass, version) === undefined) return files.agree(keyClass, version, sender);
      // A point that is not on the curve would tell of the key (SP 800-56A, 5.6.2.3); not every module looks.
      keyOfPoint(sender);
      return token.use((session) => {
        const [pair] = pairsIn(token, session, labelOf(keyClass, version));
        if (pair === undefined) throw new KeyMissing(keyClass, version);
        return agreeIn(token, session, pair.privateHalf, sender);
      });
    },
    make,
    retire(keyClass, version) {
      if (newest(all()).get(keyClass)?.version === version)
        throw new Error(`version ${version} of ${keyClass} is the newest`);
      if (find(keyClass, version) === undefined) return files.remove(keyClass, version);
      token.use((session) => destroyPairs(token, session, labelOf(keyClass, version)));
      listed = undefined;
    },
    fault() {
      try {
        return faultOfKeys(all(), seen);
      } catch (error) {
        return error instanceof TokenClosed ? error.code : "KEYS_NOT_READABLE";
      }
    },
  };
}

/** One version in the token. Handles are the session's, so a pair is looked for in the session that uses it. */
interface Pair {
  half: PublicClassKey;
  publicHalf: Buffer;
  privateHalf: Buffer;
}

/** The pairs that are whole, those of one label or all of ours. */
function pairsIn({ library }: Token, session: TokenSession, label?: string): Pair[] {
  const { CKA_CLASS, CKA_TOKEN, CKA_LABEL, CKA_ID, CKA_EC_POINT, CKO_PUBLIC_KEY, CKO_PRIVATE_KEY } = library;
  const stored = { type: CKA_TOKEN, value: true };
  const ofPublic = [{ type: CKA_CLASS, value: CKO_PUBLIC_KEY }, stored];
  const found = session.find(
    label === undefined ? ofPublic : [...ofPublic, { type: CKA_LABEL, value: label }],
  );
  const pairs = found.flatMap((publicHalf): Pair[] => {
    const [said, id] = session.read(publicHalf, CKA_LABEL, CKA_ID);
    const [, name = "", version = ""] = LABEL.exec(said?.toString() ?? "") ?? [];
    const keyClass = KEY_CLASSES.find((one) => one === name);
    // Other programs may have keys in the same token.
    if (keyClass === undefined) return [];
    const [privateHalf] = session.find([
      { type: CKA_CLASS, value: CKO_PRIVATE_KEY },
      stored,
      { type: CKA_ID, value: id },
    ]);
    const point = pointIn(session.read(publicHalf, CKA_EC_POINT)[0]);
    const half = { keyClass, version: Number(version), point };
    return privateHalf === undefined ? [] : [{ half, publicHalf, privateHalf }];
  });
  // Two vaults may have made the same version at the same moment: both use the one with the smaller point.
  const sorted = pairs.sort((a, b) => Buffer.compare(a.half.point, b.half.point));
  return sorted.filter(({ half }, at) => sorted.findIndex((one) => isSame(one.half, half)) === at);
}

const isSame = (a: PublicClassKey, b: PublicClassKey) => a.keyClass === b.keyClass && a.version === b.version;

// The standard wraps the point in an octet string; some modules do not.
function pointIn(value: Buffer | undefined): Buffer {
  const point = value?.subarray(-POINT_BYTES);
  if (point?.length !== POINT_BYTES || point[0] !== 4) throw new TokenClosed("POINT_NOT_UNDERSTOOD");
  return Buffer.from(point);
}

function makePair(token: Token, session: TokenSession, label: string): void {
  // Made before the session was lost, by this very call.
  if (pairsIn(token, session, label).length > 0) return;
  const { CKM_EC_KEY_PAIR_GEN, CKA_TOKEN, CKA_PRIVATE, CKA_LABEL, CKA_ID, CKA_EC_PARAMS } = token.library;
  const { CKA_SENSITIVE, CKA_EXTRACTABLE, CKA_DERIVE, CKA_SIGN, CKA_VERIFY } = token.library;
  const both = [
    { type: CKA_TOKEN, value: true },
    { type: CKA_LABEL, value: label },
    { type: CKA_ID, value: randomBytes(16) },
  ];
  session.generatePair(
    { mechanism: CKM_EC_KEY_PAIR_GEN },
    [
      ...both,
      { type: CKA_PRIVATE, value: false },
      { type: CKA_EC_PARAMS, value: P256 },
      { type: CKA_VERIFY, value: false },
    ],
    [
      ...both,
      { type: CKA_PRIVATE, value: true },
      { type: CKA_SENSITIVE, value: true },
      { type: CKA_EXTRACTABLE, value: false },
      { type: CKA_DERIVE, value: true },
      { type: CKA_SIGN, value: false },
    ],
  );
}

// The secret is no key yet: it goes through HKDF outside, because few modules know it.
function agreeIn({ library }: Token, session: TokenSession, privateHalf: Buffer, sender: Buffer): Buffer {
  const { CKM_ECDH1_DERIVE, CK_PARAMS_EC_DH, CKD_NULL, CKO_SECRET_KEY, CKK_GENERIC_SECRET } = library;
  const { CKA_CLASS, CKA_KEY_TYPE, CKA_TOKEN, CKA_SENSITIVE, CKA_EXTRACTABLE } = library;
  const parameter = { type: CK_PARAMS_EC_DH, kdf: CKD_NULL, publicData: sender };
  const secret = session.derive({ mechanism: CKM_ECDH1_DERIVE, parameter }, privateHalf, [
    { type: CKA_CLASS, value: CKO_SECRET_KEY },
    { type: CKA_KEY_TYPE, value: CKK_GENERIC_SECRET },
    { type: CKA_TOKEN, value: false },
    { type: CKA_SENSITIVE, value: false },
    { type: CKA_EXTRACTABLE, value: true },
    { type: library.CKA_VALUE_LEN, value: SECRET_BYTES },
  ]);
  try {
    const [value] = session.read(secret, library.CKA_VALUE);
    if (value?.length !== SECRET_BYTES) throw new TokenClosed("SECRET_NOT_UNDERSTOOD");
    return value;
  } finally {
    session.destroy(secret);
  }
}

// Private halves first: if we stop between the two, what is left opens nothing and is not listed. Every one of the label:
// of two that were made at the same moment neither may stay.
function destroyPairs(token: Token, session: TokenSession, label: string): void {
  const { CKA_CLASS, CKA_LABEL, CKO_PUBLIC_KEY, CKO_PRIVATE_KEY } = token.library;
  for (const half of [CKO_PRIVATE_KEY, CKO_PUBLIC_KEY]) {
    const template = [
      { type: CKA_CLASS, value: half },
      { type: CKA_LABEL, value: label },
    ];
    for (const handle of session.find(template)) session.destroy(handle);
  }
}
