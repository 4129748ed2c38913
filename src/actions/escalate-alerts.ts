// Takes unanswered alerts up the tree of command, by the pack's minutes. Run by the clock on any server process.
import { insertEscalation, listDueAlerts } from "#src/database/alerts.ts";
import { escalation } from "#src/domain/alerts/route-alerts.ts";
import { dayIn } from "#src/domain/case/day-in.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "alert.escalate", zone: "reta_ledger", quiet: true, essential: true };

/** Raises every step that is due; two processes doing so at once raise it once, by the table's key. */
export async function escalateAlerts(ctx: Context<null>): Promise<{ escalated: number }> {
  const { pack, units } = ctx.register.rules;
  let escalated = 0;
  for (const alert of await listDueAlerts(ctx.tx, pack.alertRules.escalateAfterMinutes, ctx.now)) {
    const step = escalation(pack.alertRules, units, alert, dayIn(pack.manifest.timeZone, ctx.now));
    if (step === undefined) continue;
    const next = { alertId: ctx.newId(), unitId: step.unitId, level: step.level, at: ctx.now };
    if (await insertEscalation(ctx.tx, alert, next)) escalated += 1;
  }
  if (escalated > 0) {
    ctx.tell({ detail: { escalated } });
    ctx.afterCommit("alerts");
  }
  return { escalated };
}
