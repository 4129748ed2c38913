// The Merkle tree of RFC 6962 and RFC 9162: leaves, nodes, roots, and which nodes make up a root or a proof.
import { concatBytes, type Digest, HASH_BYTES, type Hash, sha256 } from "./hash.ts";

/** A complete subtree: its hash covers the 2^level leaves from index × 2^level on. */
export interface NodeId {
  readonly level: number;
  readonly index: number;
}

/** Fetches the hash of a complete subtree. */
export type NodeAt = (node: NodeId) => Hash;

/** The root of a tree without leaves: the hash of nothing (RFC 6962 section 2.1). */
export const EMPTY_ROOT: Hash = sha256(new Uint8Array(0));

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** Hash of a leaf, SHA-256(0x00 ‖ bytes). Our leaves are the 32 raw bytes of an entry's hash; others' may be any. */
export function leafHash(bytes: Uint8Array): Hash {
  return sha256(concatBytes(LEAF, bytes));
}

/** Hash of an inner node, SHA-256(0x01 ‖ left ‖ right). The prefix keeps a node from passing for a leaf. */
export function nodeHash(left: Hash, right: Hash, digest: Digest = sha256): Hash {
  const bytes = new Uint8Array(1 + 2 * HASH_BYTES);
  bytes.set(NODE, 0);
  bytes.set(left, 1);
  bytes.set(right, 1 + HASH_BYTES);
  return digest(bytes);
}

/**
 * The complete subtrees, largest first, that together cover leaves `start` to `end` (end excluded).
 * `start` must be a multiple of the largest of them, as it is for every range that occurs in a tree.
 */
export function subtreesOf(start: number, end: number): NodeId[] {
  const nodes: NodeId[] = [];
  let at = start;
  for (let left = end - start; left > 0; ) {
    const level = Math.floor(Math.log2(left));
    // Multiplication and division instead of shifts, which end at 2^31.
    const width = 2 ** level;
    nodes.push({ level, index: at / width });
    at += width;
    left -= width;
  }
  return nodes;
}

/** Hash of a range from the hashes of its complete subtrees, largest first; of no subtree, the empty root. */
export function foldSubtrees(hashes: readonly Hash[]): Hash {
  let folded: Hash | undefined;
  for (const hash of hashes.toReversed()) folded = folded === undefined ? hash : nodeHash(hash, folded);
  return folded ?? EMPTY_ROOT;
}

/** The nodes whose fold is the root of a tree of `size` leaves. */
export function rootNodes(size: number): NodeId[] {
  return subtreesOf(0, size);
}

/**
 * The inclusion proof of leaf `index` in the tree of `size` leaves (RFC 6962 section 2.1.1), leaf first:
 * for each hash of the proof the nodes to fold.
 */
export function inclusionNodes(index: number, size: number): NodeId[][] {
  if (!isTreeSize(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  }
  const path: NodeId[][] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      path.push(subtreesOf(middle, end));
      end = middle;
    } else {
      path.push(subtreesOf(start, middle));
      start = middle;
    }
  }
  return path.reverse();
}

/**
 * The consistency proof from the tree of `first` leaves to that of `second` (RFC 6962 section 2.1.2):
 * for each hash of the proof the nodes to fold. Empty when `first` is 0 or equal to `second`.
 */
export function consistencyNodes(first: number, second: number): NodeId[][] {
  if (!isTreeSize(first) || !isTreeSize(second) || first > second) {
    throw new RangeError(`a tree of ${second} does not continue one of ${first}`);
  }
  if (first === 0 || first === second) return [];
  const path: NodeId[][] = [];
  let start = 0;
  let end = second;
  while (first !== end) {
    const middle = start + splitPoint(end - start);
    if (first <= middle) {
      path.push(subtreesOf(middle, end));
      end = middle;
    } else {
      path.push(subtreesOf(start, middle));
      start = middle;
    }
  }
  // The earlier tree's own root is known to whoever checks, so it is left out when it is a node of both.
  if (start > 0) path.push(subtreesOf(start, end));
  return path.reverse();
}

/** The proof itself, from its nodes and their hashes. */
export function proofFrom(path: readonly NodeId[][], nodeAt: NodeAt): Hash[] {
  return path.map((nodes) => foldSubtrees(nodes.map(nodeAt)));
}

/** Largest power of two below n (RFC 6962's k), for n of at least 2. */
function splitPoint(n: number): number {
  return 2 ** Math.floor(Math.log2(n - 1));
}

function isTreeSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0;
}
