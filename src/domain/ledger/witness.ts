// What a witness decides: does the checkpoint it is shown continue the one it kept, and what would prove it.
import type { Checkpoint } from "./checkpoint.ts";
import { sameBytes } from "./hash.ts";
import { consistencyNodes, foldSubtrees, type NodeAt, type NodeId, proofFrom, rootNodes } from "./merkle.ts";
import { verifyConsistency } from "./proof.ts";

/**
 * Why a witness calls for help. `fork`: another history than the one it kept. `rollback`: fewer entries than there
 * were. `wrong-key`: not signed by the pinned key. `silence`: no answer. `stillness`: nothing new for too long, which
 * is also how a register looks that hides its growth from this witness. `not-accepted`: our cosignature was refused.
 */
export type WitnessAlarm = "fork" | "rollback" | "wrong-key" | "silence" | "stillness" | "not-accepted";

/** How a checkpoint stands to the one kept: only `first` and `grown` need a look at the tree. */
export type Standing = "first" | "same" | "grown" | "fork" | "rollback";

export function standingOf(kept: Checkpoint | undefined, shown: Checkpoint): Standing {
  if (kept === undefined) return "first";
  if (shown.size < kept.size) return "rollback";
  if (shown.size > kept.size) return "grown";
  return sameBytes(shown.root, kept.root) ? "same" : "fork";
}

/** The nodes of the shown tree that prove it: to continue the kept one, or, at the first meeting, to have its root. */
export function nodesToProve(kept: Checkpoint | undefined, shown: Checkpoint): NodeId[] {
  if (kept === undefined || kept.size === 0) return rootNodes(shown.size);
  return consistencyNodes(kept.size, shown.size).flat();
}

/** True when these nodes prove it (RFC 9162 section 2.1.4.2). */
export function proves(kept: Checkpoint | undefined, shown: Checkpoint, nodeAt: NodeAt): boolean {
  if (kept === undefined || kept.size === 0) {
    return sameBytes(foldSubtrees(rootNodes(shown.size).map(nodeAt)), shown.root);
  }
  const proof = proofFrom(consistencyNodes(kept.size, shown.size), nodeAt);
  return verifyConsistency({
    first: kept.size,
    second: shown.size,
    firstRoot: kept.root,
    secondRoot: shown.root,
    proof,
  });
}
