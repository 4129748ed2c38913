// Which units hear of a finding: tables over places, dates and rules, and the way up when nobody answers.
import { describe, expect, test } from "vitest";
import type { AlertRules } from "#src/schema/pack.ts";
import type { Unit } from "#src/schema/unit.ts";
import {
  type AlertQuestion,
  competentUnit,
  escalation,
  prepareUnits,
  routeAlerts,
  standsOn,
} from "./route-alerts.ts";

const unit = (id: string, change: Partial<Unit> = {}): Unit => ({
  id,
  parent: "top",
  kind: "specialised-regional",
  name: id,
  entity: null,
  place: null,
  competence: [],
  validFrom: "2004-01-01",
  validTo: null,
  ...change,
});
const UNITS = [
  unit("top", { parent: null, kind: "national" }),
  unit("jungle-region", { kind: "region" }),
  unit("jungle", { parent: "jungle-region", competence: ["17"] }),
  unit("jungle-mines", { parent: "jungle-region", competence: ["1702", "170104"] }),
  unit("mountains", { competence: ["08"] }),
  unit("coast-before", { competence: ["15"], validTo: "2008-03-01" }),
  unit("coast-after", { competence: ["15"], validFrom: "2008-03-01" }),
  unit("national-before", { kind: "specialised-national", validTo: "2008-03-01" }),
  unit("national-after", { kind: "specialised-national", validFrom: "2008-03-01" }),
  unit("station", { kind: "station", competence: ["17"] }),
];
const DAY = "2021-10-03";
const directory = prepareUnits(UNITS, DAY);

const label = { es: "x", en: "x" };
const RULES: Omit<AlertRules, "wall"> = {
  rules: [
    {
      code: "consistent",
      label,
      verdicts: ["consistent", "age-decides"],
      urgency: "immediate",
      receivers: ["regional-of-facts", "regional-of-station", "national"],
    },
    {
      code: "minor-and-sexual-purpose",
      label,
      verdicts: ["consistent", "age-decides", "incomplete", "not-consistent"],
      minor: true,
      sexualPurpose: true,
      urgency: "immediate",
      receivers: ["regional-of-facts", "national"],
    },
    {
      code: "incomplete-with-minor",
      label,
      verdicts: ["incomplete"],
      minor: true,
      urgency: "immediate",
      receivers: ["regional-of-facts"],
    },
  ],
  escalateAfterMinutes: [15, 60, 240],
  mail: { subject: label, text: label },
};

const QUESTION: AlertQuestion = {
  verdict: "not-consistent",
  palermo: "not-consistent",
  mayBeMinor: false,
  minor: false,
  sexualPurpose: false,
  factsPlace: "170101",
  stationPlace: "080101",
  day: "2021-10-03",
};
const told = (change: Partial<AlertQuestion>) =>
  routeAlerts(RULES, directory, { ...QUESTION, ...change }).map(({ unitId, rule }) => `${unitId} ${rule}`);

describe("the unit competent for a place", () => {
  test.each<[string | null, string, string | undefined]>([
    ["170101", "2021-10-03", "jungle"],
    ["17", "2021-10-03", "jungle"],
    ["1701", "2021-10-03", "jungle"],
    // The longest prefix wins, whatever the order of the units.
    ["170201", "2021-10-03", "jungle-mines"],
    ["170104", "2021-10-03", "jungle-mines"],
    ["170105", "2021-10-03", "jungle"],
    ["080101", "2021-10-03", "mountains"],
    // A prefix is of the code, not of its digits anywhere.
    ["011701", "2021-10-03", undefined],
    ["1", "2021-10-03", undefined],
    ["999999", "2021-10-03", undefined],
    [null, "2021-10-03", undefined],
    // Units stand from their first day to the day before their last.
    ["150101", "2008-02-29", "coast-before"],
    ["150101", "2008-03-01", "coast-after"],
    ["170101", "2003-12-31", undefined],
    ["170101", "2004-01-01", "jungle"],
  ])("of %s on %s is %s", (place, day, expected) => {
    expect(competentUnit(directory, place, day)?.id).toBe(expected);
  });

  test("is never a station, whatever places stand beside it", () => {
    expect(
      competentUnit(
        prepareUnits([unit("s", { kind: "station", competence: ["17"] })], DAY),
        "170101",
        "2020-01-01",
      ),
    ).toBeUndefined();
  });
});

