// Recoveries: asked for by one person, confirmed by another, told to the officer.
import { sql } from "kysely";
import { type FirstWordRow, firstWord } from "./first-words.ts";
import type { Transaction } from "./transact.ts";

export async function insertRecovery(
  tx: Transaction,
  row: { recoveryId: string; officerId: string; askedBy: string; askedPosting: string },
): Promise<void> {
  await sql`insert into recoveries (recovery_id, officer_id, asked_by, asked_posting)
    values (${row.recoveryId}, ${row.officerId}, ${row.askedBy}, ${row.askedPosting})`.execute(tx);
}

export interface OpenRecovery {
  recoveryId: string;
  officerId: string;
  askedBy: string;
  /** How whoever asked stands now. */
  word: FirstWordRow;
}

/** One that waits, by its id or its officer; locked until the transaction ends. */
export async function findOpenRecovery(
  tx: Transaction,
  by: { recoveryId: string } | { officerId: string },
): Promise<OpenRecovery | undefined> {
  const which =
    "recoveryId" in by ? sql`r.recovery_id = ${by.recoveryId}` : sql`r.officer_id = ${by.officerId}`;
  const { rows } = await sql<OpenRecovery>`
    select r.recovery_id as "recoveryId", r.officer_id as "officerId", r.asked_by as "askedBy",
      ${firstWord(sql`r.asked_by`, sql`r.asked_posting`)} as word
    from recoveries r where ${which} and r.confirmed_at is null and r.withdrawn_at is null for update`.execute(
    tx,
  );
  return rows[0];
}

/** Confirms it and takes every way in away: passkeys, single sign-on, password, authenticator app. */
export async function confirmRecovery(
  tx: Transaction,
  row: { recoveryId: string; officerId: string; confirmedBy: string },
): Promise<void> {
  await sql`update recoveries set confirmed_by = ${row.confirmedBy}, confirmed_at = clock_timestamp()
    where recovery_id = ${row.recoveryId}`.execute(tx);
  await sql`update passkeys set removed_at = clock_timestamp()
    where officer_id = ${row.officerId} and removed_at is null`.execute(tx);
  await sql`update single_sign_on_links set removed_at = clock_timestamp()
    where officer_id = ${row.officerId} and removed_at is null`.execute(tx);
  await sql`update credentials set password_hash = null, totp_secret = null, totp_step = null
    where officer_id = ${row.officerId}`.execute(tx);
}

export async function withdrawRecovery(tx: Transaction, recoveryId: string): Promise<void> {
  await sql`update recoveries set withdrawn_at = clock_timestamp() where recovery_id = ${recoveryId}`.execute(
    tx,
  );
}

/** The officer has read who had it done. */
export async function recoveryTold(tx: Transaction, officerId: string): Promise<void> {
  await sql`update recoveries set told_at = clock_timestamp()
    where officer_id = ${officerId} and confirmed_at is not null and told_at is null`.execute(tx);
}
