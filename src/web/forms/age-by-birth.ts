// The age somebody had at the facts, from a birth date and a date of the facts that may both be partial.
import { OLDEST_AGE } from "#src/schema/facts.ts";
import { firstDay, isPartialDate, lastDay } from "#src/schema/partial-date.ts";

/** Whole years between two days (`YYYY-MM-DD`). */
function yearsBetween(birth: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** Youngest and oldest possible age on the last day of the facts; undefined when the dates allow none. */
export function ageByBirth(birthDate: string, factsTo: string): { min: number; max: number } | undefined {
  if (!isPartialDate(birthDate) || !isPartialDate(factsTo)) return undefined;
  const min = yearsBetween(lastDay(birthDate), firstDay(factsTo));
  const max = yearsBetween(firstDay(birthDate), lastDay(factsTo));
  return max < 0 || max > OLDEST_AGE ? undefined : { min: Math.max(0, min), max };
}
