// Who may do what, against a table written from the rules of the issue and the design, not from the code.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import { type Action, type DataClass, decideAccess, NO_RELATION, type Relation } from "./decide-access.ts";

const ROLES = Role.options;
const ACTIONS: Action[] = ["register", "read", "add", "propose", "decide", "acknowledge", "manage"];
const CLASSES: DataClass[] = [
  "metadata",
  "facts",
  "suspect-identity",
  "victim-identity",
  "complainant-identity",
  "alerts",
  "accounts",
  "units",
  "catalogues",
  "law",
  "system",
  "keys",
  "audit",
];
const RELATIONS: Relation[] = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({
  registered: (bits & 1) > 0,
  inUnit: (bits & 2) > 0,
  alerted: (bits & 4) > 0,
}));

// One line for each thing that is allowed: role, action, class, and to whom (own: registered it; unit: registered in
// the officer's unit; alerted: the unit was alerted; any: whatever the relation). All else is refused.
const TABLE = `
  registrar            register     facts             any
  registrar            read         metadata          own
  registrar            read         facts             own
  registrar            read         suspect-identity  own
  registrar            read         victim-identity   own
  registrar            add          facts             own
  registrar            add          suspect-identity  own
  registrar            add          victim-identity   own
  registrar            propose      facts             own
  registrar            propose      suspect-identity  own
  registrar            propose      victim-identity   own
  investigator         register     facts             any
  investigator         read         metadata          own,unit,alerted
  investigator         read         facts             own,unit,alerted
  investigator         read         suspect-identity  own,alerted
  investigator         read         victim-identity   own,alerted
  investigator         add          facts             own,alerted
  investigator         add          suspect-identity  own,alerted
  investigator         add          victim-identity   own,alerted
  investigator         propose      facts             alerted
  investigator         propose      suspect-identity  alerted
  investigator         propose      victim-identity   alerted
  investigator         read         alerts            any
  investigator         acknowledge  alerts            alerted
  chief                read         metadata          unit,alerted
  chief                read         facts             unit,alerted
  chief                add          facts             unit,alerted
  chief                read         alerts            any
  chief                acknowledge  alerts            alerted
  administrator        read         accounts          any
  administrator        manage       accounts          any
  administrator        read         units             any
  administrator        manage       units             any
  administrator        read         catalogues        any
  administrator        read         law               any
  administrator        read         system            any
  administrator        read         keys              any
  catalogue-administrator read      units             any
  catalogue-administrator read      catalogues        any
  catalogue-administrator manage    catalogues        any
  catalogue-administrator read      law               any
  catalogue-administrator manage    law               any
  catalogue-administrator decide    law               any
  key-custodian        read         system            any
  key-custodian        read         keys              any
  administrator        read         audit             any
  hotline-operator     register     facts             any
  hotline-operator     read         metadata          own
  hotline-operator     read         facts             own
  hotline-operator     read         suspect-identity  own
  hotline-operator     read         victim-identity   own
  hotline-operator     add          facts             own
  hotline-operator     add          suspect-identity  own
  hotline-operator     add          victim-identity   own
  hotline-operator     propose      facts             own
  hotline-operator     propose      suspect-identity  own
  hotline-operator     propose      victim-identity   own
  specialised-unit     register     facts             any
  specialised-unit     read         metadata          own,unit,alerted
  specialised-unit     read         facts             own,unit,alerted
  specialised-unit     read         suspect-identity  own,alerted
  specialised-unit     read         victim-identity   own,alerted
  specialised-unit     add          facts             own,alerted
  specialised-unit     add          suspect-identity  own,alerted
  specialised-unit     add          victim-identity   own,alerted
  specialised-unit     propose      facts             alerted
  specialised-unit     propose      suspect-identity  alerted
  specialised-unit     propose      victim-identity   alerted
  specialised-unit     read         alerts            any
  specialised-unit     acknowledge  alerts            alerted
  regional-chief       read         metadata          unit,alerted
  regional-chief       read         facts             unit,alerted
  regional-chief       read         alerts            any
  regional-chief       acknowledge  alerts            alerted
  national-directorate read         metadata          unit,alerted
  national-directorate read         facts             unit,alerted
  national-directorate read         alerts            any
  national-directorate acknowledge  alerts            alerted
  hotline-supervisor   read         metadata          unit
  hotline-supervisor   read         facts             unit
  auditor              read         audit             any
  internal-affairs     read         audit             any`;

