// The ombudsman's sample: what is drawn from, what was drawn, and the questions, answers and verdicts about it.
import { sql } from "kysely";
import type {
  DrawnOpening,
  NewOpeningVerdict,
  OpeningQuestion,
  SampleWeek,
} from "#src/schema/opening-sample.ts";
import type { Transaction } from "./transact.ts";

/** How a week was drawn; hashes are hex. */
export interface Draw {
  week: string;
  endedAt: string;
  since: string;
  firstLeaf: number;
  logSize: number;
  root: string;
  percent: number;
  atLeast: number;
  openings: number;
  drawn: number;
}

const DRAW = sql`d.week, d.ended_at as "endedAt", d.since, d.first_leaf::int8 as "firstLeaf", d.log_size::int8 as "logSize",
  encode(d.root, 'hex') as root, d.percent, d.at_least as "atLeast", d.openings, d.drawn`;

/** The draw of a week, by its Monday; the newest when none is named. */
export async function findDraw(tx: Transaction, week?: string): Promise<Draw | undefined> {
  const { rows } = await sql<Draw>`select ${DRAW} from opening_draws d
    where ${week ?? null}::date is null or d.week = ${week ?? null}::date order by d.week desc limit 1`.execute(
    tx,
  );
  return rows[0];
}

export interface PlacedCheckpoint {
  size: number;
  /** Hex. */
  root: string;
  publishedAt: string;
}

/** Checkpoints a walk reads at a time. */
const WALK = 1_000;

/**
 * The first checkpoint of the audit log published at a time or after; `undefined` while there is none. Walks back from
 * the newest: it is looked for soon after the time.
 */
export async function findCheckpointAfter(
  tx: Transaction,
  time: string,
): Promise<PlacedCheckpoint | undefined> {
  let first: PlacedCheckpoint | undefined;
  for (let below: number | null = null; ; ) {
    const { rows }: { rows: PlacedCheckpoint[] } = await sql<PlacedCheckpoint>`
      select size::int8 as size, encode(root, 'hex') as root, published_at as "publishedAt" from ledger_checkpoints
      where log = 'audit' and (${below}::bigint is null or size < ${below}::bigint)
      order by size desc limit ${WALK}`.execute(tx);
    for (const row of rows) {
      if (Date.parse(row.publishedAt) < Date.parse(time)) return first;
      first = row;
    }
    if (rows.length < WALK) return first;
    below = first?.size ?? null;
  }
}

/** When the checkpoint a draw went by was published; `undefined` unless it is the first after the week, as it was signed. */
export async function findFirstAfter(
  tx: Transaction,
  { logSize, root, endedAt }: Pick<Draw, "logSize" | "root" | "endedAt">,
): Promise<string | undefined> {
  const { rows } = await sql<{ publishedAt: string }>`
    select c.published_at as "publishedAt" from ledger_checkpoints c
    where c.log = 'audit' and c.size = ${logSize} and c.root = decode(${root}, 'hex')
      and c.published_at >= ${endedAt}::timestamptz
      and not exists (select from (select published_at from ledger_checkpoints b
          where b.log = 'audit' and b.size < ${logSize} order by b.size desc limit 1) as before
        where before.published_at >= ${endedAt}::timestamptz)`.execute(tx);
  return rows[0]?.publishedAt;
}

/** An opening as the trail has it; `hash` is that of its event, hex. */
export interface TrailOpening {
  hash: string;
  officerId: string;
  unitId: string;
  role: string | null;
  caseId: string;
  classes: string[];
  purpose: string | null;
  at: string;
}

/** Longest that an event may differ from the clock of the database that seals it. */
const SKEW = sql`interval '10 minutes'`;

/**
 * Openings of names whose events are leaves of the audit log from one place to another, as far as the reader sees them
 * and but for the reader's own. `since`: none is older; `until`: when the log had grown to the second place.
 */
