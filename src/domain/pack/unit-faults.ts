// What a unit tree must keep on every day: one top, every parent standing, five levels, one unit competent for a place.
import type { FieldFault } from "#src/schema/problem.ts";
import type { Unit } from "#src/schema/unit.ts";
import { lineOf } from "./keeper.ts";

/** Levels of the tree, the institution itself included (design, "Units"). */
const LEVELS = 5;

const together = (one: Unit, other: Unit) =>
  (other.validTo === null || one.validFrom < other.validTo) &&
  (one.validTo === null || other.validFrom < one.validTo);

/** Faults with the unit they are about in `found`; none for a tree that can be. */
export function unitFaults(units: readonly Unit[]): FieldFault[] {
  return [
    ...units.flatMap((unit) => (unit.parent === null ? [] : parentFaults(unit, units))),
    ...levelFaults(units),
    ...competenceFaults(units),
  ];
}

// The parent stands on every day of the period: its own periods leave no gap in it.
function parentFaults(unit: Unit, units: readonly Unit[]): FieldFault[] {
  const fault = (code: string): FieldFault[] => [{ pointer: "/change", code, found: unit.id }];
  const periods = units
    .filter(({ id }) => id === unit.parent)
    .sort((one, other) => one.validFrom.localeCompare(other.validFrom));
  if (periods.length === 0) return fault("unit-parent-unknown");
  let reached = unit.validFrom;
  for (const { validFrom, validTo } of periods) {
    if (validFrom > reached) break;
    if (validTo === null) return [];
    if (validTo > reached) reached = validTo;
  }
  return unit.validTo !== null && reached >= unit.validTo ? [] : fault("unit-parent-ends");
}

function levelFaults(units: readonly Unit[]): FieldFault[] {
  const days = [...new Set(units.map(({ validFrom }) => validFrom))];
  return days.flatMap((day) => {
    const standing = new Map(
      units
        .filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day < validTo))
        .map((unit) => [unit.id, unit]),
    );
    return [...standing.values()].flatMap((unit): FieldFault[] => {
      const seen = new Set<string>();
      for (let at: Unit | undefined = unit; at; at = standing.get(at.parent ?? "")) {
        if (seen.has(at.id)) return [{ pointer: "/change", code: "unit-cycle", found: unit.id }];
        seen.add(at.id);
      }
      return seen.size > LEVELS ? [{ pointer: "/change", code: "unit-too-deep", found: unit.id }] : [];
    });
  });
}

// On the first day both stand. Another institution has units of its own for the same places.
function sameTop(units: readonly Unit[], one: Unit, other: Unit): boolean {
  const day = one.validFrom > other.validFrom ? one.validFrom : other.validFrom;
  return lineOf(units, one.id, day).at(-1)?.id === lineOf(units, other.id, day).at(-1)?.id;
}

// Two regional units competent for the same prefix on the same day: nobody could say which is alerted.
function competenceFaults(units: readonly Unit[]): FieldFault[] {
  const regional = units.filter(({ kind }) => kind === "specialised-regional");
  return regional.flatMap((unit, index) =>
    regional
      .slice(0, index)
      .filter((other) => other.id !== unit.id && together(unit, other) && sameTop(units, unit, other))
      .flatMap((other) =>
        unit.competence
          .filter((prefix) => other.competence.includes(prefix))
          .map((prefix) => ({
            pointer: "/change",
            code: "unit-competence-shared",
            found: `${unit.id} ${other.id} ${prefix}`,
          })),
      ),
  );
}
