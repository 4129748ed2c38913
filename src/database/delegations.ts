// Delegations: postings made from another's, found by giver and stand-in, ended with their sessions.
import { sql } from "kysely";
import type { Role } from "#src/schema/case.ts";
import type { DelegableRight, Delegation } from "#src/schema/delegation.ts";
import type { Transaction } from "./transact.ts";

/** What is delegated is good while the posting it comes from is. `p` is the posting, of whatever kind. */
export const GIVER_VALID = sql`(p.delegated_from is null or exists (
  select from postings b join officers g on g.officer_id = b.officer_id
  where b.posting_id = p.delegated_from and g.suspended_at is null
    and b.valid_from <= clock_timestamp() and (b.valid_to is null or b.valid_to > clock_timestamp())))`;

/** Delegations in force that an officer gave or holds, as JSON; `of` names the officer in the query around it. */
export const delegationsOf = (of: ReturnType<typeof sql>) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('delegationId', p.posting_id, 'given', g.officer_id = ${of},
      'officer', case when g.officer_id = ${of} then h.name else g.name end, 'unitName', w.name, 'role', p.role,
      'rights', p.rights, 'until', p.valid_to) order by p.valid_from, p.posting_id)
  from postings p join postings b on b.posting_id = p.delegated_from join officers g on g.officer_id = b.officer_id
    join officers h on h.officer_id = p.officer_id join units w on w.unit_id = p.unit_id
  where (p.officer_id = ${of} or g.officer_id = ${of}) and p.valid_from <= clock_timestamp()
    and p.valid_to > clock_timestamp() and ${GIVER_VALID}), '[]')`;

export async function listDelegations(tx: Transaction, officerId: string): Promise<Delegation[]> {
  const { rows } = await sql<{ delegations: Delegation[] }>`select ${delegationsOf(
    sql`${officerId}::uuid`,
  )} as delegations`.execute(tx);
  return rows[0]?.delegations ?? [];
}

/** An officer who may be named, with roles and units of the own postings in force; `undefined` when there is none. */
export async function findStandIn(
  tx: Transaction,
  login: string,
): Promise<{ officerId: string; roles: Role[]; units: string[] } | undefined> {
  const { rows } = await sql<{ officerId: string; roles: Role[]; units: string[] }>`
    select o.officer_id as "officerId", array_agg(p.role) as roles, array_agg(p.unit_id) as units
    from officers o join postings p using (officer_id)
    where o.login = ${login} and o.suspended_at is null and p.delegated_from is null
      and p.valid_from <= clock_timestamp() and (p.valid_to is null or p.valid_to > clock_timestamp())
    group by o.officer_id`.execute(tx);
  return rows[0];
}

/** Begins a delegation now: until so many days from now, or until the posting it comes from ends, if that is sooner. */
export async function insertDelegation(
  tx: Transaction,
  row: {
    delegationId: string;
    officerId: string;
    from: string;
    rights: readonly DelegableRight[];
    days: number;
    createdBy: string;
  },
): Promise<void> {
  await sql`insert into postings
      (posting_id, officer_id, unit_id, role, valid_from, valid_to, created_by, delegated_from, rights)
    select ${row.delegationId}, ${row.officerId}, b.unit_id, b.role, at.time,
      least(b.valid_to, at.time + make_interval(hours => ${row.days * 24}::int)), ${row.createdBy}, b.posting_id,
      ${row.rights}::text[]
    from postings b, (select clock_timestamp() as time) as at
    where b.posting_id = ${row.from} and b.delegated_from is null`.execute(tx);
}

/** Ends a delegation now, with its sessions; only giver and stand-in can. False when there is none of theirs in force. */
export async function endDelegation(
  tx: Transaction,
  { delegationId, officerId }: { delegationId: string; officerId: string },
): Promise<boolean> {
  const ended = await sql`update postings p
    set valid_to = greatest(clock_timestamp(), p.valid_from + interval '1 microsecond')
    from postings b
    where p.posting_id = ${delegationId} and b.posting_id = p.delegated_from
      and ${officerId}::uuid in (p.officer_id, b.officer_id) and p.valid_to > clock_timestamp()`.execute(tx);
  if (ended.numAffectedRows !== 1n) return false;
  await sql`update sessions set ended_at = clock_timestamp()
    where posting_id = ${delegationId} and ended_at is null`.execute(tx);
  return true;
}

/** Does one of these two officers stand in for the other at this moment? For zones that see postings and no officer. */
export async function standsIn(tx: Transaction, one: string, other: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (
    select from reta.postings p join reta.postings b on b.posting_id = p.delegated_from
    where p.valid_from <= clock_timestamp() and p.valid_to > clock_timestamp()
      and ((p.officer_id = ${one} and b.officer_id = ${other}) or (p.officer_id = ${other} and b.officer_id = ${one}))
  ) as found`.execute(tx);
  return rows[0]?.found === true;
}