export async function listOpeningsBetween(
  tx: Transaction,
  span: { firstLeaf: number; logSize: number; since: string; until: string; but: string | null },
): Promise<TrailOpening[]> {
  const { rows } = await sql<TrailOpening>`
    select encode(e.event_hash, 'hex') as hash, e.officer_id as "officerId", coalesce(e.unit_id, '') as "unitId", e.role,
      e.case_id as "caseId", coalesce(e.classes, '{}') as classes, e.purpose, e.happened_at as at
    from audit_events e
    where e.action = 'case.names.open' and e.outcome = 'done' and e.officer_id is not null and e.case_id is not null
      and e.officer_id is distinct from ${span.but}::uuid
      and e.happened_at >= ${span.since}::timestamptz and e.happened_at < ${span.until}::timestamptz + ${SKEW}
      and (select l.leaf_index from ledger_leaves l where l.log = 'audit' and l.entry_hash = e.event_hash)
        between ${span.firstLeaf} and ${span.logSize - 1}`.execute(tx);
  return rows;
}

export interface NewDraw extends Draw {
  /** In the order of the draw. */
  chosen: (TrailOpening & { openingId: string })[];
  units: { unitId: string; openings: number }[];
}

/** Stores a draw whole; false when the week is drawn already. */
export async function insertDraw(tx: Transaction, draw: NewDraw, at: string): Promise<boolean> {
  const { chosen, units, ...row } = draw;
  const { numAffectedRows } = await sql`
    insert into opening_draws (week, ended_at, since, first_leaf, log_size, root, percent, at_least, openings, drawn, made_at)
    values (${row.week}, ${row.endedAt}, ${row.since}, ${row.firstLeaf}, ${row.logSize}, decode(${row.root}, 'hex'),
      ${row.percent}, ${row.atLeast}, ${row.openings}, ${row.drawn}, ${at})
    on conflict do nothing`.execute(tx);
  if (numAffectedRows !== 1n) return false;
  await sql`insert into opening_draw_units (week, unit_id, openings)
    select ${row.week}::date, "unitId", openings
    from jsonb_to_recordset(${JSON.stringify(units)}::jsonb) as u ("unitId" text, openings int)`.execute(tx);
  await sql`
    insert into drawn_openings (opening_id, week, event_hash, officer_id, unit_id, role, case_id, classes, purpose, opened_at,
      place)
    select "openingId", ${row.week}::date, decode(hash, 'hex'), "officerId", "unitId", role, "caseId",
      array(select jsonb_array_elements_text(classes)), purpose, at, place
    from jsonb_to_recordset(${JSON.stringify(chosen.map((one, place) => ({ ...one, place })))}::jsonb) as c ("openingId" uuid,
      hash text, "officerId" uuid, "unitId" text, role text, "caseId" uuid, classes jsonb, purpose text, at timestamptz,
      place int)`.execute(tx);
  return true;
}

/** The newest weeks, with what came of their draws as far as the reader sees it. */
export async function listSampleWeeks(tx: Transaction): Promise<SampleWeek[]> {
  const { rows } = await sql<SampleWeek>`
    select d.week, count(o.opening_id)::int as drawn, count(q.opening_id)::int as asked,
      (count(*) filter (where exists (select from opening_verdicts v where v.opening_id = o.opening_id)))::int as reviewed
    from (select * from opening_draws order by week desc limit 26) as d
      left join drawn_openings o using (week) left join opening_questions q using (opening_id)
    group by d.week order by d.week desc`.execute(tx);
  return rows;
}

/** What was drawn in a week, those without a verdict first; with the hash of each one's event, hex. */
export async function listDrawn(
  tx: Transaction,
  week: string,
): Promise<(DrawnOpening & { hash: string; unitId: string })[]> {
  const { rows } = await sql<DrawnOpening & { hash: string; unitId: string }>`
    select d.opening_id as "openingId", encode(d.event_hash, 'hex') as hash, d.officer_id as "officerId", o.name as officer,
      d.unit_id as "unitId", d.role, d.opened_at as at,
      (select c.case_number from cases c where c.case_id = d.case_id) as "caseNumber", is_walled(d.case_id) as walled,
      d.classes, d.purpose, q.asked_at as "askedAt",
      (select a.answered_at from opening_answers a where a.opening_id = d.opening_id) as "answeredAt",
      coalesce((select jsonb_agg(jsonb_build_object('verdictId', v.verdict_id, 'by', r.name, 'at', v.given_at, 'verdict', v.verdict, 'reason', v.reason)
          order by v.given_at)
        from opening_verdicts v join officers r on r.officer_id = v.given_by where v.opening_id = d.opening_id), '[]') as verdicts
    from drawn_openings d join officers o using (officer_id) left join opening_questions q using (opening_id)
    where d.week = ${week}
    order by exists (select from opening_verdicts v where v.opening_id = d.opening_id), d.place`.execute(tx);
  return rows;
}

