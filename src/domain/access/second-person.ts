// Who may be the second person when sealed names are opened: a table by what is opened, and what always refuses.
import type { Role } from "#src/schema/case.ts";
import type { UnlockClass } from "#src/schema/unlock.ts";
import { ANSWERS_FOR_OTHERS } from "./duties.ts";

interface Seconds {
  roles: readonly Role[];
  /** The second person stands neither above nor below the first. */
  outside: boolean;
  source: string;
}

export const SECONDS: Readonly<Record<UnlockClass, Seconds>> = {
  "suspect-identity": {
    roles: ANSWERS_FOR_OTHERS,
    outside: false,
    source: "reference security 2.2, column P: break-glass of the national directorate",
  },
  "victim-identity": {
    roles: ANSWERS_FOR_OTHERS,
    outside: false,
    source: "reference security 2.2, column V: break-glass of a unit's chief",
  },
  "complainant-identity": {
    roles: ANSWERS_FOR_OTHERS,
    outside: true,
    source:
      "reference security 2.2, column C: two persons; Palermo Protocol art. 6(1) (privacy and identity)",
  },
};

/** How the second stands to the first and to the case. Each is a fact the register has established. */
export interface SecondQuestion {
  role: Role;
  dataClass: UnlockClass;
  sameOfficer: boolean;
  samePosting: boolean;
  /** The second acts by delegation. */
  delegated: boolean;
  /** The first commands a unit in which the second has a posting. */
  underFirst: boolean;
  /** A posting of the second stands in the first's unit, above it or below it. */
  inLine: boolean;
}

export type SecondDecision =
  | { effect: "allow" }
  | {
      effect: "refuse";
      reason: "own-request" | "own-posting" | "delegate" | "under-first" | "not-second" | "in-line";
    };

/**
 * May this officer be the second person? Deny wins. That the second may know of the case at all is asked before, by
 * `decideAccess`: whom it names, and who stands outside its wall, never sees that somebody asks.
 */
export function decideSecond(question: SecondQuestion): SecondDecision {
  const { roles, outside } = SECONDS[question.dataClass];
  if (question.sameOfficer) return { effect: "refuse", reason: "own-request" };
  if (question.samePosting) return { effect: "refuse", reason: "own-posting" };
  if (question.delegated) return { effect: "refuse", reason: "delegate" };
  if (question.underFirst) return { effect: "refuse", reason: "under-first" };
  if (!roles.includes(question.role)) return { effect: "refuse", reason: "not-second" };
  if (outside && question.inLine) return { effect: "refuse", reason: "in-line" };
  return { effect: "allow" };
}
