// Stopping an officer at once: who may do it alone, where it takes two, and who lets the officer in again.
import type { Role } from "#src/schema/case.ts";
import { type FirstWord, firstWordCounts } from "./first-word.ts";
import { answersForAll, type Held, isOfTheCommand, isOfThePolice } from "./posting-consent.ts";
import { isOverOthers } from "./renewal.ts";
import { isOfAnotherInstitution } from "./role-units.ts";

/** Whoever keeps the register sees no case: the other administrator stops them, or internal affairs with a second person. */
const KEEPS_REGISTER: readonly Role[] = ["administrator", "catalogue-administrator", "key-custodian"];
const keeps = ({ role, unitKind }: Held): boolean =>
  KEEPS_REGISTER.includes(role) && !isOfAnotherInstitution(unitKind);

/** Whoever has a word: the role of the posting, and the units it reaches, the own one first; null: all. */
export interface Suspender {
  officerId: string;
  role: Role;
  unitId: string;
  unitKind: string;
  reach: readonly string[] | null;
}

export interface Suspended {
  officerId: string;
  /** Every posting of one's own that has not ended. */
  postings: readonly Held[];
}

const reaches = ({ reach }: Suspender, unitId: string): boolean => reach === null || reach.includes(unitId);

/**
 * May this officer suspend that one? `alone`: it counts at once. `two`: it counts when another agrees, because the officer
 * may be the one who looks into whoever asks, or beside whom they serve. A chief has a word about those the chief answers
 * for: of the police not about whoever oversees it or keeps the register, of another institution about its own people
 * (reference: security 2.3, DENY "suspended"; 2.4).
 */
export function decideSuspension(by: Suspender, of: Suspended): "alone" | "two" | "refuse" {
  const { postings } = of;
  if (by.officerId === of.officerId || postings.length === 0) return "refuse";
  // One person who stopped all who keep the register would leave nobody to appoint another who lifts it.
  if (by.role === "internal-affairs") return postings.every(isOfThePolice) ? "alone" : "two";
  if (by.role === "administrator") return postings.every(keeps) ? "alone" : "two";
  if (by.reach === null || !answersForAll({ unitKind: by.unitKind, units: by.reach }, postings))
    return "refuse";
  const below = ({ role, unitId }: Held) =>
    reaches(by, unitId) && !(isOverOthers(role) && unitId === by.unitId);
  return postings.every(below) ? "alone" : "two";
}

/** A suspension as it stands: who asked, under which posting, and who agreed. */
export interface StandingSuspension {
  askedBy: string;
  askedRole: Role;
  askedUnit: string;
  confirmedBy: string | null;
  inForce: boolean;
  /** How whoever asked stands now. */
  word: FirstWord;
}

/** May this officer agree to one that waits? Neither who asked, nor who is under whoever asked; nor where that word has lapsed. */
export const mayConfirm = (by: Suspender, of: Suspended, one: StandingSuspension): boolean =>
  firstWordCounts("suspension", one.word) && mayAnswer(by, of, one);

const mayAnswer = (by: Suspender, of: Suspended, one: StandingSuspension): boolean =>
  !one.inForce && decideSuspension(by, of) !== "refuse" && one.askedBy !== by.officerId && !isUnder(by, one);

/** One that waits is taken back by who asked, and refused by who could have agreed. */
export const mayWithdraw = (by: Suspender, of: Suspended, one: StandingSuspension): boolean =>
  mayAnswer(by, of, one) || (!one.inForce && one.askedBy === by.officerId && by.officerId !== of.officerId);

/**
 * May this officer lift it? Never whoever had a part in it. What internal affairs began they end; what a chief began, a
 * chief at the same place or above, or internal affairs; what an administrator began, another, or internal affairs.
 */
export function mayLift(by: Suspender, of: Suspended, one: StandingSuspension): boolean {
  if (!one.inForce || decideSuspension(by, of) === "refuse") return false;
  if (one.askedBy === by.officerId || one.confirmedBy === by.officerId) return false;
  if (by.role === "internal-affairs") return true;
  if (by.role === "administrator") return one.askedRole === "administrator";
  return one.askedRole !== "internal-affairs" && one.askedRole !== "administrator" && !isUnder(by, one);
}

/** A chief who does not reach the unit from which it was asked is below it, or elsewhere. */
const isUnder = (by: Suspender, { askedRole, askedUnit }: StandingSuspension): boolean =>
  isOfTheCommand(askedRole) && isOfTheCommand(by.role) && !reaches(by, askedUnit);
