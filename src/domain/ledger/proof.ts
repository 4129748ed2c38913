// Checking a proof without the tree: is this leaf in it, does this tree continue that one (RFC 9162 sections 2.1.3.2, 2.1.4.2).
import { HASH_BYTES, type Hash, sameBytes } from "./hash.ts";
import { EMPTY_ROOT, nodeHash } from "./merkle.ts";

/** A position or size; bigint so that numbers beyond 2^53, which only a forger would send, are judged and not rounded. */
export type Position = number | bigint;

/** True when the proof shows that `leaf` (a leaf hash) stands at `index` in the tree of `size` leaves with this root. */
export function verifyInclusion(claim: {
  index: Position;
  size: Position;
  leaf: Hash;
  root: Hash;
  proof: readonly Hash[];
}): boolean {
  const index = exact(claim.index);
  const size = exact(claim.size);
  if (index === undefined || size === undefined || index >= size) return false;
  if (![claim.leaf, claim.root, ...claim.proof].every(isHash)) return false;

  let fn = index;
  let sn = size - 1n;
  let r = claim.leaf;
  for (const p of claim.proof) {
    if (sn === 0n) return false;
    if (isOdd(fn) || fn === sn) {
      r = nodeHash(p, r);
      while (!isOdd(fn) && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      r = nodeHash(r, p);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && sameBytes(r, claim.root);
}

/** True when the proof shows that the tree of `second` leaves begins with all leaves of the tree of `first`. */
export function verifyConsistency(claim: {
  first: Position;
  second: Position;
  firstRoot: Hash;
  secondRoot: Hash;
  proof: readonly Hash[];
}): boolean {
  const first = exact(claim.first);
  const second = exact(claim.second);
  if (first === undefined || second === undefined || first > second) return false;
  if (![claim.firstRoot, claim.secondRoot, ...claim.proof].every(isHash)) return false;
  if (first === second) return claim.proof.length === 0 && sameBytes(claim.firstRoot, claim.secondRoot);
  // Every tree continues the empty one, but only the empty root is a root of it.
  if (first === 0n) return claim.proof.length === 0 && sameBytes(claim.firstRoot, EMPTY_ROOT);

  // A first tree that is a complete subtree of the second is its own first node, and is not sent.
  const isComplete = (first & (first - 1n)) === 0n;
  const [start, ...path] = isComplete ? [claim.firstRoot, ...claim.proof] : claim.proof;
  if (start === undefined) return false;

  let fn = first - 1n;
  let sn = second - 1n;
  while (isOdd(fn)) {
    fn >>= 1n;
    sn >>= 1n;
  }
  let fr = start;
  let sr = start;
  for (const c of path) {
    if (sn === 0n) return false;
    if (isOdd(fn) || fn === sn) {
      fr = nodeHash(c, fr);
      sr = nodeHash(c, sr);
      while (!isOdd(fn) && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      sr = nodeHash(sr, c);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && sameBytes(fr, claim.firstRoot) && sameBytes(sr, claim.secondRoot);
}

function isOdd(n: bigint): boolean {
  return (n & 1n) === 1n;
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES;
}

/** The exact value, or `undefined` for what is negative, fractional or already rounded. */
function exact(position: Position): bigint | undefined {
  if (typeof position === "number" && !Number.isSafeInteger(position)) return undefined;
  return position < 0 ? undefined : BigInt(position);
}
