// Who has each case and what is offered to whom: the projection, written after its entry, and the lists made of it.
import { sql } from "kysely";
import type { AssignmentLine, GiverLine, ReceiverLine } from "#src/schema/assignment.ts";
import { type FirstWordRow, firstWord } from "./first-words.ts";
import type { Transaction } from "./transact.ts";

/**
 * Names of those in whose hands the case `c` is, the first one first. A court, a service or an inspector who has the own
 * part works on nothing, and whoever's posting is over is gone: for those alone somebody else must still take the case.
 */
export const IN_HANDS_OF = sql`array(select o.name from case_assignments s join reta.officers o using (officer_id)
    join reta.postings p on p.posting_id = s.posting_id
    where s.case_id = c.case_id and s.status = 'assigned' and (p.valid_to is null or p.valid_to > now())
      and p.role not in ('court-clerk', 'service-provider', 'labour-inspector')
    order by s.since, o.name)`;

/** One posting's part in a case, as its columns. */
export interface AssignmentColumns {
  posting_id: string;
  officer_id: string;
  unit_id: string;
  status: "assigned" | "offered" | "approved";
  since: string;
  list_id: string | null;
  list_size: number | null;
  offered_by: string | null;
  from_posting: string | null;
  from_registrar: boolean;
}

/**
 * Makes the rows of a case what the fold says. One statement: whoever lays a case down still sees it while the rest is
 * written. The last of the entry's statements, because afterwards they may not.
 */
export async function putAssignments(
  tx: Transaction,
  caseId: string,
  rows: readonly AssignmentColumns[],
  handedOver: boolean,
): Promise<void> {
  const json = JSON.stringify(rows);
  await sql`with next as (
      select * from jsonb_to_recordset(${json}::jsonb) as n (posting_id uuid, officer_id uuid, unit_id text, status text,
        since timestamptz, list_id uuid, list_size int, offered_by uuid, from_posting uuid, from_registrar boolean)),
    gone as (
      delete from case_assignments a where a.case_id = ${caseId}
        and not exists (select from next n where n.posting_id = a.posting_id and n.status = a.status)),
    come as (
      insert into case_assignments (case_id, posting_id, officer_id, unit_id, status, since, list_id, list_size, offered_by,
        from_posting, from_registrar)
      select ${caseId}::uuid, n.* from next n where not exists (select from case_assignments a
        where a.case_id = ${caseId} and a.posting_id = n.posting_id and a.status = n.status))
    update cases set handed_over = ${handedOver} where case_id = ${caseId} and handed_over <> ${handedOver}`.execute(
    tx,
  );
}

/** Who has the case or is offered it, the newest last. `left`: the posting is over, or its officer suspended. */
export async function listAssignments(
  tx: Transaction,
  caseId: string,
): Promise<(Omit<AssignmentLine, "mayEnd"> & { left: boolean })[]> {
  const { rows } = await sql<Omit<AssignmentLine, "mayEnd"> & { left: boolean }>`
    select a.posting_id as "postingId", a.officer_id as "officerId", o.name as officer, a.unit_id as "unitId", p.role, a.status,
      a.since, a.list_id as list, coalesce(p.valid_to <= now(), false) as ended,
      (coalesce(p.valid_to <= now(), false) or o.suspended_at is not null) as left
    from case_assignments a join reta.officers o using (officer_id) join reta.postings p on p.posting_id = a.posting_id
    where a.case_id = ${caseId} order by a.since, a.posting_id`.execute(tx);
  return rows;
}

/** A hand-over list as its rows say: one for each case of it the reader may see. */
export interface HandOverRow {
  handOverId: string;
  caseId: string;
  caseNumber: string;
  status: "offered" | "approved";
  offeredAt: string;
  listSize: number;
  offeredBy: string;
  giver: string;
  receiver: string;
  receiverPosting: string;
  receiverOfficer: string;
  receiverUnitId: string;
  receiverRole: string;
  /** Whose part ends, as the offer says. */
  from: string | null;
  fromRegistrar: boolean;
  /** Null where it is of whoever registered the case. */
  giverOfficer: string | null;
  /** How whoever offers it stands now. */
  word: FirstWordRow;
}

