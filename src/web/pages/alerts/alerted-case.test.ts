// Which unit an answer is for when several were alerted of one case.
import { expect, test } from "vitest";
import type { AlertLine } from "#src/schema/case.ts";
import { groupByCase } from "./alerted-case.ts";

const UNITS = [
  { id: "top", parent: null },
  { id: "region", parent: "top" },
  { id: "special", parent: "region" },
  { id: "elsewhere", parent: null },
];

const alert = (alertId: string, caseId: string, unitId: string, acknowledgedAt: string | null = null) =>
  ({ alertId, caseId, unitId, acknowledgedAt }) as AlertLine;

test("the own unit is nearest, then those below it, then any other; answered alerts wait for nobody", () => {
  const alerts = [
    alert("1", "a", "elsewhere"),
    alert("2", "a", "special"),
    alert("3", "b", "special", "2026-11-21T10:00:00Z"),
    alert("4", "a", "region"),
    alert("5", "a", "region"),
  ];
  const [first, second, ...rest] = groupByCase(alerts, "region", UNITS);
  expect(rest).toEqual([]);
  expect(first?.first.alertId).toBe("1");
  expect(first?.unanswered).toEqual(["region", "special", "elsewhere"]);
  expect(first?.toAnswer.map(({ alertId }) => alertId)).toEqual(["4", "5"]);
  expect(second).toMatchObject({ unanswered: [], toAnswer: [] });
});
