// Personal values: taken out of an entry and encrypted under a key of each holder, a salted commitment left in place.
import { createCipheriv } from "node:crypto";
import type { Holder } from "#src/domain/case/holder.ts";
import { canonicalBytes } from "#src/domain/ledger/canonical.ts";
import { committedBytes, keptBytes, SALT_BYTES } from "#src/domain/ledger/commitment.ts";
import type { KeyClass } from "#src/schema/key-class.ts";
import { random } from "./random.ts";
import { sha256 } from "./sha256.ts";
import { KEY_BYTES, type WrappedKey, type Wrapper } from "./wrapped-key.ts";

type Json = Record<string, unknown>;

/** One encrypted value: whose it is, its JSON pointer in the entry's content, and version ‖ nonce ‖ ciphertext ‖ tag. */
export interface SealedValue {
  pointer: string;
  holder: string;
  keyClass: KeyClass;
  sealed: Buffer;
}

/** What an entry leaves when its personal values are taken out. */
export interface Sealed {
  content: Json;
  values: SealedValue[];
  keys: WrappedKey[];
}

export const VALUE_VERSION = 2;
const VERSION = Buffer.of(VALUE_VERSION);
export const NONCE_BYTES = 12;

/**
 * Binds a ciphertext to its table, entry, holder, field and class: moved elsewhere it does not open. The version of
 * the class key is bound to the wrapped key, so that a rotation wraps keys anew and touches no value.
 */
export const placeOfValue = (entryId: string, { pointer, holder, keyClass }: Omit<SealedValue, "sealed">) =>
  Buffer.from(`reta/value/v2\npersonal_values\n${entryId}\n${holder}\n${keyClass}\n${pointer}`);

/**
 * Replaces each member of each object called `personal` by the hex of its commitment. Returns the sealable content,
 * the encrypted values and one fresh key for each holder, wrapped; `content` itself is not changed.
 */
export function sealPersonalValues(
  entryId: string,
  content: Json,
  holderOf: (pointer: string) => Holder,
  wrapper: Wrapper,
): Sealed {
  const values: SealedValue[] = [];
  const keys: WrappedKey[] = [];
  const secrets = new Map<string, Buffer>();
  const secretOf = ({ id, keyClass }: Holder): Buffer => {
    const name = `${keyClass} ${id}`;
    const known = secrets.get(name);
    if (known !== undefined) return known;
    const secret = random(KEY_BYTES);
    secrets.set(name, secret);
    keys.push(wrapper.wrap(entryId, id, keyClass, secret));
    return secret;
  };
  const sealMembers = (personal: Json, pointer: string): Json => {
    const commitments: Json = {};
    for (const [name, value] of Object.entries(personal)) {
      if (value === undefined) continue;
      const committed = committedBytes(random(SALT_BYTES), canonicalBytes(value));
      commitments[name] = sha256(committed).toString("hex");
      const holder = holderOf(`${pointer}/${name}`);
      const place = { pointer: `${pointer}/${name}`, holder: holder.id, keyClass: holder.keyClass };
      const sealed = encrypt(keptBytes(committed), placeOfValue(entryId, place), secretOf(holder));
      values.push({ ...place, sealed });
    }
    return commitments;
  };
  const walk = (node: unknown, pointer: string): unknown => {
    if (Array.isArray(node)) return node.map((item, i) => walk(item, `${pointer}/${i}`));
    if (node === null || typeof node !== "object") return node;
    const copy: Json = {};
    for (const [name, member] of Object.entries(node)) {
      if (member === undefined) continue;
      const at = `${pointer}/${name}`;
      copy[name] = name === "personal" ? sealMembers(member as Json, at) : walk(member, at);
    }
    return copy;
  };
  return { content: walk(content, "") as Json, values, keys };
}

function encrypt(plain: Uint8Array, place: Buffer, secret: Buffer): Buffer {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", secret, nonce).setAAD(place);
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([VERSION, nonce, body, cipher.getAuthTag()]);
}

/** The commitments in a sealed content: JSON pointer to hex. */
export function commitmentsIn(content: unknown): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (node: unknown, pointer: string, personal: boolean): void => {
    if (personal && typeof node === "string") found.set(pointer, node);
    if (node === null || typeof node !== "object") return;
    for (const [name, member] of Object.entries(node)) {
      walk(member, `${pointer}/${name}`, personal || name === "personal");
    }
  };
  walk(content, "", false);
  return found;
}
