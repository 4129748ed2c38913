// How values leave the database: times as ISO text, dates as text, big integers as numbers while they fit.
import { types } from "pg";

// Type ids of pg_type.dat; arrays have ids of their own.
const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;
const INTERVAL = 1186;
const INT8_ARRAY = 1016;
const DATE_ARRAY = 1182;
const TIMESTAMPTZ_ARRAY = 1185;
const TEXT_ARRAY = 1009 as number;

/** A bigint as a number within 2^53, beyond that as its decimal text (no digit is ever lost). */
export function parseBigint(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

/**
 * `2026-11-21 23:59:00.12+00` as `2026-11-21T23:59:00.120Z`: at least milliseconds, so that a time written by
 * `Date.toISOString` reads back as the same text, and microseconds when the database has them. Sessions run in UTC.
 */
export function parseTime(text: string): string {
  const match = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(text);
  if (!match) return text;
  const [, day, time, fraction = ""] = match;
  return `${day}T${time}.${fraction.padEnd(3, "0")}Z`;
}

const unchanged = (text: string) => text;
type Items = (string | null | Items)[];
const eachOf = (items: Items, parse: (text: string) => unknown): unknown[] =>
  items.map((item) => (Array.isArray(item) ? eachOf(item, parse) : item === null ? null : parse(item)));
// Every array arrives in the same notation: split it as text[] is split, then parse what is in it.
const arrayOf = (parse: (text: string) => unknown) => (text: string) =>
  eachOf(types.getTypeParser(TEXT_ARRAY)(text) as Items, parse);

const PARSERS = new Map<number, (text: string) => unknown>([
  [INT8, parseBigint],
  [DATE, unchanged],
  [TIMESTAMPTZ, parseTime],
  [INTERVAL, unchanged],
  [INT8_ARRAY, arrayOf(parseBigint)],
  [DATE_ARRAY, arrayOf(unchanged)],
  [TIMESTAMPTZ_ARRAY, arrayOf(parseTime)],
]);

/** The `types` option of a pg pool or client. */
export const columnTypes = {
  getTypeParser(id: number, format?: "text" | "binary") {
    const ours = format === "binary" ? undefined : PARSERS.get(id);
    return ours ?? types.getTypeParser(id, format ?? "text");
  },
};
