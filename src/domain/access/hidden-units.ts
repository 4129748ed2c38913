// The units a wall hides a case from: the named officer's and those that command them, or the whole region.
import type { Unit } from "#src/schema/unit.ts";
import { competentUnit, type UnitDirectory } from "../alerts/route-alerts.ts";

/**
 * The units of these postings and all above them but the top, whose chiefs command everybody, the owning side too: they
 * see nothing because no chief is on that side.
 */
export function hiddenFrom(postings: readonly { unitId: string }[], directory: UnitDirectory): string[] {
  return postings.flatMap(({ unitId }) => [
    unitId,
    ...above(unitId, directory)
      .filter(({ parent, id }) => parent !== null && id !== unitId)
      .map(({ id }) => id),
  ]);
}

/**
 * Every unit of the regions a case belongs to: where it was registered and where it happened. Where neither lies in a
 * region, those of all regions: then only a national unit can be trusted to be nobody's neighbour.
 */
export function regionsOf(
  { unitId, factsPlace, day }: { unitId: string; factsPlace: string | null; day: string },
  directory: UnitDirectory,
): string[] {
  const there = competentUnit(directory, factsPlace, day)?.id;
  const regions = new Set(
    [unitId, there].flatMap((id) => {
      const region = id === undefined ? undefined : regionAbove(id, directory);
      return region === undefined ? [] : [region];
    }),
  );
  return [...directory.units.keys()].filter((id) => {
    const region = regionAbove(id, directory);
    return region !== undefined && (regions.size === 0 || regions.has(region));
  });
}

function regionAbove(unitId: string, directory: UnitDirectory): string | undefined {
  return above(unitId, directory).find(({ kind }) => kind === "region")?.id;
}

/** The unit and all above it, upwards. A cycle, which no checked tree has, ends where it closes. */
function above(unitId: string, { units }: UnitDirectory): Unit[] {
  const path: Unit[] = [];
  for (let at = units.get(unitId); at !== undefined; ) {
    if (path.includes(at)) break;
    path.push(at);
    at = at.parent === null ? undefined : units.get(at.parent);
  }
  return path;
}
