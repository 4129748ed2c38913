// What a role's day consists of agrees with what it is granted: no page for what is always refused, and none missing.
import { expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import { GRANTS } from "./decide-access.ts";
import { decides, isAlerted, readsAudit, registers, seesCases } from "./duties.ts";

const may = (role: Role, dataClass: string, action: string) =>
  GRANTS[role].some((grant) => grant[0] === dataClass && grant[1] === action);

test.each(Role.options)("the pages of %s are those it has a grant for", (role) => {
  expect(registers(role)).toBe(may(role, "facts", "register"));
  expect(isAlerted(role)).toBe(may(role, "alerts", "read"));
  expect(readsAudit(role)).toBe(may(role, "audit", "read"));
  expect(decides(role)).toBe(may(role, "facts", "decide"));
  expect(seesCases(role)).toBe(may(role, "metadata", "read"));
});
