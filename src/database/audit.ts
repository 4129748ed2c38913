// The audit trail: written under every action in its own transaction, read by those who may.
import { sql } from "kysely";
import { DatabaseError } from "pg";
import type { Transaction } from "./transact.ts";

/** An event whole, as the JSON text that was hashed, and its hash. The database takes the columns from it, so that they agree. */
export interface AuditRow {
  text: string;
  hash: Buffer;
}

export async function insertAuditEvent(tx: Transaction, row: AuditRow): Promise<void> {
  await sql`select write_audit_event(${row.text}::jsonb, ${row.hash})`.execute(tx);
}

/** The same for several, in one statement. */
export async function insertAuditEvents(tx: Transaction, rows: readonly AuditRow[]): Promise<void> {
  const bodies = `[${rows.map(({ text }) => text).join(",")}]`;
  const hashes = Buffer.concat(rows.map(({ hash }) => hash));
  await sql`select write_audit_events(${bodies}::jsonb, ${hashes})`.execute(tx);
}

/** Leaves an event in the spool, because the trail cannot be written (`reason`, a SQLSTATE). */
export async function spoolAuditEvent(tx: Transaction, row: AuditRow, reason: string): Promise<void> {
  await sql`select spool_audit_event(${row.text}::jsonb, ${row.hash}, ${reason})`.execute(tx);
}

// The statement before it failed, or the line did, or PostgreSQL is starting, ending or asking to try again: none of
// them says that the trail cannot be written.
const NOT_THE_TRAIL = /^(25P02|08|57|40)/;

/** The SQLSTATE when the trail itself refused an event: disk full, a missing table, right or function, a bad page. */
export function refusalOfTrail(error: unknown): string | undefined {
  if (!(error instanceof DatabaseError) || error.code === undefined) return undefined;
  return NOT_THE_TRAIL.test(error.code) ? undefined : error.code;
}

/** How the trail itself is. */
export interface TrailState {
  /** Events in the default partition: a month had none. */
  strayed: boolean;
  /** Events that wait in the spool, and since when. */
  spooled: number;
  spooledSince: string | null;
  /** Since when the oldest event that is not yet in the log waits. */
  unsealedSince: string | null;
}

export async function readTrailState(tx: Transaction): Promise<TrailState> {
  const { rows } = await sql<TrailState>`
    select strayed, spooled, spooled_since as "spooledSince", unsealed_since as "unsealedSince"
    from audit_trail_state()`.execute(tx);
  return rows[0] ?? { strayed: false, spooled: 0, spooledSince: null, unsealedSince: null };
}

/** When a copy was last made, and since when there is a trail; null where there is none. ISO 8601. */
export async function readLastBackup(
  tx: Transaction,
): Promise<{ madeAt: string | null; registerSince: string | null }> {
  const { rows } = await sql<{ madeAt: string | null; registerSince: string | null }>`
    select made_at as "madeAt", register_since as "registerSince" from last_backup()`.execute(tx);
  return rows[0] ?? { madeAt: null, registerSince: null };
}

/** Makes the partitions from one day to another that are missing; answers how many. */
export async function makeAuditPartitions(tx: Transaction, from: string, to: string): Promise<number> {
  const { rows } = await sql<{
    made: number;
  }>`select make_audit_partitions(${from}::date, ${to}::date) as made`.execute(tx);
  return rows[0]?.made ?? 0;
}

/** Puts what waits in the spool on the trail; answers how many events. */
export async function drainAuditSpool(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ drained: number }>`select drain_audit_spool() as drained`.execute(tx);
  return rows[0]?.drained ?? 0;
}
