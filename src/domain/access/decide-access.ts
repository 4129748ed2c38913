// Who may see or do what: one pure function over a table of grants and a list of denials; a denial always wins.
import type { Role } from "#src/schema/case.ts";
import type {
  AccessDecision,
  AccessQuestion,
  Action,
  DataClass,
  Obligation,
  Relation,
} from "./access-question.ts";
import { IDENTITY_CLASSES } from "./access-question.ts";
import { DENIALS, opensIdentity } from "./denials.ts";
import { GRANTS } from "./grants.ts";

/** Goes into every decision that is kept; changes whenever a grant or a denial does. */
export const POLICY = "2026-12-01.8";

/** May this officer do this? The reason is a stable code for screens and audit; so is each obligation. */
export function decideAccess(question: AccessQuestion): AccessDecision {
  for (const denial of DENIALS)
    if (denial.fires(question)) return { effect: "refuse", reason: denial.reason, policy: POLICY };
  const { role, action, dataClass, relation } = question;
  for (const { to, obligations } of TABLE[role][action]?.[dataClass] ?? []) {
    if (to === "always" || relation[to]) return { effect: "allow", reason: to, obligations, policy: POLICY };
  }
  return { effect: "refuse", reason: "no-grant", policy: POLICY };
}

/** Whether the role may ever do this, standing in whatever way to a case: what it may never do it is not offered. */
export const isEverGranted = (role: Role, action: Action, dataClass: DataClass): boolean =>
  (TABLE[role][action]?.[dataClass] ?? []).length > 0;

/** Whom somebody could look for: a victim, a complainant; and what shows them. */
const MOST_PERSONAL: readonly DataClass[] = [
  "victim-identity",
  "minor-identity",
  "complainant-identity",
  "entrusted-identity",
  "evidence",
];

interface Row {
  to: keyof Relation | "always";
  obligations: readonly Obligation[];
}
type Rows = Partial<Record<Action, Partial<Record<DataClass, readonly Row[]>>>>;

// The grants by role, action and class, once: a decision is a look-up and a handful of comparisons.
const TABLE = {} as Record<Role, Rows>;
for (const [role, grants] of Object.entries(GRANTS) as [Role, (typeof GRANTS)[Role]][]) {
  const rows: Rows = {};
  for (const { to, actions, classes, duties } of grants)
    for (const action of actions) {
      rows[action] ??= {};
      for (const dataClass of classes)
        rows[action][dataClass] = [
          ...(rows[action][dataClass] ?? []),
          { to, obligations: obligationsOf(action, dataClass, duties) },
        ];
    }
  TABLE[role] = rows;
}

// Everything is recorded; who opens an identity says what for; who opens one of a victim or a complainant, reads why a
// case is walled, or gives the second word, has just signed in.
function obligationsOf(
  action: Action,
  dataClass: DataClass,
  duties: readonly Obligation[],
): readonly Obligation[] {
  const opens = opensIdentity(action, dataClass);
  const sensitive =
    action === "unlock" ||
    action === "decide" ||
    dataClass === "conflicts" ||
    (opens && MOST_PERSONAL.includes(dataClass));
  return [
    ...new Set<Obligation>([
      "record",
      ...(opens ? (["purpose"] as const) : []),
      ...(sensitive ? (["fresh-sign-in"] as const) : []),
      // Who approves the correction of a name has both names before them; of a complainant nobody has.
      ...(action === "decide" && IDENTITY_CLASSES.includes(dataClass) && dataClass !== "complainant-identity"
        ? (["seen-values"] as const)
        : []),
      ...duties,
    ]),
  ];
}
