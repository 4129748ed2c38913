// Whose part in a case ends, and by whom: the giver's own, or, for a chief, that of an officer of the command.
import type { Role } from "#src/schema/case.ts";
import type { Relation } from "./access-question.ts";
import { commands, handsOverOf, OUTSIDE_POLICE } from "./duties.ts";

/** A part in a case: the posting whose assignment ends, and whether what the registering officer keeps ends with it. */
export interface HandedOverPart {
  from: string | null;
  fromRegistrar: boolean;
}

export interface Held {
  assignments: readonly {
    postingId: string;
    officerId: string;
    unitId: string;
    role: string;
    status: string;
    /** The posting is over, or its officer suspended. */
    left: boolean;
  }[];
  /** Who registered it, where, and whether they no longer keep it. */
  officerId: string;
  unitId: string;
  handedOver: boolean;
}

/** Who hands over for officers who have left or cannot do it (reference: security 2.3, transfer of posts). */
export const handsOverForOthers = (role: Role): boolean => handsOverOf(role, "").length > 0;

/** Whose parts they end by it: of the command, of the offices below, of the own unit of internal affairs. */
export const unitsHandedOver = (by: {
  role: Role;
  units: readonly string[];
  offices?: readonly string[];
}): readonly string[] => (by.role === "prosecutor" ? (by.offices ?? []) : by.units);

/**
 * Whether a part that was offered may be accepted: what was taken from its giver meanwhile, or handed over by another list,
 * is nobody's to accept; nor, outside the police, what was offered for somebody who is back.
 */
export function isStillHeld(
  { assignments, handedOver }: Pick<Held, "assignments" | "handedOver">,
  { from, fromRegistrar }: HandedOverPart,
  offeredBy: string,
): boolean {
  if (from === null) return fromRegistrar && !handedOver;
  const part = assignments.find(({ postingId, status }) => postingId === from && status === "assigned");
  if (part === undefined) return false;
  return part.officerId === offeredBy || part.left || !isOutsidePolice(part.role);
}

/**
 * Whether somebody else may hand a part over: a chief and internal affairs take a colleague off a case in other ways too, a
 * prosecutor nobody (`mayEndPart`), so theirs goes over when they have left.
 */
export const goesOverFor = (by: Role, part: { left: boolean }): boolean => by !== "prosecutor" || part.left;

const isOutsidePolice = (role: string): boolean => (OUTSIDE_POLICE as readonly string[]).includes(role);

/**
 * Who approves a long list for somebody with this role to receive, seeing every case of it: who commands; in the inquiry a
 * prosecutor, and where only internal affairs see them one of those. Of parts of cases nobody else sees any.
 */
export const approvesFor = (approver: Role, receiver: Role): boolean => {
  if (receiver === "prosecutor" || receiver === "prosecutor-liaison") return approver === "prosecutor";
  if (OUTSIDE_POLICE.includes(receiver)) return false;
  return commands(approver) || (receiver === "internal-affairs" && approver === receiver);
};

/**
 * What `giver` has of the case within `units`, the command of whoever hands it over, and may lose by it; undefined when
 * nothing: what an officer of another command has is not this chief's to give away.
 */
export function partWithin(
  held: Held,
  giver: string,
  { role, units }: { role: Role; units: readonly string[] },
): HandedOverPart | undefined {
  const assigned = held.assignments.find(
    (one) =>
      one.status === "assigned" &&
      one.officerId === giver &&
      units.includes(one.unitId) &&
      goesOverFor(role, one),
  );
  const keeps = held.officerId === giver && !held.handedOver && units.includes(held.unitId);
  if (assigned === undefined && !keeps) return undefined;
  return { from: assigned?.postingId ?? null, fromRegistrar: keeps };
}

/**
 * What is handed over where a chief names no giver: the part of the one officer of the command who has any. Undefined
 * where nobody there has one, and where several do: whose it ends is then for the chief to say.
 */
export function onlyPartWithin(
  held: Held,
  by: { role: Role; units: readonly string[] },
): HandedOverPart | undefined {
  const officers = new Set([held.officerId, ...held.assignments.map(({ officerId }) => officerId)]);
  const parts = [...officers].flatMap((officerId) => partWithin(held, officerId, by) ?? []);
  return parts.length === 1 ? parts[0] : undefined;
}

/** Who would end somebody else's part in a case, standing how to it. */
export interface Ender {
  role: Role;
  units: readonly string[];
  relation: Pick<Relation, "wallOwner">;
}

/**
 * Whether somebody who may give the case may also end this part of another's. What was opened to a court or a service is
 * closed again by whoever has the case. A colleague's part is ended by who commands them, and behind a wall by internal
 * affairs; a prosecutor is not taken off the case by those whose inquiry they lead.
 */
export function mayEndPart(
  { role, units, relation }: Ender,
  part: { unitId: string; role: string; ended: boolean },
): boolean {
  if (part.role === "prosecutor") return part.ended;
  if (isOutsidePolice(part.role)) return true;
  if (role === "internal-affairs") return relation.wallOwner || units.includes(part.unitId);
  return commands(role) && units.includes(part.unitId);
}
