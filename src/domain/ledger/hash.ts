// The one hash of the ledger, SHA-256, and the few byte forms everything in this folder speaks: hex, base64, UTF-8.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";

export { bytesToHex, concatBytes, hexToBytes, sha256, utf8ToBytes };

/** 32 bytes of SHA-256. */
export type Hash = Uint8Array;

/** Length in bytes of every hash of the ledger. */
export const HASH_BYTES = 32;

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
