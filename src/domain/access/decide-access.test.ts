// What holds whatever is asked: denials win in any order, names follow assignment and never rank, nobody is left over.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import { DELEGABLE_RIGHTS } from "#src/schema/delegation.ts";
import {
  ACTIONS,
  type AccessQuestion,
  CASE_CLASSES,
  DATA_CLASSES,
  IDENTITY_CLASSES,
  NO_RELATION,
  OPEN_CASE,
} from "./access-question.ts";
import { decideAccess, POLICY } from "./decide-access.ts";
import { DENIALS } from "./denials.ts";

const flags = <T extends object>(none: T) =>
  fc.record(
    Object.fromEntries(Object.keys(none).map((name) => [name, fc.boolean()])),
  ) as unknown as fc.Arbitrary<T>;

const question: fc.Arbitrary<AccessQuestion> = fc.record(
  {
    role: fc.constantFrom(...Role.options),
    action: fc.constantFrom(...ACTIONS),
    dataClass: fc.constantFrom(...DATA_CLASSES),
    relation: flags(NO_RELATION),
    standing: flags(OPEN_CASE),
    ownProposal: fc.boolean(),
    delegated: fc.boolean(),
    rights: fc.subarray([...DELEGABLE_RIGHTS]),
  },
  { requiredKeys: ["role", "action", "dataClass", "relation"] },
);
/** The same, with nothing against it but what is drawn: most random questions meet a denial first. */
const mild = fc.tuple(question, fc.constantFrom("", "walled")).map(([asked, with_]): AccessQuestion => {
  const { role, action, dataClass, relation } = asked;
  const standing = { ...OPEN_CASE, walled: with_ === "walled" };
  return { role, action, dataClass, standing, relation: { ...relation, named: false } };
});
/** Every role, action and class, with each relation alone and with none. */
function* everyQuestion(): Generator<AccessQuestion> {
  const relations = [
    NO_RELATION,
    ...Object.keys(NO_RELATION).map((name) => ({ ...NO_RELATION, [name]: true })),
  ];
  for (const role of Role.options)
    for (const action of ACTIONS)
      for (const dataClass of DATA_CLASSES)
        for (const relation of relations) yield { role, action, dataClass, relation };
}
const RUNS = { numRuns: 20_000 };
const allows = (asked: AccessQuestion) => decideAccess(asked).effect === "allow";

describe("a denial", () => {
  test("always wins, and in whatever order the denials are asked", () => {
    const shuffled = fc.shuffledSubarray([...DENIALS], { minLength: DENIALS.length });
    fc.assert(
      fc.property(question, shuffled, (asked, denials) => {
        const fired = denials.find((denial) => denial.fires(asked));
        if (fired !== undefined) expect(allows(asked)).toBe(false);
        else expect(DENIALS.map(({ reason }) => reason)).not.toContain(decideAccess(asked).reason);
      }),
      RUNS,
    );
  });

  test("of each kind refuses something that would be allowed without it", () => {
    // Each thing that can stand against a question, alone.
    const against: ((asked: AccessQuestion) => AccessQuestion)[] = [
      ...(Object.keys(OPEN_CASE) as (keyof typeof OPEN_CASE)[]).map((flag) => (asked: AccessQuestion) => ({
        ...asked,
        standing: { ...OPEN_CASE, [flag]: true },
      })),
      (asked) => ({ ...asked, relation: { ...asked.relation, named: true } }),
      (asked) => ({ ...asked, ownProposal: true }),
      (asked) => ({ ...asked, delegated: true }),
      (asked) => ({ ...asked, delegated: true, rights: [...DELEGABLE_RIGHTS] }),
    ];
    const used = new Set<string>();
    for (const asked of everyQuestion()) {
      if (!allows(asked)) continue;
      for (const put of against) {
        const { effect, reason } = decideAccess(put(asked));
        if (effect === "refuse") used.add(reason);
      }
    }
    // Bulk export of identities and whoever complained are granted to nobody in the first place.
    const never = ["no-bulk-identities", "complainant-sealed"];
    expect([...used].sort()).toEqual(
      DENIALS.map(({ reason }) => reason)
        .filter((reason) => !never.includes(reason))
        .sort(),
    );
  });
});

test("names are open to who has the case, who registered and keeps it, or who deals with a wall: never to rank", () => {
  fc.assert(
    fc.property(mild, (asked) => {
      if (!allows(asked) || asked.action !== "read" || !IDENTITY_CLASSES.includes(asked.dataClass)) return;
      const { assigned, keeps, keepsCall, wallOwner, proposed } = asked.relation;
      // The amender decides on the correction of a name, and must have seen it.
      const decides = asked.role === "amender" && proposed;
      expect(assigned || keeps || keepsCall || wallOwner || decides).toBe(true);
    }),
    RUNS,
  );
});

