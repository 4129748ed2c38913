// The one hash of the ledger, SHA-256, and the few byte forms everything in this folder speaks: hex, base64, UTF-8.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

export { bytesToHex, hexToBytes, sha256 };

/** 32 bytes of SHA-256. */
export type Hash = Uint8Array;

/** SHA-256 by whoever can do it fastest where much is hashed; a browser has only the one of this file. */
export type Digest = (bytes: Uint8Array) => Hash;

/** Length in bytes of every hash of the ledger. */
export const HASH_BYTES = 32;

const UTF8 = new TextEncoder();

/** The UTF-8 form of a text. One encoder for all: making one costs more than most texts. */
export function utf8ToBytes(text: string): Uint8Array {
  return UTF8.encode(text);
}

/** The bytes of all of them, one after the other. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** True when both hold the same bytes. Ledger hashes are public, so this need not run in constant time. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Standard base64 with padding (RFC 4648 section 4), in browsers as well as in Node. */
export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/**
 * Reads standard base64 (RFC 4648 section 4). `undefined` for anything a correct writer would not have written:
 * white space, missing padding, stray low bits. One value has one spelling, so a signed text cannot be re-spelled.
 */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  return toBase64(bytes) === text ? bytes : undefined;
}
