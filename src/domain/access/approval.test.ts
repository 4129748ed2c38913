// The chain of approval against a table written from the rules, and what holds whoever asks.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import { CONSEQUENCES, type Consequence } from "../case/consequence.ts";
import { NO_RELATION } from "./access-question.ts";
import { type ApprovalQuestion, CHAINS, decideApproval } from "./approval.ts";
import { decideAccess } from "./decide-access.ts";
import { GRANTS } from "./grants.ts";

const asked = (change: Partial<ApprovalQuestion> = {}): ApprovalQuestion => ({
  role: "amender",
  consequences: ["corrects"],
  sameOfficer: false,
  samePosting: false,
  delegated: false,
  inLine: false,
  alone: false,
  sameUnit: false,
  ...change,
});
const answer = (change: Partial<ApprovalQuestion>) => {
  const approval = decideApproval(asked(change));
  return approval.effect === "allow" ? "allow" : approval.reason;
};

// What the proposal does: what an amender outside the proposer's command answers to, and one within it.
test.each<[string, Consequence[], string, string]>([
  ["corrects a field", ["corrects"], "allow", "allow"],
  ["removes a suspect", ["corrects", "removes-suspect"], "allow", "in-line"],
  ["lowers the finding", ["corrects", "lowers-finding"], "allow", "in-line"],
  ["closes the case", ["corrects", "closes-case"], "allow", "in-line"],
  ["annuls the case", ["corrects", "annuls-case"], "allow", "in-line"],
  ["touches the complainant", ["corrects", "touches-complainant"], "allow", "in-line"],
  ["joins cases", ["corrects", "joins-cases"], "allow", "allow"],
  ["joins cases and lowers the finding", ["corrects", "joins-cases", "lowers-finding"], "allow", "in-line"],
  ["divides a case", ["corrects", "divides-case"], "allow", "in-line"],
  ["does nothing at all", [], "not-approver", "not-approver"],
])("a proposal that %s", (_, consequences, outside, inside) => {
  expect(answer({ consequences })).toBe(outside);
  expect(answer({ consequences, inLine: true })).toBe(inside);
});

// Behind a wall that leaves the case to prosecutors: of another office, above her own, of her own; and an amender.
test.each<[string, Consequence[], string, string]>([
  ["corrects a field", ["corrects"], "allow", "allow"],
  ["removes a suspect", ["corrects", "removes-suspect"], "allow", "in-line"],
  ["touches the complainant", ["corrects", "touches-complainant"], "allow", "in-line"],
  ["closes the case", ["corrects", "closes-case"], "allow", "in-line"],
])("a prosecutor's proposal that %s", (_, consequences, elsewhere, above) => {
  const by = { role: "prosecutor", alone: true, consequences } as const;
  expect(answer(by)).toBe(elsewhere);
  expect(answer({ ...by, inLine: true })).toBe(above);
  expect(answer({ ...by, inLine: true, sameUnit: true })).toBe("in-line");
  expect(answer({ ...by, role: "amender" })).toBe("not-approver");
  expect(answer({ ...by, alone: false })).toBe("not-approver");
  expect(answer({ ...by, sameOfficer: true })).toBe("own-proposal");
});

test("the same person, the same posting and a delegate are refused whatever else holds", () => {
  expect(answer({ sameOfficer: true })).toBe("own-proposal");
  expect(answer({ samePosting: true })).toBe("own-posting");
  expect(answer({ delegated: true })).toBe("delegate");
  expect(answer({ sameOfficer: true, role: "chief" })).toBe("own-proposal");
});

const question = fc.record({
  role: fc.constantFrom(...Role.options),
  consequences: fc.subarray([...CONSEQUENCES]),
  sameOfficer: fc.boolean(),
  samePosting: fc.boolean(),
  delegated: fc.boolean(),
  inLine: fc.boolean(),
  alone: fc.boolean(),
  sameUnit: fc.boolean(),
});

describe("whatever is asked", () => {
  test("only an amender approves, or where a wall leaves the case to them another prosecutor, never the own proposal, and from within the line only what asks for nobody outside", () => {
    fc.assert(
      fc.property(question, (each) => {
        const approval = decideApproval(each);
        if (approval.effect === "refuse") return;
        expect(each.role).toBe(each.alone ? "prosecutor" : "amender");
        expect(each.alone && each.sameUnit).toBe(false);
        expect([each.sameOfficer, each.samePosting, each.delegated]).toEqual([false, false, false]);
        expect(each.inLine && approval.outside).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test("a proposal that does more is never easier to approve", () => {
    fc.assert(
      fc.property(question, fc.constantFrom(...CONSEQUENCES), (each, more) => {
        const wider = { ...each, consequences: [...each.consequences, more] };
        if (each.consequences.length === 0) return;
        if (decideApproval(wider).effect === "allow") expect(decideApproval(each).effect).toBe("allow");
      }),
    );
  });
});

test("every row names its source, and who may approve has the grant to decide", () => {
  for (const { source, approver } of Object.values(CHAINS)) {
    expect(source.length).toBeGreaterThan(10);
    for (const role of approver)
      expect(
        GRANTS[role].some(({ classes, actions }) => classes.includes("facts") && actions.includes("decide")),
      ).toBe(true);
  }
  const deciders = Role.options.filter((role) =>
    GRANTS[role].some(
      ({ classes, actions }) =>
        actions.includes("decide") && !classes.some((one) => ["law", "units", "review"].includes(one)),
    ),
  );
  // A prosecutor where a wall leaves the case to them.
  expect(deciders).toEqual(["prosecutor", "amender"]);
});

test("an amender reads and decides while something waits, and afterwards reads what was decided, without names", () => {
  const nothing = { ...NO_RELATION, registered: true, inUnit: true, alerted: true };
  const may = (action: "read" | "decide", dataClass: "facts" | "victim-identity", relation: object) =>
    decideAccess({ role: "amender", action, dataClass, relation: { ...nothing, ...relation } }).effect ===
    "allow";
  for (const [relation, readsNames] of [
    [{ proposed: true, decided: false }, true],
    [{ proposed: false, decided: true }, false],
  ] as const) {
    expect(may("read", "facts", relation)).toBe(true);
    expect(may("decide", "facts", relation)).toBe(readsNames);
    expect(may("read", "victim-identity", relation)).toBe(readsNames);
    expect(may("decide", "victim-identity", relation)).toBe(readsNames);
  }
  for (const dataClass of ["facts", "victim-identity"] as const)
    expect([may("read", dataClass, {}), may("decide", dataClass, {})]).toEqual([false, false]);
  const decided = decideAccess({
    role: "amender",
    action: "decide",
    dataClass: "victim-identity",
    relation: { ...nothing, proposed: true },
  });
  expect(decided).toMatchObject({ obligations: ["record", "fresh-sign-in", "seen-values"] });
});