const WHO: Readonly<Record<string, (relation: Relation) => boolean>> = {
  any: () => true,
  own: ({ registered }) => registered,
  unit: ({ inUnit }) => inUnit,
  alerted: ({ alerted }) => alerted,
};
const allowedByTable = new Map(
  TABLE.trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .map(([role, action, dataClass, whom]) => [`${role} ${action} ${dataClass}`, (whom ?? "").split(",")]),
);

const questions = ROLES.flatMap((role) =>
  ACTIONS.flatMap((action) =>
    CLASSES.flatMap((dataClass) => RELATIONS.map((relation) => ({ role, action, dataClass, relation }))),
  ),
);

test("every combination of role, action, class and relation is decided as the table says", () => {
  expect(questions).toHaveLength(21 * 7 * 13 * 8);
  expect(allowedByTable.size).toBe(82);
  const wrong = questions.filter(({ role, action, dataClass, relation }) => {
    const whom = allowedByTable.get(`${role} ${action} ${dataClass}`) ?? [];
    const expected = whom.some((who) => WHO[who]?.(relation));
    return (decideAccess({ role, action, dataClass, relation }).effect === "allow") !== expected;
  });
  expect(wrong).toEqual([]);
});

const question = fc.record({
  role: fc.constantFrom(...ROLES),
  action: fc.constantFrom(...ACTIONS),
  dataClass: fc.constantFrom(...CLASSES),
  relation: fc.constantFrom(...RELATIONS),
  ownProposal: fc.boolean(),
});
const OF_A_CASE = CLASSES.slice(0, 5);

describe("whatever is asked", () => {
  test("administrators see no case, complainants are sealed, strangers see nothing, nobody decides on the own proposal", () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { role, action, dataClass, relation, ownProposal } = asked;
        if (decideAccess(asked).effect === "refuse") return;
        if (role === "administrator" || role === "auditor") expect(OF_A_CASE).not.toContain(dataClass);
        expect(dataClass).not.toBe("complainant-identity");
        if (OF_A_CASE.includes(dataClass) && action !== "register") expect(relation).not.toEqual(NO_RELATION);
        if (action === "decide") expect(ownProposal).toBe(false);
        if (role.endsWith("chief") || role === "national-directorate")
          expect(dataClass).not.toMatch(/-identity$/);
      }),
      { numRuns: 2_000 },
    );
  });

  test("standing closer to a case never takes a right away", () => {
    fc.assert(
      fc.property(question, fc.constantFrom(...RELATIONS), (asked, other) => {
        const closer = {
          registered: asked.relation.registered || other.registered,
          inUnit: asked.relation.inUnit || other.inUnit,
          alerted: asked.relation.alerted || other.alerted,
        };
        if (decideAccess(asked).effect === "refuse") return;
        expect(decideAccess({ ...asked, relation: closer }).effect).toBe("allow");
      }),
    );
  });

  test("what is allowed goes on the record, and reading a name asks for its purpose", () => {
    for (const asked of questions) {
      const decision = decideAccess(asked);
      if (decision.effect === "refuse") continue;
      expect(decision.obligations).toContain("record");
      const opensName = asked.action === "read" && asked.dataClass.endsWith("-identity");
      expect(decision.obligations.includes("purpose")).toBe(opensName);
    }
  });
});

test("a refusal names its reason", () => {
  const relation = { registered: true, inUnit: true, alerted: true };
  const reason = (asked: Parameters<typeof decideAccess>[0]) => decideAccess(asked).reason;
  expect(
    reason({
      role: "investigator",
      action: "decide",
      dataClass: "facts",
      relation,
      ownProposal: true,
    }),
  ).toBe("own-proposal");
  expect(reason({ role: "investigator", action: "read", dataClass: "complainant-identity", relation })).toBe(
    "complainant-sealed",
  );
  expect(reason({ role: "administrator", action: "read", dataClass: "metadata", relation })).toBe("no-grant");
});
