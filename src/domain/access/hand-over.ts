// Whose part in a case a hand-over list ends: the giver's own, or, for a chief, that of an officer of the command.
import type { Role } from "#src/schema/case.ts";

/** A part in a case: the posting whose assignment ends, and whether what the registering officer keeps ends with it. */
export interface HandedOverPart {
  from: string | null;
  fromRegistrar: boolean;
}

export interface Held {
  assignments: readonly { postingId: string; officerId: string; unitId: string; status: string }[];
  /** Who registered it, where, and whether they no longer keep it. */
  officerId: string;
  unitId: string;
  handedOver: boolean;
}

/** Who hands over for officers who have left or cannot do it (reference: security 2.3, transfer of posts). */
export const handsOverForOthers = (role: Role): boolean => role === "chief";

/**
 * What `giver` has of the case within `units`, the command of whoever hands it over; undefined when nothing: what an
 * officer of another command has is not this chief's to give away.
 */
export function partWithin(held: Held, giver: string, units: readonly string[]): HandedOverPart | undefined {
  const assigned = held.assignments.find(
    ({ officerId, unitId, status }) => status === "assigned" && officerId === giver && units.includes(unitId),
  );
  const keeps = held.officerId === giver && !held.handedOver && units.includes(held.unitId);
  if (assigned === undefined && !keeps) return undefined;
  return { from: assigned?.postingId ?? null, fromRegistrar: keeps };
}
