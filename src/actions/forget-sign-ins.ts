// What was kept for signing in goes by age: attempts, and sessions that are long over. The audit trail keeps what happened.
import { forgetSignIns } from "#src/database/sign-in-attempts.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "session.forget", zone: "reta_people", quiet: true };

/** Says on the trail how many rows went, where any did. */
export async function forget(ctx: Context<null>, _input: undefined): Promise<void> {
  const forgotten = await forgetSignIns(ctx.tx);
  if (forgotten > 0) ctx.tell({ detail: { forgotten } });
}
