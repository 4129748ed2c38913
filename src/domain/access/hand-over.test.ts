// A chief hands over what officers of the command have, and nothing of anybody else's.
import { expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import type { Relation } from "./access-question.ts";
import { NO_RELATION } from "./access-question.ts";
import { decideAccess } from "./decide-access.ts";
import { handsOver, handsOverOf, handsOverUnseen, takesOverFrom } from "./duties.ts";
import {
  approvesFor,
  type Held,
  handsOverForOthers,
  isStillHeld,
  mayEndPart,
  onlyPartWithin,
  partWithin,
  unitsHandedOver,
} from "./hand-over.ts";

const DUTY = { role: "investigator", left: false };
const HELD: Held = {
  officerId: "counter",
  unitId: "station",
  handedOver: false,
  assignments: [
    { ...{ postingId: "p1", officerId: "worker", unitId: "regional" }, ...DUTY, status: "assigned" },
    { ...{ postingId: "p2", officerId: "other", unitId: "regional" }, ...DUTY, status: "offered" },
  ],
};
/** A chief whose command is these units. */
const over = (...units: string[]) => ({ role: "chief", units }) as const;

test("a part is what the giver was assigned or keeps, within the command", () => {
  expect(partWithin(HELD, "counter", over("station"))).toEqual({ from: null, fromRegistrar: true });
  expect(partWithin(HELD, "worker", over("regional"))).toEqual({ from: "p1", fromRegistrar: false });
  const both = { ...HELD, officerId: "worker" };
  expect(partWithin(both, "worker", over("station", "regional"))).toEqual({
    from: "p1",
    fromRegistrar: true,
  });
  expect(partWithin(both, "worker", over("regional"))).toEqual({ from: "p1", fromRegistrar: false });
});

test("nothing is handed over that the giver does not have, or has under another command", () => {
  expect(partWithin(HELD, "worker", over("station"))).toBeUndefined();
  expect(partWithin(HELD, "counter", over("regional"))).toBeUndefined();
  expect(partWithin({ ...HELD, handedOver: true }, "counter", over("station"))).toBeUndefined();
  expect(partWithin(HELD, "other", over("regional"))).toBeUndefined();
  expect(partWithin(HELD, "nobody", over("station", "regional"))).toBeUndefined();
});

test("where no giver is named, the part is that of the one officer of the command who has any", () => {
  expect(onlyPartWithin(HELD, over("regional"))).toEqual({ from: "p1", fromRegistrar: false });
  expect(onlyPartWithin(HELD, over("station"))).toEqual({ from: null, fromRegistrar: true });
  // Two of them have it: one would be chosen for the chief.
  expect(onlyPartWithin(HELD, over("station", "regional"))).toBeUndefined();
  // What is under another command only is not this chief's.
  expect(onlyPartWithin(HELD, over("elsewhere"))).toBeUndefined();
  expect(onlyPartWithin({ ...HELD, handedOver: true }, over("station"))).toBeUndefined();
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

const may = (role: Role, relation: Partial<Relation>, action: "hand-over" | "accept" = "hand-over") =>
  decideAccess({
    ...{ role, action, dataClass: "metadata" },
    relation: { ...NO_RELATION, ...relation },
  }).effect === "allow";

test.each(
  Role.options,
)("%s hands over for others exactly where more than having the case grants it", (role) => {
  const byRank = [{ inSubtree: true }, { prosecutedBelow: true }, { wallOwner: true }];
  expect(handsOverForOthers(role)).toBe(byRank.some((relation) => may(role, relation)));
});

test.each(Role.options)("%s hands over by a list, and accepts, exactly where the table grants it", (role) => {
  const holds = [{ assigned: true }, { keeps: true }, { keepsCall: true }, { inSubtree: true }];
  expect(handsOver(role)).toBe(holds.some((relation) => may(role, relation)));
  const accepts = Role.options.some((giver) => takesOverFrom(giver).includes(role));
  expect(may(role, { offered: true }, "accept")).toBe(accepts);
});

test("outside the police a case goes to somebody with the same role, and nobody hands over for a role that cannot", () => {
  for (const role of [
    "prosecutor",
    "prosecutor-liaison",
    "court-clerk",
    "service-provider",
    "labour-inspector",
  ] as const)
    expect(takesOverFrom(role)).toEqual([role]);
  expect(takesOverFrom("hotline-operator")).toEqual(takesOverFrom("registrar"));
  expect(takesOverFrom("internal-affairs")).toContain("internal-affairs");
  for (const role of ["chief", "internal-affairs", "investigator"] as const)
    expect(takesOverFrom(role)).not.toContain("prosecutor");
  for (const by of Role.options)
    for (const giver of [...handsOverOf(by, "station"), ...handsOverOf(by, "court")])
      expect(handsOver(giver), `${by} for ${giver}`).toBe(true);
  // The chief of another institution sees none of it, and hands over parts alone.
  expect(handsOverOf("chief", "court")).toEqual(["court-clerk", "service-provider", "labour-inspector"]);
  expect(handsOverOf("chief", "station")).not.toContain("court-clerk");
  expect(handsOverUnseen("chief", "protection")).toBe(true);
  expect(handsOverUnseen("chief", "region") || handsOverUnseen("prosecutor", "prosecution")).toBe(false);
  const by = { units: ["own"], offices: ["below"] };
  expect(unitsHandedOver({ role: "chief", ...by })).toEqual(["own"]);
  expect(unitsHandedOver({ role: "prosecutor", ...by })).toEqual(["below"]);
  expect(unitsHandedOver({ role: "prosecutor", units: ["own"] })).toEqual([]);
});

test("a prosecutor above hands over what somebody left, and takes nothing from who serves there", () => {
  const [own] = HELD.assignments;
  const of = (left: boolean): Held => ({
    ...HELD,
    assignments: own === undefined ? [] : [{ ...own, role: "prosecutor", left }],
  });
  const above = { role: "prosecutor", units: ["regional"] } as const;
  const part = { from: "p1", fromRegistrar: false };
  expect(partWithin(of(false), "worker", above)).toBeUndefined();
  expect(onlyPartWithin(of(false), above)).toBeUndefined();
  expect(partWithin(of(true), "worker", above)).toEqual(part);
  expect(onlyPartWithin(of(true), above)).toEqual(part);
  // Who was away and is back keeps it, unless they offered it themselves; a chief of police decides otherwise.
  expect(isStillHeld(of(true), part, "above")).toBe(true);
  expect(isStillHeld(of(false), part, "above")).toBe(false);
  expect(isStillHeld(of(false), part, "worker")).toBe(true);
  expect(isStillHeld(HELD, part, "chief")).toBe(true);
});

test("what is no longer the giver's is nobody's to accept", () => {
  const gone = { ...HELD, handedOver: true };
  expect(isStillHeld(HELD, { from: "p1", fromRegistrar: false }, "chief")).toBe(true);
  expect(isStillHeld(HELD, { from: "p2", fromRegistrar: false }, "chief")).toBe(false);
  expect(isStillHeld(HELD, { from: "p3", fromRegistrar: true }, "chief")).toBe(false);
  expect(isStillHeld(HELD, { from: null, fromRegistrar: true }, "chief")).toBe(true);
  expect(isStillHeld(gone, { from: null, fromRegistrar: true }, "chief")).toBe(false);
  expect(isStillHeld(HELD, { from: null, fromRegistrar: false }, "chief")).toBe(false);
});

test("a long list is approved on the side of who receives it", () => {
  const approvers = (receiver: Role) => Role.options.filter((role) => approvesFor(role, receiver));
  const commanding = ["chief", "regional-chief", "national-directorate", "hotline-supervisor"];
  expect(approvers("investigator")).toEqual(commanding);
  expect(approvers("internal-affairs")).toEqual([...commanding, "internal-affairs"]);
  expect(approvers("prosecutor")).toEqual(["prosecutor"]);
  expect(approvers("prosecutor-liaison")).toEqual(["prosecutor"]);
  for (const role of ["court-clerk", "service-provider", "labour-inspector"] as const)
    expect(approvers(role), role).toEqual([]);
});
