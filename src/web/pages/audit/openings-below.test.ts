// Days become weeks from Monday to Monday, over the end of a year too; units are added up and put in order.
import { expect, test } from "vitest";
import { linesOf, mondayOf, mondaysUntil } from "./openings-below.ts";

test("a week is from Monday to Sunday, also where the year ends", () => {
  for (const day of ["2026-12-28", "2026-12-31", "2027-01-01", "2027-01-03"])
    expect(mondayOf(day), day).toBe("2026-12-28");
  expect(mondayOf("2027-01-04")).toBe("2027-01-04");
  expect(mondaysUntil("2027-01-06")).toEqual(["2026-12-14", "2026-12-21", "2026-12-28", "2027-01-04"]);
});

test("all together come first, then the unit that opened most; older days are left out", () => {
  const count = (unitId: string, day: string, openings: number, prints = 0) => ({
    unitId,
    day,
    openings,
    prints,
  });
  const counts = [
    count("a", "2026-11-30", 1),
    count("a", "2026-11-29", 2, 1),
    count("b", "2026-11-23", 9),
    count("b", "2026-11-08", 50, 50),
  ];
  expect(linesOf(counts, mondaysUntil("2026-12-01"))).toEqual([
    { unitId: undefined, openings: [0, 0, 11, 1], prints: 1 },
    { unitId: "b", openings: [0, 0, 9, 0], prints: 0 },
    { unitId: "a", openings: [0, 0, 2, 1], prints: 1 },
  ]);
  expect(linesOf([], mondaysUntil("2026-12-01"))).toEqual([
    { unitId: undefined, openings: [0, 0, 0, 0], prints: 0 },
  ]);
});
