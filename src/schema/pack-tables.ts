// The tables of a pack, places.csv and units.csv: rows with their shape, codes used once, a dated tree without cycles.
import { readCsv } from "./csv.ts";
import { PackPlace } from "./pack.ts";
import { faultsOfShape, type PackFault } from "./pack-fault.ts";
import { Unit } from "./unit.ts";

/** Levels of the unit tree, the institution itself included. */
export const UNIT_LEVELS = 5;

const orNull = (cell: string | undefined) => (cell === "" || cell === undefined ? null : cell);

/** Places; faults are added to `faults`. A place without its wider place (first digits) is a fault. */
export function readPlaces(csv: string, faults: PackFault[]): PackPlace[] {
  const file = "places.csv";
  const table = readCsv(csv, ["code", "name", "valid_from", "valid_to"]);
  faults.push(...table.faults.map(({ line, ...fault }) => ({ file, row: line, ...fault })));
  const places = new Map<string, PackPlace>();
  for (const { line, cells } of table.rows) {
    const place = {
      code: cells.code,
      name: cells.name,
      validFrom: orNull(cells.valid_from),
      validTo: orNull(cells.valid_to),
    };
    const parsed = PackPlace.safeParse(place);
    const fault = (field: string, found: string, expected: string) =>
      faults.push({ file, row: line, field, found, expected });
    if (!parsed.success) {
      faults.push(...faultsOfShape(file, line, place, parsed.error.issues));
      continue;
    }
    const { code, validFrom, validTo } = parsed.data;
    if (places.has(code)) fault("code", code, "a code used once");
    if (!/^(\d\d)+$/.test(code)) fault("code", code, "pairs of digits");
    else if (code.length > 2 && !places.has(code.slice(0, -2)))
      fault("code", code, `its wider place ${code.slice(0, -2)} above it`);
    if (validFrom && validTo && validFrom >= validTo) fault("valid_to", validTo, `a day after ${validFrom}`);
    places.set(code, parsed.data);
  }
  return [...places.values()];
}

const UNIT_COLUMNS = [
  "id",
  "parent",
  "kind",
  "name",
  "entity",
  "place",
  "competence",
  "valid_from",
  "valid_to",
  "verified",
];

/** Units; faults are added to `faults`. `valid_to` is the first day on which the unit no longer stands. */
export function readUnits(csv: string, places: readonly PackPlace[], faults: PackFault[]): Unit[] {
  const file = "units.csv";
  const table = readCsv(csv, UNIT_COLUMNS);
  faults.push(...table.faults.map(({ line, ...fault }) => ({ file, row: line, ...fault })));
  const known = new Set(places.map((place) => place.code));
  const units = new Map<string, Unit>();
  const lines = new Map<string, number>();
  for (const { line, cells } of table.rows) {
    const unit = {
      id: cells.id,
      parent: orNull(cells.parent),
      kind: cells.kind,
      name: cells.name,
      entity: orNull(cells.entity),
      place: orNull(cells.place),
      competence: cells.competence ? cells.competence.split("|") : [],
      validFrom: cells.valid_from,
      validTo: orNull(cells.valid_to),
      ...(cells.verified === "" ? {} : { verified: cells.verified === "no" ? false : cells.verified }),
    };
    const parsed = Unit.safeParse(unit);
    const fault = (field: string, found: string, expected: string) =>
      faults.push({ file, row: line, field, found, expected });
    if (!parsed.success) {
      faults.push(...faultsOfShape(file, line, unit, parsed.error.issues));
      continue;
    }
    const { id, place, competence, validFrom, validTo } = parsed.data;
    if (units.has(id)) fault("id", id, "an id used once");
    for (const code of place ? [place, ...competence] : competence)
      if (!known.has(code)) fault("place", code, "a code of places.csv");
    if (validTo && validFrom >= validTo) fault("valid_to", validTo, `a day after ${validFrom}`);
    units.set(id, parsed.data);
    lines.set(id, line);
  }
  const line = (id: string) => lines.get(id) ?? 0;
  faults.push(...treeFaults(units, line), ...competenceFaults([...units.values()], line));
  return [...units.values()];
}

function treeFaults(units: ReadonlyMap<string, Unit>, line: (id: string) => number): PackFault[] {
  const faults: PackFault[] = [];
  const fault = (unit: Unit, field: string, found: string, expected: string) =>
    faults.push({ file: "units.csv", row: line(unit.id), field, found, expected });
  for (const unit of units.values()) {
    if (unit.parent === null) continue;
    const parent = units.get(unit.parent);
    if (!parent) fault(unit, "parent", unit.parent, "the id of a unit");
    else if (unit.validFrom < parent.validFrom)
      fault(unit, "valid_from", unit.validFrom, `from ${parent.validFrom} on, when ${parent.id} starts`);
    else if (parent.validTo !== null && (unit.validTo === null || unit.validTo > parent.validTo))
      fault(unit, "valid_to", unit.validTo ?? "", `by ${parent.validTo}, when ${parent.id} ends`);
    const levels = levelsAbove(unit, units);
    if (levels === undefined) fault(unit, "parent", unit.parent, "no cycle");
    else if (levels > UNIT_LEVELS) fault(unit, "parent", `level ${levels}`, `${UNIT_LEVELS} levels at most`);
  }
  return faults;
}

/** How deep a unit stands, 1 at the top; undefined in a cycle. */
function levelsAbove(unit: Unit, units: ReadonlyMap<string, Unit>): number | undefined {
  const seen = new Set<string>();
  for (let at: Unit | undefined = unit; at; at = at.parent === null ? undefined : units.get(at.parent)) {
    if (seen.has(at.id)) return undefined;
    seen.add(at.id);
  }
  return seen.size;
}

function topOf(unit: Unit, units: ReadonlyMap<string, Unit>): Unit {
  const seen = new Set<Unit>();
  let at = unit;
  for (
    let above = units.get(at.parent ?? "");
    above && !seen.has(above);
    above = units.get(at.parent ?? "")
  ) {
    seen.add(above);
    at = above;
  }
  return at;
}

/** Two regional units of one institution competent for the same prefix on the same day: nobody could say which is alerted. */
function competenceFaults(units: readonly Unit[], line: (id: string) => number): PackFault[] {
  const faults: PackFault[] = [];
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const regional = units.filter((unit) => unit.kind === "specialised-regional");
  regional.forEach((unit, index) => {
    for (const other of regional.slice(0, index)) {
      const together =
        (other.validTo === null || unit.validFrom < other.validTo) &&
        (unit.validTo === null || other.validFrom < unit.validTo);
      for (const prefix of together ? unit.competence : [])
        if (other.competence.includes(prefix) && topOf(unit, byId) === topOf(other, byId)) {
          const expected = `a prefix that ${other.id} has not at the same time`;
          faults.push({
            file: "units.csv",
            row: line(unit.id),
            field: "competence",
            found: prefix,
            expected,
          });
        }
    }
  });
  return faults;
}
