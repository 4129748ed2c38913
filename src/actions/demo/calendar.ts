// When things happened in an invented case: facts, complaint, entry. Calendar arithmetic only; nobody reads a clock.
import type { Random } from "./random.ts";

/** Peru keeps UTC-5 all year. */
const OFFSET_HOURS = -5;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The first register's server was installed on 2006-10-31: earlier complaints can only have been entered later. */
const REGISTER_BEGAN = Date.UTC(2006, 10, 1);

/** An entry made later than this after the complaint is a late one (as the register counts it). */
const LATE_AFTER = 30 * DAY;

export interface CaseDates {
  factsFrom: string | undefined;
  factsTo: string;
  complaintMadeAt: string;
  enteredAt: string;
  late: boolean;
}

/** Local calendar day `YYYY-MM-DD` of a time in milliseconds since 1970 (local, without offset). */
function day(local: number): string {
  return new Date(local).toISOString().slice(0, 10);
}

/** ISO 8601 with the offset of Peru. */
function moment(local: number): string {
  return `${new Date(local).toISOString().slice(0, 19)}-05:00`;
}

/** The calendar day `days` before an ISO day. */
export function daysBefore(isoDay: string, days: number): string {
  return day(Date.parse(isoDay) - days * DAY);
}

/** Milliseconds since 1970 in UTC of a time written by this file. */
export function instant(text: string): number {
  return Date.parse(text);
}

/**
 * Dates of one case of that year. `fresh`: reported within a day or two of the end of the facts (operations, rescues);
 * otherwise after days, weeks or, now and then, more than a year.
 */
export function caseDates(year: number, fresh: boolean, random: Random): CaseDates {
  const firstDay = Date.UTC(year, 0, 1);
  const lastDay = Date.UTC(year, 11, 31);
  const madeDay = firstDay + random.int(0, (lastDay - firstDay) / DAY) * DAY;
  const made = madeDay + random.int(7 * 60, 23 * 60 - 1) * MINUTE + random.int(0, 59) * 1000;
  const entered = entryTime(made, random);
  const ended = madeDay - (fresh ? random.int(0, 1) : daysUntilReported(random)) * DAY;
  const began = ended - random.pick([0, random.int(2, 20), random.int(10, 90), random.int(30, 380)]) * DAY;
  return {
    ...knownDates(day(began), day(ended), day(made), fresh, random),
    complaintMadeAt: moment(made),
    enteredAt: moment(entered),
    late: entered - made > LATE_AFTER,
  };
}

function daysUntilReported(random: Random): number {
  return random.chance(0.8)
    ? random.int(1, 45)
    : random.chance(0.75)
      ? random.int(46, 240)
      : random.int(241, 620);
}

function entryTime(made: number, random: Random): number {
  if (made < REGISTER_BEGAN - OFFSET_HOURS * 60 * MINUTE) {
    return REGISTER_BEGAN + DAY + random.int(8 * 60, 290 * 24 * 60) * MINUTE;
  }
  if (random.chance(0.8)) return made + random.int(12, 180) * MINUTE;
  return random.chance(0.4) ? made + random.int(181, 1380) * MINUTE : made + random.int(2, 110) * DAY;
}

/** What the officer was told: the end mostly to the day, the beginning often only to the month or the year. */
function knownDates(began: string, ended: string, made: string, fresh: boolean, random: Random) {
  const monthOnly = !fresh && ended.slice(0, 7) < made.slice(0, 7) && random.chance(0.3);
  const factsTo = monthOnly ? ended.slice(0, 7) : ended;
  if (began === ended || random.chance(0.12)) return { factsFrom: undefined, factsTo };
  const precision = random.chance(0.45) ? 7 : random.chance(0.08) ? 4 : 10;
  const factsFrom = began.slice(0, precision);
  return { factsFrom, factsTo };
}
