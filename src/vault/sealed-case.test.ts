// Whom the vault opens nothing to after a wall is lifted: what the register's fold says, worked out apart from it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { barredBy } from "#src/domain/case/wall.ts";
import type { Entry } from "#src/schema/entry.ts";
import { barredIn } from "./sealed-case.ts";

const wall = (named: string[], side: string) => ({
  kind: "supplement",
  officerId: "s",
  content: {},
  wall: { side, causes: ["narrative"], words: [], namedOfficers: named, hiddenUnits: [] },
});
const entries = fc.array(
  fc.oneof(
    fc
      .tuple(fc.subarray(["x", "y"]), fc.constantFrom("owners", "prosecutor"))
      .map(([named, side]) => wall(named, side)),
    fc
      .record({
        officerId: fc.constantFrom("a", "b", "p", "q"),
        unfounded: fc.boolean(),
        lapsed: fc.subarray(["a", "p"]),
      })
      .map(({ officerId, unfounded, lapsed }) => ({
        kind: "wall",
        officerId,
        content: {
          step: "consent",
          as: officerId < "m" ? "internal-affairs" : "prosecutor",
          ...(unfounded && { unfounded }),
          lapsed: lapsed.filter((one) => one !== officerId),
        },
      })),
  ),
  { maxLength: 12 },
);

test("is the same", () => {
  fc.assert(
    fc.property(entries, (made) => {
      const told = made.map((one, i) => ({ ...one, receivedAt: `${i}`, postingId: one.officerId }));
      const barred = new Set(barredIn(told as unknown as Entry[]));
      expect([...barred].sort()).toEqual(barredBy(told as never));
    }),
    { numRuns: 1_000 },
  );
});
