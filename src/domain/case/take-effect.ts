// What an approved proposal does to a case: one branch for each kind, and each can be taken back by a further entry.
import type { CaseLink, CaseState } from "./case-state.ts";
import { withDivision } from "./division.ts";
import { writePointer } from "./pointer.ts";
import { newValueOf, type Proposal, type ProposedAmendment } from "./proposal.ts";

/** The case with the proposal carried out. The proposal itself still waits in it: deciding is not carrying out. */
export function takeEffect(state: CaseState, proposal: Proposal): CaseState {
  switch (proposal.kind) {
    case "amendment":
      return withAmendment(state, proposal);
    case "closing": {
      const { change, outcome = null, reference = null } = proposal;
      return { ...state, closing: change === "close" ? { outcome, reference } : null };
    }
    case "annulment":
      return { ...state, annulment: proposal.change === "annul" ? proposal.reference : null };
    case "merge":
      return proposal.part === "merged"
        ? { ...state, mergedInto: proposal.other }
        : { ...state, absorbed: [...state.absorbed.filter(isNot(proposal.other)), proposal.other] };
    case "split":
      return proposal.part === "merged"
        ? { ...state, mergedInto: null }
        : { ...state, absorbed: state.absorbed.filter(isNot(proposal.other)) };
    case "division":
      return withDivision(state, proposal);
    default: {
      const never: never = proposal;
      throw new Error(`unknown kind of proposal: ${JSON.stringify(never)}`);
    }
  }
}

function withAmendment(state: CaseState, proposal: ProposedAmendment): CaseState {
  const { change, pointer, proposalId } = proposal;
  const others = state.struck.filter((each) => each.pointer !== pointer);
  if (change === "strike") return { ...state, struck: [...others, { pointer, proposalId }] };
  if (change === "restore") return { ...state, struck: others };
  return { ...state, complaint: writePointer(state.complaint, pointer, newValueOf(proposal)) };
}

const isNot =
  ({ caseId }: CaseLink) =>
  (other: CaseLink) =>
    other.caseId !== caseId;
