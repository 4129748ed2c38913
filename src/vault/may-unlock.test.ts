// The vault's rules of break-glass against the server's, which were written apart: over every role and standing they agree.
import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_RELATION, OPEN_CASE } from "#src/domain/access/access-question.ts";
import { decideAccess } from "#src/domain/access/decide-access.ts";
import { commands } from "#src/domain/access/duties.ts";
import { decideSecond } from "#src/domain/access/second-person.ts";
import { Role } from "#src/schema/case.ts";
import { UNLOCK_CLASSES } from "#src/schema/unlock.ts";
import { mayAskFor, maySecond } from "./may-unlock.ts";

const role = fc.constantFrom(...Role.options);
const dataClass = fc.constantFrom(...UNLOCK_CLASSES);
const ties = fc.record({
  has: fc.boolean(),
  commandsCase: fc.boolean(),
  wall: fc.constantFrom(null, "owners" as const, "prosecutor" as const),
  hidden: fc.boolean(),
});
const RUNS = { numRuns: 20_000 };

test("who may ask", () => {
  let allowed = 0;
  fc.assert(
    fc.property(role, dataClass, ties, (role, dataClass, ties) => {
      const sides = {
        owners: ["internal-affairs", "specialised-unit", "prosecutor"],
        prosecutor: ["prosecutor"],
      };
      const { effect } = decideAccess({
        role,
        action: "unlock",
        dataClass,
        relation: {
          ...NO_RELATION,
          assigned: ties.has,
          inSubtree: ties.commandsCase,
          wallOwner: ties.wall !== null && sides[ties.wall].includes(role),
          named: ties.wall !== null && ties.hidden,
        },
        standing: { ...OPEN_CASE, walled: ties.wall !== null },
      });
      const known = { ...ties, hidden: ties.wall !== null && ties.hidden };
      const may = mayAskFor({ officerId: "o", postingId: "p", unitId: "u", role }, dataClass, known);
      if (may) allowed += 1;
      expect(may).toBe(effect === "allow");
    }),
    RUNS,
  );
  expect(allowed).toBeGreaterThan(200);
});

test("who may be the second person of a case they may know of", () => {
  const NOBODY = { has: false, commandsCase: false, wall: null, hidden: false } as const;
  let allowed = 0;
  fc.assert(
    fc.property(
      fc.record({ first: role, second: role, dataClass }),
      fc.record({ officer: fc.boolean(), posting: fc.boolean(), above: fc.boolean(), below: fc.boolean() }),
      ({ first, second, dataClass }, { officer, posting, above, below }) => {
        const { effect } = decideSecond({
          role: second,
          dataClass,
          sameOfficer: officer,
          samePosting: posting,
          delegated: false,
          underFirst: above && commands(first),
          inLine: above || below,
        });
        const may = maySecond(
          { officerId: "o1", postingId: "p1", unitId: "u", role: first },
          { officerId: officer ? "o1" : "o2", postingId: posting ? "p1" : "p2", unitId: "u", role: second },
          dataClass,
          { above, below },
          NOBODY,
        );
        if (may) allowed += 1;
        expect(may).toBe(effect === "allow");
      },
    ),
    RUNS,
  );
  expect(allowed).toBeGreaterThan(200);
});

test("nobody on the wrong side of a wall, or named by the case, is asked to be the second", () => {
  const first = { officerId: "o1", postingId: "p1", unitId: "u", role: "internal-affairs" } as const;
  const pair = { above: false, below: false };
  const ask = (role: Role, wall: "owners" | "prosecutor", hidden: boolean) =>
    maySecond(first, { officerId: "o2", postingId: "p2", unitId: "u", role }, "suspect-identity", pair, {
      has: false,
      commandsCase: false,
      wall,
      hidden,
    });
  const reached = (wall: "owners" | "prosecutor") => Role.options.filter((role) => ask(role, wall, false));
  expect(reached("owners")).toEqual(["specialised-unit", "prosecutor", "internal-affairs"]);
  expect(reached("prosecutor")).toEqual(["prosecutor"]);
  expect(Role.options.filter((role) => ask(role, "owners", true))).toEqual([]);
});
