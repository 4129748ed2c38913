// Reading the audit trail: pages by officer, case, unit, action, newest first; who opened a case; how often a unit did.
import { type RawBuilder, sql } from "kysely";
import type { AuditEvent, Opening, UnitOpenings } from "#src/schema/audit.ts";
import { type Months, newestMonths, olderMonths } from "./audit-months.ts";
import type { Transaction } from "./transact.ts";

/** Where a page goes on: the last event of the one before. */
export interface AuditPlace {
  at: string;
  eventId: number;
}

export interface AuditFilter {
  /** What these did, or what was done to them. */
  officerIds?: readonly string[] | undefined;
  caseId?: string | undefined;
  unitIds?: readonly string[] | undefined;
  /** First words of actions; `case.names` is two. */
  words?: readonly string[] | undefined;
  action?: string | undefined;
  outcome?: string | undefined;
  dataClass?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  after?: AuditPlace | undefined;
}

/** Events of one page. */
export const PAGE = 100;
const ALWAYS: Months = { from: undefined, to: undefined };
/** Up to so many units are each asked for their newest events; of more, some event is near wherever one looks. */
const FEW_UNITS = 60;

type Condition = RawBuilder<unknown>;
const both = (conditions: readonly Condition[]) =>
  conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);

// Every source is one walk along an index that ends in time and number, stopped when the page is full; the page is the
// newest of what the sources found. Nothing is counted, and what the filter does not name is not in the statement, so
// that each combination has a plan of its own.
function sourcesOf(filter: AuditFilter, months: Months, most: number): Condition[] {
  const { officerIds, caseId, unitIds, words, action, outcome, dataClass, from, to, after } = filter;
  const always: Condition[] = [];
  if (caseId !== undefined) always.push(sql`e.case_id = ${caseId}::uuid`);
  if (action !== undefined) always.push(sql`e.action = ${action}`);
  if (words !== undefined)
    always.push(
      sql`(${sql.join(
        // A dot and all that follows it, in the order of code points: every action that begins with the word.
        words.map((word) => sql`(e.action >= ${`${word}.`} and e.action < ${`${word}/`})`),
        sql` or `,
      )})`,
    );
  if (outcome !== undefined) always.push(sql`e.outcome = ${outcome}`);
  if (dataClass !== undefined) always.push(sql`${dataClass} = any(e.classes)`);
  for (const first of [from, months.from])
    if (first !== undefined) always.push(sql`e.happened_at >= ${first}::timestamptz`);
  for (const end of [to, months.to])
    if (end !== undefined) always.push(sql`e.happened_at < ${end}::timestamptz`);
  if (after !== undefined)
    always.push(
      sql`e.happened_at <= ${after.at}::timestamptz`,
      sql`(e.happened_at, e.event_id) < (${after.at}::timestamptz, ${after.eventId}::bigint)`,
    );
  const few = unitIds !== undefined && unitIds.length <= FEW_UNITS;
  if (unitIds !== undefined && (!few || officerIds !== undefined || caseId !== undefined))
    always.push(sql`e.unit_id = any(${[...unitIds]}::text[])`);
  const newest = (of: readonly Condition[]) =>
    sql`select e.* from audit_events e where ${both([...of, ...always])}
      order by e.happened_at desc, e.event_id desc limit ${most}`;
  const each = (ids: Condition, of: readonly Condition[]) =>
    sql`select each.* from ${ids} as one (id) cross join lateral (${newest(of)}) as each`;
  if (officerIds !== undefined) {
    const ids = sql`unnest(${[...officerIds]}::uuid[])`;
    return [
      each(ids, [sql`e.officer_id = one.id`]),
      each(ids, [sql`e.subject_id = one.id`, sql`e.officer_id is distinct from one.id`]),
    ];
  }
  if (few && caseId === undefined)
    return [each(sql`unnest(${[...unitIds]}::text[])`, [sql`e.unit_id = one.id`])];
  return [newest([])];
}

/**
 * A page of what the reader may see, newest first; one event more than the page when there is another page. Asked month
 * by month from `now` (ISO 8601) back until it is full.
 */
