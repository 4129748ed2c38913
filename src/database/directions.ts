// Directions: what the prosecutor in charge of a case directs, as it stands now; written after its entry.
import { sql } from "kysely";
import type { DirectionLine, DirectionStatus } from "#src/schema/direction.ts";
import type { Transaction } from "./transact.ts";

/** One direction, as its columns. Times are ISO texts. */
export interface DirectionColumns {
  direction_id: string;
  measure: string;
  unit_id: string;
  posting_id: string | null;
  due_on: string;
  victims: string[];
  given_by: string;
  given_posting: string;
  given_at: string;
  status: DirectionStatus;
  ended_at: string | null;
  ended_by: string | null;
}

/** Makes the rows of a case what the fold says: one that ends, one that is new, or both where one replaces another. */
export async function putDirections(
  tx: Transaction,
  caseId: string,
  rows: readonly DirectionColumns[],
): Promise<void> {
  await sql`with next as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (direction_id uuid, measure text, unit_id text,
        posting_id uuid, due_on date, victims uuid[], given_by uuid, given_posting uuid, given_at timestamptz, status text,
        ended_at timestamptz, ended_by uuid)),
    ended as (
      update case_directions d set status = n.status, ended_at = n.ended_at, ended_by = n.ended_by,
        changed_in = pg_current_xact_id()
      from next n where d.direction_id = n.direction_id and d.case_id = ${caseId} and d.status <> n.status)
    insert into case_directions (direction_id, case_id, measure, unit_id, posting_id, due_on, victims, given_by, given_posting,
      given_at, status)
    select n.direction_id, ${caseId}::uuid, n.measure, n.unit_id, n.posting_id, n.due_on, n.victims, n.given_by, n.given_posting,
      n.given_at, n.status
    from next n where not exists (select from case_directions d where d.direction_id = n.direction_id)`.execute(
    tx,
  );
}

const LINE = (
  today: string,
) => sql`d.direction_id as "directionId", d.case_id as "caseId", c.case_number as "caseNumber",
  d.measure, d.unit_id as "unitId", a.name as officer, d.posting_id as "postingId", d.due_on::text as "dueOn",
  d.victims, d.status,
  d.status = 'open' and d.due_on < ${today}::date as overdue, g.name as "givenBy", d.given_at as "givenAt",
  e.name as "endedBy", d.ended_at as "endedAt"`;
const FROM = sql`case_directions d join cases c on c.case_id = d.case_id join reta.officers g on g.officer_id = d.given_by
  left join reta.officers e on e.officer_id = d.ended_by
  left join reta.postings p on p.posting_id = d.posting_id left join reta.officers a on a.officer_id = p.officer_id`;

/** Those of a case the reader may see, the newest first. `today` is `YYYY-MM-DD` by the country's clock. */
export async function listCaseDirections(
  tx: Transaction,
  { caseId, today }: { caseId: string; today: string },
): Promise<DirectionLine[]> {
  const { rows } = await sql<DirectionLine>`
    select ${LINE(today)} from ${FROM} where d.case_id = ${caseId} order by d.given_at desc, d.direction_id`.execute(
    tx,
  );
  return rows;
}

/** Those of the cases the reader directs or works on, open ones by their day and then the others, the newest first; 200. */
export async function listOwnDirections(
  tx: Transaction,
  { onlyOpen, today }: { onlyOpen: boolean; today: string },
): Promise<DirectionLine[]> {
  const { rows } = await sql<DirectionLine>`
    select ${LINE(today)} from ${FROM}
    where (directs(d.case_id) or works_on(d.case_id)) and c.status in ('open', 'closed')
      and (${!onlyOpen} or d.status = 'open')
    order by d.status <> 'open', case when d.status = 'open' then d.due_on end, d.given_at desc, d.direction_id limit 200`.execute(
    tx,
  );
  return rows;
}
