// A chief ends the postings of who serves under the chief, and nobody else's.
import { expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import { decideEnding, type EndingQuestion } from "./posting-ending.ts";

const ask = ({
  by = {},
  posted = {},
  own = false,
}: Partial<Record<"by" | "posted", object>> & { own?: boolean }) => {
  const decision = decideEnding({
    by: { role: "chief", unitId: "region", unitKind: "region", units: ["region", "station"], ...by },
    posted: { role: "registrar", unitId: "station", unitKind: "station", ...posted },
    own,
  } as EndingQuestion);
  return decision.effect === "allow" ? "allow" : decision.reason;
};

test.each<[string, Parameters<typeof ask>[0], ReturnType<typeof ask>]>([
  ["an officer of the unit", { posted: { unitId: "region" } }, "allow"],
  ["an officer of a unit below", {}, "allow"],
  ["the chief of a unit below", { posted: { role: "chief" } }, "allow"],
  ["another chief of the same unit", { posted: { role: "chief", unitId: "region" } }, "over-others"],
  ["a superior", { posted: { role: "chief", unitId: "top", unitKind: "national" } }, "out-of-reach"],
  ["an officer elsewhere", { posted: { unitId: "other" } }, "out-of-reach"],
  ["oneself", { own: true }, "own-posting"],
  ["internal affairs below", { posted: { role: "internal-affairs" } }, "over-others"],
  ["an administrator below", { posted: { role: "administrator" } }, "over-others"],
  ["an amender below", { posted: { role: "amender" } }, "over-others"],
  ["by a regional chief", { by: { role: "regional-chief" } }, "allow"],
  [
    "a clerk of the own court",
    { by: { unitKind: "court" }, posted: { role: "court-clerk", unitKind: "court" } },
    "allow",
  ],
  [
    "a keeper of keys of the own court",
    { by: { unitKind: "court" }, posted: { role: "key-custodian", unitKind: "court" } },
    "over-others",
  ],
  [
    "a prosecutor of the own office",
    {
      by: { unitKind: "prosecution" },
      posted: { role: "prosecutor", unitId: "region", unitKind: "prosecution" },
    },
    "over-others",
  ],
  [
    "a prosecutor of an office below",
    { by: { unitKind: "prosecution" }, posted: { role: "prosecutor", unitKind: "prosecution" } },
    "allow",
  ],
])("%s", (_, asked, expected) => expect(ask(asked)).toBe(expected));

test("nobody but a chief ends a posting by an order", () => {
  const heads = Role.options.filter((role) => ask({ by: { role } }) === "allow");
  expect(heads).toEqual(["chief", "regional-chief", "national-directorate"]);
});
