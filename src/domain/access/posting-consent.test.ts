// Which postings take two people, and whose word is the second: tables, and no combination that lets one person alone.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import { answersFor, type ConsentQuestion, decideConsent, endsAlone, takesTwo } from "./posting-consent.ts";

test("every role but that of who sees counts alone is given by two people", () => {
  expect(Role.options.filter((role) => !takesTwo(role))).toEqual(["monitor"]);
});

test.each<
  [
    string,
    Parameters<typeof endsAlone>[0]["role"],
    string,
    { own?: boolean; stoppedByAnother?: boolean },
    boolean,
  ]
>([
  ["a registrar's", "registrar", "station", {}, true],
  ["a chief's", "chief", "region", {}, true],
  ["one's own", "administrator", "direction", { own: true }, true],
  ["not another administrator's", "administrator", "direction", {}, false],
  ["not the auditor's", "auditor", "direction", {}, false],
  ["not that of internal affairs", "internal-affairs", "inspectorate", {}, false],
  ["not a prosecutor's", "prosecutor", "prosecution", {}, false],
  ["not a custodian's", "key-custodian", "direction", {}, false],
  ["the auditor's, whom somebody else had stopped", "auditor", "direction", { stoppedByAnother: true }, true],
])("an administrator ends alone: %s", (_, role, unitKind, stands, expected) => {
  expect(endsAlone({ role, unitId: "u", unitKind, own: false, stoppedByAnother: false, ...stands })).toBe(
    expected,
  );
});

const CHIEF: ConsentQuestion = {
  posted: "registrar",
  role: "chief",
  unitKind: "station",
  own: false,
  proposed: false,
  delegated: false,
  inReach: true,
};

describe("who agrees to a posting", () => {
  test.each<[string, Partial<ConsentQuestion>, string]>([
    ["the chief of the unit", {}, "allow"],
    ["a second administrator", { role: "administrator" }, "allow"],
    ["a second administrator, to who oversees", { role: "administrator", posted: "auditor" }, "allow"],
    ["the chief of the unit, to a chief there", { posted: "chief" }, "allow"],
    [
      "the directorate, to a specialised unit",
      { role: "national-directorate", posted: "specialised-unit" },
      "allow",
    ],
    ["whose it is", { own: true }, "own-posting"],
    ["whose it is, an administrator", { own: true, role: "administrator" }, "own-posting"],
    ["who proposed it", { proposed: true, role: "administrator" }, "own-proposal"],
    ["who stands in for the chief", { delegated: true }, "delegate"],
    ["the chief of another unit", { inReach: false }, "out-of-reach"],
    ["a chief, to who oversees the police", { posted: "auditor" }, "not-of-the-command"],
    ["a chief, to internal affairs", { posted: "internal-affairs" }, "not-of-the-command"],
    [
      "the directorate, to a prosecutor",
      { role: "national-directorate", posted: "prosecutor" },
      "not-of-the-command",
    ],
    ["a chief of prosecutors, to a prosecutor", { unitKind: "prosecution", posted: "prosecutor" }, "allow"],
    [
      "a chief of a ministry, to a service below",
      { unitKind: "ministry", posted: "service-provider" },
      "allow",
    ],
    [
      "a chief of prosecutors, to a prosecutor out of reach",
      { unitKind: "prosecution", posted: "prosecutor", inReach: false },
      "out-of-reach",
    ],
    [
      "a chief of prosecutors, to a custodian of keys",
      { unitKind: "prosecution", posted: "key-custodian" },
      "not-of-the-command",
    ],
    ["a chief, to who decides on corrections", { posted: "amender" }, "not-of-the-command"],
    ["a chief, to an administrator", { posted: "administrator" }, "not-of-the-command"],
    ["a chief, to a custodian of keys", { posted: "key-custodian" }, "not-of-the-command"],
  ])("%s", (_, change, expected) => {
    const answer = decideConsent({ ...CHIEF, ...change });
    expect(answer.effect === "allow" ? "allow" : answer.reason).toBe(expected);
  });

  test("is never one person alone, the officer, or somebody out of reach", () => {
    const role = fc.constantFrom(...Role.options);
    const question = fc.record({
      posted: role,
      role,
      unitKind: fc.constantFrom("station", "national", "prosecution", "court"),
      own: fc.boolean(),
      proposed: fc.boolean(),
      delegated: fc.boolean(),
      inReach: fc.boolean(),
    });
    fc.assert(
      fc.property(question, (asked) => {
        if (decideConsent(asked).effect === "refuse") return;
        expect(asked).toMatchObject({ own: false, proposed: false, delegated: false, inReach: true });
        expect(asked.role === "administrator" || answersFor(asked.unitKind, asked.posted)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
