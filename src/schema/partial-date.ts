// A date known only in part: a prefix of the ISO form (`2009`, `2009-10`, `2009-10-03`), standing for its whole span.
import * as z from "zod/mini";

const PATTERN = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/;

/** Days of a month of the Gregorian calendar (ISO 8601); month is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** True for a year, a month or a day that exists in the calendar (2009-02-30 does not). */
export function isPartialDate(text: string): boolean {
  const match = PATTERN.exec(text);
  if (!match) return false;
  const [, year, month, day] = match;
  return day === undefined || Number(day) <= daysInMonth(Number(year), Number(month));
}

/** First day of the span, `YYYY-MM-DD`. Expects a valid partial date. */
export function firstDay(date: string): string {
  return date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date;
}

/** Last day of the span, `YYYY-MM-DD`. Expects a valid partial date. */
export function lastDay(date: string): string {
  if (date.length === 4) return `${date}-12-31`;
  if (date.length === 7) {
    return `${date}-${daysInMonth(Number(date.slice(0, 4)), Number(date.slice(5, 7)))}`;
  }
  return date;
}

export const PartialDate = z.string().check(z.refine(isPartialDate));
export type PartialDate = z.infer<typeof PartialDate>;
