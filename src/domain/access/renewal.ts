// May this posting be renewed now, and by whom: soon before its end, and past a given end or a high rank by an administrator.
import type { Role } from "#src/schema/case.ts";
import type { Action } from "./access-question.ts";
import { oversees } from "./audit-reach.ts";
import { GRANTS } from "./grants.ts";
import { endsSoon, longestEnd, type PostingTerm } from "./posting-term.ts";

const DAY = 86_400_000;
/** Of these each is a word over others: who is let in, what is changed, what is decided, what a wall lets through. */
const OVER_OTHERS: readonly Action[] = ["enrol", "decide", "lift"];

/** Roles that oversee, decide or administer; a chief does not prolong one's own chiefs and checkers. */
export const isOverOthers = (role: Role): boolean =>
  oversees(role) ||
  GRANTS[role].some(
    ({ actions, to }) =>
      OVER_OTHERS.some((action) => actions.includes(action)) || (actions.includes("manage") && to !== "self"),
  );

export interface RenewalQuestion {
  role: Role;
  validFrom: string;
  validTo: string | null;
  /** The end it has was put there by a renewal. */
  renewed: boolean;
  /** Whoever renews reaches every unit: an administrator. */
  byAdministrator: boolean;
  now: string;
  term: PostingTerm;
}

/** `allow`, or why not. Ends within a day of the term's own count as the term's. */
export function decideRenewal(question: RenewalQuestion): "allow" | "later" | "administrator" {
  const { role, validFrom, validTo, renewed, byAdministrator, now, term } = question;
  const given =
    validTo !== null && !renewed && Date.parse(validTo) < Date.parse(longestEnd(validFrom, term)) - DAY;
  if (!byAdministrator && (given || isOverOthers(role))) return "administrator";
  return endsSoon(validTo, now, term) ? "allow" : "later";
}
