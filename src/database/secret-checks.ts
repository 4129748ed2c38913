// By what a secret of the key folder is known again, and what was left undone while it was away. Asked as the owner.
import { sql } from "kysely";
import type { Runner } from "./ledger.ts";

export interface SecretCheck {
  selfCheck: Buffer | null;
  /** When a server first started without the secret; null when none ever did. */
  missingSince: string | null;
}

export async function findSecretCheck(tx: Runner, secret: string): Promise<SecretCheck | undefined> {
  const { rows } = await sql<SecretCheck>`
    select self_check as "selfCheck", missing_since as "missingSince" from reta.secret_checks
    where secret = ${secret}`.execute(tx);
  return rows[0];
}

/** Keeps what the secret is known by, unless something is kept already; answers what is kept. */
export async function keepSecretCheck(tx: Runner, secret: string, selfCheck: Buffer): Promise<Buffer> {
  const { rows } = await sql<{ kept: Buffer }>`
    insert into reta.secret_checks as known (secret, self_check) values (${secret}, ${selfCheck})
    on conflict (secret) do update set self_check = coalesce(known.self_check, excluded.self_check)
    returning self_check as kept`.execute(tx);
  return rows[0]?.kept ?? selfCheck;
}

/** From when on something may be missing; what was noted first stays. */
export async function noteSecretMissing(tx: Runner, secret: string): Promise<void> {
  await sql`
    insert into reta.secret_checks as known (secret, missing_since) values (${secret}, now())
    on conflict (secret) do update set missing_since = coalesce(known.missing_since, now())`.execute(tx);
}

/** Whether the secret of receipts and staff marks has been used in this database. */
export async function isReceiptSecretUsed(tx: Runner): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`
    select exists (select from reta.staff_marks) or exists (select from reta.receipts) as used`.execute(tx);
  return rows[0]?.used ?? false;
}

/** A few police numbers with the marks of whoever has them: by them a secret is tried that nothing else is known of. */
export async function listMarkedNumbers(tx: Runner): Promise<{ cip: string; marks: Buffer[] }[]> {
  const { rows } = await sql<{ cip: string; marks: Buffer[] }>`
    select o.cip, array_agg(m.mark) as marks from reta.officers o
      join reta.staff_marks m on m.officer_id = o.officer_id and m.kind = 'staff-number'
    where o.cip is not null group by o.officer_id, o.cip limit 10`.execute(tx);
  return rows;
}

/** Complaints received since then that have no receipt. An hour before counts too: two clocks are never quite the same. */
export async function listWithoutReceipt(tx: Runner, since: string): Promise<{ entryId: string }[]> {
  const { rows } = await sql<{ entryId: string }>`
    select e.entry_id as "entryId" from reta.entries e
    where e.kind = 'complaint' and e.received_at >= ${since}::timestamptz - interval '1 hour'
      and not exists (select from reta.receipts r where r.entry_hash = e.entry_hash)`.execute(tx);
  return rows;
}

/** Keeps the receipt of a complaint that was registered without one, of the time it was received. */
export async function insertReceiptOf(tx: Runner, entryId: string, receiptHash: Buffer): Promise<void> {
  await sql`
    insert into reta.receipts (receipt_hash, entry_hash, registered_at)
    select ${receiptHash}, entry_hash, received_at from reta.entries where entry_id = ${entryId}
    on conflict do nothing`.execute(tx);
}
