// One value, one sequence of bytes: the RFC 8785 form with the stricter rules of what may be sealed.
import canonicalize from "canonicalize";
import { type Hash, sha256, utf8ToBytes } from "./hash.ts";

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

/** The RFC 8785 text of any JSON value, without our extra rules. Throws where RFC 8785 does. */
export function canonicalForm(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new NotSealable("", "not-json");
  return text;
}

/**
 * The bytes of a value that is sealed: UTF-8 of its RFC 8785 form.
 * Throws `NotSealable` unless strings are in Unicode normal form C and every number is an integer within 2^53,
 * so that whoever reads the value back, in whatever language, writes the same bytes.
 */
export function canonicalBytes(value: unknown): Uint8Array {
  assertSealable(value);
  return utf8ToBytes(canonicalForm(value));
}

/** The hash an entry is known by: SHA-256 over its canonical bytes. */
export function entryHash(entry: unknown): Hash {
  return sha256(canonicalBytes(entry));
}

/** Throws `NotSealable`, naming the place of the first fault, unless the value has exactly one canonical form. */
export function assertSealable(value: unknown): void {
  check(value, "", 0);
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
  // A Date, a Map or a class would be written as something it is not.
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) throw new NotSealable(path, "not-json");
  if (typeof (value as { toJSON?: unknown }).toJSON === "function") throw new NotSealable(path, "not-json");
  for (const [key, member] of Object.entries(value)) {
    checkText(key, path);
    check(member, `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, depth + 1);
  }
}

function checkText(text: string, path: string): void {
  if (/^[\x20-\x7e]*$/.test(text)) return;
  // PostgreSQL cannot hold U+0000, and half a surrogate pair has no UTF-8.
  if (text.includes("\0")) throw new NotSealable(path, "nul-character");
  if (/\p{Surrogate}/u.test(text)) throw new NotSealable(path, "lone-surrogate");
  if (text.normalize("NFC") !== text) throw new NotSealable(path, "not-nfc");
}
