// A tree that only grows, kept as the few complete subtrees that its next leaf needs, so that nobody rereads the log.
import type { Hash } from "./hash.ts";
import { foldSubtrees, type NodeAt, type NodeId, nodeHash, rootNodes } from "./merkle.ts";

/** The growing edge of a tree: its size and the hashes of its complete subtrees, largest first. */
export interface Frontier {
  size: number;
  readonly peaks: Hash[];
}

/** The edge of a tree without leaves. */
export function emptyFrontier(): Frontier {
  return { size: 0, peaks: [] };
}

/** The edge of a tree of `size` leaves whose nodes are stored somewhere. */
export function frontierAt(size: number, nodeAt: NodeAt): Frontier {
  return { size, peaks: rootNodes(size).map(nodeAt) };
}

/**
 * Appends one leaf hash in place. `completed` is told of every node that this leaf completes, the leaf itself
 * (level 0) first: what to store, if anything, is the caller's choice.
 */
export function append(frontier: Frontier, leaf: Hash, completed?: (node: NodeId, hash: Hash) => void): void {
  let hash = leaf;
  let index = frontier.size;
  let level = 0;
  completed?.({ level, index }, hash);
  // Like adding one in binary: each carry joins two equal subtrees into the next larger one.
  while (index % 2 === 1) {
    const left = frontier.peaks.pop();
    if (left === undefined) throw new Error("a frontier has one peak for each binary one of its size");
    hash = nodeHash(left, hash);
    index = (index - 1) / 2;
    level += 1;
    completed?.({ level, index }, hash);
  }
  frontier.peaks.push(hash);
  frontier.size += 1;
}

/** The root of the tree as it stands. */
export function frontierRoot(frontier: Frontier): Hash {
  return foldSubtrees(frontier.peaks);
}

/** The root over these leaf hashes. */
export function rootOf(leaves: Iterable<Hash>): Hash {
  const frontier = emptyFrontier();
  for (const leaf of leaves) append(frontier, leaf);
  return frontierRoot(frontier);
}
