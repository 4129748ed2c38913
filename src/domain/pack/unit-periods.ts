// The unit tree in time: how opening, closing, moving, renaming and merging cut a unit's life into periods.
import type { PackChange, StoredChange, UnitImport } from "#src/schema/pack-change.ts";
import type { Unit } from "#src/schema/unit.ts";

/** True when this period of a unit holds on that day. */
const covers = (unit: Unit, day: string) =>
  unit.validFrom <= day && (unit.validTo === null || day < unit.validTo);

/** The unit as it stands on a day; `undefined` when it does not. */
export function unitOn(units: readonly Unit[], unitId: string, day: string): Unit | undefined {
  return units.find((unit) => unit.id === unitId && covers(unit, day));
}

/**
 * The unit as somebody who reads its name on that day means it: as it stands, else as it last stood, else as it will.
 */
export function unitAsKnown(units: readonly Unit[], unitId: string, day: string): Unit | undefined {
  const periods = units.filter(({ id }) => id === unitId);
  return (
    periods.find((unit) => covers(unit, day)) ??
    periods.filter(({ validFrom }) => validFrom <= day).at(-1) ??
    periods[0]
  );
}

/** One row for each unit, as known on that day. */
export function unitsAsKnown(units: readonly Unit[], day: string): Unit[] {
  const ids = [...new Set(units.map(({ id }) => id))];
  return ids.map((id) => unitAsKnown(units, id, day)).filter((unit) => unit !== undefined);
}

/** Units in the order of their first day, the periods of one unit one after the other. */
export function foldUnits(changes: readonly StoredChange[]): Unit[] {
  const inOrder = [...changes].sort(byDay);
  return inOrder.reduce<Unit[]>((units, { change, effectiveOn }) => applyTo(units, change, effectiveOn), []);
}

// What the pack brought comes first: its rows carry their own dates.
function byDay(one: StoredChange, other: StoredChange): number {
  const imported = (change: StoredChange) => (change.change.kind === "unit-import" ? 0 : 1);
  return (
    imported(one) - imported(other) || one.effectiveOn.localeCompare(other.effectiveOn) || one.seq - other.seq
  );
}

/** The tree after one more change. A change of a unit that does not stand on the day changes nothing. */
export function applyTo(units: Unit[], change: PackChange | UnitImport, day: string): Unit[] {
  switch (change.kind) {
    case "unit-import":
      return [...units, ...change.units];
    case "unit-open":
      return [...units, { ...change.unit, validFrom: day, validTo: null }];
    case "unit-move":
      return cut(units, change.unitId, day, { parent: change.parent });
    case "unit-rename":
      return cut(units, change.unitId, day, { name: change.name });
    case "unit-competence":
      return cut(units, change.unitId, day, { competence: change.competence });
    case "unit-close":
      return end(units, change.unitId, day, change.successor);
    case "unit-merge":
      return merge(units, change, day);
    default:
      return units;
  }
}

// From the day on the unit is different: its period ends, and another begins unless this one began that day.
function cut(units: Unit[], unitId: string, day: string, different: Partial<Unit>): Unit[] {
  return units.flatMap((unit) => {
    if (unit.id !== unitId || !covers(unit, day)) return [unit];
    const after = { ...unit, ...different, validFrom: day };
    return unit.validFrom === day ? [after] : [{ ...unit, validTo: day }, after];
  });
}

function end(units: Unit[], unitId: string, day: string, successor: string | null): Unit[] {
  const own = units.filter(({ id }) => id === unitId);
  // A unit stands for a day at least: one that opens that day cannot end that day.
  if (!own.some(({ validFrom }) => validFrom < day)) return units;
  const last = own.find(({ validFrom, validTo }) => validFrom < day && (validTo === null || validTo >= day));
  return units.flatMap((unit) => {
    if (unit.id !== unitId) return [unit];
    // What was to begin that day or later does not come.
    if (unit.validFrom >= day) return [];
    return unit === last ? [{ ...unit, validTo: day, ...(successor !== null && { successor }) }] : [unit];
  });
}

// The units that stood below move along, and what they were competent for goes with them.
function merge(units: Unit[], change: Extract<PackChange, { kind: "unit-merge" }>, day: string): Unit[] {
  const { unitIds, into } = change;
  const ended = unitIds.flatMap((id) => unitOn(units, id, day) ?? []);
  const target = unitOn(units, into, day);
  if (target === undefined) return units;
  let next = units;
  for (const unit of units)
    if (unit.parent !== null && unitIds.includes(unit.parent) && covers(unit, day) && unit.id !== into)
      next = cut(next, unit.id, day, { parent: into });
  for (const { id } of ended) next = end(next, id, day, into);
  const competence = [...new Set([...target.competence, ...ended.flatMap((unit) => unit.competence)])];
  return cut(next, into, day, { competence });
}