test("administrators, custodians and monitors reach no case, whatever they are to it", () => {
  const keepers: Role[] = ["administrator", "catalogue-administrator", "key-custodian", "monitor"];
  fc.assert(
    fc.property(question, fc.constantFrom(...keepers), (asked, role) => {
      if (CASE_CLASSES.includes(asked.dataClass)) expect(allows({ ...asked, role })).toBe(false);
    }),
    RUNS,
  );
});

test("a stranger to a case reads no name, and nothing of it unless the role is national", () => {
  const national: Role[] = ["national-directorate", "specialised-unit", "analyst", "auditor"];
  fc.assert(
    fc.property(question, (asked) => {
      const stranger = { ...asked, relation: NO_RELATION };
      if (asked.action !== "read" || !CASE_CLASSES.includes(asked.dataClass)) return;
      const open = ["metadata", "facts"].includes(asked.dataClass) && national.includes(asked.role);
      expect(allows(stranger) && !open).toBe(false);
    }),
    RUNS,
  );
});

test("behind a wall only those who deal with it see anything, and the auditor that it is there", () => {
  fc.assert(
    fc.property(question, (asked) => {
      const standing = { ...OPEN_CASE, walled: true };
      if (!CASE_CLASSES.includes(asked.dataClass) || !allows({ ...asked, standing })) return;
      expect(asked.relation.named).toBe(false);
      if (asked.role === "auditor") expect(asked.dataClass).toBe("metadata");
      else expect(asked.relation.wallOwner).toBe(true);
    }),
    RUNS,
  );
});

test("an auditor sees no more of it, whatever else is said of an auditor", () => {
  const relation = { ...NO_RELATION, wallOwner: true, inSubtree: true };
  const asked = {
    role: "auditor",
    action: "read",
    relation,
    standing: { ...OPEN_CASE, walled: true },
  } as const;
  expect(CASE_CLASSES.filter((dataClass) => allows({ ...asked, dataClass }))).toEqual(["metadata"]);
});

test("standing closer to a case never takes a right away, unless it is to be named in it", () => {
  fc.assert(
    fc.property(question, flags(NO_RELATION), (asked, other) => {
      if (!allows(asked)) return;
      const closer = Object.fromEntries(
        Object.entries(asked.relation).map(([name, is]) => [
          name,
          is || (name !== "named" && other[name as keyof typeof other]),
        ]),
      ) as unknown as typeof other;
      expect(allows({ ...asked, relation: closer })).toBe(true);
    }),
    RUNS,
  );
});

test("what is allowed goes on the record under the policy's version; opening a name asks what for", () => {
  fc.assert(
    fc.property(question, (asked) => {
      const decision = decideAccess(asked);
      expect(decision.policy).toBe(POLICY);
      if (decision.effect === "refuse") return;
      expect(decision.obligations).toContain("record");
      const opens =
        ["read", "search", "unlock"].includes(asked.action) && IDENTITY_CLASSES.includes(asked.dataClass);
      if (opens) expect(decision.obligations).toContain("purpose");
      // Reference: security 2.3, assurance. A suspect's name takes none, nor does completing what one may read.
      const takesProof =
        asked.action === "unlock" ||
        asked.action === "decide" ||
        asked.dataClass === "conflicts" ||
        (["read", "search", "print"].includes(asked.action) &&
          ["victim-identity", "minor-identity", "complainant-identity", "evidence"].includes(
            asked.dataClass,
          ));
      expect(decision.obligations.includes("fresh-sign-in"), `${asked.action} ${asked.dataClass}`).toBe(
        takesProof || (asked.action === "manage" && asked.dataClass === "keys"),
      );
      if (asked.action === "unlock")
        expect(decision.obligations).toEqual(
          expect.arrayContaining(["second-person", "fresh-sign-in", "notify-owner", "review"]),
        );
    }),
    RUNS,
  );
});

test("a refusal names its reason", () => {
  const relation = { ...NO_RELATION, assigned: true };
  const reason = (asked: Partial<AccessQuestion>) =>
    decideAccess({ role: "investigator", action: "read", dataClass: "facts", relation, ...asked }).reason;
  expect(reason({ action: "decide", ownProposal: true })).toBe("own-proposal");
  expect(reason({ dataClass: "complainant-identity" })).toBe("complainant-sealed");
  expect(reason({ standing: { ...OPEN_CASE, walled: true } })).toBe("walled");
  expect(reason({ role: "administrator" })).toBe("no-grant");
});
