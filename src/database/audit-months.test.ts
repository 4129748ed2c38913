// However the trail is asked in steps, the steps together are all of it, once.
import fc from "fast-check";
import { expect, test } from "vitest";
import { newestMonths, olderMonths } from "./audit-months.ts";

test("first the month and the one before, across a year's end too", () => {
  expect(newestMonths(new Date("2026-01-31T23:59:59Z"))).toEqual({
    from: "2025-12-01T00:00:00.000Z",
    to: undefined,
  });
});

test("a year and a half more where that should do, all the rest where it should not", () => {
  const first = newestMonths(new Date("2026-11-15T00:00:00Z"));
  expect(olderMonths(first, 40, 101)).toEqual({
    from: "2025-04-01T00:00:00.000Z",
    to: "2026-10-01T00:00:00.000Z",
  });
  expect(olderMonths(first, 3, 101)).toEqual({ from: undefined, to: "2026-10-01T00:00:00.000Z" });
});

test("each step begins where the one before ended, and the last is open", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }),
      fc.array(fc.nat(100), { minLength: 4, maxLength: 4 }),
      (newest, counts) => {
        const steps = [newestMonths(newest)];
        let found = 0;
        for (const count of counts) {
          const asked = steps.at(-1);
          found += count;
          const next = asked && olderMonths(asked, found, 101);
          if (next === undefined) break;
          expect(next.to).toBe(asked?.from);
          steps.push(next);
        }
        expect(steps[0]?.to).toBeUndefined();
        expect(steps.at(-1)?.from).toBeUndefined();
      },
    ),
  );
});
