// What a proposal would do that matters for who must approve it: worked out from the case with and without it.
import type { SealedFinding } from "#src/schema/entry.ts";
import { isPersonal, type Proposal, type ProposedAmendment } from "./proposal.ts";

export const CONSEQUENCES = [
  "corrects",
  "removes-suspect",
  "lowers-finding",
  "closes-case",
  "annuls-case",
  "touches-complainant",
  "joins-cases",
  "divides-case",
] as const;
export type Consequence = (typeof CONSEQUENCES)[number];

/** The findings of the case as it stands, and as it would stand. */
export interface Findings {
  before: SealedFinding;
  after: SealedFinding;
}

/** Every proposal corrects; what more it does decides about the chain. */
export function consequencesOf(proposal: Proposal, findings: Findings): Consequence[] {
  const found: Consequence[] = ["corrects"];
  if (proposal.kind === "amendment") {
    const { pointer } = proposal;
    if (removesSuspect(proposal)) found.push("removes-suspect");
    if (pointer === "/complainant" || pointer.startsWith("/complainant/")) found.push("touches-complainant");
  }
  if (proposal.kind === "closing" && proposal.change === "close") found.push("closes-case");
  if (proposal.kind === "annulment") found.push("annuls-case");
  if (proposal.kind === "merge" || proposal.kind === "split") found.push("joins-cases");
  if (proposal.kind === "division") found.push("divides-case");
  if (lowersFinding(findings)) found.push("lowers-finding");
  return found;
}

const SUSPECT = /^\/suspects\/\d+$/;
/** Who a suspect is: every sealed value of the person, whole or in part, and the id that ties the entries to one. */
const WHO = /^\/suspects\/\d+\/(personal(\/.+)?|personId)$/;

/**
 * Struck out, or no longer who it was: a name emptied or another's put in its place leaves the case without that suspect
 * as surely. A value where there was none takes nobody away. What is not known to be one is taken for the other.
 */
function removesSuspect({ pointer, change, oldValue, replaces }: ProposedAmendment): boolean {
  if (change !== undefined) return change === "strike" && SUSPECT.test(pointer);
  if (!WHO.test(pointer)) return false;
  return isPersonal(pointer) ? replaces !== false : (oldValue ?? null) !== null;
}

const STRENGTH = ["not-consistent", "incomplete", "age-decides", "consistent"] as const;
const weaker = (after: SealedFinding["verdict"], before: SealedFinding["verdict"]) =>
  STRENGTH.indexOf(after) < STRENGTH.indexOf(before);
const missing = (before: readonly string[], after: readonly string[]) =>
  before.some((code) => !after.includes(code));

/** A weaker verdict under either law, an alert that would no longer go out, an offence or an aggravation less. */
export function lowersFinding({ before, after }: Findings): boolean {
  return (
    weaker(after.verdict, before.verdict) ||
    weaker(after.palermo, before.palermo) ||
    (before.alert && !after.alert) ||
    missing(before.offences, after.offences) ||
    missing(before.aggravating, after.aggravating)
  );
}
