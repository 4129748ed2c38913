// The wall that stands around a case of a drawn world, worked out apart from the register's own way: from decision 0066.
import type { StandingWall } from "#src/schema/case-ties.ts";
import type { Ground } from "./world.ts";

/** One posting of an officer of the world; `to` null while it has no end. */
export interface Posted {
  postingId: string;
  officerId: string;
  unitId: string;
  role: string;
  from: string;
  to: string | null;
  delegatedFrom: string | null;
  rights: readonly string[] | null;
}

/** What an entry raised, and when. */
export type Raised = StandingWall & { raisedAt: string };

const OWNERS = ["internal-affairs", "specialised-unit", "administrator"];
const OWNING_KINDS = ["internal-affairs", "specialised-national", "specialised-regional"];
const WEEK_MS = 7 * 86_400_000;

/** Of all cases joined; null where none of them has a wall. */
export function wallOf(
  { above, units }: Pick<Ground, "above" | "units">,
  posted: readonly Posted[],
  raised: readonly Raised[],
  now: Date,
): StandingWall | null {
  if (raised.length === 0) return null;
  const named = new Set(raised.flatMap(({ namedOfficers }) => namedOfficers));
  const since = raised.map(({ raisedAt }) => raisedAt).sort()[0] ?? "";
  // Where they serve now, or served for a week at least since it was raised; nobody's delegation counts.
  const later = posted.filter(({ officerId, delegatedFrom, from, to }) => {
    if (!named.has(officerId) || delegatedFrom !== null) return false;
    const forAWeek = Date.parse(to ?? "") - Date.parse(from) >= WEEK_MS;
    return to === null || to > now.toISOString() || (to >= since && forAWeek);
  });
  const chain = later.flatMap(({ unitId }) => [
    unitId,
    // Whoever commands them, but for the head of all.
    ...(above.get(unitId) ?? []).filter((one) => units.get(one)?.top === false),
  ]);
  const theirs = later.some(
    ({ role, unitId }) => OWNERS.includes(role) || OWNING_KINDS.includes(units.get(unitId)?.kind ?? ""),
  );
  return {
    side: theirs || raised.some(({ side }) => side === "prosecutor") ? "prosecutor" : "owners",
    namedOfficers: [...named],
    hiddenUnits: [...new Set([...raised.flatMap(({ hiddenUnits }) => hiddenUnits), ...chain])],
  };
}
