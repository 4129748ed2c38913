// The audit trail for those who may read it: who did what, when, allowed or refused.
import { type AuditLine, listAuditEvents } from "#src/database/audit.ts";
import { decideAccess, NO_RELATION } from "#src/domain/access/decide-access.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "audit.list", zone: "reta_audit" };

/** A page, newest first. Reading the trail is itself on it. */
export async function listAudit(
  ctx: Context,
  filter: { before?: number | undefined; officerId?: string | undefined; action?: string | undefined },
): Promise<{ events: AuditLine[] }> {
  const question = {
    role: ctx.actor.role,
    action: "read",
    dataClass: "audit",
    relation: NO_RELATION,
  } as const;
  if (decideAccess(question).effect === "refuse") throw new Problem("access.refused");
  return { events: await listAuditEvents(ctx.tx, filter) };
}
