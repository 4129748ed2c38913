// Accounts of a single sign-on provider, each linked to one officer, by the hash of issuer and subject.
import { sql } from "kysely";
import type { Transaction } from "./transact.ts";

/** Stores a link; one account lets one officer in, and an officer has one account. */
export async function insertLink(
  tx: Transaction,
  row: { linkId: string; officerId: string; issuer: string; subject: Buffer },
): Promise<void> {
  await sql`insert into single_sign_on_links (link_id, officer_id, issuer, subject_hash)
    values (${row.linkId}, ${row.officerId}, ${row.issuer}, ${row.subject})`.execute(tx);
}

/** Whose account that is, noting that it was used; `undefined` when it is linked to nobody. */
export async function accountUsed(tx: Transaction, subject: Buffer): Promise<string | undefined> {
  const { rows } = await sql<{ officerId: string }>`update single_sign_on_links
    set last_used_at = clock_timestamp()
    where subject_hash = ${subject} and removed_at is null returning officer_id as "officerId"`.execute(tx);
  return rows[0]?.officerId;
}

export interface LinkRow {
  linkId: string;
  issuer: string;
  createdAt: string;
  lastUsedAt: string | null;
}

/** The officer's link, whoever its provider is. */
export async function findLink(tx: Transaction, officerId: string): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`select link_id as "linkId", issuer, created_at as "createdAt",
      last_used_at as "lastUsedAt"
    from single_sign_on_links where officer_id = ${officerId} and removed_at is null`.execute(tx);
  return rows[0];
}

/** Removes an officer's link; false when there is none. */
export async function removeLink(tx: Transaction, officerId: string): Promise<boolean> {
  const removed = await sql`update single_sign_on_links set removed_at = clock_timestamp()
    where officer_id = ${officerId} and removed_at is null`.execute(tx);
  return removed.numAffectedRows === 1n;
}
