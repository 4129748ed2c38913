// Whom a case can be given or handed over to: postings in force, found by name or unit.
import { listReceivers as listPostings } from "#src/database/assignments.ts";
import { givesCases, RECEIVES } from "#src/domain/access/duties.ts";
import type { ReceiverLine } from "#src/schema/assignment.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "receiver.list", zone: "reta_cases", quiet: true };

/** For roles that have cases to give. Colleagues are no secret; their cases are. */
export async function listReceivers(
  ctx: Context,
  input: { unit?: string | undefined; search?: string | undefined },
): Promise<{ receivers: ReceiverLine[] }> {
  if (!givesCases(ctx.actor.role)) throw new Problem("access.refused");
  const filter = { roles: RECEIVES, unitId: input.unit, search: input.search };
  return { receivers: await listPostings(ctx.tx, filter) };
}
