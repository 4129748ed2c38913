// Cases by the million, copied from a few that were really registered: entries, sealed values, people, alerts, leaves.
import { randomUUID } from "node:crypto";
import * as supplement from "#src/actions/add-supplement.ts";
import type { House } from "#src/main/house.ts";
import { actorOf, registerAs } from "#src/main/register-as.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../../test/support/complaints.ts";
import { inBatches, withoutIndexes } from "./bulk-load.ts";

const CASES_A_BATCH = 50_000;
/** Places of the facts of the cases that are copied: each alerts another regional unit, all the national one. */
const PLACES = ["170101", "080101", "230101", "200101", "130101", "160101"];
/** Every so many-th case has further entries, is somebody's, is behind a wall. */
const [SUPPLEMENTED, ASSIGNED, WALLED] = [3, 3, 200];
const TABLES = [
  "cases",
  "entries",
  "personal_values",
  "wrapped_keys",
  "case_people",
  "alerts",
  "alert_acknowledgements",
  "case_assignments",
  "case_walls",
  "ledger_leaves",
];

/** Registers `count` complaints through the action, with everything it does; answers their cases. */
export async function registerReally(house: House, login: string, count: number): Promise<string[]> {
  const cases: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const place = { code: PLACES[i % PLACES.length] ?? "170101", kind: "bar" };
    const complaint = newComplaint(typicalComplaint({ place }), { caseId: randomUUID() });
    if ((await registerAs(house, login, complaint)) === undefined) throw new Error(`no officer ${login}`);
    cases.push(complaint.caseId);
  }
  return cases;
}

/**
 * Adds cases over ten years, half of them of a tenth of the officers, numbered in `bench_cases`. What identifies people is
 * copied sealed, so that it takes the room it takes; it opens only in the cases that were really registered, because the
 * place of a value is sealed with it. The vault is not asked to index the copies.
 */
export async function loadCases(house: House, cases: number, login: string): Promise<void> {
  const { pool } = house.owner;
  const patterns = await registerReally(house, login, PLACES.length);
  await addSupplements(house, login, patterns);
  await pool.query(`create table if not exists bench_cases (n int primary key, case_id uuid not null, pattern int not null,
    officer int not null, investigator int not null, at timestamptz not null)`);
  const { rows } = await pool.query<{ n: number }>("select coalesce(max(n), 0)::int as n from bench_cases");
  const before = rows[0]?.n ?? 0;
  await pool.query(
    `insert into bench_cases select n, gen_random_uuid(), 1 + n % $3::int,
       1 + floor(power(random(), 3) * (select count(*) from bench_officers))::int,
       1 + floor(random() * (select count(*) from bench_investigators))::int,
       date_trunc('milliseconds', now() - interval '1 day' - power(random(), 1.5) * interval '3650 days')
     from generate_series($1::int + 1, $1::int + $2::int) as n`,
    [before, cases, patterns.length],
  );
  await pool.query("analyze bench_cases");
  await withoutIndexes(pool, TABLES, async () => {
    const copy = await copier(house, patterns);
    await inBatches("cases", cases, CASES_A_BATCH, (from, to) => copy(before + from, before + to));
    await pool.query(
      `insert into alert_acknowledgements (alert_id, officer_id, posting_id, acknowledged_at)
       select a.alert_id, o.officer_id, o.posting_id, a.raised_at + interval '10 minutes'
       from alerts a join bench_cases m on m.case_id = a.case_id join bench_officers o on o.n = m.officer
       where a.raised_at < now() - interval '3 days' and m.n > $1`,
      [before],
    );
    // As the triggers would have.
    await pool.query(
      `insert into open_alerts (alert_id, case_id, unit_id, registered_by, raised_at)
       select alert_id, case_id, unit_id, registered_by, raised_at from alerts a
       where not exists (select from alert_acknowledgements k where k.alert_id = a.alert_id) on conflict do nothing`,
    );
  });
}

async function addSupplements(house: House, login: string, patterns: readonly string[]): Promise<void> {
  const actor = await actorOf(house, login);
  if (actor === undefined) throw new Error(`no officer ${login}`);
  for (const [i, caseId] of patterns.entries()) {
    if (i % SUPPLEMENTED !== 0) continue;
    const added = newSupplement(caseId, { kind: "new-facts", control: ["imposed-debt"] });
    await house.perform(
      { actor, requestId: randomUUID(), training: false },
      { trace: supplement.trace, verb: supplement.addSupplement },
      added,
    );
  }
}

