// What the register's verification of itself has to say on the audit trail: what it found, what is over, a whole round.
import type { Context, Trace } from "./context.ts";

/** A trail that cannot be written keeps it in the spool: it is what one wants to read afterwards. */
export const trace: Trace = { action: "ledger.verify", zone: "reta_ledger", quiet: true, essential: true };

/** Kinds of findings and numbers alone; no entry, no case, no officer. */
export interface VerificationNews {
  began: readonly string[];
  ended: readonly string[];
  /** How many leaves of each log a whole round covered; only when one is told. */
  entries?: number;
  audit?: number;
}

/** Adds the event. */
export async function tellVerification(ctx: Context<null>, news: VerificationNews): Promise<void> {
  ctx.tell({ detail: { ...news } });
}
