// The signed promise given with every registration: this entry was received then, and the log will hold it.
import { canonicalBytes } from "./canonical.ts";
import { concatBytes, fromBase64, toBase64, utf8ToBytes } from "./hash.ts";
import type { NoteSigner, NoteVerifier, VerifyEd25519 } from "./note.ts";

/** What is promised: that the entry of this hash (hex), received then (ISO 8601, UTC), enters the log of this origin. */
export interface LedgerPromise {
  readonly origin: string;
  readonly entryHash: string;
  readonly receivedAt: string;
}

/** The promise with its Ed25519 signature in base64: what a receipt carries and anybody can hold against the log. */
export interface SignedPromise extends LedgerPromise {
  readonly signature: string;
}

/**
 * Separates promises from notes, which the same key signs. A note's text ends in a newline and a promise never does,
 * so neither can be passed off as the other.
 */
const TAG = utf8ToBytes("reta/promise/v1\n");

/** The signed bytes: the tag, then the RFC 8785 form of the three members. */
export function promiseBytes({ origin, entryHash, receivedAt }: LedgerPromise): Uint8Array {
  return concatBytes(TAG, canonicalBytes({ origin, entryHash, receivedAt }));
}

/** Signs the promise that the signer's log will hold the entry. */
export function signPromise(entryHash: string, receivedAt: string, signer: NoteSigner): SignedPromise {
  const promise = { origin: signer.name, entryHash, receivedAt };
  return { ...promise, signature: toBase64(signer.sign(promiseBytes(promise))) };
}

/** True when the pinned key made this promise for its own log. */
export function verifyPromise(promise: SignedPromise, pinned: NoteVerifier, verify: VerifyEd25519): boolean {
  const signature = fromBase64(promise.signature);
  if (signature === undefined || promise.origin !== pinned.name) return false;
  return verify(pinned.publicKey, promiseBytes(promise), signature);
}
