// A case is a fold over its entries: this file says what each kind of entry does to what is known.
import type { AssignmentContent } from "#src/schema/assignment.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import { NOBODY_YET, withAssignment } from "./assignments.ts";
import type { CaseState, FoldableEntry } from "./case-state.ts";
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
      return { ...next, pending: [...state.pending, proposalOf(entry)] };
    case "amendment-decision":
      return withDecision(next, entry);
    case "wall":
      return next;
    case "assignment":
      return { ...next, ...withAssignment(state, assignmentOf(entry), madeBy(entry)) };
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
  if (entry.kind !== "complaint") throw new Error("a case begins with a complaint");
  return {
    caseId: entry.caseId,
    caseNumber: entry.caseNumber,
    complaint: entry.content as unknown as Complaint,
    entries: 1,
    finding: entry.finding,
    suggested: entry.suggested,
    pending: [],
    decided: [],
    deciders: [],
    struck: [],
    closing: null,
    annulment: null,
    mergedInto: null,
    absorbed: [],
    wall: wallAfter(null, entry),
    ...NOBODY_YET,
  };
}

const assignmentOf = ({ content }: FoldableEntry) => content as unknown as AssignmentContent;
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
