// A renewal does not reach past an end that somebody gave, nor up.
import { describe, expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import { decideRenewal, isOverOthers, type RenewalQuestion } from "./renewal.ts";

const asked: RenewalQuestion = {
  role: "registrar",
  validFrom: "2025-07-01T05:00:00Z",
  validTo: "2026-07-01T05:00:00Z",
  renewed: false,
  byAdministrator: false,
  now: "2026-06-15T12:00:00Z",
  term: { months: 12, warnDays: 30 },
};

describe("a posting", () => {
  test.each<[string, Partial<RenewalQuestion>, ReturnType<typeof decideRenewal>]>([
    ["in its last days", {}, "allow"],
    ["in its last days, by an administrator", { byAdministrator: true }, "allow"],
    ["before them", { now: "2026-05-31T12:00:00Z" }, "later"],
    ["before them, by an administrator", { now: "2026-05-31T12:00:00Z", byAdministrator: true }, "later"],
    ["without an end", { validTo: null }, "later"],
    ["of three months", { validFrom: "2026-04-01T05:00:00Z" }, "administrator"],
    [
      "of three months, by an administrator",
      { validFrom: "2026-04-01T05:00:00Z", byAdministrator: true },
      "allow",
    ],
    ["renewed before", { validFrom: "2024-02-01T05:00:00Z", renewed: true }, "allow"],
    ["renewed early in its life", { validFrom: "2026-01-01T05:00:00Z", renewed: true }, "allow"],
    ["a day short of its term", { validFrom: "2025-07-02T04:00:00Z" }, "allow"],
    ["of a chief", { role: "chief" }, "administrator"],
    ["of a chief, by an administrator", { role: "chief", byAdministrator: true }, "allow"],
  ])("%s", (_, change, answer) => expect(decideRenewal({ ...asked, ...change })).toBe(answer));
});

test("these are over others", () => {
  expect(Role.options.filter(isOverOthers)).toEqual([
    "chief",
    "regional-chief",
    "national-directorate",
    "prosecutor",
    "auditor",
    "internal-affairs",
    "administrator",
    "catalogue-administrator",
    "key-custodian",
    "amender",
  ]);
});
