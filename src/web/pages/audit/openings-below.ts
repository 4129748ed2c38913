// Counts by unit and day, added up by unit and week: from Monday to Monday, the present week last.
import type { UnitOpenings } from "#src/schema/audit.ts";

/** Openings by week in the order of the weeks, and all prints. `unitId` undefined: of all units together. */
export interface WeekLine {
  unitId: string | undefined;
  openings: readonly number[];
  prints: number;
}

const DAY = 86_400_000;
const WEEKS = 4;
const shift = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** The Monday of a day; both `YYYY-MM-DD`. */
export const mondayOf = (day: string): string =>
  shift(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));

/** The Mondays of this week and the three before, the oldest first. */
export const mondaysUntil = (today: string): readonly string[] =>
  Array.from({ length: WEEKS }, (_, i) => shift(mondayOf(today), (i + 1 - WEEKS) * 7));

/** All units together first, then each, whoever opened most first. What is of no such week is left out. */
export function linesOf(counts: readonly UnitOpenings[], mondays: readonly string[]): readonly WeekLine[] {
  const lineOf = (unitId: string | undefined, of: readonly UnitOpenings[]): WeekLine => ({
    unitId,
    openings: mondays.map((monday) =>
      sum(of.filter(({ day }) => mondayOf(day) === monday).map(({ openings }) => openings)),
    ),
    prints: sum(of.map(({ prints }) => prints)),
  });
  const shown = counts.filter(({ day }) => mondays.includes(mondayOf(day)));
  const units = new Map<string, UnitOpenings[]>();
  for (const count of shown) units.set(count.unitId, [...(units.get(count.unitId) ?? []), count]);
  const each = [...units].map(([unitId, of]) => lineOf(unitId, of));
  return [
    lineOf(undefined, shown),
    ...each.sort((a, b) => sum(b.openings) - sum(a.openings) || b.prints - a.prints),
  ];
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0);
