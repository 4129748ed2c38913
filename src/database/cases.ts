// Cases as lists and one by one: the projection, with when an alert was answered.
import { type RawBuilder, sql } from "kysely";
import type { CaseLine } from "#src/schema/case.ts";
import type { CaseTies } from "#src/schema/case-ties.ts";
import type { AnswerSought } from "#src/schema/variable.ts";
import { IN_HANDS_OF } from "./assignments.ts";
import type { Runner } from "./ledger.ts";
import type { Transaction } from "./transact.ts";
import { STANDING_WALL } from "./walls.ts";

export interface CaseFilter {
  number?: string | undefined;
  /** UBIGEO prefix. */
  place?: string | undefined;
  /** Days of the complaint, `YYYY-MM-DD`, both included. */
  from?: string | undefined;
  to?: string | undefined;
  verdict?: string | undefined;
  /** Only with such an answer to an added question, as far as the reader sees what the case says. */
  answer?: AnswerSought | undefined;
  /** Only those with a correction to decide. */
  pending?: boolean | undefined;
  /** Only those this officer registered. */
  officerId?: string | undefined;
  /** Only those this posting has. */
  postingId?: string | undefined;
  /**
   * Only what this officer has or keeps and can be handed over: neither annulled nor merged. Within these units, and behind
   * a wall only where it says so; or, for the reader, by this posting and wherever it was registered.
   */
  holder?:
    | { officerId: string; units: readonly string[]; walled: boolean }
    | { officerId: string; postingId: string }
    | undefined;
  /** Why the reader may see cases, where those are few among all: the page is then looked for by each reason. */
  reasons?: readonly CaseReason[] | undefined;
  /** The reader, and how many units the reader's rights reach. */
  reader?: { officerId: string; units: number } | undefined;
  /** Keyset: the last line of the page before. */
  after?: { receivedAt: string; caseId: string } | undefined;
}

/** Lines of one page. */
export const PAGE = 50;
/** Up to so many units are each asked for their newest cases; of more, some case is near wherever one looks. */
const FEW_UNITS = 60;
/** One reason of the rule of access (`domain/access/case-reach`). */
type CaseReason = "registered" | "units" | "alerted" | "walled" | "proposed" | "prosecuted";
type Condition = RawBuilder<unknown>;

// Both sides of a merge as far as the reader may see them: the inner selects go through row-level security as well.
const SURVIVOR = sql`case when c.merged_into is null then null else (
  select jsonb_build_object('caseId', s.case_id, 'caseNumber', s.case_number) from cases s where s.case_id = c.merged_into) end`;
const MERGED_NUMBERS = sql`array(select m.case_number from cases m where m.merged_into = c.case_id order by m.received_at)`;

const LINE = sql`c.case_id as "caseId", c.case_number as "caseNumber", c.complaint_made_on as "complaintMadeOn",
  c.received_at as "receivedAt", c.facts_to as "factsTo", c.place_code as "placeCode", c.unit_id as "unitId", c.verdict,
  c.palermo_verdict as "palermoVerdict", c.law_version as "lawVersion", c.exploitation, c.victims, c.suspects, c.minor,
  c.entry_count as entries, c.late, c.alerted, c.walled, c.pending as "pendingAmendments", c.status,
  c.closing_outcome as "closingOutcome", ${SURVIVOR} as "mergedInto", ${MERGED_NUMBERS} as "mergedNumbers",
  (select min(k.acknowledged_at) from alerts a join alert_acknowledgements k using (alert_id) where a.case_id = c.case_id)
    as "alertReceivedAt",
  ${IN_HANDS_OF} as "assignedTo"`;

function conditionsOf(filter: CaseFilter): Condition[] {
  const { number, place, from, to, verdict, officerId, postingId, after } = filter;
  // A case that went into another is found under the surviving one, by whoever may see that one.
  const found = [sql`(c.merged_into is null or not sees_case(c.merged_into))`];
  if (number !== undefined)
    found.push(sql`c.case_id = any(array(select coalesce(s.case_id, n.case_id) from cases n
      left join cases s on s.case_id = n.merged_into where n.case_number = (select sought_number(${number}))))`);
  if (place !== undefined) found.push(sql`c.place_code like ${`${place}%`}`);
  if (from !== undefined) found.push(sql`c.complaint_made_on >= ${from}`);
  if (to !== undefined) found.push(sql`c.complaint_made_on <= ${to}`);
  if (verdict !== undefined) found.push(sql`c.verdict = ${verdict}`);
  if (officerId !== undefined) found.push(sql`c.officer_id = ${officerId}`);
  if (postingId !== undefined)
    found.push(
      sql`c.case_id in (select s.case_id from case_assignments s where s.posting_id = ${postingId} and s.status = 'assigned')`,
    );
  if (filter.holder !== undefined) found.push(...heldBy(filter.holder));
  if (filter.answer !== undefined) found.push(...answered(filter.answer));
  if (filter.pending) found.push(sql`c.pending > 0`);
  if (after !== undefined)
    found.push(sql`(c.received_at, c.case_id) < (${after.receivedAt}::timestamptz, ${after.caseId}::uuid)`);
  return found;
}

