// Where a list of cases is looked for covers what the role may be shown.
import { expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import { NO_RELATION, OPEN_CASE } from "./access-question.ts";
import { type CaseReason, caseReach } from "./case-reach.ts";
import { decideAccess } from "./decide-access.ts";

const sees = (role: Role, relation: object, standing: object = {}) =>
  decideAccess({
    role,
    action: "read",
    dataClass: "metadata",
    relation: { ...NO_RELATION, ...relation },
    standing: { ...OPEN_CASE, ...standing },
  }).effect === "allow";

const TIES: [reason: CaseReason, relation: object, standing: object][] = [
  ["registered", { registered: true, keeps: true, ownCall: true, keepsCall: true }, {}],
  ["units", { inUnit: true, inSubtree: true }, {}],
  ["alerted", { alerted: true }, {}],
  ["walled", { wallOwner: true }, { walled: true }],
  ["prosecuted", { prosecutedBelow: true }, {}],
  ["proposed", { proposed: true }, {}],
  ["proposed", { decided: true }, {}],
];

test.each(Role.options)("of %s", (role) => {
  const reach = caseReach(role);
  // Where nothing ties the reader to a case and it is seen all the same, it can be anywhere.
  if (sees(role, {})) expect(reach).toBe("all");
  if (reach === "all") return;
  const needed = TIES.filter(([, relation, standing]) => sees(role, relation, standing)).map(
    ([reason]) => reason,
  );
  expect(reach).toEqual(expect.arrayContaining(needed));
});
