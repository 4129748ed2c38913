// What a verification can find wrong: a code for programs and translations, the place, and the particulars.
import type { Hash } from "./hash.ts";

/** Each kind says what is not as it was sealed. */
export type LedgerProblemKind =
  /** The entry does not hash to what was recorded for it: it was changed after it was sealed. */
  | "entry-altered"
  /** A column beside the entry says something else than the entry itself. */
  | "entry-column-differs"
  /** The entry does not follow the one before it in its case. */
  | "entry-chain-broken"
  /** The entry is neither in the log nor waiting for it. */
  | "entry-not-in-log"
  /** A hash waits for the log and its entry is not there. */
  | "queued-without-entry"
  /** The log holds a hash whose entry is not there. */
  | "leaf-without-entry"
  /** An index of the log was left out. */
  | "leaf-missing"
  /** A leaf is not the one its tile was made of. */
  | "leaf-altered"
  | "tile-missing"
  | "tile-altered"
  /** A checkpoint that the pinned key did not sign, or that says something else than its row. */
  | "checkpoint-not-signed"
  /** A signed root that the leaves do not give. */
  | "checkpoint-root-differs"
  /** A signed size that the log no longer has. */
  | "checkpoint-beyond-log"
  /** There are more or fewer sealed objects than hashes in the log and on their way into it. */
  | "count-differs"
  /** Leaves after the last checkpoint, or no checkpoint at all. */
  | "leaves-not-signed"
  /** The checkpoint kept from earlier: not signed by the pinned key, or of another history than this log's. */
  | "earlier-not-signed"
  | "earlier-differs";

/** One thing found wrong. No personal value is ever in it: entries hold commitments only. */
export interface LedgerProblem {
  readonly kind: LedgerProblemKind;
  readonly entryId?: string;
  readonly caseNumber?: string;
  readonly leafIndex?: number;
  readonly detail: string;
}

/** What a verification found. `pending` are promises not integrated yet: no fault, unless they grow old. */
export interface LedgerReport {
  readonly ok: boolean;
  readonly size: number;
  readonly root: Hash;
  readonly pending: number;
  /** How many sealed objects were read. */
  readonly entries: number;
  /** At most 10,000 of those found. */
  readonly problems: readonly LedgerProblem[];
  readonly found: number;
}

/** Collects problems up to a number that a person could read, and counts the rest. */
export interface ProblemList {
  readonly problems: LedgerProblem[];
  found: number;
}

/** More than this is not a list of faults any more but another register. */
const MOST_KEPT = 10_000;

/** A list without problems. */
export function noProblems(): ProblemList {
  return { problems: [], found: 0 };
}

/** Adds problems to a list. */
export function note(list: ProblemList, ...problems: LedgerProblem[]): void {
  for (const problem of problems) {
    list.found += 1;
    if (list.problems.length < MOST_KEPT) list.problems.push(problem);
  }
}
