// The wall that stands around a case, folded: raised or widened by what an entry brings, lifted by two who agree.
import type { Role } from "#src/schema/case.ts";
import type { StandingWall } from "#src/schema/case-ties.ts";
import type { SealedWall } from "#src/schema/wall.ts";

export interface Wall extends SealedWall {
  /** When what it rests on was first said, and the entry that said it. */
  raisedAt: string;
  consents: readonly {
    role: Role;
    officerId: string;
    postingId: string;
    /** What it says of the officers it names has proved false. */
    unfounded: boolean;
  }[];
}

interface WallEntry {
  kind: string;
  receivedAt: string;
  officerId: string;
  postingId: string;
  content: Record<string, unknown>;
  wall?: SealedWall | undefined;
}

/** After one more entry. What is newly said counts for the standing wall as well, and takes back the consents to lift it. */
export function wallAfter(standing: Wall | null, entry: WallEntry): Wall | null {
  if (entry.wall !== undefined) return raised(standing, entry.wall, entry.receivedAt);
  if (standing === null || entry.kind !== "wall" || entry.content.step !== "consent") return standing;
  const { side, consents } = agreedAfter(standing, entry);
  return lifts(side, consents) ? null : { ...standing, side, consents };
}

/**
 * Officers who see nothing of the case even without a wall: whom one of its walls named, unless everybody who agreed to
 * lift it said that this had proved false. A further wall that is lifted so releases whom it names.
 */
export function barredBy(entries: readonly WallEntry[]): string[] {
  const barred = new Set<string>();
  let wall: Wall | null = null;
  for (const entry of entries) {
    const before: Wall | null = wall;
    wall = wallAfter(before, entry);
    for (const officerId of entry.wall?.namedOfficers ?? []) barred.add(officerId);
    if (before === null || wall !== null) continue;
    if (agreedAfter(before, entry).consents.every(({ unfounded }) => unfounded))
      for (const officerId of before.namedOfficers) barred.delete(officerId);
  }
  return [...barred].sort();
}

function agreedAfter(standing: Wall, entry: WallEntry): Pick<Wall, "side" | "consents"> {
  // Since it was raised an officer it names has come to the side that deals with it: from this consent on it is the
  // prosecutor's, and what internal affairs agreed to before counts no more.
  const side = entry.content.side === "prosecutor" ? "prosecutor" : standing.side;
  // The consent says whose earlier one counts no more, because the fold knows nobody's suspension.
  const { lapsed = [] } = entry.content as { lapsed?: readonly string[] };
  const { officerId, postingId } = entry;
  const consents = [
    ...standing.consents.filter((one) => one.officerId !== officerId && !lapsed.includes(one.officerId)),
    { role: entry.content.as as Role, officerId, postingId, unfounded: entry.content.unfounded === true },
  ];
  return { side, consents };
}

/** The wall that two things said at once raise together. */
export function bothWalls(one: SealedWall | null, other: SealedWall | null): SealedWall | null {
  if (one === null || other === null) return one ?? other;
  const { raisedAt: _, consents: __, ...sealed } = raised({ ...one, raisedAt: "", consents: [] }, other, "");
  return sealed;
}

/** A wall that stands with what answers of complainants have raised since the newest entry, which no entry has sealed yet. */
export const withHeard = (
  standing: Wall | null,
  heard: readonly (SealedWall & { at: string })[],
): Wall | null => heard.reduce<Wall | null>((wall, { at, ...more }) => raised(wall, more, at), standing);

/** What a case takes over from one behind a wall with which it is joined, or from which it is separated. */
export function wallBeside(wall: StandingWall | null): SealedWall | null {
  if (wall === null) return null;
  const { side, namedOfficers, hiddenUnits } = wall;
  return {
    side,
    causes: ["joined"],
    words: [],
    namedOfficers: [...namedOfficers].sort(),
    hiddenUnits: [...hiddenUnits].sort(),
  };
}

function raised(standing: Wall | null, more: SealedWall, at: string): Wall {
  const both = <T extends string>(one: readonly T[] | undefined, other: readonly T[]): T[] =>
    [...new Set([...(one ?? []), ...other])].sort();
  return {
    side: standing?.side === "prosecutor" ? "prosecutor" : more.side,
    causes: both(standing?.causes, more.causes),
    words: both(standing?.words, more.words),
    namedOfficers: both(standing?.namedOfficers, more.namedOfficers),
    hiddenUnits: both(standing?.hiddenUnits, more.hiddenUnits),
    raisedAt: standing?.raisedAt ?? at,
    consents: [],
  };
}

/**
 * It takes internal affairs and a prosecutor, two persons (reference: security 2.3). Where the case names one of internal
 * affairs' own side, which then sees nothing of it, it takes two prosecutors.
 */
export function lifts(
  side: SealedWall["side"],
  consents: readonly Pick<Wall["consents"][number], "role" | "officerId">[],
): boolean {
  const prosecutors = consents.filter(({ role }) => role === "prosecutor");
  if (side === "prosecutor") return prosecutors.length >= 2;
  return prosecutors.some(({ officerId }) =>
    consents.some((other) => other.role === "internal-affairs" && other.officerId !== officerId),
  );
}
