// Who stops an officer, alone or with another, and who lets the officer in again.
import { describe, expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import { decideSuspension, mayConfirm, mayLift, mayWithdraw, type Suspender } from "./suspension.ts";

const by = (role: Role, reach: string[] | null = null, officerId = `by-${role}`): Suspender => ({
  officerId,
  role,
  unitId: reach?.[0] ?? "top",
  unitKind: reach?.includes("court") ? "court" : "region",
  reach,
});
const of = (...postings: [Role, string][]) => ({
  officerId: "x",
  postings: postings.map(([role, unitId]) => ({
    ...{ role, unitId },
    unitKind: unitId === "court" ? "court" : "region",
  })),
});
const CHIEF = by("chief", ["region", "station"]);
const AFFAIRS = by("internal-affairs");
const ADMINISTRATOR = by("administrator");

describe("an officer is suspended", () => {
  test.each<[string, Suspender, ReturnType<typeof of>, "alone" | "two" | "refuse"]>([
    ["by the chief of the unit", CHIEF, of(["registrar", "station"]), "alone"],
    ["by the chief above a chief", CHIEF, of(["chief", "station"]), "alone"],
    ["not by the chief beside a chief alone", CHIEF, of(["chief", "region"]), "two"],
    [
      "not alone who serves elsewhere as well",
      CHIEF,
      of(["registrar", "station"], ["analyst", "top"]),
      "two",
    ],
    [
      "never by a chief who oversees the police",
      CHIEF,
      of(["registrar", "station"], ["auditor", "top"]),
      "refuse",
    ],
    ["never by a chief who keeps the register", CHIEF, of(["administrator", "station"]), "refuse"],
    [
      "by internal affairs, any officer of the command",
      AFFAIRS,
      of(["national-directorate", "top"]),
      "alone",
    ],
    ["not by internal affairs alone, an administrator", AFFAIRS, of(["administrator", "top"]), "two"],
    [
      "not by internal affairs alone, who serves and keeps keys",
      AFFAIRS,
      of(["registrar", "station"], ["key-custodian", "top"]),
      "two",
    ],
    ["not by internal affairs alone, one of their own", AFFAIRS, of(["internal-affairs", "top"]), "two"],
    [
      "not by internal affairs alone, the auditor",
      AFFAIRS,
      of(["registrar", "station"], ["auditor", "top"]),
      "two",
    ],
    ["by an administrator, who keeps the register", ADMINISTRATOR, of(["key-custodian", "top"]), "alone"],
    ["not by an administrator alone, who works on cases", ADMINISTRATOR, of(["registrar", "station"]), "two"],
    ["not by an administrator alone, the auditor", ADMINISTRATOR, of(["auditor", "top"]), "two"],
    [
      "by the chief of a court, its own people",
      by("chief", ["court", "clerks"]),
      of(["court-clerk", "court"]),
      "alone",
    ],
    ["never by a chief of police, people of a court", CHIEF, of(["chief", "court"]), "refuse"],
    ["not by internal affairs alone, people of a court", AFFAIRS, of(["chief", "court"]), "two"],
    ["by nobody who is not posted", AFFAIRS, of(), "refuse"],
  ])("%s", (_, one, other, expected) => expect(decideSuspension(one, other)).toBe(expected));

  test("never by oneself", () => {
    for (const role of Role.options)
      expect(decideSuspension({ ...by(role), officerId: "x" }, of(["registrar", "top"]))).toBe("refuse");
  });
});

describe("one that stands", () => {
  const one = (askedBy: Suspender, inForce: boolean, confirmedBy: string | null = null) => ({
    ...{ askedBy: askedBy.officerId, askedRole: askedBy.role, askedUnit: askedBy.unitId },
    ...{ confirmedBy, inForce, word: { suspended: false, posted: true } },
  });
  const auditor = of(["auditor", "top"]);

  test("is agreed to by another, and not by who asked, a chief, or the officer", () => {
    const waits = one(AFFAIRS, false);
    expect(mayConfirm(ADMINISTRATOR, auditor, waits)).toBe(true);
    expect(mayConfirm(by("internal-affairs", null, "other"), auditor, waits)).toBe(true);
    expect(mayConfirm(AFFAIRS, auditor, waits)).toBe(false);
    expect(mayConfirm(CHIEF, auditor, waits)).toBe(false);
    expect(mayConfirm({ ...AFFAIRS, officerId: "x" }, auditor, waits)).toBe(false);
    expect(mayConfirm(ADMINISTRATOR, auditor, { ...waits, inForce: true })).toBe(false);
  });

  test("is agreed to by nobody once who asked is suspended or posted elsewhere, and refused all the same", () => {
    for (const word of [
      { suspended: true, posted: true },
      { suspended: false, posted: false },
    ]) {
      expect(mayConfirm(ADMINISTRATOR, auditor, { ...one(AFFAIRS, false), word })).toBe(false);
      expect(mayWithdraw(ADMINISTRATOR, auditor, { ...one(AFFAIRS, false), word })).toBe(true);
      expect(mayLift(AFFAIRS, auditor, { ...one(ADMINISTRATOR, true), word })).toBe(true);
    }
  });

  test("is not agreed to or lifted by a chief under the one who asked", () => {
    const top = by("national-directorate", ["top", "region", "station"]);
    const registrar = of(["registrar", "station"]);
    expect(mayConfirm(CHIEF, registrar, one(top, false))).toBe(false);
    expect(mayLift(CHIEF, registrar, one(top, true))).toBe(false);
    expect(mayLift(top, registrar, one(CHIEF, true))).toBe(true);
    expect(mayLift(by("chief", ["region", "station"], "beside"), registrar, one(CHIEF, true))).toBe(true);
  });

  test("is lifted by another than those who suspended, and what internal affairs began by nobody else", () => {
    const registrar = of(["registrar", "station"]);
    expect(mayLift(CHIEF, registrar, one(CHIEF, true))).toBe(false);
    expect(mayLift(CHIEF, registrar, one(AFFAIRS, true))).toBe(false);
    expect(mayLift(ADMINISTRATOR, registrar, one(AFFAIRS, true))).toBe(false);
    expect(mayLift(AFFAIRS, registrar, one(AFFAIRS, true))).toBe(false);
    expect(mayLift(by("internal-affairs", null, "other"), registrar, one(AFFAIRS, true))).toBe(true);
    expect(mayLift(AFFAIRS, auditor, one(ADMINISTRATOR, true, AFFAIRS.officerId))).toBe(false);
  });

  test("is taken back while it waits, and not once it counts", () => {
    expect(mayWithdraw(AFFAIRS, auditor, one(AFFAIRS, false))).toBe(true);
    expect(mayWithdraw(AFFAIRS, auditor, one(AFFAIRS, true))).toBe(false);
    expect(mayWithdraw(ADMINISTRATOR, auditor, one(AFFAIRS, false))).toBe(true);
  });
});
