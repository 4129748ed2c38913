// What can be delegated: a part of what a role has, never a name, never what oversees.
import { expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import { DELEGABLE_RIGHTS } from "#src/schema/delegation.ts";
import { ACTIONS, DATA_CLASSES, NO_RELATION, type Relation } from "./access-question.ts";
import { decideAccess } from "./decide-access.ts";
import {
  delegableRights,
  isDelegated,
  mayStandIn,
  rightsMissing,
  withoutRight,
  withRight,
} from "./delegation.ts";

const every = Object.fromEntries(
  Object.keys(NO_RELATION).map((key) => [key, key !== "named"]),
) as unknown as Relation;

test.each([
  ["chief", ["alerts", "read-cases", "assign-cases"]],
  ["regional-chief", ["alerts", "read-cases"]],
  ["investigator", ["alerts", "read-cases", "assign-cases"]],
  ["hotline-supervisor", ["read-cases"]],
  ["registrar", []],
  ["specialised-unit", []],
  ["internal-affairs", []],
  ["administrator", []],
  ["amender", []],
  ["prosecutor", []],
] as const)("of a %s", (role, rights) => expect(delegableRights(role)).toEqual(rights));

test("an officer who oversees, decides or administers stands in for nobody, whatever else they are", () => {
  expect(mayStandIn(["chief"])).toBe(true);
  expect(mayStandIn(["registrar", "investigator"])).toBe(true);
  for (const role of ["internal-affairs", "specialised-unit", "auditor", "amender", "administrator"] as const)
    expect(mayStandIn(["chief", role])).toBe(false);
  expect(mayStandIn([])).toBe(false);
});

test("under a delegation nothing is allowed that was not delegated, and nothing the giver may not do", () => {
  let allowed = 0;
  for (const role of Role.options)
    for (const rights of [delegableRights(role), delegableRights(role).slice(0, 1)])
      for (const action of ACTIONS)
        for (const dataClass of DATA_CLASSES) {
          const asked = { role, action, dataClass, relation: every };
          const own = decideAccess(asked).effect === "allow";
          const standing = decideAccess({ ...asked, delegated: true, rights }).effect === "allow";
          expect(standing).toBe(own && isDelegated(rights, action, dataClass));
          if (standing) allowed += 1;
        }
  expect(allowed).toBeGreaterThan(10);
});

test("cases are assigned by nobody who does not read them: one right brings the other, and goes with it", () => {
  expect(rightsMissing(["assign-cases"])).toEqual(["read-cases"]);
  expect(rightsMissing(["alerts", "assign-cases"])).toEqual(["read-cases"]);
  for (const rights of [[], ["alerts"], ["read-cases"], ["assign-cases", "read-cases"]] as const)
    expect(rightsMissing(rights)).toEqual([]);
  expect(withRight(["alerts"], "assign-cases")).toEqual(["alerts", "assign-cases", "read-cases"]);
  expect(withRight(["assign-cases", "read-cases"], "alerts")).toHaveLength(3);
  expect(withoutRight(["alerts", "read-cases", "assign-cases"], "read-cases")).toEqual(["alerts"]);
  expect(withoutRight(["read-cases", "assign-cases"], "assign-cases")).toEqual(["read-cases"]);
  for (const role of Role.options) expect(rightsMissing(delegableRights(role)), role).toEqual([]);
});

test("no right that can be delegated opens a name or evidence", () => {
  for (const action of ACTIONS)
    for (const dataClass of [
      "suspect-identity",
      "victim-identity",
      "minor-identity",
      "complainant-identity",
      "evidence",
    ] as const)
      expect(isDelegated(DELEGABLE_RIGHTS, action, dataClass)).toBe(false);
});