// Facts, not metadata: who sees of a case only that it is there does not find it by what it says.
function answered(sought: AnswerSought): Condition[] {
  return [
    sql`c.answers <> '{}'`,
    sql`not keeps_to_metadata() and sees_contents(c.case_id)`,
    "is" in sought
      ? sql`c.answers -> ${sought.variable}::text @> to_jsonb(${sought.is}::text)`
      : sql`exists (select from jsonb_array_elements(c.answers -> ${sought.variable}::text) as given (answer)
          where ${between(sought)})`,
  ];
}

// `case` because nothing else keeps PostgreSQL from reading a text as a number before asking whether it is one.
function between({ type, from, to }: Exclude<AnswerSought, { is: string }>): Condition {
  if (type === "number")
    return sql`case when jsonb_typeof(answer) = 'number' then
      (${from}::bigint is null or answer::bigint >= ${from}::bigint)
      and (${to}::bigint is null or answer::bigint <= ${to}::bigint) else false end`;
  const text = sql`(answer #>> '{}') collate "C"`;
  // A year or a month reaches over all its days: compared as far as it is known.
  return sql`${text} ~ '^[0-9]{4}'
    and (${from}::text is null or ${text} >= left(${from}::text, length(answer #>> '{}')))
    and (${to}::text is null or ${text} <= left(${to}::text, length(answer #>> '{}')))`;
}

function heldBy(holder: NonNullable<CaseFilter["holder"]>): Condition[] {
  const { officerId } = holder;
  const own = "postingId" in holder;
  const assigned = own
    ? sql`s.posting_id = ${holder.postingId}`
    : sql`s.unit_id = any(${holder.units}::text[])
        and s.posting_id in (select p.posting_id from reta.postings p where p.officer_id = ${officerId})`;
  const kept = own ? sql`not k.walled` : sql`not k.walled and k.unit_id = any(${holder.units}::text[])`;
  return [
    own || holder.walled ? sql`true` : sql`not c.walled`,
    sql`c.status in ('open', 'closed')`,
    sql`c.case_id in (
      select s.case_id from case_assignments s where s.status = 'assigned' and ${assigned}
      union all
      select k.case_id from cases k where k.officer_id = ${officerId} and not k.handed_over and ${kept})`,
  ];
}

// Each source gives the newest page of one reason along an index in the order of the list; row-level security looks at
// every row of it, so that a source only says where to look.
function sourcesOf({ reasons = [], reader, after }: CaseFilter, always: readonly Condition[]): Condition[] {
  const newest = (of: Condition) =>
    sql`select c.received_at, c.case_id from cases c where ${sql.join([of, ...always], sql` and `)}
      order by c.received_at desc, c.case_id desc limit ${PAGE}`;
  const ofUnits = (source: Condition) =>
    sql`select each.* from unnest(context_units()) as one (id) cross join lateral (${source}) as each`;
  const before =
    after === undefined
      ? sql``
      : sql`and (a.case_received_at, a.case_id) < (${after.receivedAt}::timestamptz, ${after.caseId}::uuid)`;
  const sources: Record<CaseReason, () => Condition> = {
    registered: () => newest(sql`c.officer_id = ${reader?.officerId}`),
    units: () =>
      (reader?.units ?? 0) > FEW_UNITS
        ? newest(sql`c.unit_id = any((select context_units())::text[])`)
        : ofUnits(newest(sql`c.unit_id = one.id`)),
    // One unit may have been alerted of one case more than once.
    alerted: () =>
      ofUnits(sql`select distinct on (a.case_received_at, a.case_id) c.received_at, c.case_id
        from alerts a join cases c on c.case_id = a.case_id
        where a.unit_id = one.id ${before} and ${sql.join(always, sql` and `)}
        order by a.case_received_at desc, a.case_id desc limit ${PAGE}`),
    // Of everybody's there: which of them a prosecutor has, the policy asks.
    prosecuted: () =>
      newest(sql`c.case_id in (select s.case_id from case_assignments s
        where s.status = 'assigned' and s.unit_id = any((select context_offices())::text[]))`),
    walled: () => newest(sql`c.walled`),
    proposed: () =>
      sql`(${newest(sql`c.pending > 0`)}) union all
        (${newest(sql`c.decided_by <> '{}' and ${reader?.officerId}::uuid = any(c.decided_by)`)})`,
  };
  return [
    newest(sql`c.case_id = any((select context_cases())::uuid[])`),
    ...reasons.map((one) => sources[one]()),
  ];
}

