// Age at the facts from whole and partial dates, around birthdays and leap days.
import { expect, test } from "vitest";
import { ageByBirth } from "./age-by-birth.ts";

test.each([
  ["2008-05-10", "2026-05-09", 17, 17],
  ["2008-05-10", "2026-05-10", 18, 18],
  ["2008-02-29", "2026-02-28", 17, 17],
  ["2008-02-29", "2026-03-01", 18, 18],
  ["2008", "2026-06-15", 17, 18],
  ["2008-05", "2026-05-15", 17, 18],
  ["2008-05-10", "2026", 17, 18],
  ["2026-03-01", "2026-02-01", undefined, undefined],
  ["1850-01-01", "2026-02-01", undefined, undefined],
  ["20", "2026-02-01", undefined, undefined],
  ["2008-05-10", "", undefined, undefined],
  ["2008-02-30", "2026-02-01", undefined, undefined],
])("born %s, facts %s: %s to %s", (birth, facts, min, max) => {
  expect(ageByBirth(birth, facts)).toEqual(min === undefined ? undefined : { min, max });
});
