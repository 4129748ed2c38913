// Attempts to sign in: on record before they are checked, counted for the lock-out.
import { sql } from "kysely";
import type { Transaction } from "./transact.ts";

/** Failures within the window that count against an attempt; a success clears those of its login and address. */
export interface Failures {
  /** Of this login from this address, of this login from anywhere, of any login from this address. */
  here: number;
  anywhere: number;
  address: number;
  /** This login has signed in from this address before. */
  known: boolean;
}

/** Counts them, one attempt of a login after the other, so that many at once are counted as well. */
export async function countFailures(
  tx: Transaction,
  row: { loginHash: Buffer; addressHash: Buffer; minutes: number },
): Promise<Failures> {
  await sql`select pg_advisory_xact_lock(hashtext(encode(${row.loginHash}::bytea, 'hex')))`.execute(tx);
  const { rows } = await sql<Failures>`
    with recent as (
      select login_hash = ${row.loginHash} as same_login, address_hash = ${row.addressHash} as same_address, succeeded, tried_at
      from sign_in_attempts
      where (login_hash = ${row.loginHash} or address_hash = ${row.addressHash})
        and tried_at > clock_timestamp() - make_interval(mins => ${row.minutes})),
    success as (select max(tried_at) as at from recent where succeeded and same_login and same_address)
    select count(*) filter (where same_login and same_address and tried_at > coalesce(success.at, '-infinity'))::int as here,
      count(*) filter (where same_login)::int as anywhere,
      count(*) filter (where same_address)::int as address,
      exists (select from sign_in_attempts
        where login_hash = ${row.loginHash} and address_hash = ${row.addressHash} and succeeded) as known
    from recent, success where not recent.succeeded`.execute(tx);
  return rows[0] ?? { here: 0, anywhere: 0, address: 0, known: false };
}

/** Records an attempt before its password is checked, as failed: one that is never finished counts. */
export async function insertAttempt(
  tx: Transaction,
  row: { loginHash: Buffer; addressHash: Buffer },
): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`insert into sign_in_attempts (login_hash, address_hash, succeeded)
    values (${row.loginHash}, ${row.addressHash}, false) returning attempt_id as id`.execute(tx);
  return rows[0]?.id ?? 0;
}

export async function attemptSucceeded(tx: Transaction, attemptId: number): Promise<void> {
  await sql`update sign_in_attempts set succeeded = true where attempt_id = ${attemptId}`.execute(tx);
}

/** Deletes attempts, and sessions that are over, by age; answers how many. */
export async function forgetSignIns(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ n: number }>`select forget_sign_ins() as n`.execute(tx);
  return rows[0]?.n ?? 0;
}
