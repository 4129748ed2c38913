// Questions on the way in that wait for one answer: a challenge, a secret not yet confirmed. Each is answered once.
import { sql } from "kysely";
import type { Transaction } from "./transact.ts";

/** Asks: stored until answered or too old. What nobody answered is swept on the way. */
export async function insertStep(
  tx: Transaction,
  row: { stepId: string; kind: string; sessionHash: Buffer | null; content: object; minutes: number },
): Promise<void> {
  await sql`delete from sign_in_steps where expires_at < clock_timestamp()`.execute(tx);
  await sql`insert into sign_in_steps (step_id, kind, session_hash, content, expires_at)
    values (${row.stepId}, ${row.kind}, ${row.sessionHash}, ${JSON.stringify(row.content)}::jsonb,
      clock_timestamp() + make_interval(mins => ${row.minutes}))`.execute(tx);
}

/** Takes the question out to be answered; `undefined` when it was answered, is too old, or was asked of another session. */
export async function takeStep(
  tx: Transaction,
  row: { stepId: string; kind: string; sessionHash: Buffer | null },
): Promise<unknown> {
  const { rows } = await sql<{ content: unknown }>`delete from sign_in_steps
    where step_id = ${row.stepId} and kind = ${row.kind} and session_hash is not distinct from ${row.sessionHash}
      and expires_at > clock_timestamp() returning content`.execute(tx);
  return rows[0]?.content;
}
