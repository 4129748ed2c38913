// Which role can be had in which kind of unit: who prosecutes, judges, protects, inspects or oversees serves in an
// institution of their own, and whoever keeps the register does not lend its desks for it.
import type { Role } from "#src/schema/case.ts";
import type { UnitKind } from "#src/schema/unit.ts";

/** Heads the unit and lets its people in; sees the figures. Every institution has its own. */
const ANYWHERE: readonly Role[] = ["chief", "monitor", "key-custodian"];

/**
 * Roles that are had only in units of these kinds (reference: security 2.2; institutions of Peru 4.2 and 4.3). Every other
 * role belongs to units of those who keep the register, of whatever institution they are.
 */
const OWN: Readonly<Partial<Record<UnitKind, readonly Role[]>>> = {
  prosecution: ["prosecutor", "prosecutor-liaison"],
  court: ["court-clerk"],
  oversight: ["auditor"],
  protection: ["service-provider"],
  "labour-inspection": ["labour-inspector"],
  ministry: ["auditor"],
};
const ELSEWHERE: ReadonlySet<Role> = new Set(
  Object.values(OWN)
    .flat()
    // The police have auditors of their own as well.
    .filter((role) => role !== "auditor"),
);

/** Whether a unit of this kind is of an institution beside the one that keeps cases. */
export const isOfAnotherInstitution = (kind: string): boolean => Object.hasOwn(OWN, kind);

/** Whether an officer of a unit of this kind can have the role. */
export function fitsUnit(role: Role, kind: UnitKind): boolean {
  const own = OWN[kind];
  if (own === undefined) return !ELSEWHERE.has(role);
  return own.includes(role) || ANYWHERE.includes(role);
}
