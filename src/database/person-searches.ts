// Searches for persons as the vault makes them: how often who has asked today, and who may be the one who is sought.
import { sql } from "kysely";
import type { KeyClass } from "#src/schema/key-class.ts";
import type { SealedValueRow, WrappedKeyRow } from "./personal-values.ts";
import type { Transaction } from "./transact.ts";

/** Searches of an officer today, and how many more than the pack's chiefs allowed. */
export async function countSearches(
  tx: Transaction,
  officerId: string,
): Promise<{ used: number; more: number }> {
  const { rows } = await sql<{ used: number; more: number }>`
    select (select count(*)::int from person_searches
        where officer_id = ${officerId} and searched_on = reta.register_day()) as used,
      (select coalesce(sum(more), 0)::int from search_allowances
        where officer_id = ${officerId} and allowed_on = reta.register_day()) as more`.execute(tx);
  return rows[0] ?? { used: 0, more: 0 };
}

/** Until the transaction ends nobody else counts for this officer: of two searches at once one is the last. */
export async function lockSearches(tx: Transaction, officerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('search ' || ${officerId}::text, 0))`.execute(tx);
}

export async function insertSearch(
  tx: Transaction,
  row: { searchId: string; officerId: string; postingId: string; caseId: string },
): Promise<void> {
  await sql`insert into person_searches (search_id, officer_id, posting_id, case_id)
    values (${row.searchId}, ${row.officerId}, ${row.postingId}, ${row.caseId})`.execute(tx);
}

/** False when this allowance was given before. */
export async function insertAllowance(
  tx: Transaction,
  row: { allowanceId: string; officerId: string; more: number; chiefId: string },
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`insert into search_allowances (allowance_id, officer_id, more, chief_id)
    values (${row.allowanceId}, ${row.officerId}, ${row.more}, ${row.chiefId}) on conflict do nothing`.execute(
      tx,
    );
  return numAffectedRows === 1n;
}

/** Officers with a posting now in or below a unit who have searched today. */
export async function listSearching(
  tx: Transaction,
  unitId: string,
): Promise<{ officerId: string; name: string; unitId: string; used: number; more: number }[]> {
  const { rows } = await sql<{
    officerId: string;
    name: string;
    unitId: string;
    used: number;
    more: number;
  }>`
    select o.officer_id as "officerId", o.name, s.unit_id as "unitId", s.used,
      (select coalesce(sum(a.more), 0)::int from search_allowances a
        where a.officer_id = o.officer_id and a.allowed_on = reta.register_day()) as more
    from (select p.officer_id, min(p.unit_id) as unit_id, count(*)::int as used
        from person_searches p0 join reta.postings p on p.posting_id = p0.posting_id
        where p0.searched_on = reta.register_day() group by p.officer_id) s
      join reta.officers o using (officer_id)
    where ${belowNow(unitId)}
    order by o.name limit 200`.execute(tx);
  return rows;
}

/** Whether an officer has a posting now in or below a unit. */
export async function isBelow(tx: Transaction, officerId: string, unitId: string): Promise<boolean> {
  const { rows } = await sql<{ below: boolean }>`
    select exists (select from reta.officers o where o.officer_id = ${officerId} and ${belowNow(unitId)}) as below`.execute(
    tx,
  );
  return rows[0]?.below ?? false;
}

const belowNow = (unitId: string) => sql`exists (
  select from reta.postings q join reta.unit_closure k on k.descendant_id = q.unit_id
  where q.officer_id = o.officer_id and k.ancestor_id = ${unitId}
    and q.valid_from <= clock_timestamp() and (q.valid_to is null or q.valid_to > clock_timestamp())
    and k.valid_from <= reta.register_day() and (k.valid_to is null or k.valid_to > reta.register_day()))`;

/** A person of a case whose values have to be looked at; several with the same `holder` and `found` are one person. */
export interface Candidate {
  /** In whose entries values are sealed: of a part of a divided case, those of the first one as well as its own. */
  caseId: string;
  holder: string;
  /** Whose person it is now: another case, where a part of that one goes on as it. */
  found: string;
}

/**
 * Persons of other cases under one of these tokens: never of one that was annulled, and of a case behind a wall only where
 * `behind` says so; both answer as if they did not exist.
 */
export async function listCandidates(
  tx: Transaction,
  { ownCase, behind }: { ownCase: string; behind: boolean },
  tokens: readonly { purpose: string; token: Buffer }[],
  limit: number,
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    with met as (select distinct b.holder, c.case_id as found, c.divided_from
    from unnest(${tokens.map(({ purpose }) => purpose)}::text[], ${tokens.map(({ token }) => token)}::bytea[])
        as t (purpose, token)
      join blind_index b using (purpose, token) join entries e using (entry_id)
      join lateral cases_of_person(e.case_id, b.holder) as w (case_id) on true join cases c on c.case_id = w.case_id
    where c.case_id <> ${ownCase} and c.status <> 'annulled'
      and (${behind} or not is_walled(c.case_id)))
    select s.case_id as "caseId", met.holder, met.found
    from met cross join lateral (
      select met.found as case_id union all
      select met.divided_from where met.found in (select w.case_id from cases_of_person(met.divided_from, met.holder) w (case_id))
    ) as s
    limit ${limit}`.execute(tx);
  return rows;
}

