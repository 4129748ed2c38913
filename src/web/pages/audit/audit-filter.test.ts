// What is asked of the audit trail: days of the country's clock, both included, and dates that are none.
import { expect, test } from "vitest";
import { auditQuery, EVERYTHING, faultsOfFilter, isOfGroup } from "./audit-filter.ts";

const LIMA = "America/Lima";

test("nothing typed asks for everything", () => {
  expect(auditQuery(EVERYTHING, LIMA)).toBe("");
});

test.each([
  ["a day", "2026-11-30", "2026-11-30", "2026-11-30T05:00:00.000Z", "2026-12-01T05:00:00.000Z"],
  ["a month", "2026-02", "2026-02", "2026-02-01T05:00:00.000Z", "2026-03-01T05:00:00.000Z"],
  ["a year", "2026", "2026", "2026-01-01T05:00:00.000Z", "2027-01-01T05:00:00.000Z"],
])("%s is asked for from its beginning to the beginning of what follows", (_, from, to, first, last) => {
  const asked = new URLSearchParams(auditQuery({ ...EVERYTHING, from, to }, LIMA));
  expect(Object.fromEntries(asked)).toEqual({ from: first, to: last });
});

test("what is chosen is asked for by the register's names", () => {
  const filter = { ...EVERYTHING, group: "names", dataClass: "facts", number: " 1A2B ", action: "case.read" };
  expect(auditQuery(filter, LIMA)).toBe("group=names&action=case.read&number=1A2B&class=facts");
});

test.each([
  ["2026-13", "", { from: "dateWrong" }],
  ["", "30-11", { to: "dateWrong" }],
  ["2026-11-30", "2026-11-29", { to: "datesWrong" }],
  ["2026-11-30", "2026-11", {}],
  ["2026-11-30", "", {}],
])("from %s to %s", (from, to, faults) => {
  expect(faultsOfFilter({ from, to })).toEqual(faults);
});

test("an action is of a group by its first words", () => {
  expect(isOfGroup("case.names.open", "names")).toBe(true);
  expect(isOfGroup("case.read", "names")).toBe(false);
  expect(isOfGroup("case.read", "")).toBe(true);
});
