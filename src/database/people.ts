// Who is who: units, officers, postings.
import { sql } from "kysely";
import type { Role } from "#src/schema/case.ts";
import type { Runner } from "./ledger.ts";
import type { Transaction } from "./transact.ts";

export async function insertOfficer(
  tx: Transaction,
  row: { officerId: string; login: string; name: string; rank: string | null; cip: string | null },
): Promise<void> {
  await sql`insert into officers (officer_id, login, name, rank, cip)
    values (${row.officerId}, ${row.login}, ${row.name}, ${row.rank}, ${row.cip})`.execute(tx);
}

export async function insertPosting(
  tx: Transaction,
  row: {
    postingId: string;
    officerId: string;
    unitId: string;
    role: Role;
    validFrom: string;
    validTo: string | null;
    orderNumber: string | null;
    createdBy: string | null;
  },
): Promise<void> {
  await sql`insert into postings (posting_id, officer_id, unit_id, role, valid_from, valid_to, order_number, created_by)
    values (${row.postingId}, ${row.officerId}, ${row.unitId}, ${row.role}, ${row.validFrom}, ${row.validTo},
      ${row.orderNumber}, ${row.createdBy})`.execute(tx);
}

/** A posting as whoever would end it stands to it; `undefined` when there is none. */
export interface PostingToEnd {
  officerId: string;
  role: Role;
  unitId: string;
  unitKind: string;
  /** A suspension of the officer is in force in which somebody else had a part. */
  stoppedByAnother: boolean;
}

export async function findPostingToEnd(
  tx: Transaction,
  postingId: string,
  by: string,
): Promise<PostingToEnd | undefined> {
  const { rows } = await sql<PostingToEnd>`
    select p.officer_id as "officerId", p.role, p.unit_id as "unitId", u.kind as "unitKind",
      exists (select from suspensions s where s.officer_id = p.officer_id and s.lifted_at is null
        and s.withdrawn_at is null and (not s.takes_two or s.confirmed_at is not null)
        and (s.asked_by <> ${by}::uuid or s.confirmed_by <> ${by}::uuid)) as "stoppedByAnother"
    from postings p join units u using (unit_id) where p.posting_id = ${postingId}`.execute(tx);
  return rows[0];
}

/** Ends a posting, what was delegated of it, and every session under either, at server time. False when it had ended before. */
export async function endPosting(tx: Transaction, postingId: string): Promise<boolean> {
  const ended =
    await sql`update postings set valid_to = greatest(clock_timestamp(), valid_from + interval '1 microsecond')
    where (posting_id = ${postingId} or delegated_from = ${postingId})
      and (valid_to is null or valid_to > clock_timestamp())`.execute(tx);
  await sql`update sessions set ended_at = clock_timestamp()
    where ended_at is null and posting_id in (
      select p.posting_id from postings p where p.posting_id = ${postingId} or p.delegated_from = ${postingId})`.execute(
    tx,
  );
  return (ended.numAffectedRows ?? 0n) > 0n;
}

export interface OfficerRow {
  officerId: string;
  login: string;
  name: string;
  rank: string | null;
  cip: string | null;
  /** Whether the number of an identity card is known again. */
  identityCard: boolean;
  /** Since when a suspension is in force. */
  suspendedAt: string | null;
  postings: {
    postingId: string;
    unitId: string;
    role: Role;
    validFrom: string;
    validTo: string | null;
    orderNumber: string | null;
    /** The last time it was renewed. */
    renewed: { at: string; orderNumber: string } | null;
  }[];
}

/** Officers by name with all their postings; a page of 100 after a login. */
export async function listOfficers(
  tx: Transaction,
  filter: { search?: string | undefined; after?: string | undefined },
): Promise<OfficerRow[]> {
  // What people type is no pattern.
  const pattern = `%${(filter.search ?? "").replaceAll(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<OfficerRow>`
    select o.officer_id as "officerId", o.login, o.name, o.rank, o.cip, o.suspended_at as "suspendedAt",
      known_by_card(o.officer_id) as "identityCard",
      coalesce((select jsonb_agg(jsonb_build_object('postingId', p.posting_id, 'unitId', p.unit_id, 'role', p.role,
        'validFrom', p.valid_from, 'validTo', p.valid_to, 'orderNumber', p.order_number, 'renewed', (
          select jsonb_build_object('at', r.renewed_at, 'orderNumber', r.order_number) from posting_renewals r
          where r.posting_id = p.posting_id order by r.renewed_at desc limit 1)) order by p.valid_from desc)
        from postings p where p.officer_id = o.officer_id and p.delegated_from is null), '[]') as postings
    from officers o
    where o.login > ${filter.after ?? ""}
      and (${filter.search ?? null}::text is null or o.login ilike ${pattern} or o.name ilike ${pattern})
    order by o.login limit 100`.execute(tx);
  return rows;
}

/** How many officers there are. */
export async function countOfficers(tx: Runner): Promise<number> {
  const { rows } = await sql<{ officers: number }>`select count(*)::int as officers from officers`.execute(
    tx,
  );
  return rows[0]?.officers ?? 0;
}

/** Names of officers by id. */
export async function namesOf(tx: Transaction, officerIds: readonly string[]): Promise<Map<string, string>> {
  if (officerIds.length === 0) return new Map();
  const { rows } = await sql<{ officerId: string; name: string }>`
    select officer_id as "officerId", name from reta.officers where officer_id = any(${[...officerIds]}::uuid[])`.execute(
    tx,
  );
  return new Map(rows.map(({ officerId, name }) => [officerId, name]));
}
