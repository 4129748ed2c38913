// Opens sealed personal values with the keys of their holders, and puts them back where their commitments stand.
import { createDecipheriv } from "node:crypto";
import { opens, SALT_BYTES } from "#src/domain/ledger/commitment.ts";
import { hexToBytes } from "#src/domain/ledger/hash.ts";
import { NONCE_BYTES, placeOfValue, type SealedValue, VALUE_VERSION } from "./personal-values.ts";
import type { Unwrapper, WrappedKey } from "./wrapped-key.ts";

type Json = Record<string, unknown>;

const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES;
const decoder = new TextDecoder("utf-8", { fatal: true });

/** The holder's key is gone: the person was erased. What was sealed with it can never be opened. */
export class KeyErased extends Error {
  override readonly name = "KeyErased";
}

/** The sealed values of one entry with the wrapped keys they need. */
export interface SealedEntry {
  entryId: string;
  values: readonly SealedValue[];
  keys: readonly WrappedKey[];
}

/** A value and the salt of its commitment. */
export interface OpenedValue {
  salt: Buffer;
  value: unknown;
}

/** Opens values of one entry; each holder's key is unwrapped once. */
export function openerOf(
  { entryId, keys }: Pick<SealedEntry, "entryId" | "keys">,
  unwrapper: Unwrapper,
): (value: SealedValue) => OpenedValue {
  const secrets = new Map<WrappedKey, Buffer>();
  return (value) => {
    const key = keys.find(({ holder, keyClass }) => holder === value.holder && keyClass === value.keyClass);
    if (key === undefined) throw new KeyErased(`the key of a ${value.keyClass} was erased`);
    const secret = secrets.get(key) ?? unwrapper.unwrap(entryId, key);
    secrets.set(key, secret);
    return decrypt(entryId, value, secret);
  };
}

function decrypt(entryId: string, value: SealedValue, secret: Buffer): OpenedValue {
  const { sealed } = value;
  if (sealed[0] !== VALUE_VERSION) throw new Error("a personal value of an unknown version");
  const decipher = createDecipheriv("aes-256-gcm", secret, sealed.subarray(1, HEADER_BYTES));
  decipher.setAAD(placeOfValue(entryId, value)).setAuthTag(sealed.subarray(-TAG_BYTES));
  const body = sealed.subarray(HEADER_BYTES, -TAG_BYTES);
  const plain = Buffer.concat([decipher.update(body), decipher.final()]);
  return {
    salt: plain.subarray(0, SALT_BYTES),
    value: JSON.parse(decoder.decode(plain.subarray(SALT_BYTES))) as unknown,
  };
}

/**
 * Every value of an entry that is not erased, by pointer. Throws when one is not the value `content` committed to.
 */
export function openEntry(content: Json, sealed: SealedEntry, unwrapper: Unwrapper): Map<string, unknown> {
  const open = openerOf(sealed, unwrapper);
  const held = new Set(sealed.keys.map(({ holder, keyClass }) => `${keyClass} ${holder}`));
  const opened = new Map<string, unknown>();
  for (const value of sealed.values) {
    if (!held.has(`${value.keyClass} ${value.holder}`)) continue;
    const commitment = readCommitment(content, value.pointer);
    const { salt, value: plain } = open(value);
    if (commitment === undefined || !opens(hexToBytes(commitment), salt, plain))
      throw new Error("a personal value is not the one committed to");
    opened.set(value.pointer, plain);
  }
  return opened;
}

function readCommitment(content: unknown, pointer: string): string | undefined {
  let node = content;
  for (const name of pointer.split("/").slice(1)) {
    if (node === null || typeof node !== "object" || !Object.hasOwn(node, name)) return undefined;
    node = (node as Json)[name];
  }
  return typeof node === "string" ? node : undefined;
}

/**
 * The content with personal values in place again. What is not among `opened` (erased, or not for this reader) is left
 * out, and so is a `personal` object that stays empty.
 */
export function placeValues(content: Json, opened: ReadonlyMap<string, unknown>): Json {
  const placeMembers = (commitments: Json, pointer: string): Json =>
    Object.fromEntries(
      Object.keys(commitments)
        .filter((name) => opened.has(`${pointer}/${name}`))
        .map((name) => [name, opened.get(`${pointer}/${name}`)]),
    );
  const walk = (node: unknown, pointer: string): unknown => {
    if (Array.isArray(node)) return node.map((item, i) => walk(item, `${pointer}/${i}`));
    if (node === null || typeof node !== "object") return node;
    const copy: Json = {};
    for (const [name, member] of Object.entries(node)) {
      const at = `${pointer}/${name}`;
      if (name !== "personal") {
        copy[name] = walk(member, at);
        continue;
      }
      const placed = placeMembers(member as Json, at);
      if (Object.keys(placed).length > 0) copy[name] = placed;
    }
    return copy;
  };
  return walk(content, "") as Json;
}