/** The rows of lists that wait for an answer; of one list, or of all the reader may see, newest first. */
export async function listHandOvers(tx: Transaction, list?: string): Promise<HandOverRow[]> {
  const { rows } = await sql<HandOverRow>`
    select a.list_id as "handOverId", a.case_id as "caseId", c.case_number as "caseNumber", a.status, a.since as "offeredAt",
      a.list_size - hidden_in_list(a.list_id) as "listSize", a.offered_by as "offeredBy", g.name as giver, o.name as receiver,
      a.posting_id as "receiverPosting", a.officer_id as "receiverOfficer", a.unit_id as "receiverUnitId",
      r.role as "receiverRole", a.from_posting as "from", a.from_registrar as "fromRegistrar",
      (select f.officer_id from reta.postings f where f.posting_id = a.from_posting) as "giverOfficer",
      ${firstWord(sql`a.offered_by`, sql`null::uuid`)} as word
    from case_assignments a join cases c using (case_id) join reta.officers o on o.officer_id = a.officer_id
      join reta.officers g on g.officer_id = a.offered_by join reta.postings r on r.posting_id = a.posting_id
    where a.status <> 'assigned' and (${list ?? null}::uuid is null or a.list_id = ${list ?? null}::uuid)
    order by a.since desc, a.list_id, c.case_number limit 2000`.execute(tx);
  return rows;
}

const POSTING = sql`p.posting_id as "postingId", o.officer_id as "officerId", o.name as officer, o.rank, p.unit_id as "unitId", p.role`;
// Nothing is given to who stands in: it would be nobody's when that ends.
const VALID = sql`o.suspended_at is null and p.delegated_from is null and p.valid_from <= now() and (p.valid_to is null or p.valid_to > now())`;

/** A posting in force, with whose it is and where they serve or served in the last 24 months; `undefined` when there is none. */
export async function findPosting(
  tx: Transaction,
  postingId: string,
): Promise<(ReceiverLine & { officerId: string; postedIn: string[] }) | undefined> {
  const { rows } = await sql<ReceiverLine & { officerId: string; postedIn: string[] }>`
    select ${POSTING}, array(select h.unit_id from reta.postings h where h.officer_id = o.officer_id and h.valid_from <= now()
        and (h.valid_to is null or h.valid_to > case when h.delegated_from is null then now() - interval '24 months'
          else now() end)) as "postedIn" from reta.postings p join reta.officers o using (officer_id)
    where p.posting_id = ${postingId} and ${VALID}`.execute(tx);
  return rows[0];
}

/** Postings in force of these roles, by name; a page of 50. `within`: of these roles, or in these units. */
export async function listReceivers(
  tx: Transaction,
  filter: {
    roles: readonly string[];
    unitId?: string | undefined;
    search?: string | undefined;
    within?: { roles: readonly string[]; units: readonly string[] };
    /** Of these units and no others. */
    units?: readonly string[] | undefined;
  },
): Promise<ReceiverLine[]> {
  const { within } = filter;
  const pattern = likeOf(filter.search ?? "");
  const { rows } = await sql<ReceiverLine>`
    select ${POSTING} from reta.postings p join reta.officers o using (officer_id)
    where p.role = any(${filter.roles}) and ${VALID} and o.name ilike ${pattern}
      and (${filter.unitId ?? null}::text is null or p.unit_id = ${filter.unitId ?? null})
      and (${filter.units ?? null}::text[] is null or p.unit_id = any(${filter.units ?? null}::text[]))
      and (${within === undefined} or p.role = any(${within?.roles ?? []}::text[]) or p.unit_id = any(${within?.units ?? []}::text[]))
    order by o.name, p.posting_id limit 50`.execute(tx);
  return rows;
}

/**
 * Officers who have or had a posting of these roles in these units, those without one in force first; a page of 50. It
 * says nothing of cases: an officer is listed whether they have any or not.
 */
export async function listGivers(
  tx: Transaction,
  filter: { units: readonly string[]; roles: readonly string[]; search: string },
): Promise<GiverLine[]> {
  const { rows } = await sql<GiverLine>`
    with newest as (
      select distinct on (p.officer_id) p.officer_id, p.unit_id, p.role, not (${VALID}) as ended
      from reta.postings p join reta.officers o using (officer_id)
      where p.unit_id = any(${filter.units}::text[]) and p.role = any(${filter.roles}::text[]) and p.valid_from <= now()
        and p.delegated_from is null and o.name ilike ${likeOf(filter.search)}
      order by p.officer_id, (${VALID}) desc, p.valid_from desc)
    select n.officer_id as "officerId", o.name as officer, n.unit_id as "unitId", n.role, n.ended,
      array(select p.posting_id from reta.postings p where p.officer_id = n.officer_id and ${VALID}) as postings
    from newest n join reta.officers o on o.officer_id = n.officer_id
    order by n.ended desc, o.name, n.officer_id limit 50`.execute(tx);
  return rows;
}

const likeOf = (search: string) => `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`;
