// What raises a wall around a case, and whom it hides the case from: pure, over codes, units and matched staff.
import type { Suspect } from "#src/schema/complaint.ts";
import type { WallRules } from "#src/schema/pack.ts";
import type { NamedOfficer, SealedWall, WallCause } from "#src/schema/wall.ts";
import type { UnitDirectory } from "../alerts/route-alerts.ts";
import { hiddenFrom, regionsOf } from "./hidden-units.ts";

/** What one entry says that may concern an officer: a complaint whole, of a later entry only what it adds. */
export interface WallQuestion {
  suspects: readonly Pick<Suspect, "isPublicOfficial" | "officialBody" | "roles">[];
  /** Entries of the word list by which the narrative says so. */
  words: readonly string[];
  /** What somebody declared, on the form or later. */
  declared: readonly WallCause[];
  named: readonly NamedOfficer[];
  /**
   * Of these, officers whose number only stands somewhere in a text added later, as a telephone number may: it is hidden
   * from their units, and neither follows them nor is taken from internal affairs. One of internal affairs is meant
   * wherever the number stands: hidden from its unit and not given to prosecutors, nobody could lift the wall again.
   */
  inPassing?: readonly string[];
  /** A number stands in it and nobody can say whose: it is taken for an officer's, of whom nobody knows where. */
  unchecked?: boolean;
  /** The unit that registered the case. */
  unitId: string;
  /** UBIGEO code of the facts. */
  factsPlace: string | null;
  /** `YYYY-MM-DD`: the unit tree is asked as of this day. */
  day: string;
}

/** Months whose postings count as the named officer's own (reference: security 2.3). */
export const MONTHS_BACK = 24;
/** Whoever holds one of these posts is on the side that would deal with the case, or keeps its machine. */
const OWNING_ROLES: readonly string[] = ["internal-affairs", "specialised-unit", "administrator"];
/** Kinds of units that deal with walled cases. */
export const OWNING_KINDS: readonly string[] = [
  "internal-affairs",
  "specialised-national",
  "specialised-regional",
];

/** The wall that must stand from this entry on, or null when nothing in it concerns an officer. */
export function raiseWall(
  question: WallQuestion,
  rules: WallRules,
  directory: UnitDirectory,
): SealedWall | null {
  const marked = question.suspects.filter((suspect) => isOfficial(suspect, rules)).length;
  const causes: WallCause[] = [
    ...(marked > 0 ? (["official-suspect"] as const) : []),
    ...(question.named.length > 0 ? (["staff-number"] as const) : []),
    ...(question.unchecked ? (["unchecked-number"] as const) : []),
    ...(question.words.length > 0 ? (["narrative"] as const) : []),
    ...question.declared,
  ];
  if (causes.length === 0) return null;
  const known = question.named.filter(({ postings }) => postings.length > 0);
  // Somebody is meant of whom nobody knows where they serve: an unnamed official, or one whose postings are long past.
  // A relative serves at the station or commands it, whoever else is named.
  const unknown =
    known.length < Math.max(1, marked, question.named.length) || question.declared.includes("relative");
  const affairs = known.filter((officer) =>
    serves(officer, directory, ["internal-affairs"], ["internal-affairs"]),
  );
  const passing = new Set(
    question.inPassing?.filter((id) => !affairs.some(({ officerId }) => officerId === id)),
  );
  const hidden = new Set(known.flatMap(({ postings }) => hiddenFrom(postings, directory)));
  if (unknown) for (const unit of regionsOf(question, directory)) hidden.add(unit);
  return {
    side: known.some((officer) => !passing.has(officer.officerId) && isOnOwningSide(officer, directory))
      ? "prosecutor"
      : "owners",
    causes: [...new Set(causes)],
    words: [...new Set(question.words)].sort(),
    namedOfficers: question.named
      .map(({ officerId }) => officerId)
      .filter((officerId) => !passing.has(officerId))
      .sort(),
    hiddenUnits: [...hidden].sort(),
  };
}

/** A suspect the form marks as police or official: by the question, by the body, or by the part played. */
export function isOfficial(
  { isPublicOfficial, officialBody, roles }: WallQuestion["suspects"][number],
  { officialRoles }: WallRules,
): boolean {
  return (
    isPublicOfficial === "yes" ||
    officialBody !== undefined ||
    (roles ?? []).some((role) => officialRoles.includes(role))
  );
}

const isOnOwningSide = (officer: NamedOfficer, directory: UnitDirectory): boolean =>
  serves(officer, directory, OWNING_ROLES, OWNING_KINDS);

function serves(
  { postings }: NamedOfficer,
  { units }: UnitDirectory,
  roles: readonly string[],
  kinds: readonly string[],
): boolean {
  return postings.some(
    ({ unitId, role }) => roles.includes(role) || kinds.includes(units.get(unitId)?.kind ?? ""),
  );
}

/** The day from which postings count, `YYYY-MM-DD`; a day the month has not is its last. */
export function countsFrom(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - MONTHS_BACK, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - MONTHS_BACK, Math.min(date, last))).toISOString().slice(0, 10);
}