describe("where two institutions have units for the same places", () => {
  const two = [
    ...UNITS,
    unit("prosecution", { parent: null, kind: "national" }),
    unit("prosecution-national", { parent: "prosecution", kind: "specialised-national" }),
    unit("prosecution-jungle", { parent: "prosecution", competence: ["17"] }),
  ];
  const told = (root?: string) =>
    routeAlerts(RULES, prepareUnits(two, DAY, root), {
      verdict: "consistent",
      palermo: "consistent",
      mayBeMinor: false,
      minor: false,
      sexualPurpose: false,
      factsPlace: "170101",
      stationPlace: "170101",
      day: DAY,
    }).map(({ unitId }) => unitId);

  test("only those of the one that keeps the register hear", () => {
    expect(told("top")).toEqual(["jungle", "national-after"]);
    expect(told("prosecution")).toEqual(["prosecution-jungle", "prosecution-national"]);
  });

  test("it is the first where none is named, or the named one does not stand", () => {
    expect(told()).toEqual(told("top"));
    expect(told("nowhere")).toEqual(told("top"));
  });

  test("nobody answers: it goes up in the tree it was raised in, and no further", () => {
    const kept = prepareUnits(two, DAY, "prosecution");
    expect(escalation(RULES, kept, { unitId: "prosecution-jungle", level: 0 }, DAY)?.unitId).toBe(
      "prosecution",
    );
    expect(escalation(RULES, kept, { unitId: "prosecution", level: 1 }, DAY)).toBeUndefined();
    expect(escalation(RULES, kept, { unitId: "jungle", level: 0 }, DAY)?.unitId).toBe("jungle-region");
  });
});

test("a unit stands from its first day until the day it no longer does", () => {
  const dated = unit("x", { validFrom: "2008-03-01", validTo: "2010-01-01" });
  const days = ["2008-02-29", "2008-03-01", "2009-12-31", "2010-01-01"];
  expect(days.map((day) => standsOn(dated, day))).toEqual([false, true, true, false]);
});

describe("a finding reaches", () => {
  const CONSISTENT = ["jungle consistent", "mountains consistent", "national-after consistent"];
  test.each<[string, Partial<AlertQuestion>, string[]]>([
    ["the region of the facts, that of the station and the nation", { verdict: "consistent" }, CONSISTENT],
    ["the same when only Palermo is consistent", { palermo: "consistent" }, CONSISTENT],
    ["the same when age decides", { verdict: "age-decides" }, CONSISTENT],
    [
      "one region once when both places are in it",
      { verdict: "consistent", stationPlace: "170101" },
      ["jungle consistent", "national-after consistent"],
    ],
    [
      "the nation alone where no region is competent",
      { verdict: "consistent", factsPlace: "999999", stationPlace: null },
      ["national-after consistent"],
    ],
    [
      "region of station and nation when the place is not known",
      { verdict: "consistent", factsPlace: null },
      ["mountains consistent", "national-after consistent"],
    ],
    [
      "the national unit of that day",
      { verdict: "consistent", day: "2008-02-29" },
      ["jungle consistent", "mountains consistent", "national-before consistent"],
    ],
    ["nobody when not consistent", {}, []],
    ["nobody when not consistent, not even with a minor", { minor: true, mayBeMinor: true }, []],
    ["nobody when incomplete with adults", { verdict: "incomplete" }, []],
    [
      "whom the rule says when incomplete and perhaps a minor",
      { verdict: "incomplete", mayBeMinor: true },
      ["jungle incomplete-with-minor"],
    ],
    ["nobody for a sexual purpose with adults", { verdict: "not-consistent", sexualPurpose: true }, []],
    ["nobody for a sexual purpose with a perhaps-minor alone", { sexualPurpose: true, mayBeMinor: true }, []],
    [
      "whom the rule says for a minor and a sexual purpose",
      { sexualPurpose: true, minor: true, mayBeMinor: true },
      ["jungle minor-and-sexual-purpose", "national-after minor-and-sexual-purpose"],
    ],
    [
      "each unit once, by the first rule that fires for it",
      { verdict: "incomplete", sexualPurpose: true, minor: true, mayBeMinor: true },
      ["jungle minor-and-sexual-purpose", "national-after minor-and-sexual-purpose"],
    ],
  ])("%s", (_, change, expected) => {
    expect(told(change)).toEqual(expected);
  });
});

describe("an alert nobody answers", () => {
  const next = (unitId: string, level: number) => escalation(RULES, directory, { unitId, level }, DAY);

  test("goes up one step of the tree at each step of the pack", () => {
    expect(next("jungle", 0)).toEqual({ unitId: "jungle-region", level: 1, afterMinutes: 15 });
    expect(next("jungle-region", 1)).toEqual({ unitId: "top", level: 2, afterMinutes: 60 });
    expect(next("mountains", 2)).toEqual({ unitId: "top", level: 3, afterMinutes: 240 });
  });

  test("stops at the top, at the last step, and at a unit nobody knows", () => {
    expect(next("top", 1)).toBeUndefined();
    expect(next("jungle", 3)).toBeUndefined();
    expect(next("elsewhere", 0)).toBeUndefined();
  });
});