/** A page of the cases the reader may see, newest arrival first. */
export async function listCases(tx: Transaction, filter: CaseFilter): Promise<CaseLine[]> {
  const conditions = conditionsOf(filter);
  const named = filter.number ?? filter.officerId ?? filter.postingId ?? filter.holder;
  const from =
    filter.reasons === undefined || named !== undefined
      ? sql`cases c where ${sql.join(conditions, sql` and `)}`
      : sql`(select distinct received_at, case_id from (${sql.join(
          sourcesOf(filter, conditions).map((source) => sql`(${source})`),
          sql` union all `,
        )}) as found order by received_at desc, case_id desc limit ${PAGE}) as page
        join cases c on c.case_id = page.case_id`;
  const { rows } = await sql<CaseLine>`
    select ${LINE} from ${from} order by c.received_at desc, c.case_id desc limit ${PAGE}`.execute(tx);
  return rows;
}

/** The id of a case that is looked for by it: one that is not there then costs what one behind a wall costs. */
export const SOUGHT = (caseId: string) => sql`(select sought_case(${caseId}::uuid))`;

/** One case with what access is decided by; `undefined` when it does not exist or may not be seen: the same answer. */
export async function findCase(
  tx: Transaction,
  caseId: string,
  postingId: string,
  lock = false,
): Promise<{ line: CaseLine; lastHash: Buffer; ties: CaseTies } | undefined> {
  const { rows } = await sql<CaseLine & Omit<CaseTies, "receivedAt" | "unitId"> & { lastHash: Buffer }>`
    select ${LINE}, c.officer_id as "officerId", c.last_hash as "lastHash", c.handed_over as "handedOver",
      c.decided_by as "decidedBy", c.pending > 0 as proposed,
      array(select a.unit_id from alerts a where a.case_id = c.case_id) as "alertedUnits",
      array(select s.status from case_assignments s where s.case_id = c.case_id and s.posting_id = ${postingId}) as own,
      array(select s.unit_id from case_assignments s join reta.postings p using (posting_id)
        where s.case_id = c.case_id and s.status = 'assigned' and p.role in ('prosecutor', 'prosecutor-liaison'))
        as "prosecutorUnits",
      case when c.walled then ${STANDING_WALL(sql`c.case_id`)} end as wall
    from cases c where c.case_id = ${SOUGHT(caseId)} ${lock ? sql`for no key update of c` : sql``}`.execute(
    tx,
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const {
    officerId,
    lastHash,
    alertedUnits,
    handedOver,
    own,
    wall,
    decidedBy,
    proposed,
    prosecutorUnits,
    ...line
  } = row;
  const { unitId, receivedAt, status } = line;
  const ties = {
    officerId,
    unitId,
    receivedAt,
    alertedUnits,
    prosecutorUnits,
    handedOver,
    own,
    wall,
    decidedBy,
    proposed,
    status,
  };
  return { line, lastHash, ties };
}

/** Those of these cases the reader may see, in whatever order. */
export async function listVisible(tx: Transaction, caseIds: readonly string[]): Promise<Set<string>> {
  if (caseIds.length === 0) return new Set();
  const { rows } = await sql<{ caseId: string }>`
    select c.case_id as "caseId" from cases c where c.case_id = any(${caseIds}::uuid[])`.execute(tx);
  return new Set(rows.map(({ caseId }) => caseId));
}

/** How many cases there are, whoever may see them: the owner's connection only. */
export async function countCases(tx: Runner): Promise<number> {
  const { rows } = await sql<{ cases: number }>`select count(*)::int as cases from cases`.execute(tx);
  return rows[0]?.cases ?? 0;
}
