// Answers at the receipt that were not read for officers, or not with every number known, are read once that can be done.
import { countUnheard, keepHearing } from "#src/database/relays.ts";
import { isStaffMarked } from "#src/database/staff-marks.ts";
import type { Heard } from "#src/domain/case/heard.ts";
import type { Context, Trace } from "./context.ts";
import { raiseHeard } from "./heard-wall.ts";

export const waitingTrace: Trace = { action: "receipt.unheard", zone: "reta_ledger", quiet: true };
export const trace: Trace = { action: "receipt.hear", zone: "reta_ledger", quiet: true, essential: true };

/** One answer as the vault read it: what it says of officers, and nothing else of it. */
export interface HeardAnswer extends Heard {
  answerId: string;
  messageId: string;
  caseId: string;
}

/** Whether some answer waits and every number of staff is known, so that reading it now is worth it. */
export async function canHear({ tx, register }: Context<null>): Promise<boolean> {
  if (register.staffMarks.lost) return false;
  return (await countUnheard(tx)) > 0 && (await isStaffMarked(tx));
}

/**
 * Hears one answer and raises what it says in the same transaction, as when it was given. What another process, or an earlier
 * run, has heard is passed over. True where a wall was raised or widened.
 */
export async function hearAgain(ctx: Context<null>, answer: HeardAnswer): Promise<boolean> {
  if (!(await isStaffMarked(ctx.tx)) || !(await keepHearing(ctx.tx, answer.answerId, ctx.now))) return false;
  return raiseHeard(ctx, answer, answer, false);
}
