// Standing in for somebody: which rights of a posting may be delegated, by whom, to whom, for how long.
import type { Role } from "#src/schema/case.ts";
import { DELEGABLE_RIGHTS, type DelegableRight } from "#src/schema/delegation.ts";
import type { Action, DataClass } from "./access-question.ts";
import { GRANTS } from "./grants.ts";

/** Longest delegation (reference: security 2.3, delegation). */
export const DELEGATION_DAYS = 14;

/** What each right consists of. No name and no evidence is in it, so none can be delegated. */
const CONSISTS_OF: Readonly<Record<DelegableRight, readonly (readonly [Action, DataClass])[]>> = {
  alerts: [
    ["read", "alerts"],
    ["acknowledge", "alerts"],
  ],
  "read-cases": [
    ["read", "metadata"],
    ["read", "facts"],
  ],
  "assign-cases": [["assign", "metadata"]],
};

/** Nobody gives out a case they may not look at: without the right to read them there is none to assign. */
const TAKES: Readonly<Partial<Record<DelegableRight, DelegableRight>>> = { "assign-cases": "read-cases" };

/** What is missing of these rights for each of them to be of any use. */
export const rightsMissing = (rights: readonly DelegableRight[]): DelegableRight[] => [
  ...new Set(rights.flatMap((right) => TAKES[right] ?? []).filter((needed) => !rights.includes(needed))),
];

/** The rights with one more, and what it takes. */
export const withRight = (rights: readonly DelegableRight[], right: DelegableRight): DelegableRight[] => [
  ...new Set([...rights, right, ...rightsMissing([right])]),
];

/** The rights with one less, and without what takes it. */
export const withoutRight = (rights: readonly DelegableRight[], right: DelegableRight): DelegableRight[] =>
  rights.filter((each) => each !== right && TAKES[each] !== right);

/**
 * Whose posting may be stood in for. Not of those who deal with cases behind a wall, oversee, administer or decide:
 * theirs are the duties that must not be handed to a friend.
 */
const GIVES: readonly Role[] = [
  "investigator",
  "chief",
  "regional-chief",
  "national-directorate",
  "hotline-supervisor",
];
/** Who may stand in; an officer who also oversees or decides may not. */
const STANDS_IN: readonly Role[] = [...GIVES, "registrar", "hotline-operator"];

/** The rights of a role that can be delegated: those it has itself. */
export function delegableRights(role: Role): DelegableRight[] {
  if (!GIVES.includes(role)) return [];
  const has = ([action, dataClass]: readonly [Action, DataClass]) =>
    GRANTS[role].some(({ actions, classes }) => actions.includes(action) && classes.includes(dataClass));
  return DELEGABLE_RIGHTS.filter((right) => CONSISTS_OF[right].every(has));
}

/** May an officer with these postings stand in for somebody? */
export const mayStandIn = (roles: readonly Role[]): boolean =>
  roles.length > 0 && roles.every((role) => STANDS_IN.includes(role));

/** Is this among what was delegated? */
export const isDelegated = (
  rights: readonly DelegableRight[],
  action: Action,
  dataClass: DataClass,
): boolean =>
  rights.some((right) => CONSISTS_OF[right].some(([does, to]) => does === action && to === dataClass));

/** What is asked under a delegation, for a decision; nothing for an officer's own posting. */
export const asDelegated = (delegation: { rights: readonly DelegableRight[] } | null) =>
  delegation === null ? {} : { delegated: true, rights: delegation.rights };
