// Fills a register for measuring: officers, cases copied from a few real ones, and an audit trail of any size, all skewed.
import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { House } from "#src/main/house.ts";
import { registerAs } from "#src/main/register-as.ts";
import { newComplaint, typicalComplaint } from "../../test/support/complaints.ts";

const CASES_A_BATCH = 50_000;
const EVENTS_A_BATCH = 250_000;
/** Places of the facts of the cases that are copied: each alerts another regional unit, all the national one. */
const PLACES = ["170101", "080101", "230101", "200101", "130101", "160101"];

/** Invented officers, three in four of them registrars in stations; the staff that signs in comes first. */
export async function loadOfficers(pool: Pool, officers: number): Promise<void> {
  await pool.query(`
    create table bench_officers (n int primary key, officer_id uuid, posting_id uuid, unit_id text, role text);
    insert into bench_officers select row_number() over (order by p.valid_from, p.posting_id), p.officer_id, p.posting_id,
      p.unit_id, p.role from postings p`);
  await pool.query(
    `with staff as (select count(*)::int as n from bench_officers),
      places as (select array_agg(unit_id) filter (where kind = 'station') as stations,
        array_agg(unit_id) filter (where kind like 'specialised%') as specialised from units)
    insert into bench_officers
    select staff.n + i, gen_random_uuid(), gen_random_uuid(),
      case when i % 4 = 0 then specialised[1 + i % cardinality(specialised)] else stations[1 + i % cardinality(stations)] end,
      case when i % 4 = 0 then 'investigator' else 'registrar' end
    from staff, places, generate_series(1, $1::int) as i`,
    [officers],
  );
  await pool.query(`
    insert into officers (officer_id, login, name) select officer_id, 'bench-' || n, 'Oficial ' || n from bench_officers
      on conflict do nothing;
    insert into postings (posting_id, officer_id, unit_id, role, valid_from)
      select posting_id, officer_id, unit_id, role, '2015-01-01' from bench_officers on conflict do nothing;
    analyze officers; analyze postings; analyze bench_officers`);
}

/** Cases over ten years, half of them of a tenth of the officers. Answers the ids of those that were really registered. */
export async function loadCases(house: House, cases: number, login: string): Promise<string[]> {
  const { pool } = house.owner;
  const patterns: string[] = [];
  for (const code of PLACES) {
    const complaint = newComplaint(typicalComplaint({ place: { code, kind: "bar" } }), {
      caseId: randomUUID(),
    });
    if ((await registerAs(house, login, complaint)) === undefined) throw new Error(`no officer ${login}`);
    patterns.push(complaint.caseId);
  }
  await pool.query(
    `create table bench_cases as
     select n, gen_random_uuid() as case_id, gen_random_uuid() as entry_id, 1 + n % $2::int as pattern,
       1 + floor(power(random(), 3) * (select count(*) from bench_officers))::int as officer,
       date_trunc('milliseconds', now() - interval '1 day' - power(random(), 1.5) * interval '3650 days') as at
     from generate_series(1, $1::int) as n`,
    [cases, patterns.length],
  );
  await pool.query("create unique index bench_cases_n on bench_cases (n); analyze bench_cases");
  for (let from = 1; from <= cases; from += CASES_A_BATCH) {
    const to = Math.min(cases, from + CASES_A_BATCH - 1);
    await copyCases(pool, patterns, from, to);
  }
  await pool.query(
    `insert into alert_acknowledgements (alert_id, officer_id, posting_id, acknowledged_at)
     select a.alert_id, o.officer_id, o.posting_id, a.raised_at + interval '10 minutes'
     from alerts a join bench_cases m on m.case_id = a.case_id join bench_officers o on o.n = m.officer
     where a.raised_at < now() - interval '3 days'`,
  );
  for (const table of [
    "cases",
    "entries",
    "case_people",
    "alerts",
    "alert_acknowledgements",
    "ledger_leaves",
  ])
    await pool.query(`analyze ${table}`);
  return patterns;
}

