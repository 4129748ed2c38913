// Answers an alert: who, when. The first answer stands; the second is told that there was one.
import { findAlert, insertAcknowledgement } from "#src/database/alerts.ts";
import { NO_RELATION, OPEN_CASE } from "#src/domain/access/access-question.ts";
import type { AlertLine } from "#src/schema/case.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context, Trace } from "./context.ts";
import { demand } from "./load-case.ts";

export const trace: Trace = { action: "alert.acknowledge", zone: "reta_cases", essential: true };

/** The alert with its answer. Repeating one's own answer is harmless; after somebody else's it is a conflict. */
export async function acknowledgeAlert(ctx: Context, { alertId }: { alertId: string }): Promise<AlertLine> {
  const alert = await findAlert(ctx.tx, alertId);
  if (alert === undefined) throw new Problem("not-found");
  const alerted = ctx.actor.units.includes(alert.unitId);
  const relation = { ...NO_RELATION, alerted, alertedBehindWall: alerted && alert.walled };
  // An alert that is seen at all is on the reader's side of any wall: the database has looked.
  demand(ctx, { relation, standing: OPEN_CASE }, "acknowledge", "alerts");
  const { officerId, postingId, name } = ctx.actor;
  ctx.tell({ caseId: alert.caseId, detail: { alert: alertId } });
  const stored = await insertAcknowledgement(ctx.tx, { alertId, officerId, postingId, at: ctx.now });
  if (stored) {
    ctx.afterCommit("alerts");
    return { ...alert, acknowledgedAt: ctx.now, acknowledgedBy: name };
  }
  const answered = await findAlert(ctx.tx, alertId);
  if (answered?.acknowledgedById === officerId) return answered;
  throw new Problem("alert.already-acknowledged");
}