/** Whom an opening that was drawn is of; `undefined` when there is none the reader may see. */
export async function findDrawn(
  tx: Transaction,
  openingId: string,
): Promise<{ officerId: string; caseId: string } | undefined> {
  const { rows } = await sql<{ officerId: string; caseId: string }>`
    select officer_id as "officerId", case_id as "caseId" from drawn_openings where opening_id = ${openingId}`.execute(
    tx,
  );
  return rows[0];
}

/** Asks once: asked again, what stands stays. */
export async function insertQuestion(
  tx: Transaction,
  row: { openingId: string; by: string; at: string },
): Promise<void> {
  await sql`
    insert into opening_questions (opening_id, officer_id, case_id, case_number, classes, purpose, opened_at, asked_by, asked_at)
    select d.opening_id, d.officer_id, d.case_id, c.case_number, d.classes, d.purpose, d.opened_at, ${row.by}, ${row.at}
    from drawn_openings d join cases c using (case_id) where d.opening_id = ${row.openingId}
    on conflict do nothing`.execute(tx);
}

export async function insertVerdict(
  tx: Transaction,
  row: Omit<NewOpeningVerdict, "reason"> & { openingId: string; by: string; at: string },
): Promise<void> {
  await sql`insert into opening_verdicts (verdict_id, opening_id, verdict, given_by, given_at)
    values (${row.verdictId}, ${row.openingId}, ${row.verdict}, ${row.by}, ${row.at})`.execute(tx);
}

/** What this officer was asked, what waits first; of cases a wall hides from them, nothing. */
export async function listQuestionsTo(tx: Transaction, officerId: string): Promise<OpeningQuestion[]> {
  const { rows } = await sql<OpeningQuestion>`
    select q.opening_id as "openingId", q.case_number as "caseNumber", q.opened_at as at, q.classes, q.purpose,
      q.asked_at as "askedAt", a.answered_at as "answeredAt"
    from opening_questions q left join opening_answers a using (opening_id)
    where q.officer_id = ${officerId}
    order by a.answered_at is not null, q.asked_at desc, q.opening_id limit 200`.execute(tx);
  return rows;
}

/** A question to this officer; `undefined` when there is none they may know of. */
export async function findQuestionTo(
  tx: Transaction,
  openingId: string,
  officerId: string,
): Promise<{ caseId: string; answerId: string | null } | undefined> {
  const { rows } = await sql<{ caseId: string; answerId: string | null }>`
    select q.case_id as "caseId", a.answer_id as "answerId"
    from opening_questions q left join opening_answers a using (opening_id)
    where q.opening_id = ${openingId} and q.officer_id = ${officerId}`.execute(tx);
  return rows[0];
}

export async function insertOpeningAnswer(
  tx: Transaction,
  row: { openingId: string; answerId: string; by: string; at: string },
): Promise<void> {
  await sql`insert into opening_answers (opening_id, answer_id, answered_by, answered_at)
    values (${row.openingId}, ${row.answerId}, ${row.by}, ${row.at})`.execute(tx);
}

/** For the vault: where the words of an answer are, of which case and officer. */
export async function findOpeningAnswer(
  tx: Transaction,
  openingId: string,
): Promise<{ answerId: string; caseId: string; officerId: string } | undefined> {
  const { rows } = await sql<{ answerId: string; caseId: string; officerId: string }>`
    select a.answer_id as "answerId", q.case_id as "caseId", q.officer_id as "officerId"
    from opening_answers a join opening_questions q using (opening_id) where a.opening_id = ${openingId}`.execute(
    tx,
  );
  return rows[0];
}
