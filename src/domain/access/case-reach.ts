// By which reasons each role sees cases in a list: where to look for them, not whether they are seen.
import type { Role } from "#src/schema/case.ts";
import { registers } from "./duties.ts";

/**
 * `registered`: the own ones. `units`: of the reader's units. `alerted`: those units were alerted of. `walled`: behind a
 * wall. `proposed`: with something to decide, or decided by the reader. `prosecuted`: a prosecutor of an office below has it. Whoever has a case sees it whatever the role.
 */
export type CaseReason = "registered" | "units" | "alerted" | "walled" | "proposed" | "prosecuted";

const REASONS: Readonly<Partial<Record<Role, readonly CaseReason[]>>> = {
  investigator: ["units", "alerted"],
  chief: ["units", "alerted"],
  "regional-chief": ["units", "alerted"],
  "hotline-supervisor": ["units"],
  "internal-affairs": ["walled"],
  prosecutor: ["walled", "prosecuted"],
  amender: ["proposed"],
};
const ALL: readonly Role[] = ["national-directorate", "specialised-unit", "analyst", "auditor"];

/** The reasons; "all" where next to every case is seen, so that a list is found by walking it. */
export function caseReach(role: Role): readonly CaseReason[] | "all" {
  if (ALL.includes(role)) return "all";
  return [...(registers(role) ? (["registered"] as const) : []), ...(REASONS[role] ?? [])];
}
