// Twelve months from any day, told thirty days before.
import { expect, test } from "vitest";
import { endOfPosting, endsSoon, longestEnd } from "./posting-term.ts";

const TERM = { months: 12, warnDays: 30 };

test.each([
  ["2026-11-30T15:00:00.000Z", "2027-11-30T15:00:00.000Z"],
  ["2026-01-01T05:00:00.000Z", "2027-01-01T05:00:00.000Z"],
  // There is no 29 February the year after.
  ["2028-02-29T12:00:00.000Z", "2029-02-28T12:00:00.000Z"],
])("from %s until %s", (from, until) => expect(longestEnd(from, TERM)).toBe(until));

test("six months from the last of August end with February", () => {
  expect(longestEnd("2026-08-31T00:00:00.000Z", { months: 6 })).toBe("2027-02-28T00:00:00.000Z");
});

test("a posting ends when it was asked to, at the latest at the end of its term's day", () => {
  const from = "2026-11-30T15:00:00.000Z";
  expect(endOfPosting(from, null, TERM)).toBe("2027-11-30T15:00:00.000Z");
  expect(endOfPosting(from, "2027-01-01T05:00:00.000Z", TERM)).toBe("2027-01-01T05:00:00.000Z");
  // Whoever writes 30 November means until midnight in Lima.
  expect(endOfPosting(from, "2027-12-01T05:00:00.000Z", TERM)).toBe("2027-12-01T05:00:00.000Z");
  expect(endOfPosting(from, "2027-12-02T05:00:00.000Z", TERM)).toBeUndefined();
});

test("it is told in the last thirty days, and no longer when it has ended", () => {
  const soon = (end: string | null) => endsSoon(end, "2026-11-30T12:00:00.000Z", TERM);
  expect(soon("2026-12-30T12:00:00.000Z")).toBe(true);
  expect(soon("2026-12-30T12:00:00.001Z")).toBe(false);
  expect(soon("2026-11-30T12:00:00.000Z")).toBe(false);
  expect(soon(null)).toBe(false);
});
