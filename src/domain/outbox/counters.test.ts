// Gaps in what a device numbered.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countOf, gapsOf, rangesOf } from "./counters.ts";

describe("numbers of a device's reports", () => {
  test.each([
    { seen: [], ranges: [], gaps: [] },
    { seen: [1, 2, 3], ranges: [[1, 3]], gaps: [] },
    {
      seen: [3, 1, 1],
      ranges: [
        [1, 1],
        [3, 3],
      ],
      gaps: [[2, 2]],
    },
    {
      seen: [7, 4],
      ranges: [
        [4, 4],
        [7, 7],
      ],
      gaps: [
        [1, 3],
        [5, 6],
      ],
    },
  ])("$seen: gaps $gaps", ({ seen, ranges, gaps }) => {
    expect(rangesOf(seen)).toEqual(ranges);
    expect(gapsOf(rangesOf(seen))).toEqual(gaps);
  });

  test("what arrived and what did not are together all that was made", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (seen) => {
        const ranges = rangesOf(seen);
        expect(countOf(ranges)).toBe(seen.length);
        expect(countOf(ranges) + countOf(gapsOf(ranges))).toBe(Math.max(...seen));
      }),
    );
  });
});
