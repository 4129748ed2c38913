// The thresholds of the weekly review typed into fields and read back.
import { describe, expect, test } from "vitest";
import type { AuditReviewRules } from "#src/schema/audit-review.ts";
import { fieldsOf, limitsOf, readFields } from "./rule-limits.ts";

const RULES: AuditReviewRules = {
  nightWork: { fromHour: 23, toHour: 5, atLeast: 5 },
  manySearches: { aDay: 60 },
  manyOpenings: { aDay: 30 },
  openingsWithoutWork: { withinDays: 14, atLeast: 3 },
  useAfterTransfer: { graceMinutes: 2, atLeast: 1 },
  twoPlaces: { withinMinutes: 10, atLeast: 2 },
  refusalBurst: { withinMinutes: 10, atLeast: 8 },
  sample: { percent: 5, atLeast: 5 },
};

describe("thresholds of the review in fields", () => {
  test("read back as they were, and every number has a row", () => {
    const fields = fieldsOf(RULES);
    expect(readFields(fields)).toEqual({ rules: RULES, wrong: new Set() });
    const shown = limitsOf(RULES).flatMap(({ limits }) => Object.values(limits));
    expect(shown.sort()).toEqual(Object.values(fields).map(Number).sort());
  });

  test("of a change made before there was a rule, nothing is shown of it", () => {
    const { manyOpenings: _, ...older } = RULES;
    expect(limitsOf(older as AuditReviewRules).map(({ rule }) => rule)).toEqual(
      limitsOf(RULES).flatMap(({ rule }) => (rule === "many-openings" ? [] : [rule])),
    );
  });

  test("what is no number or out of reach is named by its field", () => {
    const fields = {
      ...fieldsOf(RULES),
      "nightWork.fromHour": "24",
      "sample.percent": "",
      "manySearches.aDay": "x",
    };
    const { rules, wrong } = readFields(fields);
    expect(rules).toBeUndefined();
    expect([...wrong].sort()).toEqual(["manySearches.aDay", "nightWork.fromHour", "sample.percent"]);
  });
});
