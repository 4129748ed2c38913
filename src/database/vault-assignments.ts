// The vault's own copy of who has a case.
import { sql } from "kysely";
import type { Transaction } from "./transact.ts";

export interface HoldingRow {
  caseId: string;
  /** Up to which entry it was made, and that entry's hash, which commits to all before it. */
  seq: number;
  entryHash: Buffer;
  registeredBy: string;
  holders: string[];
  handedOver: boolean;
  /** By posting, the persons entrusted to it; null in a copy made before the vault asked. */
  entrusted: Record<string, string[]> | null;
  version: number;
  seal: Buffer;
}

export async function findHolding(tx: Transaction, caseId: string): Promise<HoldingRow | undefined> {
  const { rows } = await sql<HoldingRow>`
    select case_id as "caseId", seq, entry_hash as "entryHash", registered_by as "registeredBy", holders,
      handed_over as "handedOver", entrusted, key_version as version, seal
    from vault_assignments where case_id = ${caseId}`.execute(tx);
  return rows[0];
}

/** Never back to an earlier entry: of two that read at once the one that read more stays. */
export async function putHolding(tx: Transaction, row: HoldingRow): Promise<void> {
  await sql`
    insert into vault_assignments
      (case_id, seq, entry_hash, registered_by, holders, handed_over, entrusted, key_version, seal)
    values (${row.caseId}, ${row.seq}, ${row.entryHash}, ${row.registeredBy}, ${row.holders}::uuid[], ${row.handedOver},
      ${JSON.stringify(row.entrusted)}::jsonb, ${row.version}, ${row.seal})
    on conflict (case_id) do update set seq = excluded.seq, entry_hash = excluded.entry_hash,
      registered_by = excluded.registered_by, holders = excluded.holders, handed_over = excluded.handed_over,
      entrusted = excluded.entrusted, key_version = excluded.key_version, seal = excluded.seal
    where vault_assignments.seq < excluded.seq or vault_assignments.key_version <> excluded.key_version
      or vault_assignments.entrusted is null`.execute(tx);
}
