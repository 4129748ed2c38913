// Who may see or do what: one pure function over role, action, class of what is asked for, and relation to the case.
import type { Role } from "#src/schema/case.ts";

/** What is asked for (reference security 2.1): metadata and facts of a case, identities by part, accounts, audit. */
export type DataClass =
  | "metadata"
  | "facts"
  | "suspect-identity"
  | "victim-identity"
  | "complainant-identity"
  | "alerts"
  | "accounts"
  /** The dated tree and the institution; the lists, variables and rules; the marks of the law; how the register runs. */
  | "units"
  | "catalogues"
  | "law"
  | "system"
  | "keys"
  | "audit";

export type Action = "register" | "read" | "add" | "propose" | "decide" | "acknowledge" | "manage" | "enrol";

/** How the officer stands to the case. Each is a fact the database has established, not a wish of the caller. */
export interface Relation {
  /** The officer registered it. */
  registered: boolean;
  /** It was registered in the officer's unit, or (chief) in one below. */
  inUnit: boolean;
  /** The officer's unit, or (chief) one below, was alerted of it. */
  alerted: boolean;
  /** Something waits in it that somebody proposed. */
  proposed?: boolean;
  /** The officer decided on a proposal in it. */
  decided?: boolean;
}

export const NO_RELATION: Relation = { registered: false, inUnit: false, alerted: false };

export interface AccessQuestion {
  role: Role;
  action: Action;
  dataClass: DataClass;
  relation: Relation;
  /** For decisions on a proposal: did the same officer propose it? */
  ownProposal?: boolean;
}

export type Obligation = "record" | "purpose" | "seen-values";

export type AccessDecision =
  | { effect: "allow"; reason: string; obligations: readonly Obligation[] }
  | { effect: "refuse"; reason: string };

type Grant = readonly [DataClass, Action, keyof Relation | "always"];

const READ_CASE = ["metadata", "facts"] as const;
const read = (relation: keyof Relation): Grant[] =>
  READ_CASE.map((dataClass) => [dataClass, "read", relation]);

/** Works on what the unit is alerted of or registered. */
const INVESTIGATES: readonly Grant[] = [
  ["facts", "register", "always"],
  ...read("registered"),
  ...read("inUnit"),
  ...read("alerted"),
  ["suspect-identity", "read", "alerted"],
  ["victim-identity", "read", "alerted"],
  ["suspect-identity", "read", "registered"],
  ["victim-identity", "read", "registered"],
  ["facts", "add", "registered"],
  ["facts", "add", "alerted"],
  ["victim-identity", "add", "registered"],
  ["suspect-identity", "add", "registered"],
  ["victim-identity", "add", "alerted"],
  ["suspect-identity", "add", "alerted"],
  ["facts", "propose", "alerted"],
  ["victim-identity", "propose", "alerted"],
  ["suspect-identity", "propose", "alerted"],
  ["alerts", "read", "always"],
  ["alerts", "acknowledge", "alerted"],
];

/** Takes complaints and keeps the own ones, with the persons in them. */
const TAKES_COMPLAINTS: readonly Grant[] = [
  ["facts", "register", "always"],
  ...read("registered"),
  ["suspect-identity", "read", "registered"],
  ["victim-identity", "read", "registered"],
  ["facts", "add", "registered"],
  ["victim-identity", "add", "registered"],
  ["suspect-identity", "add", "registered"],
  ["facts", "propose", "registered"],
  ["victim-identity", "propose", "registered"],
  ["suspect-identity", "propose", "registered"],
];

/** Sees the command's cases without names, and answers when nobody below does. */
const OVERSEES: readonly Grant[] = [
  ...read("inUnit"),
  ...read("alerted"),
  ["alerts", "read", "always"],
  ["alerts", "acknowledge", "alerted"],
  ["accounts", "enrol", "inUnit"],
];

/** Decides on what others propose, wherever it waits; sees names only while something waits. */
const DECIDES: readonly Grant[] = [
  ...read("proposed"),
  ...read("decided"),
  ["suspect-identity", "read", "proposed"],
  ["victim-identity", "read", "proposed"],
  ["facts", "decide", "proposed"],
  ["victim-identity", "decide", "proposed"],
  ["suspect-identity", "decide", "proposed"],
];

const READS_AUDIT: readonly Grant[] = [["audit", "read", "always"]];

/**
 * The grants of each role; everything else is refused. Registrar: own cases, with the persons in them, until handed
 * over (design, "Where documents disagree"). Investigator: what the unit was alerted of or registered. Chief: the
 * units below, no names. Administrator: accounts and the audit trail, never a case. The complainant's identity is
 * open to nobody once sealed.
 */
export const GRANTS: Readonly<Record<Role, readonly Grant[]>> = {
  registrar: TAKES_COMPLAINTS,
  investigator: INVESTIGATES,
  chief: [...OVERSEES, ["facts", "add", "inUnit"], ["facts", "add", "alerted"]],
  "regional-chief": OVERSEES,
  "national-directorate": OVERSEES,
  "specialised-unit": INVESTIGATES,
  "prosecutor-liaison": [],
  prosecutor: [],
  "hotline-operator": TAKES_COMPLAINTS,
  "hotline-supervisor": read("inUnit"),
  monitor: [],
  analyst: [],
  auditor: READS_AUDIT,
  "internal-affairs": READS_AUDIT,
  administrator: [
    ["accounts", "read", "always"],
    ["accounts", "manage", "always"],
    ["accounts", "enrol", "always"],
    ["units", "read", "always"],
    ["units", "manage", "always"],
    ["catalogues", "read", "always"],
    ["law", "read", "always"],
    ["system", "read", "always"],
    ["keys", "read", "always"],
    ...READS_AUDIT,
  ],
  "catalogue-administrator": [
    ["units", "read", "always"],
    ["catalogues", "read", "always"],
    ["catalogues", "manage", "always"],
    ["law", "read", "always"],
    ["law", "manage", "always"],
    ["law", "decide", "always"],
  ],
  "key-custodian": [
    ["system", "read", "always"],
    ["keys", "read", "always"],
  ],
  amender: DECIDES,
  "court-clerk": [],
  "service-provider": [],
  "labour-inspector": [],
};

const IDENTITIES: readonly DataClass[] = ["suspect-identity", "victim-identity", "complainant-identity"];

/** May this officer do this? Deny always wins; the reason is a stable code for screens and audit. */
export function decideAccess(question: AccessQuestion): AccessDecision {
  const { role, action, dataClass, relation } = question;
  if (action === "decide" && question.ownProposal) return { effect: "refuse", reason: "own-proposal" };
  if (dataClass === "complainant-identity") return { effect: "refuse", reason: "complainant-sealed" };
  const grant = GRANTS[role].find(
    ([grantedClass, grantedAction, needed]) =>
      grantedClass === dataClass && grantedAction === action && (needed === "always" || relation[needed]),
  );
  if (grant === undefined) return { effect: "refuse", reason: "no-grant" };
  const obligations: Obligation[] = ["record"];
  if (IDENTITIES.includes(dataClass)) {
    if (action === "read") obligations.push("purpose");
    // Who approves the correction of a name has both names before them.
    if (action === "decide") obligations.push("seen-values");
  }
  return { effect: "allow", reason: grant[2], obligations };
}
