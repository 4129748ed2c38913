// The words an access decision is asked and answered in: classes, actions, relations to a case, its standing.
import type { Role } from "#src/schema/case.ts";
import type { DelegableRight } from "#src/schema/delegation.ts";

/** What is asked for. The letters are those of the classification: statistics, metadata, facts, persons and so on. */
export const DATA_CLASSES = [
  /** S: counts that harm nobody. */
  "statistics",
  /** M: number, dates, status, offence, province, unit. */
  "metadata",
  /** F: what happened, in codes: acts, means, routes, ages; no name. */
  "facts",
  /** P: suspects, their plates and phones, and places below the district. */
  "suspect-identity",
  /** V: who the victim is, and the officer's own words, which may name anybody. */
  "victim-identity",
  /** Vm: the same of a minor. */
  "minor-identity",
  /** C: who complained or testified. */
  "complainant-identity",
  /** N: of the victims, those entrusted to a service: who they are and where to find them, and no free words. */
  "entrusted-identity",
  /** E: photographs, fingerprints, documents. */
  "evidence",
  /** Of the codes of a case what a court, a service or the labour inspection is shown: `domain/case/part.ts`. */
  "own-part",
  /** A: who used what, when. */
  "audit",
  /** X: who is walled off from which case, and why. */
  "conflicts",
  "alerts",
  "accounts",
  "units",
  "catalogues",
  "law",
  /** What the weekly review looks for, and from how much on. */
  "review",
  /** How the register itself runs. */
  "system",
  "keys",
  "sessions",
] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

/** The classes that belong to one case. */
export const CASE_CLASSES: readonly DataClass[] = DATA_CLASSES.slice(1, 10);
/** Those that say who somebody is. */
export const IDENTITY_CLASSES: readonly DataClass[] = DATA_CLASSES.slice(3, 8);

export const ACTIONS = [
  "register",
  "read",
  "add",
  "propose",
  "decide",
  "acknowledge",
  /** To take a case on oneself, to give it to somebody, to offer it to a receiver, to accept what was offered. */
  "take",
  "assign",
  "hand-over",
  "accept",
  /** To open one sealed identity with a second person; to pass a message on without opening it. */
  "unlock",
  "relay",
  "search",
  "issue",
  "export",
  "print",
  "manage",
  /** To give a newcomer the code to set up a way in. */
  "enrol",
  /** To stop an officer at once, and to let the officer in again. */
  "suspend",
  /** To say that a number by which an officer is known is not theirs; to agree to it. */
  "unmark",
  /** To order a step of the investigation. */
  "direct",
  /** To say that a step that was directed is done, or why it is not. */
  "carry-out",
  /** To declare that a case concerns an officer; to give one's half of the consent to end that. */
  "wall",
  "lift",
] as const;
export type Action = (typeof ACTIONS)[number];

/** How the officer stands to the case. Each is a fact the database has established, not a wish of the caller. */
export interface Relation {
  /** The officer registered it. */
  registered: boolean;
  /** The officer registered it and has neither handed it over nor lost it to a wall. */
  keeps: boolean;
  /** Registered by the officer within the last 24 hours; and not handed over or walled since. */
  ownCall: boolean;
  keepsCall: boolean;
  /** It was registered in the unit of the posting. */
  inUnit: boolean;
  /** It was registered there or in a unit below. */
  inSubtree: boolean;
  /** The unit, or for those who command one below it, was alerted of it. */
  alerted: boolean;
  /** The own unit was alerted of it, and it is behind a wall. */
  alertedBehindWall: boolean;
  /** Assigned to this posting: an investigator's case, a prosecutor's file, a service's or a court's part of it. */
  assigned: boolean;
  /** A prosecutor of an office below the own one has it. */
  prosecutedBelow: boolean;
  /** Somebody offers to hand it over to this posting. */
  offered: boolean;
  /** Something waits in it that somebody proposed. */
  proposed: boolean;
  /** The officer decided on a proposal in it. */
  decided: boolean;
  /** Behind a wall, on the side that deals with it. */
  wallOwner: boolean;
  /** Behind a wall that leaves it to prosecutors alone: assigned to this prosecutor; something waits in it, for a prosecutor. */
  assignedAlone: boolean;
  proposedAlone: boolean;
  /** The case names the officer, the own unit or who commands it. */
  named: boolean;
  /** About oneself: the own sessions, the own trail. */
  self: boolean;
}

export const NO_RELATION: Relation = {
  registered: false,
  keeps: false,
  ownCall: false,
  keepsCall: false,
  inUnit: false,
  inSubtree: false,
  alerted: false,
  alertedBehindWall: false,
  assigned: false,
  prosecutedBelow: false,
  offered: false,
  proposed: false,
  decided: false,
  wallOwner: false,
  assignedAlone: false,
  proposedAlone: false,
  named: false,
  self: false,
};

/** How the case itself stands. */
export interface CaseStanding {
  walled: boolean;
  closed: boolean;
  annulled: boolean;
  training: boolean;
}

export const OPEN_CASE: CaseStanding = { walled: false, closed: false, annulled: false, training: false };

export interface AccessQuestion {
  role: Role;
  action: Action;
  dataClass: DataClass;
  relation: Relation;
  /** Absent where the question is about no case. */
  standing?: CaseStanding;
  /** For decisions on a proposal: did the same officer propose it? */
  ownProposal?: boolean;
  /** The right is exercised under a delegation. */
  delegated?: boolean;
  /** What the delegation carries; absent for an own posting. */
  rights?: readonly DelegableRight[];
}

export type Obligation =
  | "record"
  | "purpose"
  | "fresh-sign-in"
  | "second-person"
  | "notify-owner"
  | "review"
  | "seen-values";

export type AccessDecision =
  | { effect: "allow"; reason: string; obligations: readonly Obligation[]; policy: string }
  | { effect: "refuse"; reason: string; policy: string };
