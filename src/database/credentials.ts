// What an officer signs in with besides passkeys, and the key of the officer's drafts.
import { sql } from "kysely";
import type { Transaction } from "./transact.ts";

/** Stores or replaces the password of an officer; false when there is no such officer. */
export async function putCredentials(
  tx: Transaction,
  row: { officerId: string; passwordHash: string; mustChange: boolean; draftKey: Buffer },
): Promise<boolean> {
  const stored = await sql`insert into credentials (officer_id, password_hash, must_change, draft_key)
    select officer_id, ${row.passwordHash}, ${row.mustChange}::boolean, ${row.draftKey}::bytea
    from officers where officer_id = ${row.officerId}
    on conflict (officer_id) do update set password_hash = excluded.password_hash, must_change = excluded.must_change,
      draft_key = excluded.draft_key, changed_at = clock_timestamp()`.execute(tx);
  return stored.numAffectedRows === 1n;
}

/** What there is besides passkeys, locked until the transaction ends. */
export async function findCredentials(
  tx: Transaction,
  officerId: string,
): Promise<{ passwordHash: string | null }> {
  const { rows } = await sql<{ passwordHash: string | null }>`select password_hash as "passwordHash"
    from credentials where officer_id = ${officerId} for update`.execute(tx);
  return rows[0] ?? { passwordHash: null };
}
