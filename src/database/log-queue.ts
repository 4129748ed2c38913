// The queue before the logs: hashes promised with their entries, until the sequencer has made leaves of them.
import { sql } from "kysely";
import { asBuffer, type LogName, type Runner } from "./ledger.ts";

/** A promised hash; `sealed` when the log holds it already. */
export interface Queued {
  position: number;
  entryHash: Uint8Array;
  sealed: boolean;
}

/** Class of our advisory locks, so that they meet no other program's: the bytes of "RETA". */
const LOCK_CLASS = 0x52455441;

/** Promises a hash to a log, in the transaction of its entry. */
export async function queueForLog(tx: Runner, log: LogName, entryHash: Uint8Array): Promise<void> {
  await sql`INSERT INTO log_queue (log, entry_hash) VALUES (${log}, ${asBuffer(entryHash)})`.execute(tx);
}

/**
 * Takes the log for this transaction, without waiting: false when another process has it. A sequencer that hangs gives
 * it back after `patience` seconds, when PostgreSQL ends its idle transaction.
 */
export async function tryLockLog(tx: Runner, log: LogName, patience: number): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    SELECT pg_try_advisory_xact_lock(${LOCK_CLASS}, hashtext(current_schema() || '/' || ${log})) AS locked,
      set_config('idle_in_transaction_session_timeout', ${`${patience}s`}, true)`.execute(tx);
  return rows[0]?.locked === true;
}

/** The oldest promised hashes, at most `limit`. */
export async function listQueued(tx: Runner, log: LogName, limit: number): Promise<Queued[]> {
  // A scalar subquery is looked up row by row in the index; a join may be planned as a scan of the whole log.
  const { rows } = await sql<{ position: number; entry_hash: Buffer; sealed: boolean }>`
    SELECT position, entry_hash,
      (SELECT leaf_index FROM ledger_leaves l WHERE l.log = ${log} AND l.entry_hash = q.entry_hash) IS NOT NULL AS sealed
    FROM log_queue q WHERE log = ${log}
    ORDER BY position LIMIT ${limit}`.execute(tx);
  return rows.map((row) => ({
    position: row.position,
    entryHash: row.entry_hash,
    sealed: row.sealed,
  }));
}

/** Those of these hashes that wait. */
export async function findQueued(
  tx: Runner,
  log: LogName,
  entryHashes: readonly Uint8Array[],
): Promise<Uint8Array[]> {
  if (entryHashes.length === 0) return [];
  const { rows } = await sql<{ hash: Buffer }>`
    SELECT entry_hash AS hash FROM log_queue
    WHERE log = ${log} AND entry_hash = ANY (${entryHashes.map(asBuffer)}::bytea[])`.execute(tx);
  return rows.map(({ hash }) => hash);
}

/** Takes these hashes off the queue; answers how many were there. */
export async function deleteQueued(tx: Runner, log: LogName, positions: readonly number[]): Promise<number> {
  const result = await sql`
    DELETE FROM log_queue WHERE log = ${log} AND position = ANY (${positions}::bigint[])`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}

/** How many hashes wait, and since when the oldest does: what the alarm for a broken promise watches. */
export async function countQueued(
  tx: Runner,
  log: LogName,
): Promise<{ waiting: number; oldest: string | undefined }> {
  const { rows } = await sql<{ waiting: number; oldest: string | null }>`
    SELECT count(*)::int AS waiting, min(queued_at) AS oldest FROM log_queue WHERE log = ${log}`.execute(tx);
  const row = rows[0];
  return { waiting: row?.waiting ?? 0, oldest: row?.oldest ?? undefined };
}
