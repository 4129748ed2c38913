// A chief hands over what officers of the command have, and nothing of anybody else's.
import { expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import type { AccessQuestion } from "./access-question.ts";
import { NO_RELATION } from "./access-question.ts";
import { decideAccess } from "./decide-access.ts";
import { type Held, handsOverForOthers, partWithin } from "./hand-over.ts";

const HELD: Held = {
  officerId: "counter",
  unitId: "station",
  handedOver: false,
  assignments: [
    { postingId: "p1", officerId: "worker", unitId: "regional", status: "assigned" },
    { postingId: "p2", officerId: "other", unitId: "regional", status: "offered" },
  ],
};

test("a part is what the giver was assigned or keeps, within the command", () => {
  expect(partWithin(HELD, "counter", ["station"])).toEqual({ from: null, fromRegistrar: true });
  expect(partWithin(HELD, "worker", ["regional"])).toEqual({ from: "p1", fromRegistrar: false });
  const both = { ...HELD, officerId: "worker" };
  expect(partWithin(both, "worker", ["station", "regional"])).toEqual({ from: "p1", fromRegistrar: true });
  expect(partWithin(both, "worker", ["regional"])).toEqual({ from: "p1", fromRegistrar: false });
});

test("nothing is handed over that the giver does not have, or has under another command", () => {
  expect(partWithin(HELD, "worker", ["station"])).toBeUndefined();
  expect(partWithin(HELD, "counter", ["regional"])).toBeUndefined();
  expect(partWithin({ ...HELD, handedOver: true }, "counter", ["station"])).toBeUndefined();
  expect(partWithin(HELD, "other", ["regional"])).toBeUndefined();
  expect(partWithin(HELD, "nobody", ["station", "regional"])).toBeUndefined();
});

test.each(Role.options)("%s hands over for others exactly where rank alone grants it", (role) => {
  const question = (relation: Partial<AccessQuestion["relation"]>) =>
    decideAccess({
      ...{ role, action: "hand-over", dataClass: "metadata" },
      relation: { ...NO_RELATION, ...relation },
    }).effect;
  expect(handsOverForOthers(role)).toBe(question({ inSubtree: true }) === "allow");
});
