// Cases as lists and one by one: the projection, with when an alert was answered.
import { sql } from "kysely";
import type { CaseLine } from "#src/schema/case.ts";
import type { CaseTies } from "#src/schema/case-ties.ts";
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
  /** Only those with a correction to decide. */
  pending?: boolean | undefined;
  /** Only those this officer registered. */
  officerId?: string | undefined;
  /** Only those this posting has. */
  postingId?: string | undefined;
  /** Keyset: the last line of the page before. */
  after?: { receivedAt: string; caseId: string } | undefined;
}

/** Lines of one page. */
export const PAGE = 50;

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
  array(select o.name from case_assignments s join reta.officers o using (officer_id)
    where s.case_id = c.case_id and s.status = 'assigned' order by s.since, o.name) as "assignedTo"`;

/** A page of the cases the reader may see, newest arrival first. */
export async function listCases(tx: Transaction, filter: CaseFilter): Promise<CaseLine[]> {
  const conditions = [
    filter.number === undefined
      ? undefined
      : sql`(c.case_number = ${filter.number}
          or exists (select from cases m where m.merged_into = c.case_id and m.case_number = ${filter.number}))`,
    // A case that went into another is found under the surviving one, by whoever may see that one.
    sql`(c.merged_into is null or not exists (select from cases s where s.case_id = c.merged_into))`,
    filter.place === undefined ? undefined : sql`c.place_code like ${`${filter.place}%`}`,
    filter.from === undefined ? undefined : sql`c.complaint_made_on >= ${filter.from}`,
    filter.to === undefined ? undefined : sql`c.complaint_made_on <= ${filter.to}`,
    filter.verdict === undefined ? undefined : sql`c.verdict = ${filter.verdict}`,
    filter.officerId === undefined ? undefined : sql`c.officer_id = ${filter.officerId}`,
    filter.postingId === undefined
      ? undefined
      : sql`c.case_id in (select s.case_id from case_assignments s where s.posting_id = ${filter.postingId} and s.status = 'assigned')`,
    filter.pending ? sql`c.pending > 0` : undefined,
    filter.after === undefined
      ? undefined
      : sql`(c.received_at, c.case_id) < (${filter.after.receivedAt}::timestamptz, ${filter.after.caseId}::uuid)`,
  ].filter((condition) => condition !== undefined);
  const where = conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
  const { rows } = await sql<CaseLine>`
    select ${LINE} from cases c where ${where}
    order by c.received_at desc, c.case_id desc limit ${PAGE}`.execute(tx);
  return rows;
}

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
      case when c.walled then ${STANDING_WALL(sql`c.case_id`)} end as wall
    from cases c where c.case_id = ${caseId} ${lock ? sql`for no key update of c` : sql``}`.execute(tx);
  const row = rows[0];
  if (row === undefined) return undefined;
  const { officerId, lastHash, alertedUnits, handedOver, own, wall, decidedBy, proposed, ...line } = row;
  const { unitId, receivedAt, status } = line;
  const ties = {
    officerId,
    unitId,
    receivedAt,
    alertedUnits,
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
