// A chief hands over what officers of the command have, and nothing of anybody else's.
import { expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import type { AccessQuestion } from "./access-question.ts";
import { NO_RELATION } from "./access-question.ts";
import { decideAccess } from "./decide-access.ts";
import { type Held, handsOverForOthers, mayEndPart, onlyPartWithin, partWithin } from "./hand-over.ts";

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

test("where no giver is named, the part is that of the one officer of the command who has any", () => {
  expect(onlyPartWithin(HELD, ["regional"])).toEqual({ from: "p1", fromRegistrar: false });
  expect(onlyPartWithin(HELD, ["station"])).toEqual({ from: null, fromRegistrar: true });
  // Two of them have it: one would be chosen for the chief.
  expect(onlyPartWithin(HELD, ["station", "regional"])).toBeUndefined();
  // What is under another command only is not this chief's.
  expect(onlyPartWithin(HELD, ["elsewhere"])).toBeUndefined();
  expect(onlyPartWithin({ ...HELD, handedOver: true }, ["station"])).toBeUndefined();
});

test("somebody else's part is ended by their command, by internal affairs behind a wall, and a prosecutor's by neither", () => {
  const chief = { role: "chief", units: ["regional"], relation: { wallOwner: false } } as const;
  const part = { unitId: "regional", role: "investigator", ended: false };
  expect(mayEndPart(chief, part)).toBe(true);
  expect(mayEndPart(chief, { ...part, unitId: "specialised" })).toBe(false);
  const colleague = { ...chief, role: "investigator" } as const;
  expect(mayEndPart(colleague, part)).toBe(false);
  for (const role of ["court-clerk", "service-provider", "labour-inspector", "prosecutor-liaison"])
    expect(mayEndPart(colleague, { ...part, unitId: "elsewhere", role }), role).toBe(true);
  const inner = { role: "internal-affairs", units: ["inner"], relation: { wallOwner: true } } as const;
  expect(mayEndPart(inner, part)).toBe(true);
  expect(mayEndPart({ ...inner, relation: { wallOwner: false } }, part)).toBe(false);
  for (const ender of [chief, colleague, inner]) {
    const prosecutor = { ...part, role: "prosecutor" };
    expect(mayEndPart(ender, prosecutor)).toBe(false);
    expect(mayEndPart(ender, { ...prosecutor, ended: true })).toBe(true);
  }
});

test.each(Role.options)("%s hands over for others exactly where rank alone grants it", (role) => {
  const question = (relation: Partial<AccessQuestion["relation"]>) =>
    decideAccess({
      ...{ role, action: "hand-over", dataClass: "metadata" },
      relation: { ...NO_RELATION, ...relation },
    }).effect;
  expect(handsOverForOthers(role)).toBe(question({ inSubtree: true }) === "allow");
});
