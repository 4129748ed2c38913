// Who may approve what somebody else proposed: the chain of approval as a table, each row with its source.

import type { Role } from "#src/schema/case.ts";
import type { Consequence } from "../case/consequence.ts";

/** What the chain asks for, by what the proposal does. The strictest of all rows that apply holds. */
export interface Chain {
  approver: readonly Role[];
  /** The approver stands neither above nor below the proposer's unit. */
  outside: boolean;
  source: string;
}

const AMENDER: readonly Role[] = ["amender"];
/** Of a case that a wall leaves to prosecutors: no amender sees it (reference: security 2.3, conflict of interest). */
const ALONE: readonly Role[] = ["prosecutor"];

export const CHAINS: Readonly<Record<Consequence, Chain>> = {
  corrects: {
    approver: AMENDER,
    outside: false,
    source: "design, who corrects: proposed by one, approved by another",
  },
  "removes-suspect": {
    approver: AMENDER,
    outside: true,
    source:
      "reference security 2.2, writes; UN Convention against Corruption art. 25(b) (interference with justice)",
  },
  "lowers-finding": { approver: AMENDER, outside: true, source: "reference security 2.2, writes" },
  "closes-case": {
    approver: AMENDER,
    outside: true,
    source:
      "reference security 2.2, writes; Peru: Code of Criminal Procedure art. 334.1 (the prosecutor archives)",
  },
  "annuls-case": {
    approver: AMENDER,
    outside: true,
    source: "reference security 2.2, writes: an event with a judge's or prosecutor's reference",
  },
  "touches-complainant": {
    approver: AMENDER,
    outside: true,
    source: "reference security 2.2, writes; Palermo Protocol art. 6(1) (privacy and identity)",
  },
  "joins-cases": {
    approver: AMENDER,
    outside: false,
    source:
      "reference security 2.2, writes: four eyes, reversible; Peru: Code of Criminal Procedure arts. 46 and 51",
  },
  "divides-case": {
    approver: AMENDER,
    outside: true,
    source:
      "reference security 2.2, writes: it takes persons out of a file; Peru: Code of Criminal Procedure art. 51",
  },
};

/** How the one who would approve stands to the one who proposed. Each is a fact the register has established. */
export interface ApprovalQuestion {
  role: Role;
  consequences: readonly Consequence[];
  /** The same officer, whatever the posting. */
  sameOfficer: boolean;
  /** The same posting, whoever holds it. */
  samePosting: boolean;
  /** One acts by delegation of the other. */
  delegated: boolean;
  /** A posting of the approver stands in the proposer's unit, above it or below it. */
  inLine: boolean;
  /** The case is behind a wall that leaves it to prosecutors. */
  alone: boolean;
  /** A posting of the approver stands in the proposer's unit itself. */
  sameUnit: boolean;
}

export type Approval =
  | { effect: "allow"; outside: boolean }
  | { effect: "refuse"; reason: "own-proposal" | "own-posting" | "delegate" | "not-approver" | "in-line" };

/** May this officer decide on the proposal? Deny wins; reasons in the order in which they weigh. */
export function decideApproval(question: ApprovalQuestion): Approval {
  if (question.sameOfficer) return { effect: "refuse", reason: "own-proposal" };
  if (question.samePosting) return { effect: "refuse", reason: "own-posting" };
  if (question.delegated) return { effect: "refuse", reason: "delegate" };
  const chains = question.consequences.map((consequence) => CHAINS[consequence]);
  // What does nothing is no proposal.
  const mayBe = ({ approver }: Chain) => (question.alone ? ALONE : approver).includes(question.role);
  if (chains.length === 0 || !chains.every(mayBe)) return { effect: "refuse", reason: "not-approver" };
  // An amender is nobody's colleague at the desk; another prosecutor of the same office is.
  if (question.alone && question.sameUnit) return { effect: "refuse", reason: "in-line" };
  const outside = chains.some((chain) => chain.outside);
  if (outside && question.inLine) return { effect: "refuse", reason: "in-line" };
  return { effect: "allow", outside };
}
