// Who withdraws a mark: the rule as a table, and that no way leads past two people outside the officer's line.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import {
  type AskedWithdrawal,
  mayAgreeToUnmark,
  mayRefuseToUnmark,
  mayUnmark,
  type Unmarking,
} from "./mark-withdrawal.ts";

const by = (role: Role, change: Partial<Unmarking> = {}): Unmarking => ({
  ...{ role, own: false, inLine: false, forProsecutors: false },
  ...change,
});
const asked = (askedRole: Role, change: Partial<AskedWithdrawal> = {}): AskedWithdrawal => ({
  ...{ askedRole, waits: true, ownRequest: false, askerStands: true },
  ...change,
});

test("internal affairs and prosecutors have a word, nobody else has", () => {
  expect(Role.options.filter((role) => mayUnmark(by(role)))).toEqual(["prosecutor", "internal-affairs"]);
});

describe.each([
  ["internal affairs asked, a prosecutor agrees", by("prosecutor"), asked("internal-affairs"), true],
  ["a prosecutor asked, internal affairs agree", by("internal-affairs"), asked("prosecutor"), true],
  ["both of internal affairs", by("internal-affairs"), asked("internal-affairs"), false],
  ["both prosecutors", by("prosecutor"), asked("prosecutor"), false],
  [
    "both prosecutors, of one of internal affairs",
    by("prosecutor", { forProsecutors: true }),
    asked("prosecutor"),
    true,
  ],
  [
    "a prosecutor, of one of internal affairs, and their own side asked",
    by("prosecutor", { forProsecutors: true }),
    asked("internal-affairs"),
    false,
  ],
  [
    "internal affairs, of one of their own",
    by("internal-affairs", { forProsecutors: true }),
    asked("prosecutor"),
    false,
  ],
  ["whose mark it is", by("prosecutor", { own: true }), asked("internal-affairs"), false],
  ["of the officer's line", by("prosecutor", { inLine: true }), asked("internal-affairs"), false],
  ["who asked", by("prosecutor"), asked("internal-affairs", { ownRequest: true }), false],
  ["who asked is suspended", by("prosecutor"), asked("internal-affairs", { askerStands: false }), false],
  ["decided already", by("prosecutor"), asked("internal-affairs", { waits: false }), false],
  ["a chief", by("chief"), asked("internal-affairs"), false],
])("%s", (_what, one, request, allowed) => {
  test(allowed ? "counts" : "does not count", () => expect(mayAgreeToUnmark(one, request)).toBe(allowed));
});

test("who has a word refuses what waits, who asked among them; nobody of the line does", () => {
  expect(mayRefuseToUnmark(by("internal-affairs"), asked("internal-affairs", { ownRequest: true }))).toBe(
    true,
  );
  expect(mayRefuseToUnmark(by("prosecutor"), asked("prosecutor"))).toBe(true);
  expect(mayRefuseToUnmark(by("prosecutor", { inLine: true }), asked("internal-affairs"))).toBe(false);
  expect(mayRefuseToUnmark(by("prosecutor"), asked("internal-affairs", { waits: false }))).toBe(false);
});

test("whatever else holds, who agrees is neither the officer, nor of the line, nor who asked", () => {
  const flag = fc.boolean();
  const role = fc.constantFrom(...Role.options);
  const person = fc.record({ role, own: flag, inLine: flag, forProsecutors: flag });
  const request = fc.record({ askedRole: role, waits: flag, ownRequest: flag, askerStands: flag });
  fc.assert(
    fc.property(person, request, (one, what) => {
      if (!mayAgreeToUnmark(one, what)) return;
      expect([one.own, one.inLine, what.ownRequest]).toEqual([false, false, false]);
      // One of the two at least answers to nobody in the police.
      expect([one.role, what.askedRole]).toContain("prosecutor");
    }),
  );
});