async function copyCases(pool: Pool, patterns: readonly string[], from: number, to: number): Promise<void> {
  const copy = async (table: string, changed: Record<string, string>) => {
    const { rows } = await pool.query<{ name: string }>(
      `select column_name as name from information_schema.columns
       where table_schema = 'reta' and table_name = $1 and is_identity = 'NO' and is_generated = 'NEVER'`,
      [table],
    );
    const names = rows.map(({ name }) => name);
    await pool.query(
      `insert into ${table} (${names.join(", ")}) select ${names.map((name) => changed[name] ?? `p.${name}`).join(", ")}
       from bench_cases m join bench_officers o on o.n = m.officer join ${table} p on p.case_id = ($1::uuid[])[m.pattern]
       where m.n between $2 and $3`,
      [patterns, from, to],
    );
  };
  const hash = "sha256(m.entry_id::text::bytea)";
  const number = "'B' || upper(substr(md5(m.case_id::text), 1, 11))";
  await copy("cases", {
    case_id: "m.case_id",
    case_number: number,
    unit_id: "o.unit_id",
    officer_id: "o.officer_id",
    received_at: "m.at",
    last_received_at: "m.at",
    entered_at: "m.at",
    complaint_made_at: "m.at",
    complaint_made_on: "m.at::date",
    last_hash: hash,
  });
  await copy("entries", {
    entry_id: "m.entry_id",
    case_id: "m.case_id",
    officer_id: "o.officer_id",
    posting_id: "o.posting_id",
    received_at: "m.at",
    entry_hash: hash,
    body: `p.body || jsonb_build_object('entryId', m.entry_id, 'caseId', m.case_id, 'caseNumber', ${number},
      'officerId', o.officer_id, 'postingId', o.posting_id, 'unitId', o.unit_id)`,
  });
  await copy("case_people", { case_id: "m.case_id", person_id: "gen_random_uuid()" });
  await copy("alerts", {
    alert_id: "gen_random_uuid()",
    case_id: "m.case_id",
    entry_id: "m.entry_id",
    registered_by: "o.officer_id",
    raised_at: "m.at",
  });
  // Far above the log's own leaves, which go on from where they are.
  await pool.query(
    `insert into ledger_leaves (log, leaf_index, entry_hash) select 'entries', 1000000000 + n, ${hash}
     from bench_cases m where n between $1 and $2`,
    [from, to],
  );
}

/** A trail over two years: by day rather than by night, of few officers more than of most, of new cases more than of old. */
export async function loadEvents(pool: Pool, events: number): Promise<void> {
  await pool.query("select make_audit_partitions((now() - interval '25 months')::date, now()::date)");
  // An index is built faster than it is filled.
  const { rows } = await pool.query<{ name: string; definition: string }>(
    `select i.relname as name, pg_get_indexdef(i.oid) as definition from pg_index x join pg_class i on i.oid = x.indexrelid
     where x.indrelid = 'audit_events'::regclass and not x.indisprimary`,
  );
  for (const { name } of rows) await pool.query(`drop index ${name}`);
  for (let from = 1; from <= events; from += EVENTS_A_BATCH)
    await pool.query(EVENTS, [from, Math.min(events, from + EVENTS_A_BATCH - 1)]);
  for (const { definition } of rows) await pool.query(definition.replace(" ON ONLY ", " ON "));
  await pool.query("analyze audit_events");
}

const EVENTS = `
  with size as (select (select count(*) from bench_officers) as officers, (select count(*) from bench_cases) as cases),
  drawn as (
    select i, random() as kind, 1 + floor(power(random(), 3) * size.officers)::int as officer,
      1 + floor(power(random(), 2) * (size.cases - 1))::int as nth,
      date_trunc('milliseconds', now() - (random() * 730)::int * interval '1 day'
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