export interface CandidateValues {
  entries: { entryId: string; caseId: string; kind: string; pointer: string | null }[];
  values: SealedValueRow[];
  keys: WrappedKeyRow[];
}

/** Sealed values of these persons in all entries of their cases; of proposals only those that were approved. */
export async function listCandidateValues(
  tx: Transaction,
  candidates: readonly Candidate[],
  classes: readonly KeyClass[],
): Promise<CandidateValues> {
  const sought = sql`(select distinct case_id, holder from unnest(${candidates.map(({ caseId }) => caseId)}::uuid[],
    ${candidates.map(({ holder }) => holder)}::uuid[]) as u (case_id, holder)) as s`;
  const [entries, values, keys] = await Promise.all([
    sql<CandidateValues["entries"][number]>`
      select e.entry_id as "entryId", e.case_id as "caseId", e.kind, e.body -> 'content' ->> 'pointer' as pointer
      from entries e where e.case_id in (select s.case_id from ${sought})
        and e.kind in ('complaint', 'supplement', 'amendment') and (e.kind <> 'amendment' or exists (
          select from entries d where d.case_id = e.case_id and d.kind = 'amendment-decision'
            and d.body -> 'content' ->> 'proposal' = e.entry_id::text
            and d.body -> 'content' -> 'approved' = 'true'))`.execute(tx),
    sql<SealedValueRow>`
      select v.entry_id as "entryId", v.pointer, v.holder, v.key_class as "keyClass", v.sealed
      from ${sought} join entries e using (case_id)
        join personal_values v on v.entry_id = e.entry_id and v.holder = s.holder
      where v.key_class = any (${classes}::text[])`.execute(tx),
    sql<WrappedKeyRow>`
      select k.entry_id as "entryId", k.holder, k.key_class as "keyClass", k.version, k.wrapped
      from ${sought} join entries e using (case_id)
        join wrapped_keys k on k.entry_id = e.entry_id and k.holder = s.holder
      where k.key_class = any (${classes}::text[])`.execute(tx),
  ]);
  return { entries: entries.rows, values: values.rows, keys: keys.rows };
}

/** The unit of a posting, whether it still lasts or not. */
export async function findUnitOfPosting(tx: Transaction, postingId: string): Promise<string | undefined> {
  const { rows } = await sql<{ unitId: string }>`
    select unit_id as "unitId" from reta.postings where posting_id = ${postingId}`.execute(tx);
  return rows[0]?.unitId;
}
