// The inbox of a unit: alerts nobody has answered yet, or the newest of all.
import { listAlerts as listInbox } from "#src/database/alerts.ts";
import { NO_RELATION } from "#src/domain/access/access-question.ts";
import { decideAccess } from "#src/domain/access/decide-access.ts";
import { asDelegated } from "#src/domain/access/delegation.ts";
import type { AlertLine } from "#src/schema/case.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "alert.list", zone: "reta_cases", quiet: true };

/** Throws `access.refused` for roles without an inbox. */
export async function listAlerts(
  ctx: Context,
  { state }: { state: "open" | "all" },
): Promise<{ alerts: AlertLine[] }> {
  demandInbox(ctx);
  return { alerts: await listInbox(ctx.tx, state) };
}

/** The same question for the inbox and for its event stream. */
export function demandInbox(ctx: Pick<Context, "actor">): void {
  const question = {
    role: ctx.actor.role,
    action: "read",
    dataClass: "alerts",
    relation: NO_RELATION,
    ...asDelegated(ctx.actor.delegation),
  } as const;
  if (decideAccess(question).effect === "refuse") throw new Problem("access.refused");
}
