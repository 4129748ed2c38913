// Somebody must always hear: the keeper's tree has a national specialised unit, on every day from one on.
import type { Pack } from "#src/schema/pack.ts";
import type { StoredChange } from "#src/schema/pack-change.ts";
import type { Unit } from "#src/schema/unit.ts";
import { applyChanges } from "./apply-changes.ts";
import { keeperTop, treeUnder } from "./keeper.ts";
import { unitOn } from "./unit-periods.ts";

/** The day, and every later one on which a period begins or ends: in between the tree is the same. In order. */
export function daysFrom(periods: readonly Unit[], day: string): string[] {
  const turns = periods.flatMap(({ validFrom, validTo }) => [
    validFrom,
    ...(validTo === null ? [] : [validTo]),
  ]);
  return [...new Set([day, ...turns.filter((turn) => turn > day)])].sort();
}

/** True when a unit that always hears stands on the day in the tree under a top. */
export const hearsUnder = (periods: readonly Unit[], top: string, day: string): boolean =>
  [...treeUnder(periods, top, day)].some((id) => unitOn(periods, id, day)?.kind === "specialised-national");

/**
 * The first day, from `day` on, on which nobody of the institution that keeps the register would hear any more; `undefined`
 * when there is none. `after`: all changes, with the one in question as if it were agreed to.
 */
export function firstDayUnheard(
  pack: Pack,
  before: readonly StoredChange[],
  after: readonly StoredChange[],
  day: string,
): string | undefined {
  const trees = new Map([before, after].map((changes) => [changes, applyChanges(pack, changes, day).units]));
  const hears = (changes: readonly StoredChange[], on: string) => {
    const units = trees.get(changes) ?? [];
    const top = keeperTop(units, applyChanges(pack, changes, on).manifest.root, on);
    return top !== undefined && hearsUnder(units, top.id, on);
  };
  const keepers = after.flatMap(({ change, effectiveOn }) =>
    change.kind === "institution" && effectiveOn > day ? [effectiveOn] : [],
  );
  const days = [...daysFrom([...trees.values()].flat(), day), ...keepers].sort();
  return days.find((each) => !hears(after, each) && hears(before, each));
}
