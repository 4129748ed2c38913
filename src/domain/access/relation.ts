// How an officer stands to a case, worked out from what the database says of both.
import type { Role } from "#src/schema/case.ts";
import type { CaseTies, StandingWall } from "#src/schema/case-ties.ts";
import type { CaseStanding, Relation } from "./access-question.ts";
import { OWNING_KINDS } from "./raise-wall.ts";

/** The reader, under one posting valid now; `units` is the unit, and for who commands others all below it. */
export interface Reader {
  officerId: string;
  unitId: string;
  units: readonly string[];
  /** Of a prosecutor: the offices below the own one; absent for everybody else. */
  offices?: readonly string[];
  /** Units of every posting the reader holds now or held in the last 24 months; absent for who sees nothing behind walls anyhow. */
  postedIn?: readonly string[];
  /** What kind of unit that of the posting is. */
  unitKind?: string;
  role: Role;
}

/** Hours a hotline operator keeps a call (reference: security 2.2). */
const CALL_HOURS = 24;
/** Who deals with what is behind a wall, by the side it was given to. */
const SIDES: Readonly<Record<StandingWall["side"], readonly Role[]>> = {
  owners: ["internal-affairs", "specialised-unit", "prosecutor"],
  prosecutor: ["prosecutor"],
};

export function relationOf(reader: Reader, ties: CaseTies, now: string): Relation {
  const { wall } = ties;
  const registered = ties.officerId === reader.officerId;
  const age = Date.parse(now) - Date.parse(ties.receivedAt);
  const ownCall = registered && wall === null && age < CALL_HOURS * 3_600_000;
  return {
    registered,
    keeps: registered && !ties.handedOver && wall === null,
    ownCall,
    keepsCall: ownCall && !ties.handedOver,
    inUnit: ties.unitId === reader.unitId,
    inSubtree: reader.units.includes(ties.unitId),
    alerted: ties.alertedUnits.some((unitId) => reader.units.includes(unitId)),
    assigned: ties.own.includes("assigned"),
    prosecutedBelow: ties.prosecutorUnits.some((unitId) => reader.offices?.includes(unitId) === true),
    offered: ties.own.some((status) => status !== "assigned"),
    proposed: ties.proposed,
    decided: ties.decidedBy.includes(reader.officerId),
    wallOwner: wall !== null && (SIDES[wall.side].includes(reader.role) || decidesBehind(wall, reader)),
    assignedAlone: leftToProsecutors(wall, reader) && ties.own.includes("assigned"),
    proposedAlone: leftToProsecutors(wall, reader) && ties.proposed,
    alertedBehindWall: wall !== null && ties.alertedUnits.includes(reader.unitId),
    named: wall !== null && isHiddenFrom(wall, reader),
    self: false,
  };
}

// There no amender sees it, and nobody of the police: one prosecutor corrects it, and another decides.
function leftToProsecutors(wall: StandingWall | null, { role }: Reader): boolean {
  return wall?.side === "prosecutor" && role === "prosecutor";
}

// Corrections in it are decided on the side that deals with it, by an amender of a unit of that side.
function decidesBehind({ side }: StandingWall, { role, unitKind = "" }: Reader): boolean {
  return side === "owners" && role === "amender" && OWNING_KINDS.includes(unitKind);
}

// Whoever holds a second posting in a hidden unit, was there until lately, or stands in for somebody there, is of that
// unit. Prosecutors are hidden from by name only: somebody must always be left who sees the case.
function isHiddenFrom(
  wall: StandingWall,
  { officerId, unitId, postedIn = [], role }: Pick<Reader, "officerId" | "unitId" | "postedIn" | "role">,
): boolean {
  if (wall.namedOfficers.includes(officerId)) return true;
  return role !== "prosecutor" && [unitId, ...postedIn].some((unit) => wall.hiddenUnits.includes(unit));
}

/** Whether the reader may so much as hear that something happened in a case with this wall. */
export function mayHear(
  reader: Pick<Reader, "officerId" | "unitId" | "postedIn" | "role">,
  wall: StandingWall,
): boolean {
  return SIDES[wall.side].includes(reader.role) && !isHiddenFrom(wall, reader);
}

export function standingOf(
  { wall, status }: Pick<CaseTies, "wall" | "status">,
  training: boolean,
): CaseStanding {
  const annulled = status === "annulled" || status === "merged";
  return { walled: wall !== null, closed: status === "closed", annulled, training };
}
