// A page tells that it is being printed: paper leaves the register, and that it did is on the trail.
import type { PRINTED } from "#src/schema/audit.ts";
import type { Context, Trace } from "./context.ts";
import { demandInbox } from "./list-alerts.ts";
import { loadCase } from "./load-case.ts";

export const trace: Trace = { action: "case.print", zone: "reta_cases" };
export const alertsTrace: Trace = { action: "alert.print", zone: "reta_cases" };

/**
 * Puts it on the trail. A receipt is printed by whoever has just registered, who may see nothing of the case any more:
 * the answer is the same for every case, so that it tells nothing.
 */
export async function recordPrint(
  ctx: Context,
  { caseId, printed }: { caseId: string; printed: (typeof PRINTED)[number] },
): Promise<void> {
  if (printed !== "receipt") await loadCase(ctx, caseId);
  ctx.tell({ caseId, detail: { printed } });
}

/** The same of the inbox, which is about many cases: whose unit it is, and when, is on the event itself. */
export async function recordAlertsPrint(ctx: Context, _input: Record<string, never>): Promise<void> {
  demandInbox(ctx);
  ctx.tell({ detail: { printed: "alerts" } });
}
