// One value, one sequence of bytes: the RFC 8785 form with the stricter rules of what may be sealed.
import { type Digest, type Hash, sha256, utf8ToBytes } from "./hash.ts";

/** Why a value cannot be sealed. */
export type SealFault =
  | "not-nfc"
  | "lone-surrogate"
  | "nul-character"
  | "not-an-integer"
  | "not-json"
  | "nested-too-deep";

/** Deeper than any form of ours by far; a limit, so that hostile nesting ends in an answer and not in a full stack. */
const MAX_DEPTH = 64;

/** Thrown by `assertSealable`: what is wrong and where (a JSON Pointer, RFC 6901), never the value itself. */
export class NotSealable extends Error {
  readonly path: string;
  readonly fault: SealFault;

  constructor(path: string, fault: SealFault) {
    super(`cannot be sealed: ${fault} at ${path === "" ? "the whole value" : path}`);
    this.name = "NotSealable";
    this.path = path;
    this.fault = fault;
  }
}

/** The RFC 8785 text of any JSON value, without our extra rules. Throws `NotSealable` for what is no JSON value. */
export function canonicalForm(value: unknown): string {
  const text = written(value, 0, false);
  if (text === undefined) throw new NotSealable("", "not-json");
  return text;
}

/**
 * The text of a value that is sealed: its RFC 8785 form. What is hashed is its UTF-8.
 * Throws `NotSealable` unless strings are in Unicode normal form C and every number is an integer within 2^53,
 * so that whoever reads the value back, in whatever language, writes the same bytes.
 */
export function sealableText(value: unknown): string {
  const text = written(value, 0, true);
  if (text !== undefined) return text;
  assertSealable(value);
  throw new NotSealable("", "not-json");
}

/** The bytes of a value that is sealed: UTF-8 of its text. Throws as `sealableText` does. */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8ToBytes(sealableText(value));
}

/** The hash an entry is known by: SHA-256 over its canonical bytes. */
export function entryHash(entry: unknown, digest: Digest = sha256): Hash {
  return digest(canonicalBytes(entry));
}

/** Throws `NotSealable`, naming the place of the first fault, unless the value has exactly one canonical form. */
export function assertSealable(value: unknown): void {
  check(value, "", 0);
}

// The form, or `undefined` at the first fault. Writing and looking happen in one walk; only when there is a fault does
// `assertSealable` look for its place. RFC 8785 takes texts and numbers as ECMAScript writes them (3.2.2), members in
// the order of their names' UTF-16 code units (3.2.3), which is that of `<` and of `sort`.
function written(value: unknown, depth: number, strict: boolean): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  switch (typeof value) {
    case "string":
      return writtenText(value, strict);
    case "number":
      return (strict ? Number.isSafeInteger(value) : Number.isFinite(value))
        ? JSON.stringify(value)
        : undefined;
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? writtenList(value, depth, strict) : writtenObject(value, depth, strict);
    default:
      return undefined;
  }
}

function writtenList(list: readonly unknown[], depth: number, strict: boolean): string | undefined {
  let text = "[";
  for (let i = 0; i < list.length; i++) {
    const member = written(list[i], depth + 1, strict);
    if (member === undefined) return undefined;
    text += i === 0 ? member : `,${member}`;
  }
  return `${text}]`;
}

function writtenObject(object: object, depth: number, strict: boolean): string | undefined {
  if (!isPlain(object)) return undefined;
  const members = object as Record<string, unknown>;
  let text = "{";
  for (const key of inOrder(Object.keys(members))) {
    const name = writtenText(key, strict);
    const member = written(members[key], depth + 1, strict);
    if (name === undefined || member === undefined) return undefined;
    text += text === "{" ? `${name}:${member}` : `,${name}:${member}`;
  }
  return `${text}}`;
}

// Most objects were read from canonical bytes or written in order: looking is cheaper than sorting.
function inOrder(keys: string[]): string[] {
  for (let i = 1; i < keys.length; i++) if ((keys[i - 1] ?? "") > (keys[i] ?? "")) return keys.sort();
  return keys;
}

function writtenText(text: string, strict: boolean): string | undefined {
  // Most texts are codes and dates: nothing to escape, nothing to look for.
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  const fault = strict ? faultOf(text) : LONE_SURROGATE.test(text);
  return fault ? undefined : JSON.stringify(text);
}

function check(value: unknown, path: string, depth: number): void {
  if (depth > MAX_DEPTH) throw new NotSealable(path, "nested-too-deep");
  switch (typeof value) {
    case "string":
      checkText(value, path);
      return;
    case "number":
      if (!Number.isSafeInteger(value)) throw new NotSealable(path, "not-an-integer");
      return;
    case "boolean":
      return;
    case "object":
      if (value === null) return;
      if (Array.isArray(value)) {
        // By index, because forEach would pass over a hole in the array.
        for (let i = 0; i < value.length; i++) check(value[i], `${path}/${i}`, depth + 1);
        return;
      }
      checkObject(value, path, depth);
      return;
    default:
      throw new NotSealable(path, "not-json");
  }
}

function checkObject(value: object, path: string, depth: number): void {
  if (!isPlain(value)) throw new NotSealable(path, "not-json");
  for (const [key, member] of Object.entries(value)) {
    checkText(key, path);
    check(member, `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, depth + 1);
  }
}

// A Date, a Map or a class would be written as something it is not.
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return false;
  return typeof (value as { toJSON?: unknown }).toJSON !== "function";
}

function checkText(text: string, path: string): void {
  const fault = faultOf(text);
  if (fault !== undefined) throw new NotSealable(path, fault);
}

const LONE_SURROGATE = /\p{Surrogate}/u;

// PostgreSQL cannot hold U+0000, and half a surrogate pair has no UTF-8.
function faultOf(text: string): SealFault | undefined {
  if (text.includes("\0")) return "nul-character";
  if (LONE_SURROGATE.test(text)) return "lone-surrogate";
  return text.normalize("NFC") === text ? undefined : "not-nfc";
}
