// The weekly review: whose events are to be judged, the items that came of it, how they were marked, and the canaries.
import { sql } from "kysely";
import type { Canary, ReviewItem, ReviewRule, ReviewWeek } from "#src/schema/audit-review.ts";
import type { Transaction } from "./transact.ts";

/** Officers who did anything in a span, or whose login was tried; a page after an id. */
export async function listActiveOfficers(
  tx: Transaction,
  span: { from: string; to: string; after: string; most: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct coalesce(officer_id, subject_id) as id from audit_events
    where happened_at >= ${span.from} and happened_at < ${span.to}
      and coalesce(officer_id, subject_id) > ${span.after}::uuid
    order by 1 limit ${span.most}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** An event as the rules judge it, with whose it is. */
export interface JudgedEvent {
  officerId: string;
  at: string;
  postingId: string | null;
  unitId: string | null;
  action: string;
  outcome: string;
  caseId: string | null;
  origin: string | null;
  questions: number;
}

/** What these officers did in a span, and failed sign-ins with their logins; each officer's oldest first. */
export async function listJudgedEvents(
  tx: Transaction,
  officerIds: readonly string[],
  from: string,
  to: string,
): Promise<JudgedEvent[]> {
  const { rows } = await sql<JudgedEvent>`
    select one.id as "officerId", e.happened_at as at, e.posting_id as "postingId", e.unit_id as "unitId", e.action,
      case when e.body #>> '{detail,outcome}' in ('wrong-credentials', 'locked-out') then 'refused' else e.outcome end as outcome,
      e.case_id as "caseId", e.origin,
      case when e.action = 'case.list' then (select count(*)::int
        from jsonb_array_elements_text(coalesce(e.body #> '{detail,filters}', '[]')) as f
        where f not in ('cursor', 'mine', 'pending')) when e.action like 'search.%' then 1 else 0 end as questions
    from unnest(${[...officerIds]}::uuid[]) as one (id) cross join lateral (
      select * from audit_events a where a.officer_id = one.id and a.happened_at >= ${from} and a.happened_at < ${to}
      union all
      select * from audit_events a where a.subject_id = one.id and a.officer_id is null
        and a.happened_at >= ${from} and a.happened_at < ${to}) as e
    order by one.id, e.happened_at, e.event_id`.execute(tx);
  return rows;
}

/** When postings of these officers end or ended. */
export async function listPostingEnds(
  tx: Transaction,
  officerIds: readonly string[],
): Promise<{ postingId: string; officerId: string; endedAt: string | null }[]> {
  const { rows } = await sql<{ postingId: string; officerId: string; endedAt: string | null }>`
    select posting_id as "postingId", officer_id as "officerId", valid_to as "endedAt" from reta.postings
    where officer_id = any(${[...officerIds]}::uuid[]) and delegated_from is null`.execute(tx);
  return rows;
}

/** When anybody did on these cases in a span what is work: `actions`, by the names they are recorded under. */
export async function listWork(
  tx: Transaction,
  caseIds: readonly string[],
  actions: readonly string[],
  from: string,
  to: string,
): Promise<{ caseId: string; at: string }[]> {
  const { rows } = await sql<{ caseId: string; at: string }>`
    select e.case_id as "caseId", e.happened_at as at
    from unnest(${[...caseIds]}::uuid[]) as one (id) cross join lateral (
      select case_id, happened_at from audit_events a
      where a.case_id = one.id and a.happened_at >= ${from} and a.happened_at < ${to} and a.outcome = 'done'
        and a.action = any(${[...actions]}::text[])) as e`.execute(tx);
  return rows;
}

export interface NewItem {
  itemId: string;
  week: string;
  rule: ReviewRule;
  officerId: string;
  unitId: string | null;
  events: number;
  firstAt: string;
  lastAt: string;
}

/** Stores items; those that were there stay as they were. */
export async function insertReviewItems(
  tx: Transaction,
  items: readonly NewItem[],
  at: string,
): Promise<void> {
  if (items.length === 0) return;
  await sql`insert into review_items (item_id, week, rule, officer_id, unit_id, events, first_at, last_at, made_at)
    select "itemId", week, rule, "officerId", "unitId", events, "firstAt", "lastAt", ${at}
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as i ("itemId" uuid, week date, rule text, "officerId" uuid,
      "unitId" text, events int, "firstAt" timestamptz, "lastAt" timestamptz)
    on conflict do nothing`.execute(tx);
}

export async function isWeekMade(tx: Transaction, week: string): Promise<boolean> {
  const { rows } = await sql`select 1 from review_weeks where week = ${week}`.execute(tx);
  return rows.length > 0;
}

export async function insertWeek(tx: Transaction, week: string, at: string): Promise<void> {
  await sql`insert into review_weeks (week, made_at) values (${week}, ${at}) on conflict do nothing`.execute(
    tx,
  );
}

/** The newest weeks, how many items each has and how many were looked at, as far as the reader sees them. */
export async function listReviewWeeks(tx: Transaction): Promise<ReviewWeek[]> {
  const { rows } = await sql<ReviewWeek>`
    with weeks as (
      select week from review_weeks union select distinct week from review_items
      order by week desc limit 26)
    select w.week, count(i.item_id)::int as items,
      (count(*) filter (where exists (select from review_marks m where m.item_id = i.item_id)))::int as reviewed
    from weeks w left join review_items i using (week) group by w.week order by w.week desc`.execute(tx);
  return rows;
}

const ITEM = sql` i.item_id as "itemId", i.week, i.rule, i.officer_id as "officerId", o.name as officer, i.unit_id as "unitId",
      i.case_id as "caseId", (select c.case_number from cases c where c.case_id = i.case_id) as "caseNumber", i.events,
      i.first_at as "firstAt", i.last_at as "lastAt", i.unlock_id as "unlockId", i.due_at as "dueAt",
      coalesce((select jsonb_agg(jsonb_build_object('markId', m.mark_id, 'by', r.name, 'at', m.reviewed_at, 'conclusion', m.conclusion, 'note', m.note)
          order by m.reviewed_at)
        from review_marks m join reta.officers r on r.officer_id = m.reviewed_by where m.item_id = i.item_id), '[]') as marks
  from review_items i left join reta.officers o using (officer_id)`;

/** The items of a week, canaries first, then what nobody has looked at. */
export async function listReviewItems(tx: Transaction, week: string): Promise<ReviewItem[]> {
  const { rows } = await sql<ReviewItem>`select ${ITEM}
    where i.week = ${week}
    order by (i.rule = 'canary-touched') desc,
      exists (select from review_marks m where m.item_id = i.item_id), i.rule, i.events desc, i.item_id
    limit 1000`.execute(tx);
  return rows;
}

/** What was opened in an emergency and nobody has reviewed yet, of whatever week; the longest due first. */
export async function listUnreviewedUnlocks(tx: Transaction): Promise<ReviewItem[]> {
  const { rows } = await sql<ReviewItem>`select ${ITEM}
    where i.rule = 'break-glass' and not exists (select from review_marks m where m.item_id = i.item_id)
    order by i.due_at, i.item_id limit 1000`.execute(tx);
  return rows;
}

/** Whom an item is about; `undefined` when there is none the reader may see. */
export async function findReviewItem(
  tx: Transaction,
  itemId: string,
): Promise<{ officerId: string | null } | undefined> {
  const { rows } = await sql<{
    officerId: string | null;
  }>`select officer_id as "officerId" from review_items where item_id = ${itemId}`.execute(tx);
  return rows[0];
}

export async function insertReviewMark(
  tx: Transaction,
  row: { markId: string; itemId: string; by: string; at: string; conclusion: string },
): Promise<void> {
  await sql`insert into review_marks (mark_id, item_id, reviewed_by, reviewed_at, conclusion)
    values (${row.markId}, ${row.itemId}, ${row.by}, ${row.at}, ${row.conclusion})`.execute(tx);
}

export async function listCanaries(tx: Transaction): Promise<Canary[]> {
  const { rows } = await sql<Canary>`
    select n.case_id as "caseId", (select c.case_number from cases c where c.case_id = n.case_id) as "caseNumber",
      o.name as "setBy", n.set_at as "setAt"
    from canaries n join reta.officers o on o.officer_id = n.set_by order by n.set_at desc limit 500`.execute(
    tx,
  );
  return rows;
}

export async function insertCanary(
  tx: Transaction,
  row: { caseId: string; by: string; at: string },
): Promise<void> {
  await sql`insert into canaries (case_id, set_by, set_at) values (${row.caseId}, ${row.by}, ${row.at})
    on conflict do nothing`.execute(tx);
}

export async function deleteCanary(tx: Transaction, caseId: string): Promise<void> {
  await sql`delete from canaries where case_id = ${caseId}`.execute(tx);
}

/** Puts on the list whoever touched a canary since a time, but for those who oversee; answers how many events are new. */
export async function tellOfCanaries(
  tx: Transaction,
  row: { since: string; at: string; timeZone: string },
): Promise<number> {
  const told = await sql`
    insert into review_items (item_id, week, rule, officer_id, unit_id, case_id, event_id, events, first_at, last_at, made_at)
    select gen_random_uuid(), date_trunc('week', e.happened_at at time zone ${row.timeZone})::date, 'canary-touched',
      e.officer_id, e.unit_id, e.case_id, e.event_id, 1, e.happened_at, e.happened_at, ${row.at}
    from canaries n cross join lateral (
      select * from audit_events a where a.case_id = n.case_id and a.happened_at > greatest(n.set_at, ${row.since}::timestamptz)
        and a.officer_id is not null and a.role not in ('auditor', 'internal-affairs')) as e
    on conflict do nothing`.execute(tx);
  return Number(told.numAffectedRows ?? 0);
}
