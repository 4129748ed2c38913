// A unit in force by typing part of its name or of the command it belongs to.
import type { Unit } from "#src/schema/unit.ts";
import { usePack } from "../pack.tsx";
import type { ControlProps } from "./Field.tsx";
import { fold } from "./place-search.ts";
import { type Found, SearchBox } from "./SearchBox.tsx";

/** Most units offered at once. */
const MOST = 12;

/** Units valid on a day (`YYYY-MM-DD`; `validTo` is the first day without the unit), searched by their own and their command's name. */
export function searchUnits(
  units: readonly Unit[],
  typed: string,
  day: string,
  within?: ReadonlySet<string>,
): Found[] {
  const words = fold(typed)
    .split(/[\s,]+/)
    .filter(Boolean);
  if (words.length === 0) return [];
  const names = new Map(units.map((unit) => [unit.id, unit.name]));
  const first = words[0] ?? "";
  return units
    .filter(({ id }) => within?.has(id) !== false)
    .filter((unit) => unit.validFrom <= day && (unit.validTo === null || day < unit.validTo))
    .map((unit) => {
      const command = unit.parent ? (names.get(unit.parent) ?? "") : "";
      return { unit, command, own: fold(unit.name), all: fold(`${unit.name} ${command}`) };
    })
    .filter(({ all }) => words.every((word) => all.includes(word)))
    .sort((a, b) => Number(b.own.includes(first)) - Number(a.own.includes(first)))
    .slice(0, MOST)
    .map(({ unit, command }) => ({ code: unit.id, name: unit.name, detail: command }));
}

export interface UnitBoxProps extends ControlProps {
  value: string;
  onChange: (unitId: string) => void;
  /** Day on which the unit must exist. */
  day: string;
  /** Only these; absent: all. */
  within?: ReadonlySet<string>;
}

export function UnitBox({ day, within, ...control }: UnitBoxProps) {
  const { units, unitNames } = usePack();
  return (
    <SearchBox
      {...control}
      search={(typed) => searchUnits(units, typed, day, within)}
      write={(unitId) => unitNames.get(unitId) ?? unitId}
    />
  );
}
