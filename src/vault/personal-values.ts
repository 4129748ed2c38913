// Personal values: taken out of an entry and encrypted, a salted commitment left in their place; and opened again.
import { createCipheriv, createDecipheriv, randomFillSync } from "node:crypto";
import { canonicalBytes } from "#src/domain/ledger/canonical.ts";
import { committedBytes, opens, SALT_BYTES } from "#src/domain/ledger/commitment.ts";
import { hexToBytes } from "#src/domain/ledger/hash.ts";
import { sha256 } from "./sha256.ts";
import type { ValueKey } from "./value-key.ts";

type Json = Record<string, unknown>;

/** One encrypted value: its JSON pointer in the entry's content, and version ‖ key id ‖ nonce ‖ ciphertext ‖ tag. */
export interface SealedValue {
  pointer: string;
  sealed: Buffer;
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + 4;
const decoder = new TextDecoder("utf-8", { fatal: true });

// Random bytes in blocks: one system call for some hundred values instead of two for each.
const pool = Buffer.alloc(16_384);
let used = pool.length;
function random(bytes: number): Buffer {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const taken = Buffer.from(pool.subarray(used, used + bytes));
  // Never twice, even if a copy of this memory is read later.
  pool.fill(0, used, used + bytes);
  used += bytes;
  return taken;
}

// Binds a ciphertext to its place, so that a value moved to another row or path does not open.
const placeOf = (entryId: string, pointer: string) => Buffer.from(`reta/value/v1\n${entryId}\n${pointer}`);

/**
 * Replaces each member of each object called `personal` by the hex of its commitment.
 * Returns the sealable content and the encrypted values; `content` itself is not changed.
 */
export function sealPersonalValues(
  entryId: string,
  content: Json,
  key: ValueKey,
): { content: Json; values: SealedValue[] } {
  const values: SealedValue[] = [];
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
  const sealMembers = (personal: Json, pointer: string): Json => {
    const commitments: Json = {};
    for (const [name, value] of Object.entries(personal)) {
      if (value === undefined) continue;
      const at = `${pointer}/${name}`;
      const salt = random(SALT_BYTES);
      const canonical = canonicalBytes(value);
      commitments[name] = sha256(committedBytes(salt, canonical)).toString("hex");
      values.push({ pointer: at, sealed: encrypt(Buffer.concat([salt, canonical]), entryId, at, key) });
    }
    return commitments;
  };
  return { content: walk(content, "") as Json, values };
}

function encrypt(plain: Buffer, entryId: string, pointer: string, key: ValueKey): Buffer {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key.secret, nonce);
  cipher.setAAD(placeOf(entryId, pointer));
  return Buffer.concat([
    Buffer.of(VERSION),
    key.id,
    nonce,
    cipher.update(plain),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

/** Opens one value and its salt. Throws when key, place or bytes are not the ones it was sealed with. */
export function openValue(
  entryId: string,
  { pointer, sealed }: SealedValue,
  key: ValueKey,
): { salt: Buffer; value: unknown } {
  if (sealed[0] !== VERSION || !sealed.subarray(1, HEADER_BYTES).equals(key.id)) {
    throw new Error("a personal value was sealed with another key");
  }
  const decipher = createDecipheriv(
    "aes-256-gcm",
    key.secret,
    sealed.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES),
  );
  decipher.setAAD(placeOf(entryId, pointer));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const body = sealed.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES);
  const plain = Buffer.concat([decipher.update(body), decipher.final()]);
  return {
    salt: plain.subarray(0, SALT_BYTES),
    value: JSON.parse(decoder.decode(plain.subarray(SALT_BYTES))) as unknown,
  };
}

/**
 * The content with its personal values in place again. A value that is not among `values` (erased, or not for this
 * reader) is left out, and so is a `personal` object that stays empty. Throws when a value is not the one committed to.
 */
export function openPersonalValues(
  entryId: string,
  content: Json,
  values: SealedValue[],
  key: ValueKey,
): Json {
  const byPointer = new Map(values.map((value) => [value.pointer, value]));
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
      const opened = openMembers(member as Record<string, string>, at);
      if (Object.keys(opened).length > 0) copy[name] = opened;
    }
    return copy;
  };
  const openMembers = (commitments: Record<string, string>, pointer: string): Json => {
    const opened: Json = {};
    for (const [name, commitment] of Object.entries(commitments)) {
      const sealed = byPointer.get(`${pointer}/${name}`);
      if (sealed === undefined) continue;
      const { salt, value } = openValue(entryId, sealed, key);
      if (!opens(hexToBytes(commitment), salt, value))
        throw new Error("a personal value is not the one committed to");
      opened[name] = value;
    }
    return opened;
  };
  return walk(content, "") as Json;
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
