// Weeks by the country's clock, also where it changes.
import { expect, test } from "vitest";
import { weekBefore } from "./week.ts";

test.each([
  [
    "2026-11-24T17:00:00.000Z",
    "America/Lima",
    "2026-11-16",
    "2026-11-16T05:00:00.000Z",
    "2026-11-23T05:00:00.000Z",
  ],
  [
    "2026-11-23T05:00:00.000Z",
    "America/Lima",
    "2026-11-16",
    "2026-11-16T05:00:00.000Z",
    "2026-11-23T05:00:00.000Z",
  ],
  [
    "2026-11-23T04:59:59.999Z",
    "America/Lima",
    "2026-11-09",
    "2026-11-09T05:00:00.000Z",
    "2026-11-16T05:00:00.000Z",
  ],
  ["2026-01-01T12:00:00.000Z", "UTC", "2025-12-22", "2025-12-22T00:00:00.000Z", "2025-12-29T00:00:00.000Z"],
  // The last week of summer time: 169 hours.
  [
    "2026-10-28T12:00:00.000Z",
    "Europe/Madrid",
    "2026-10-19",
    "2026-10-18T22:00:00.000Z",
    "2026-10-25T23:00:00.000Z",
  ],
  [
    "2026-11-24T12:00:00.000Z",
    "Asia/Kathmandu",
    "2026-11-16",
    "2026-11-15T18:15:00.000Z",
    "2026-11-22T18:15:00.000Z",
  ],
  [
    "2026-11-24T12:00:00.000Z",
    "Pacific/Kiritimati",
    "2026-11-16",
    "2026-11-15T10:00:00.000Z",
    "2026-11-22T10:00:00.000Z",
  ],
])("at %s in %s the last week began on %s", (now, timeZone, monday, from, to) => {
  expect(weekBefore(now, timeZone)).toEqual({ monday, from, to });
});
