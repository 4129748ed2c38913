// Secrets are compared in a time that says nothing of where they begin to differ, nor how long they are.
import { timingSafeEqual } from "node:crypto";
import { sha256 } from "./sha256.ts";

/** True when both are the same bytes. Hashes are compared: of any two secrets they are of one length. */
export function sameSecret(one: Uint8Array, other: Uint8Array): boolean {
  return timingSafeEqual(sha256(one), sha256(other));
}
