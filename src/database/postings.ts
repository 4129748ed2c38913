// Postings as they go on: renewed by the chief, and given an end where none was written down.
import { sql } from "kysely";
import type { Role } from "#src/schema/case.ts";
import type { Transaction } from "./transact.ts";

export interface CurrentPosting {
  officerId: string;
  unitId: string;
  role: Role;
  /** As it was proposed: its longest end was counted from there, also where the second word came days later. */
  validFrom: string;
  validTo: string | null;
  /** The end it has is that of a renewal. */
  renewed: boolean;
}

/** An own posting valid now, locked until the transaction ends; `undefined` for any other. */
export async function findCurrentPosting(
  tx: Transaction,
  postingId: string,
): Promise<CurrentPosting | undefined> {
  const { rows } = await sql<CurrentPosting>`
    select officer_id as "officerId", unit_id as "unitId", role, valid_to as "validTo",
      coalesce((select c.valid_from from posting_proposals c where c.posting_id = postings.posting_id), valid_from)
        as "validFrom",
      exists (select from posting_renewals r where r.posting_id = postings.posting_id and r.until = valid_to) as renewed
    from postings
    where posting_id = ${postingId} and delegated_from is null
      and valid_from <= clock_timestamp() and (valid_to is null or valid_to > clock_timestamp())
    for update`.execute(tx);
  return rows[0];
}

export interface Renewal {
  renewalId: string;
  postingId: string;
  until: string;
  orderNumber: string;
  officerId: string;
  byPosting: string;
}

/** Puts the end of the posting further away, and keeps by whose word. */
export async function renewPosting(tx: Transaction, row: Renewal): Promise<void> {
  await sql`insert into posting_renewals (renewal_id, posting_id, until, order_number, renewed_by, by_posting)
    values (${row.renewalId}, ${row.postingId}, ${row.until}, ${row.orderNumber}, ${row.officerId},
      ${row.byPosting})`.execute(tx);
  await sql`update postings set valid_to = ${row.until} where posting_id = ${row.postingId}`.execute(tx);
}

/**
 * Gives postings without an end one: so many months after they began, and not before so many days from now. Answers how
 * many there were.
 */
export async function boundPostings(
  tx: Transaction,
  { months, graceDays }: { months: number; graceDays: number },
): Promise<number> {
  const done = await sql`update postings
    set valid_to = greatest(valid_from + make_interval(months => ${months}),
      clock_timestamp() + make_interval(days => ${graceDays}))
    where valid_to is null and delegated_from is null`.execute(tx);
  return Number(done.numAffectedRows ?? 0n);
}

/** Of these roles, those whose last posting to come or in force ends within so many days; not one that nobody holds. */
export async function listEndingRoles<R extends Role>(
  tx: Transaction,
  roles: readonly R[],
  days: number,
): Promise<R[]> {
  const { rows } = await sql<{ role: R }>`
    select p.role from reta.postings p join reta.officers o using (officer_id)
    where p.role = any (${[...roles]}::text[]) and p.delegated_from is null and o.suspended_at is null
      and (p.valid_to is null or p.valid_to > greatest(clock_timestamp(), p.valid_from))
    group by p.role having max(coalesce(p.valid_to, 'infinity')) < clock_timestamp() + make_interval(days => ${days})
    order by p.role`.execute(tx);
  return rows.map(({ role }) => role);
}
