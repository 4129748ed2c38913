// What is said of a role is what the rule decides, for every role, action, class and relation.
import { expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import { ACTIONS, CASE_CLASSES, DATA_CLASSES, NO_RELATION, type Relation } from "./access-question.ts";
import { decideAccess } from "./decide-access.ts";
import { closedTo, rightsOf } from "./role-rights.ts";

const RELATIONS = ["always", ...Object.keys(NO_RELATION)] as (keyof Relation | "always")[];

test("a right is listed exactly where the rule allows it", () => {
  let compared = 0;
  for (const role of Role.options) {
    const rights = rightsOf(role);
    for (const to of RELATIONS)
      for (const action of ACTIONS)
        for (const dataClass of DATA_CLASSES) {
          const relation = to === "always" ? NO_RELATION : { ...NO_RELATION, [to]: true };
          const { effect } = decideAccess({ role, action, dataClass, relation });
          const listed = rights.some(
            (right) =>
              (right.to === to || right.to === "always") &&
              right.actions.includes(action) &&
              right.classes.includes(dataClass),
          );
          // Whom a case names is refused it whatever is granted: what is listed for everybody does not hold for them.
          if (to !== "named") expect(listed, `${role} ${to} ${action} ${dataClass}`).toBe(effect === "allow");
          compared += 1;
        }
  }
  expect(compared).toBeGreaterThan(50_000);
});

test("whoever administers has no right to anything of a case", () => {
  for (const role of ["administrator", "catalogue-administrator", "key-custodian"] as const)
    expect(closedTo(role)).toEqual(expect.arrayContaining([...CASE_CLASSES, "conflicts", "alerts"]));
});
