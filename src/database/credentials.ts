// What an officer signs in with besides passkeys, and the key of the officer's drafts.
import { sql } from "kysely";
import type { Transaction } from "./transact.ts";

/** Stores what a new officer has from the beginning: the key of the drafts, and a password if there is one already. */
export async function insertCredentials(
  tx: Transaction,
  row: { officerId: string; passwordHash: string | null; draftKey: Buffer },
): Promise<void> {
  await sql`insert into credentials (officer_id, password_hash, draft_key)
    values (${row.officerId}, ${row.passwordHash}, ${row.draftKey})`.execute(tx);
}

export async function setPassword(
  tx: Transaction,
  row: { officerId: string; passwordHash: string },
): Promise<void> {
  await sql`update credentials set password_hash = ${row.passwordHash}, changed_at = clock_timestamp()
    where officer_id = ${row.officerId}`.execute(tx);
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

/** The sealed key of anybody's drafts: tells whether a key of the register's is the one they were sealed with. */
export async function findAnyDraftKey(
  tx: Transaction,
): Promise<{ officerId: string; sealed: Buffer } | undefined> {
  const { rows } = await sql<{ officerId: string; sealed: Buffer }>`
    select officer_id as "officerId", draft_key as sealed from credentials limit 1`.execute(tx);
  return rows[0];
}
