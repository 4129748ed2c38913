// Complainants' receipts: a hash of the code and the hash of the entry it vouches for.
import { sql } from "kysely";
import type { Runner } from "./ledger.ts";

export interface ReceiptRow {
  entryHash: Buffer;
  registeredAt: string;
}

/** The receipt kept under one of these hashes. It is written with its complaint, in the statement of `insertCases`. */
export async function findReceipt(
  tx: Runner,
  receiptHashes: readonly Buffer[],
): Promise<ReceiptRow | undefined> {
  const { rows } = await sql<ReceiptRow>`
    SELECT entry_hash AS "entryHash", registered_at AS "registeredAt" FROM receipts
    WHERE receipt_hash = ANY(${receiptHashes}::bytea[])`.execute(tx);
  return rows[0];
}

/** Complaints whose receipt is gone or says another time, and receipts of no complaint: at most `limit`. */
export async function listReceiptContradictions(
  tx: Runner,
  limit: number,
): Promise<{ entryId: string | null; entryHash: Buffer; missing: boolean }[]> {
  const { rows } = await sql<{ entryId: string | null; entryHash: Buffer; missing: boolean }>`
    SELECT e.entry_id AS "entryId", coalesce(e.entry_hash, r.entry_hash) AS "entryHash", r.entry_hash IS NULL AS missing
    FROM (SELECT entry_id, entry_hash, received_at FROM entries WHERE kind = 'complaint') e
      FULL JOIN receipts r ON r.entry_hash = e.entry_hash
    WHERE r.entry_hash IS NULL OR e.entry_hash IS NULL OR r.registered_at <> e.received_at LIMIT ${limit}`.execute(
    tx,
  );
  return rows;
}
