// The second person against a table written from the rules, and what holds whoever asks.
import fc from "fast-check";
import { expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import { UNLOCK_CLASSES } from "#src/schema/unlock.ts";
import { decideSecond, type SecondQuestion } from "./second-person.ts";

const asked = (change: Partial<SecondQuestion> = {}): SecondQuestion => ({
  role: "specialised-unit",
  dataClass: "victim-identity",
  sameOfficer: false,
  samePosting: false,
  delegated: false,
  underFirst: false,
  inLine: false,
  ...change,
});
const answer = (change: Partial<SecondQuestion>) => {
  const decision = decideSecond(asked(change));
  return decision.effect === "allow" ? "allow" : decision.reason;
};

test.each([
  ["victims, by the specialised unit", {}, "allow"],
  ["victims, by a chief above the first", { role: "regional-chief", inLine: true }, "allow"],
  ["suspects, by internal affairs", { role: "internal-affairs", dataClass: "suspect-identity" }, "allow"],
  ["a complainant, by a prosecutor", { role: "prosecutor", dataClass: "complainant-identity" }, "allow"],
  [
    "a complainant, by a chief above",
    { role: "chief", dataClass: "complainant-identity", inLine: true },
    "in-line",
  ],
  ["by the same officer", { sameOfficer: true }, "own-request"],
  ["by whoever holds the same posting", { samePosting: true }, "own-posting"],
  ["by a delegate", { delegated: true }, "delegate"],
  ["under the first's command", { underFirst: true }, "under-first"],
  ["by a colleague who answers for nobody", { role: "investigator" }, "not-second"],
  ["by the counter", { role: "registrar" }, "not-second"],
  ["by who reviews it afterwards", { role: "auditor" }, "not-second"],
  ["by the administrator", { role: "administrator" }, "not-second"],
] as [string, Partial<SecondQuestion>, string][])("%s", (_, change, expected) => {
  expect(answer(change)).toBe(expected);
});

test("whoever it is, never the same person, the same posting, a delegate or one under the first's command", () => {
  const question = fc.record({
    role: fc.constantFrom(...Role.options),
    dataClass: fc.constantFrom(...UNLOCK_CLASSES),
    sameOfficer: fc.boolean(),
    samePosting: fc.boolean(),
    delegated: fc.boolean(),
    underFirst: fc.boolean(),
    inLine: fc.boolean(),
  });
  let allowed = 0;
  fc.assert(
    fc.property(question, (each) => {
      if (decideSecond(each).effect === "refuse") return;
      allowed += 1;
      expect([each.sameOfficer, each.samePosting, each.delegated, each.underFirst]).toEqual(
        Array(4).fill(false),
      );
      if (each.dataClass === "complainant-identity") expect(each.inLine).toBe(false);
      // Who reviews afterwards, and who keeps accounts, keys or catalogues, is neither of the two.
      expect(["auditor", "administrator", "key-custodian", "catalogue-administrator"]).not.toContain(
        each.role,
      );
    }),
    { numRuns: 5_000 },
  );
  expect(allowed).toBeGreaterThan(50);
});

test("a refusal never turns into a permission because one more thing speaks against it", () => {
  const flags = ["sameOfficer", "samePosting", "delegated", "underFirst", "inLine"] as const;
  fc.assert(
    fc.property(
      fc.constantFrom(...Role.options),
      fc.constantFrom(...UNLOCK_CLASSES),
      fc.subarray([...flags]),
      fc.constantFrom(...flags),
      (role, dataClass, set, more) => {
        const with_ = Object.fromEntries(set.map((flag) => [flag, true]));
        if (answer({ role, dataClass, ...with_ }) === "allow") return;
        expect(answer({ role, dataClass, ...with_, [more]: true })).not.toBe("allow");
      },
    ),
  );
});
