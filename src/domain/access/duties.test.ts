// What a role's day consists of agrees with what it is granted: no page for what is always refused, and none missing.
import { expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import type { Action, DataClass } from "./access-question.ts";
import { decides, isAlerted, registers, seesCases } from "./duties.ts";
import { GRANTS } from "./grants.ts";

const may = (role: Role, dataClass: DataClass, action: Action) =>
  GRANTS[role].some(({ classes, actions }) => classes.includes(dataClass) && actions.includes(action));

test.each(Role.options)("the pages of %s are those it has a grant for", (role) => {
  expect(registers(role)).toBe(may(role, "facts", "register"));
  expect(isAlerted(role)).toBe(may(role, "alerts", "read"));
  // Wherever something waits; a prosecutor meets it in the few cases left to prosecutors, among their own.
  expect(decides(role)).toBe(
    GRANTS[role].some(({ to, actions }) => to === "proposed" && actions.includes("decide")),
  );
  expect(seesCases(role)).toBe(may(role, "metadata", "read"));
});
