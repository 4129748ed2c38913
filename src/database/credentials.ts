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
): Promise<{ hasPassword: boolean; hasTotp: boolean }> {
  const { rows } = await sql<{ hasPassword: boolean; hasTotp: boolean }>`
    select password_hash is not null as "hasPassword", totp_secret is not null as "hasTotp"
    from credentials where officer_id = ${officerId} for update`.execute(tx);
  return rows[0] ?? { hasPassword: false, hasTotp: false };
}

/** Puts a secret of an authenticator app in force; `step`: the period of the code that showed it. */
export async function putTotp(
  tx: Transaction,
  row: { officerId: string; sealed: Buffer; step: number },
): Promise<void> {
  await sql`update credentials set totp_secret = ${row.sealed}, totp_step = ${row.step}
    where officer_id = ${row.officerId}`.execute(tx);
}

/** Uses the codes up to a period up; false when one of it or a later one was used before. */
export async function spendTotpStep(tx: Transaction, officerId: string, step: number): Promise<boolean> {
  const used = await sql`update credentials set totp_step = ${step}
    where officer_id = ${officerId} and totp_step < ${step}`.execute(tx);
  return used.numAffectedRows === 1n;
}

export async function removeTotp(tx: Transaction, officerId: string): Promise<void> {
  await sql`update credentials set totp_secret = null, totp_step = null where officer_id = ${officerId}`.execute(
    tx,
  );
}
