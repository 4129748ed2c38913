// The rules that refuse, whatever is granted. Each looks at the question alone, so their order cannot matter.
import {
  type AccessQuestion,
  type Action,
  CASE_CLASSES,
  type DataClass,
  IDENTITY_CLASSES,
} from "./access-question.ts";
import { isDelegated } from "./delegation.ts";

export interface Denial {
  reason: string;
  fires(question: AccessQuestion): boolean;
}

const of =
  <T>(...listed: readonly T[]) =>
  (one: T) =>
    listed.includes(one);
const isOfCase = of<DataClass>(...CASE_CLASSES, "conflicts");
const isIdentity = of<DataClass>(...IDENTITY_CLASSES);
/** Never by delegation: victims, complainants, evidence. */
const isUndelegable = of<DataClass>(
  "victim-identity",
  "minor-identity",
  "complainant-identity",
  "entrusted-identity",
  "evidence",
);
/** What an annulled case, or one that went into another, no longer takes; what it may say still is in `case/allowed`. */
const writes = of<Action>("issue", "take", "assign", "hand-over", "accept", "direct", "carry-out");
/** What would leave the room in which people practise. */
const leaves = of<Action>("export", "relay", "unlock", "issue");
/** What is done about a complainant with nothing of them shown by it. */
const isUnseen = of<Action>("unlock", "relay", "propose", "decide");
/** What opens words to a reader. */
const shows = of<Action>("read", "search", "export", "print", "unlock");

/** Reference: security 2.3, "DENY rules". */
export const DENIALS: readonly Denial[] = [
  // Whom a case names, and who commands them, is told nothing of it, whatever else they are.
  { reason: "conflict", fires: ({ relation, dataClass }) => relation.named && concernsCase(dataClass) },
  {
    // The side that deals with it, and the auditor, who sees that there is a case and no more.
    reason: "walled",
    fires: ({ standing, relation, role, action, dataClass }) =>
      standing?.walled === true &&
      concernsCase(dataClass) &&
      (role === "auditor" ? action !== "read" || dataClass !== "metadata" : !relation.wallOwner),
  },
  { reason: "own-proposal", fires: ({ action, ownProposal }) => isDecision(action) && ownProposal === true },
  {
    // What two persons opened the vault shows, by rules of its own. To propose a correction, and to decide on one, shows
    // nothing (decision 0094).
    reason: "complainant-sealed",
    fires: ({ action, dataClass }) => dataClass === "complainant-identity" && !isUnseen(action),
  },
  {
    reason: "no-bulk-identities",
    fires: ({ action, dataClass }) => action === "export" && isIdentity(dataClass),
  },
  {
    reason: "not-delegable",
    fires: ({ delegated, dataClass }) => delegated === true && isUndelegable(dataClass),
  },
  {
    reason: "not-delegated",
    fires: ({ rights, action, dataClass }) => rights !== undefined && !isDelegated(rights, action, dataClass),
  },
  {
    reason: "annulled",
    fires: ({ standing, action }) => standing?.annulled === true && writes(action),
  },
  {
    reason: "closed",
    fires: ({ standing, action }) => standing?.closed === true && (action === "issue" || action === "direct"),
  },
  {
    reason: "training",
    fires: ({ standing, action, dataClass }) =>
      standing?.training === true && leaves(action) && concernsCase(dataClass),
  },
];

/**
 * What is refused before a question comes to be asked here. Whoever is suspended, or whose posting has ended, has no session
 * to ask in (`findSession`), is shown no row by the database and is known to no vault; who decides under the proposer is
 * judged by `decideApproval`, which knows the chain; under a delegation there is nothing to give (`manage-delegations`).
 */
export const REFUSED_BEFORE = ["suspended", "posting-ended", "under-proposer", "redelegation"] as const;

// Alerts tell of a case as much as the case does.
function concernsCase(dataClass: DataClass): boolean {
  return isOfCase(dataClass) || dataClass === "alerts";
}

function isDecision(action: Action): boolean {
  return action === "decide" || action === "lift";
}

/** What every allowed answer carries with it, by what is opened (reference: security 2.3, assurance and purpose). */
export function opensIdentity(action: Action, dataClass: DataClass): boolean {
  return shows(action) && (isIdentity(dataClass) || dataClass === "evidence");
}
