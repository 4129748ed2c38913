// A page tells that it is being printed: paper leaves the register, and that it did is on the trail.
import type { PRINTED } from "#src/schema/audit.ts";
import type { Context, Trace } from "./context.ts";
import { loadCase } from "./load-case.ts";

export const trace: Trace = { action: "case.print", zone: "reta_cases" };

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
