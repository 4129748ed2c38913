// A case is a fold over its entries: this file says what each kind of entry does to what is known.
import type { AssignmentContent } from "#src/schema/assignment.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import type { DirectionMove } from "#src/schema/direction.ts";
import { NOBODY_YET, withAssignment } from "./assignments.ts";
import type { CaseState, FoldableEntry } from "./case-state.ts";
import { withDirection } from "./directions.ts";
import type { DividedContent } from "./division.ts";
import { withSupplement } from "./join-complaint.ts";
import { readPointer } from "./pointer.ts";
import { proposalOf } from "./proposal.ts";
import { takeEffect } from "./take-effect.ts";
import { wallAfter } from "./wall.ts";

/** The state of a case after one more entry; `undefined` is the case before its first. Throws on an impossible order. */
export function applyEntry(state: CaseState | undefined, entry: FoldableEntry): CaseState {
  if (state === undefined) return openCase(entry);
  const next: CaseState = {
    ...state,
    entries: state.entries + 1,
    finding: entry.finding,
    suggested: entry.suggested ?? state.suggested,
    wall: wallAfter(state.wall, entry),
  };
  switch (entry.kind) {
    case "complaint":
      throw new Error("a case has one complaint, its first entry");
    case "supplement":
      return { ...next, complaint: withSupplement(state.complaint, entry.content) };
    case "amendment":
    case "closing":
    case "annulment":
    case "merge":
    case "split":
    case "division":
      return { ...next, pending: [...state.pending, proposalOf(entry)] };
    case "amendment-decision":
      return withDecision(next, entry);
    case "wall":
      return next;
    case "assignment":
      return { ...next, ...withAssignment(state, assignmentOf(entry), madeBy(entry)) };
    case "direction":
      return { ...next, directions: withDirection(state.directions, directionOf(entry), directedBy(entry)) };
    default: {
      const never: never = entry.kind;
      throw new Error(`unknown kind of entry: ${never}`);
    }
  }
}

/** Folds all entries of one case, in their order. */
export function foldCase(entries: readonly FoldableEntry[], from?: CaseState): CaseState | undefined {
  return entries.reduce<CaseState | undefined>(applyEntry, from);
}

function openCase(entry: FoldableEntry): CaseState {
  const begun = begunBy(entry);
  return {
    caseId: entry.caseId,
    caseNumber: entry.caseNumber,
    entries: 1,
    finding: entry.finding,
    suggested: entry.suggested,
    pending: [],
    decided: [],
    deciders: begun.dividedFrom === null ? [] : [entry.officerId],
    struck: [],
    closing: null,
    annulment: null,
    mergedInto: null,
    absorbed: [],
    dividedInto: [],
    moved: [],
    directions: [],
    wall: wallAfter(null, entry),
    ...begun,
  };
}

// By a complaint, or as a part of a case: then who had that one has this one, and who let it be decides nothing more here.
function begunBy(
  entry: FoldableEntry,
): Pick<CaseState, "complaint" | "dividedFrom" | "assignments" | "handedOver"> {
  if (entry.kind === "complaint")
    return { complaint: entry.content as unknown as Complaint, dividedFrom: null, ...NOBODY_YET };
  if (entry.kind !== "division" || entry.content.begins === undefined)
    throw new Error("a case begins with a complaint, or as a part of one");
  const { begins, ...complaint } = entry.content as unknown as DividedContent;
  const { from, assignments, handedOver } = begins;
  return { complaint: complaint as unknown as Complaint, dividedFrom: from, assignments, handedOver };
}

const assignmentOf = ({ content }: FoldableEntry) => content as unknown as AssignmentContent;
const directionOf = ({ content }: FoldableEntry) => content as unknown as DirectionMove;
const directedBy = ({ entryId, receivedAt, officerId, postingId }: FoldableEntry) => ({
  ...{ entryId, at: receivedAt, by: officerId, posting: postingId },
});
const madeBy = ({ receivedAt, officerId }: FoldableEntry) => ({ at: receivedAt, by: officerId });

function withDecision(state: CaseState, { content, officerId }: FoldableEntry): CaseState {
  const proposal = state.pending.find(({ proposalId }) => proposalId === content.proposal);
  if (proposal === undefined) throw new Error("a decision names a proposal that waits");
  const next = {
    ...state,
    pending: state.pending.filter((other) => other !== proposal),
    decided: [...state.decided, proposal.proposalId],
    deciders: [...new Set([...state.deciders, officerId])],
  };
  return content.approved === true ? takeEffect(next, proposal) : next;
}

/** The value a pointer names in the complaint as folded; `undefined` when there is none. */
export function valueAt(complaint: Complaint, pointer: string): unknown {
  return readPointer(complaint, pointer);
}
