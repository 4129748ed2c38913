// The lock of a shared computer: a session that is left opens nothing until its officer proves to be there again.
import { endIdleSessions, lockSession } from "#src/database/sessions.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "session.lock", zone: "reta_people", essential: true };
export const idleTrace: Trace = { action: "session.idle", zone: "reta_people", quiet: true };

/** Locks the session that asks. `unused`: because nobody used it, as against by the officer's own hand. */
export async function lock(ctx: Context, { unused }: { unused: boolean }): Promise<void> {
  ctx.tell({ detail: { unused } });
  if (ctx.actor.sessionHash !== null) await lockSession(ctx.tx, ctx.actor.sessionHash);
}

/**
 * Ends what nobody has used for this many minutes and no page has locked: the browser is gone, or does not do what ours
 * does. A locked session stays until its time is over, because its screen still rings when an alert comes.
 */
export async function endIdle(ctx: Context<null>, { minutes }: { minutes: number }): Promise<void> {
  const ended = await endIdleSessions(ctx.tx, minutes);
  if (ended > 0) ctx.tell({ detail: { ended, minutes } });
}
