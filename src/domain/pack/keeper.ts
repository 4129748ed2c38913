// Which institution keeps the register, and its tree of command: who is alerted, who is above whom, on a day.
import type { Unit } from "#src/schema/unit.ts";
import { unitOn } from "./unit-periods.ts";

/** The unit and all that stand above it on a day, upwards. A cycle, which no checked tree has, ends where it closes. */
export function lineOf(periods: readonly Unit[], unitId: string, day: string): Unit[] {
  const line: Unit[] = [];
  for (let at = unitOn(periods, unitId, day); at !== undefined && !line.includes(at); ) {
    line.push(at);
    at = at.parent === null ? undefined : unitOn(periods, at.parent, day);
  }
  return line;
}

/** Tops of institutions that stand on a day, in the pack's order. */
export const topsOn = (periods: readonly Unit[], day: string): Unit[] =>
  periods.filter(
    ({ parent, validFrom, validTo }) =>
      parent === null && validFrom <= day && (validTo === null || day < validTo),
  );

/** The top of the institution that keeps the register: the one named, else the first there is. */
export function keeperTop(periods: readonly Unit[], root: string | undefined, day: string): Unit | undefined {
  const tops = topsOn(periods, day);
  return tops.find(({ id }) => id === root) ?? tops[0];
}

/** Ids of the units in the tree of command under a top, the top included, as it stands on a day. */
export function treeUnder(periods: readonly Unit[], top: string, day: string): ReadonlySet<string> {
  const below = new Map<string, string[]>();
  for (const { id, parent, validFrom, validTo } of periods)
    if (parent !== null && validFrom <= day && (validTo === null || day < validTo))
      below.set(parent, [...(below.get(parent) ?? []), id]);
  const found = new Set([top]);
  // A set hands out what is added while it is walked.
  for (const id of found) for (const child of below.get(id) ?? []) found.add(child);
  return found;
}

/** The top of the institution a unit belongs to on a day; the unit itself where nothing is known of it. */
export const institutionOf = (periods: readonly Unit[], unitId: string, day: string): string =>
  lineOf(periods, unitId, day).at(-1)?.id ?? unitId;

/** Ids of all units of the institution a unit belongs to, as they stand on a day. */
export const treeOf = (periods: readonly Unit[], unitId: string, day: string): ReadonlySet<string> =>
  treeUnder(periods, institutionOf(periods, unitId, day), day);

/** Whether two units stand in the tree of one institution on a day. */
export const sameInstitution = (periods: readonly Unit[], one: string, other: string, day: string): boolean =>
  institutionOf(periods, one, day) === institutionOf(periods, other, day);
