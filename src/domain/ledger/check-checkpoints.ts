// Holds every signed checkpoint, and one kept from earlier, against the roots that the leaves give.
import { openCheckpoint } from "./checkpoint.ts";
import { type Hash, sameBytes } from "./hash.ts";
import type { NoteVerifier, VerifyEd25519 } from "./note.ts";
import { note, type ProblemList } from "./problem.ts";

/** A checkpoint as stored: the signed note, and beside it its size and, in the database, its root. */
export interface StoredCheckpoint {
  readonly size: number;
  readonly root?: Uint8Array;
  readonly note: string;
}

/** Which key the log is known by, and how to check it. */
export interface LogTrust {
  readonly pinned: NoteVerifier;
  readonly verify: VerifyEd25519;
  /** A checkpoint kept from earlier, as a signed note: this log must continue it. */
  readonly earlier?: string | undefined;
}

/** Is told of the root whenever the tree reaches the size `next`, and once more when it has ended. */
export interface CheckpointChecker {
  readonly next: number;
  reached(size: number, root: Hash): Promise<void>;
  ended(size: number): Promise<void>;
}

/** Starts with the smallest checkpoint. Of roots that differ the first is told and the others counted. */
export async function checkpointChecker(
  checkpoints: AsyncIterable<StoredCheckpoint>,
  { pinned, verify, earlier }: LogTrust,
  found: ProblemList,
): Promise<CheckpointChecker> {
  const iterator = checkpoints[Symbol.asyncIterator]();
  let due: StoredCheckpoint | undefined;
  const advance = async () => {
    const step = await iterator.next();
    due = step.done ? undefined : step.value;
  };
  await advance();

  let kept = earlier === undefined ? undefined : openCheckpoint(earlier, pinned, verify);
  if (earlier !== undefined && kept === undefined) {
    note(found, { kind: "earlier-not-signed", detail: `not a checkpoint signed by ${pinned.name}` });
  }
  let signedUpTo: number | undefined;
  let wrong: { first: number; count: number } | undefined;

  const judge = (checkpoint: StoredCheckpoint, root: Hash | undefined) => {
    const { size } = checkpoint;
    const opened = openCheckpoint(checkpoint.note, pinned, verify);
    const sameAsRow =
      opened?.size === size && (checkpoint.root === undefined || sameBytes(checkpoint.root, opened.root));
    if (!sameAsRow) {
      note(found, {
        kind: "checkpoint-not-signed",
        detail: `checkpoint of size ${size}, key ${pinned.name}`,
      });
    } else if (root === undefined) {
      note(found, { kind: "checkpoint-beyond-log", detail: `signed for ${size} leaves` });
    } else if (!sameBytes(opened.root, root)) {
      wrong = { first: wrong?.first ?? size, count: (wrong?.count ?? 0) + 1 };
    }
    signedUpTo = size;
  };

  return {
    get next() {
      return Math.min(due?.size ?? Number.POSITIVE_INFINITY, kept?.size ?? Number.POSITIVE_INFINITY);
    },
    async reached(size, root) {
      for (; due && due.size <= size; await advance()) judge(due, due.size === size ? root : undefined);
      if (kept?.size !== size) return;
      if (!sameBytes(kept.root, root)) {
        note(found, { kind: "earlier-differs", detail: `another root at size ${size}` });
      }
      kept = undefined;
    },
    async ended(size) {
      if (signedUpTo !== size && due === undefined) {
        note(found, {
          kind: "leaves-not-signed",
          detail: `${size} leaves, signed up to ${signedUpTo ?? "none"}`,
        });
      }
      for (; due; await advance()) judge(due, undefined);
      if (wrong) {
        const detail = `${wrong.count} signed roots are not those of the leaves, the first at size ${wrong.first}`;
        note(found, { kind: "checkpoint-root-differs", detail });
      }
      if (kept)
        note(found, { kind: "earlier-differs", detail: `had ${kept.size} leaves, the log has ${size}` });
    },
  };
}