// The same id wherever an entry of a copy is named.
const entryId = (seq: string) => `md5(m.case_id::text || ${seq})::uuid`;
const hash = (seq: string) => `sha256((m.case_id::text || ${seq})::bytea)`;
const FIRST = entryId("'1'");
const NUMBER = "'B' || upper(substr(md5(m.case_id::text), 1, 11))";

// What differs from the case it is copied from, column by column; `m` is the copy, `o` who registered it, `p` the row.
const CHANGED: Record<string, Record<string, string>> = {
  cases: {
    case_id: "m.case_id",
    case_number: NUMBER,
    unit_id: "o.unit_id",
    officer_id: "o.officer_id",
    received_at: "m.at",
    last_received_at: "m.at",
    entered_at: "m.at",
    complaint_made_at: "m.at",
    complaint_made_on: "m.at::date",
    last_hash: hash("p.entry_count"),
    walled: `m.n % ${WALLED} = 0`,
  },
  entries: {
    entry_id: entryId("p.seq"),
    case_id: "m.case_id",
    officer_id: "o.officer_id",
    posting_id: "o.posting_id",
    received_at: "m.at",
    entry_hash: hash("p.seq"),
    body: `p.body || jsonb_build_object('entryId', ${entryId("p.seq")}, 'caseId', m.case_id, 'caseNumber', ${NUMBER},
      'officerId', o.officer_id, 'postingId', o.posting_id, 'unitId', o.unit_id)`,
  },
  case_people: { case_id: "m.case_id", person_id: "gen_random_uuid()" },
  alerts: {
    alert_id: "gen_random_uuid()",
    case_id: "m.case_id",
    entry_id: FIRST,
    registered_by: "o.officer_id",
    raised_at: "m.at",
    case_received_at: "m.at",
  },
};

async function copier(house: House, patterns: readonly string[]) {
  const { pool } = house.owner;
  const columns = async (table: string, changed: Record<string, string>) => {
    const { rows } = await pool.query<{ name: string }>(
      `select column_name as name from information_schema.columns
       where table_schema = 'reta' and table_name = $1 and is_identity = 'NO' and is_generated = 'NEVER'`,
      [table],
    );
    const names = rows.map(({ name }) => name);
    return `insert into ${table} (${names.join(", ")}) select ${names.map((name) => changed[name] ?? `p.${name}`).join(", ")}`;
  };
  const mass = "from bench_cases m join bench_officers o on o.n = m.officer";
  const span = "where m.n between $2 and $3";
  const statements: string[] = [];
  for (const [table, changed] of Object.entries(CHANGED))
    statements.push(
      `${await columns(table, changed)} ${mass} join ${table} p on p.case_id = ($1::uuid[])[m.pattern] ${span}`,
    );
  for (const table of ["personal_values", "wrapped_keys"])
    statements.push(
      `${await columns(table, { entry_id: entryId("e.seq") })} ${mass} join entries e on e.case_id = ($1::uuid[])[m.pattern]
       join ${table} p on p.entry_id = e.entry_id ${span}`,
    );
  statements.push(
    `insert into case_assignments (case_id, posting_id, officer_id, unit_id, status, since, from_registrar)
     select m.case_id, i.posting_id, i.officer_id, i.unit_id, 'assigned', m.at + interval '1 day', true
     from bench_cases m join bench_investigators i on i.n = m.investigator ${span} and m.n % ${ASSIGNED} = 0
       and cardinality($1::uuid[]) > 0`,
    `insert into case_walls (case_id, side, causes, named_officers, hidden_units, consents, raised_at)
     select m.case_id, 'owners', '{}', array[o.officer_id], array[o.unit_id], '{}', m.at
     ${mass} ${span} and m.n % ${WALLED} = 0 and cardinality($1::uuid[]) > 0`,
    // Far above the log's own leaves, which go on from where they are.
    `insert into ledger_leaves (log, leaf_index, entry_hash) select 'entries', 1000000000 + 10::bigint * m.n + e.seq, ${hash("e.seq")}
     from bench_cases m join entries e on e.case_id = ($1::uuid[])[m.pattern] ${span}`,
  );
  return async (from: number, to: number) => {
    for (const statement of statements) await pool.query(statement, [patterns, from, to]);
  };
}
