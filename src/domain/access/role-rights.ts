// What a role may do, read out of the tables that decide, so that no text about rights can fall behind them.
import type { Role } from "#src/schema/case.ts";
import {
  type Action,
  DATA_CLASSES,
  type DataClass,
  NO_RELATION,
  type Obligation,
  type Relation,
} from "./access-question.ts";
import { decideAccess } from "./decide-access.ts";
import { GRANTS } from "./grants.ts";

/** These actions on these classes, for whom it is so related, with what it carries with it. */
export interface RoleRight {
  to: keyof Relation | "always";
  actions: readonly Action[];
  classes: readonly DataClass[];
  obligations: readonly Obligation[];
}

/** Beside every grant: each allowed act is put on record, which needs no line of its own. */
const ALWAYS: Obligation = "record";

/**
 * The rights of a role in the order of the table, each asked of the rule that decides: what a denial takes away whatever
 * is granted is not among them. Grants that differ only in their classes or only in their actions are one right.
 */
export function rightsOf(role: Role): RoleRight[] {
  const single = new Map<
    string,
    { to: RoleRight["to"]; action: Action; dataClass: DataClass; duties: string }
  >();
  for (const { to, actions, classes } of GRANTS[role])
    for (const action of actions)
      for (const dataClass of classes) {
        const relation = to === "always" ? NO_RELATION : { ...NO_RELATION, [to]: true };
        const decision = decideAccess({ role, action, dataClass, relation });
        if (decision.effect === "refuse") continue;
        const duties = decision.obligations.filter((duty) => duty !== ALWAYS).join(" ");
        single.set(`${to} ${action} ${dataClass}`, { to, action, dataClass, duties });
      }
  const byClasses = gather(
    [...single.values()],
    ({ to, action, duties }) => `${to}|${action}|${duties}`,
    ({ dataClass }) => dataClass,
  ).map(({ first, gathered }) => ({ ...first, classes: gathered }));
  return gather(
    byClasses,
    ({ to, classes, duties }) => `${to}|${classes.join(" ")}|${duties}`,
    ({ action }) => action,
  ).map(({ first: { to, classes, duties }, gathered: actions }) => ({
    to,
    actions,
    classes,
    obligations: duties === "" ? [] : (duties.split(" ") as Obligation[]),
  }));
}

/** Classes the role has no right to at all. */
export function closedTo(role: Role): DataClass[] {
  const open = new Set(rightsOf(role).flatMap(({ classes }) => classes));
  return DATA_CLASSES.filter((dataClass) => !open.has(dataClass));
}

function gather<Row, Part>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  partOf: (row: Row) => Part,
): { first: Row; gathered: Part[] }[] {
  const groups = new Map<string, { first: Row; gathered: Part[] }>();
  for (const row of rows) {
    const group = groups.get(keyOf(row)) ?? { first: row, gathered: [] };
    group.gathered.push(partOf(row));
    groups.set(keyOf(row), group);
  }
  return [...groups.values()];
}
