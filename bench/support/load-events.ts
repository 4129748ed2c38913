// An audit trail of any size: by day rather than by night, of few officers more than of most, of new cases more than of old.
import type { Pool } from "pg";
import { inBatches, withoutIndexes } from "./bulk-load.ts";

const EVENTS_A_BATCH = 250_000;
/** Days the trail goes back: sixty months, each a part of the table. */
const DAYS = 1_800;

/** Adds events of the officers in `bench_officers` about the cases in `bench_cases`, of so many days. */
export async function loadEvents(pool: Pool, events: number, days = DAYS): Promise<void> {
  await pool.query(
    "select make_audit_partitions((now() - make_interval(days => $1 + 40))::date, now()::date)",
    [days],
  );
  await withoutIndexes(pool, ["audit_events"], () =>
    inBatches("events", events, EVENTS_A_BATCH, async (from, to) => {
      await pool.query(EVENTS, [from, to, days]);
    }),
  );
}

const EVENTS = `
  with size as (select (select count(*) from bench_officers) as officers, (select count(*) from bench_cases) as cases),
  drawn as (
    select i, random() as kind, 1 + floor(power(random(), 3) * size.officers)::int as officer,
      1 + floor(power(random(), 2) * (size.cases - 1))::int as nth,
      date_trunc('milliseconds', now() - floor(random() * $3::int) * interval '1 day'
        - interval '1 hour' * (case when random() < 0.8 then 8 + random() * 10 else random() * 24 end)) as at
    from size, generate_series($1::int, $2::int) as i),
  made as (
    select d.*, o.officer_id, o.posting_id, o.unit_id, o.role, c.case_id, case
      when kind < 0.34 then 'case.read' when kind < 0.60 then 'case.list' when kind < 0.72 then 'session.sign-in'
      when kind < 0.78 then 'session.sign-out' when kind < 0.88 then 'alert.acknowledge'
      when kind < 0.94 then 'case.names.open' when kind < 0.98 then 'complaint.register'
      when kind < 0.99 then 'case.print' when kind < 0.9995 then 'complaint.repeat' else 'key.rotate' end as action
    from drawn d join bench_officers o on o.n = d.officer left join bench_cases c on c.n = d.nth),
  whole as (
    select made.*, case when action = 'session.sign-in' then null else officer_id end as actor, case when action like 'case.%' and action <> 'case.list' or action like 'complaint.%' then case_id end as about,
      case when i % 97 = 0 then 'refused' when i % 9973 = 0 then 'failed' else 'done' end as outcome,
      case when action = 'case.names.open' then array['suspect-identity', 'victim-identity'] end as classes,
      case when action = 'session.sign-in' then officer_id end as subject
    from made)
  insert into audit_events (happened_at, officer_id, posting_id, unit_id, role, action, outcome, case_id, subject_id,
    classes, purpose, origin, request_id, body, event_hash)
  select at, actor, posting_id, unit_id, role, action, outcome, about, subject, classes,
    case when classes is not null then 'investigation' end, 'private-' || substr(md5(unit_id), 1, 3), gen_random_uuid()::text,
    jsonb_build_object('v', 2, 'at', at, 'nonce', md5(i::text), 'officerId', actor, 'postingId', posting_id,
      'unitId', unit_id, 'role', role, 'action', action, 'outcome', outcome, 'caseId', about, 'subjectId', subject,
      'detail', case when action = 'case.list' then '{"filters": ["mine"], "rows": 12}'::jsonb else '{}'::jsonb end),
    sha256(i::text::bytea)
  from whole`;
