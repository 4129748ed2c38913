// Rights are given by two people: who proposes a posting, and whose word makes it count.
import type { Role } from "#src/schema/case.ts";
import { GRANTS } from "./grants.ts";
import { isOfAnotherInstitution } from "./role-units.ts";

/**
 * Whether a posting in this role counts only when a second person agrees, by the number of an order: whoever sees cases,
 * decides on them, oversees others or administers. Read out of the table of grants: what one sees of oneself, and counts
 * that harm nobody, take no second word (reference: security 2.4, "every grant needs the unit chief + HR order").
 */
export function takesTwo(role: Role): boolean {
  return GRANTS[role].some(
    ({ to, classes }) => to !== "self" && classes.some((dataClass) => dataClass !== "statistics"),
  );
}

/** Roles of the police command, in whose line the chief of the unit, or above, knows who serves there. */
const OF_THE_COMMAND: readonly Role[] = [
  "registrar",
  "investigator",
  "chief",
  "regional-chief",
  "national-directorate",
  "specialised-unit",
  "hotline-operator",
  "hotline-supervisor",
  "analyst",
  "monitor",
];

/** Whether the role answers to the police command. All others oversee it, keep the register, or are of another institution. */
export const isOfTheCommand = (role: Role): boolean => OF_THE_COMMAND.includes(role);

/**
 * Whether a chief of a unit of this kind answers for whoever has the role there: of the police, for those of the command;
 * of another institution for everybody in its own tree but who keeps a key, which is given by administrators.
 */
export const answersFor = (unitKind: string, posted: Role): boolean =>
  isOfAnotherInstitution(unitKind) ? posted !== "key-custodian" : isOfTheCommand(posted);

/** A posting of one's own that has not ended, with the kind of its unit. */
export interface Held {
  role: Role;
  unitId: string;
  unitKind: string;
}

/** Of the police command: no posting of another institution's, and none that oversees or keeps the register. */
export const isOfThePolice = ({ role, unitKind }: Held): boolean =>
  isOfTheCommand(role) && !isOfAnotherInstitution(unitKind);

/**
 * Whether an administrator ends this posting with nobody's help: one's own, and those of the police command. Whoever
 * oversees it, keeps the register or is of another institution loses a posting only once a suspension is in force in
 * which somebody else had a part: else one administrator would be rid of all who look at what administrators do.
 */
export const endsAlone = ({
  own,
  stoppedByAnother,
  ...held
}: Held & { own: boolean; stoppedByAnother: boolean }): boolean =>
  own || stoppedByAnother || isOfThePolice(held);

/**
 * Whether a chief answers for every posting an officer has. One posting beyond reach is enough that it is no chief's: of
 * the police only where it is a posting of the command, elsewhere in the same force.
 */
export const answersForAll = (
  by: { unitKind: string; units: readonly string[] },
  postings: readonly Held[],
): boolean =>
  postings.every((held) =>
    by.units.includes(held.unitId)
      ? answersFor(by.unitKind, held.role)
      : !isOfAnotherInstitution(by.unitKind) && isOfThePolice(held),
  );

/** Whether this officer has a word in how one with these postings signs in: administrators, and who answers for them all. */
export const letsIn = (
  by: { role: Role; unitKind: string; units: readonly string[] },
  postings: readonly Held[],
): boolean => by.role === "administrator" || answersForAll(by, postings);

/** How whoever would agree stands to the posting. Each is a fact the register has established. */
export interface ConsentQuestion {
  /** What the posting gives. */
  posted: Role;
  /** Of whoever would agree, and the kind of the unit they have it in. */
  role: Role;
  unitKind: string;
  /** It is a posting of their own. */
  own: boolean;
  /** They proposed it. */
  proposed: boolean;
  /** They act by delegation. */
  delegated: boolean;
  /** They let officers into its unit: as its chief, as a chief above, or as an administrator. */
  inReach: boolean;
}

export type Consent =
  | { effect: "allow" }
  | {
      effect: "refuse";
      reason: "own-posting" | "own-proposal" | "delegate" | "out-of-reach" | "not-of-the-command";
    };

/**
 * May this officer agree to the posting? The chief of the unit or above, or a second administrator; a chief of police only
 * to postings of the command, because whoever oversees it is not chosen by it; one of another institution to its own.
 */
export function decideConsent({
  posted,
  role,
  unitKind,
  own,
  proposed,
  delegated,
  inReach,
}: ConsentQuestion): Consent {
  if (own) return { effect: "refuse", reason: "own-posting" };
  if (proposed) return { effect: "refuse", reason: "own-proposal" };
  if (delegated) return { effect: "refuse", reason: "delegate" };
  if (!inReach) return { effect: "refuse", reason: "out-of-reach" };
  if (role !== "administrator" && !answersFor(unitKind, posted))
    return { effect: "refuse", reason: "not-of-the-command" };
  return { effect: "allow" };
}