export async function listAuditEvents(
  tx: Transaction,
  filter: AuditFilter,
  now: string,
): Promise<AuditEvent[]> {
  const ends = [filter.to, filter.after?.at].flatMap((end) => (end === undefined ? [] : [Date.parse(end)]));
  const newest = new Date(Math.min(Date.parse(now), ...ends));
  let months: Months | undefined = isFoundAtOnce(filter) ? ALWAYS : newestMonths(newest);
  const page: AuditEvent[] = [];
  while (months !== undefined && page.length <= PAGE) {
    page.push(...(await listEventsOf(tx, filter, months, PAGE + 1 - page.length)));
    const start: string = months.from ?? "";
    const isBegun = filter.from !== undefined && Date.parse(start) <= Date.parse(filter.from);
    months = isBegun ? undefined : olderMonths(months, page.length, PAGE + 1);
  }
  return page;
}

// A case has few events in all. What is rare in the whole trail has an index of its own, which the planner sees only
// when it is asked about the whole.
function isFoundAtOnce({ caseId, officerIds, unitIds, words, action, outcome }: AuditFilter): boolean {
  if (caseId !== undefined) return true;
  return (words ?? action ?? outcome) !== undefined && officerIds === undefined && unitIds === undefined;
}

async function listEventsOf(
  tx: Transaction,
  filter: AuditFilter,
  months: Months,
  most: number,
): Promise<AuditEvent[]> {
  const sources = sourcesOf(filter, months, most).map((source) => sql`(${source})`);
  const { rows } = await sql<AuditEvent>`
    with page as (
      select distinct on (happened_at, event_id) * from (${sql.join(sources, sql` union all `)}) as found
      order by happened_at desc, event_id desc limit ${most})
    select e.event_id as "eventId", e.happened_at as at, e.officer_id as "officerId", o.name as officer,
      e.posting_id as "postingId", e.unit_id as "unitId", e.role, s.name as subject, e.action, e.outcome, e.case_id as "caseId",
      (select c.case_number from cases c where c.case_id = e.case_id) as "caseNumber", e.classes, e.purpose, e.origin,
      e.device_id as "deviceId", e.body -> 'detail' as detail
    from page e left join reta.officers o on o.officer_id = e.officer_id
      left join reta.officers s on s.officer_id = e.subject_id
    order by e.happened_at desc, e.event_id desc`.execute(tx);
  return rows;
}

/** The case of a number, for readers who may know numbers. */
export async function findCaseByNumber(tx: Transaction, number: string): Promise<string | undefined> {
  const { rows } = await sql<{
    id: string;
  }>`select case_id as id from cases where case_number = ${number}`.execute(tx);
  return rows[0]?.id;
}

/** Who opened a case, newest first. The caller has made sure that the reader may see the case and has it. */
export async function listCaseOpenings(
  tx: Transaction,
  caseId: string,
  after: AuditPlace | undefined,
): Promise<Opening[]> {
  const { rows } = await sql<Opening>`
    select p.event_id as "eventId", p.happened_at as at, o.name as officer, p.unit_id as "unitId", p.role, p.action,
      p.classes, p.purpose
    from list_case_openings(${caseId}, ${after?.at ?? "infinity"}::timestamptz,
        ${after?.eventId ?? Number.MAX_SAFE_INTEGER}::bigint, ${PAGE + 1}) p
      left join reta.officers o using (officer_id)
    order by p.happened_at desc, p.event_id desc`.execute(tx);
  return rows;
}

/** `day` is one of the country's clock; `zone` is its IANA name. */
export async function countUnitOpenings(
  tx: Transaction,
  since: string,
  zone: string,
): Promise<UnitOpenings[]> {
  const { rows } = await sql<UnitOpenings>`
    select unit_id as "unitId", day, openings, prints from count_unit_openings(${since}::timestamptz, ${zone})
    order by day desc, unit_id`.execute(tx);
  return rows;
}

/** Officers by name or login, for those who oversee them. */
export interface NamedOfficer {
  officerId: string;
  name: string;
  login: string;
  unitId: string | null;
}

export async function searchOfficers(tx: Transaction, text: string): Promise<NamedOfficer[]> {
  const pattern = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<NamedOfficer>`
    select o.officer_id as "officerId", o.name, o.login,
      (select p.unit_id from reta.postings p
        where p.officer_id = o.officer_id and p.delegated_from is null order by p.valid_from desc limit 1) as "unitId"
    from reta.officers o where o.login ilike ${pattern} or o.name ilike ${pattern}
    order by o.login limit 20`.execute(tx);
  return rows;
}
