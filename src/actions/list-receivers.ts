// Whom a case can be given or handed over to: postings in force, found by name or unit.
import { listReceivers as listPostings } from "#src/database/assignments.ts";
import { givesCases, OUTSIDE_POLICE, RECEIVES, TAKES_OVER } from "#src/domain/access/duties.ts";
import type { ReceiverLine } from "#src/schema/assignment.ts";
import type { Role } from "#src/schema/case.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "receiver.list", zone: "reta_cases", quiet: true };

export interface ReceiverSearch {
  unit?: string | undefined;
  search?: string | undefined;
  role?: Role | undefined;
  /** Only whom the reader may give a case to without being asked back, or to whom a hand-over list may be offered. */
  for?: "assign" | "hand-over" | undefined;
}

/** For roles that have cases to give. Colleagues are no secret; their cases are. */
export async function listReceivers(
  ctx: Context,
  { unit, search, role, for: purpose }: ReceiverSearch,
): Promise<{ receivers: ReceiverLine[] }> {
  if (!givesCases(ctx.actor.role)) throw new Problem("access.refused");
  const roles = (purpose === "hand-over" ? TAKES_OVER : RECEIVES).filter((one) => one === (role ?? one));
  const filter = { roles, unitId: unit, search };
  const within = { roles: OUTSIDE_POLICE, units: ctx.actor.units };
  return { receivers: await listPostings(ctx.tx, purpose === "assign" ? { ...filter, within } : filter) };
}
