// Which changes of the pack take two people: whatever alone could keep an alert from everybody, put a unit under another
// institution, or ask another question.
import type { Pack } from "#src/schema/pack.ts";
import { FACT_CODES } from "#src/schema/pack-catalogues.ts";
import { NEEDS_TWO, type PackChange, type StoredChange } from "#src/schema/pack-change.ts";
import type { Unit, UnitKind } from "#src/schema/unit.ts";
import { applyChanges } from "./apply-changes.ts";
import { sameInstitution, treeUnder } from "./keeper.ts";
import { daysFrom } from "./receivers.ts";

/** Units that are alerted, of trafficking or behind a wall. */
const HEARS: ReadonlySet<UnitKind> = new Set([
  "specialised-national",
  "specialised-regional",
  "internal-affairs",
]);

export interface TwoQuestion {
  /** The country pack as loaded, and all changes made to it. */
  pack: Pack;
  changes: readonly StoredChange[];
  change: PackChange;
  effectiveOn: string;
}

/** Whether the change takes effect only when a second person has agreed (decision 0071). */
export function takesTwo({ pack, changes, change, effectiveOn }: TwoQuestion): boolean {
  if (NEEDS_TWO.has(change.kind)) return true;
  switch (change.kind) {
    case "item-relabel":
      // The classifier decides by the code, whoever answers by the words: "deception" read as "consent" is another answer.
      return FACT_CODES[change.catalogue] !== undefined;
    case "variable-relabel":
      return (applyChanges(pack, changes, "9999-12-31").variables ?? []).some(
        ({ code, personal }) => code === change.code && personal,
      );
    case "unit-open":
    case "unit-close":
    case "unit-move":
    case "unit-competence":
    case "unit-merge":
      return touchesWhoHears(applyChanges(pack, changes, effectiveOn), change, effectiveOn);
    default:
      return false;
  }
}

function touchesWhoHears(
  { units, alertRules }: Pack,
  change: Extract<PackChange, { kind: `unit-${string}` }>,
  day: string,
): boolean {
  const prosecutors = alertRules.wall?.prosecutorUnits ?? [];
  const hears = (id: string) =>
    prosecutors.includes(id) || units.some((unit) => unit.id === id && HEARS.has(unit.kind));
  // Whoever commands it afterwards, or takes its cases and officers over, is of another institution.
  const crosses = (one: string, others: readonly string[]) =>
    others.some((other) => !sameInstitution(units, one, other, day));
  switch (change.kind) {
    // One more with the longer prefix takes the alerts of another; one more of internal affairs reads behind walls.
    case "unit-open":
      return (
        change.unit.kind === "internal-affairs" ||
        (change.unit.kind === "specialised-regional" && change.unit.competence.length > 0)
      );
    case "unit-competence":
      return hears(change.unitId);
    // Officers who move into a unit that hears, hear.
    case "unit-close":
      return (
        [change.unitId, change.successor ?? ""].some(hears) ||
        (change.successor !== null && crosses(change.successor, [change.unitId]))
      );
    case "unit-move":
      return withAllBelow(units, [change.unitId], day).some(hears) || crosses(change.parent, [change.unitId]);
    case "unit-merge":
      return (
        [change.into, ...withAllBelow(units, change.unitIds, day)].some(hears) ||
        crosses(change.into, change.unitIds)
      );
    default:
      return false;
  }
}

// Below them on the day or on any later one: what stands there then moves along.
const withAllBelow = (units: readonly Unit[], ids: readonly string[], day: string): string[] =>
  daysFrom(units, day).flatMap((each) => ids.flatMap((id) => [...treeUnder(units, id, each)]));
