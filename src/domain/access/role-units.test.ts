// Roles and the units they are had in: a table, and what holds for every pair.
import { expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import { UnitKind } from "#src/schema/unit.ts";
import { fitsUnit } from "./role-units.ts";

const rolesOf = (kind: UnitKind) => Role.options.filter((role) => fitsUnit(role, kind)).sort();

test.each<[UnitKind, Role[]]>([
  ["prosecution", ["chief", "key-custodian", "monitor", "prosecutor", "prosecutor-liaison"]],
  ["court", ["chief", "court-clerk", "key-custodian", "monitor"]],
  ["oversight", ["auditor", "chief", "key-custodian", "monitor"]],
  ["protection", ["chief", "key-custodian", "monitor", "service-provider"]],
  ["labour-inspection", ["chief", "key-custodian", "labour-inspector", "monitor"]],
  ["ministry", ["auditor", "chief", "key-custodian", "monitor"]],
])("in a unit of kind %s one is %j", (kind, roles) => {
  expect(rolesOf(kind)).toEqual(roles);
});

test("no unit of the police has a prosecutor, a clerk, a service or an inspector of labour", () => {
  const others: Role[] = [
    "prosecutor",
    "prosecutor-liaison",
    "court-clerk",
    "service-provider",
    "labour-inspector",
  ];
  for (const kind of [
    "national",
    "direction",
    "region",
    "specialised-national",
    "station",
    "hotline",
  ] as const)
    expect(rolesOf(kind)).toEqual(Role.options.filter((role) => !others.includes(role)).sort());
});

test("every role is had somewhere, and every kind of unit has a chief", () => {
  for (const role of Role.options)
    expect(
      UnitKind.options.some((kind) => fitsUnit(role, kind)),
      role,
    ).toBe(true);
  for (const kind of UnitKind.options) expect(fitsUnit("chief", kind), kind).toBe(true);
});
