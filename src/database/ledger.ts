// The logs themselves: their leaves in order, and the checkpoints that were signed over them.
import { type QueryExecutorProvider, sql } from "kysely";

/** Which log: that of the entries or that of the audit trail. */
export type LogName = "entries" | "audit";

/** A transaction, or anything else that can run a statement. */
export type Runner = QueryExecutorProvider;

/** A published checkpoint: its size, its root, the signed note itself and when (ISO 8601, UTC). */
export interface StoredCheckpoint {
  size: number;
  root: Uint8Array;
  note: string;
  publishedAt: string;
}

/** Appends leaves from `firstIndex` on. The keys of the table refuse an index taken and a hash already there. */
export async function insertLeaves(
  tx: Runner,
  log: LogName,
  firstIndex: number,
  entryHashes: readonly Uint8Array[],
): Promise<void> {
  // One parameter of bytes instead of an array of them: 20,000 hashes travel as 640 kB and are not parsed.
  await sql`
    INSERT INTO ledger_leaves (log, leaf_index, entry_hash)
    SELECT ${log}, ${firstIndex}::bigint + i, substring(${Buffer.concat(entryHashes)}::bytea FROM i * 32 + 1 FOR 32)
    FROM generate_series(0, ${entryHashes.length}::int - 1) i`.execute(tx);
}

/** The leaves from `from` on, at most `limit`, in order. */
export async function listLeaves(
  tx: Runner,
  log: LogName,
  from: number,
  limit: number,
): Promise<{ index: number; entryHash: Uint8Array }[]> {
  const { rows } = await sql<{ leaf_index: number; entry_hash: Buffer }>`
    SELECT leaf_index, entry_hash FROM ledger_leaves
    WHERE log = ${log} AND leaf_index >= ${from} ORDER BY leaf_index LIMIT ${limit}`.execute(tx);
  return rows.map((row) => ({ index: row.leaf_index, entryHash: row.entry_hash }));
}

/** Where these hashes stand in the log, in the order asked; `undefined` for one that is not in it. */
export async function findLeafIndexes(
  tx: Runner,
  log: LogName,
  entryHashes: readonly Uint8Array[],
): Promise<(number | undefined)[]> {
  // A scalar subquery, for the same reason as in `listQueued`: never a scan of the whole log.
  const { rows } = await sql<{ leaf_index: number | null }>`
    SELECT (SELECT leaf_index FROM ledger_leaves l
      WHERE l.log = ${log} AND l.entry_hash = substring(${Buffer.concat(entryHashes)}::bytea FROM i * 32 + 1 FOR 32))
    FROM generate_series(0, ${entryHashes.length}::int - 1) i
    ORDER BY i`.execute(tx);
  return rows.map((row) => (row.leaf_index === null ? undefined : row.leaf_index));
}

/** Publishes a checkpoint. A second one of the same size is refused by the table's key. */
export async function insertCheckpoint(
  tx: Runner,
  log: LogName,
  checkpoint: StoredCheckpoint,
): Promise<void> {
  const { size, root, note, publishedAt } = checkpoint;
  await sql`
    INSERT INTO ledger_checkpoints (log, size, root, note, published_at)
    VALUES (${log}, ${size}, ${asBuffer(root)}, ${note}, ${publishedAt})`.execute(tx);
}

/** The newest checkpoint, or that of exactly one size. */
export async function findCheckpoint(
  tx: Runner,
  log: LogName,
  size?: number,
): Promise<StoredCheckpoint | undefined> {
  const exactly = size === undefined ? sql`true` : sql`size = ${size}`;
  const { rows } = await sql<CheckpointRow>`
    SELECT size, root, note, published_at FROM ledger_checkpoints
    WHERE log = ${log} AND ${exactly} ORDER BY ledger_checkpoints.size DESC LIMIT 1`.execute(tx);
  return rows[0] && checkpointOf(rows[0]);
}

/** The checkpoints of sizes above `after`, at most `limit`, smallest first; `after` -1 for all. */
export async function listCheckpoints(
  tx: Runner,
  log: LogName,
  after: number,
  limit: number,
): Promise<StoredCheckpoint[]> {
  const { rows } = await sql<CheckpointRow>`
    SELECT size, root, note, published_at FROM ledger_checkpoints
    WHERE log = ${log} AND size > ${after} ORDER BY ledger_checkpoints.size LIMIT ${limit}`.execute(tx);
  return rows.map(checkpointOf);
}

interface CheckpointRow {
  size: number;
  root: Buffer;
  note: string;
  published_at: string;
}

function checkpointOf(row: CheckpointRow): StoredCheckpoint {
  return { size: row.size, root: row.root, note: row.note, publishedAt: row.published_at };
}

/** The same bytes as the Buffer that the driver wants, not copied. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
