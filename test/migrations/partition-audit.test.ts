// The migration that cuts the audit trail by month: what was on it is there afterwards, verifies, and goes on.
import { createHash } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { columnTypes } from "#src/database/column-values.ts";
import { migrate } from "#src/database/migrate.ts";
import { canonicalBytes } from "#src/domain/ledger/canonical.ts";
import { emptyDatabase, type TestDatabase } from "../support/database.ts";

const BEFORE = "20261124-50-partition-audit.sql";
const OFFICER = "0b5c6c1e-8f0e-4c63-9d2c-0f6a5c3b2a10";
const POSTING = "5d3f6f52-6f3a-4a53-8b6a-7a3a2a1f0c11";
const CASE = "9c1d2e3f-1111-4222-8333-444455556666";
let database: TestDatabase;
let client: Client;

const body = (at: string, action: string, officerId: string | null) => ({
  v: 1,
  at,
  requestId: `request of ${action}`,
  nonce: "00",
  officerId,
  postingId: officerId === null ? null : POSTING,
  action,
  outcome: "done",
  caseId: action === "case.read" ? CASE : null,
  entryId: null,
  detail: {},
});
const EVENTS = [
  body("2025-12-31T23:59:59.999Z", "session.sign-in", null),
  body("2026-01-01T00:00:00.000Z", "case.read", OFFICER),
  body("2026-03-15T12:00:00.500Z", "case.list", OFFICER),
];
const hashOf = (event: object) => createHash("sha256").update(canonicalBytes(event)).digest();

beforeAll(async () => {
  database = await emptyDatabase();
  await migrate(database.ownerUrl, { before: BEFORE });
  client = new Client({
    connectionString: database.ownerUrl,
    options: "-c search_path=reta,public -c timezone=UTC -c datestyle=ISO",
    types: columnTypes,
  });
  await client.connect();
  await client.query(`insert into units values ('u', null, 'station', 'U', null, null, '{}', '2000-01-01');`);
  await client.query("insert into officers (officer_id, login, name) values ($1, 'someone', 'Someone')", [
    OFFICER,
  ]);
  await client.query(
    "insert into postings (posting_id, officer_id, unit_id, role, valid_from) values ($1, $2, 'u', 'registrar', '2020-01-01')",
    [POSTING, OFFICER],
  );
  for (const event of EVENTS)
    await client.query("select write_audit_event($1, $2, $3, $4, $5, $6, $7, $8, $9)", [
      event.at,
      event.officerId,
      event.postingId,
      event.action,
      event.outcome,
      event.caseId,
      event.entryId,
      JSON.stringify(event),
      hashOf(event),
    ]);
  await migrate(database.ownerUrl);
});
afterAll(async () => {
  await client?.end();
  await database?.drop();
});

const rows = async <Row extends object>(statement: string, values: unknown[] = []) =>
  (await client.query<Row>(statement, values)).rows;

test("every event is there under its number, with its body, its hash and its columns", async () => {
  const kept = await rows<{ id: number; at: string; body: (typeof EVENTS)[0]; hash: Buffer; unit: string }>(
    `select event_id as id, happened_at as at, body, event_hash as hash, unit_id as unit from audit_events order by event_id`,
  );
  expect(kept.map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(kept.map(({ body: whole }) => whole)).toEqual(EVENTS);
  expect(kept.map(({ at }) => at)).toEqual(EVENTS.map(({ at }) => at));
  for (const { body: whole, hash } of kept) expect(hash.equals(hashOf(whole))).toBe(true);
  expect(kept.map(({ unit }) => unit)).toEqual([null, "u", "u"]);
  expect(await rows("select action, role, request_id from audit_events where case_id = $1", [CASE])).toEqual([
    { action: "case.read", role: "registrar", request_id: "request of case.read" },
  ]);
});

test("each lies in the partition of its month in UTC, and none in the default one", async () => {
  expect(await rows("select tableoid::regclass::text as part from audit_events order by event_id")).toEqual([
    { part: "audit_events_2025_12" },
    { part: "audit_events_2026_01" },
    { part: "audit_events_2026_03" },
  ]);
});

test("the next event gets the next number and goes to its own month; the months ahead are there", async () => {
  const event = { ...body(new Date().toISOString(), "case.list", OFFICER), v: 2 };
  await client.query("select write_audit_event($1, $2)", [JSON.stringify(event), hashOf(event)]);
  const [last] = await rows<{ id: number; part: string }>(
    "select event_id as id, tableoid::regclass::text as part from audit_events order by event_id desc limit 1",
  );
  expect(last).toEqual({ id: 4, part: `audit_events_${event.at.slice(0, 7).replace("-", "_")}` });
  const ahead = new Date();
  ahead.setUTCMonth(ahead.getUTCMonth() + 1, 1);
  const name = `audit_events_${ahead.toISOString().slice(0, 7).replace("-", "_")}`;
  expect(await rows("select to_regclass($1) is not null as there", [name])).toEqual([{ there: true }]);
});

test("a month without a partition stops nothing: the event strays, and making the partition brings it home", async () => {
  const event = { ...body("2031-07-04T00:00:00.000Z", "case.list", OFFICER), v: 2 };
  await client.query("select write_audit_event($1, $2)", [JSON.stringify(event), hashOf(event)]);
  expect(await rows("select strayed from audit_trail_state()")).toEqual([{ strayed: true }]);
  expect(await rows("select make_audit_partitions('2031-07-20', '2031-08-01') as made")).toEqual([
    { made: 2 },
  ]);
  expect(await rows("select make_audit_partitions('2031-07-20', '2031-08-01') as made")).toEqual([
    { made: 0 },
  ]);
  expect(await rows("select strayed from audit_trail_state()")).toEqual([{ strayed: false }]);
  expect(
    await rows("select tableoid::regclass::text as part from audit_events where event_hash = $1", [
      hashOf(event),
    ]),
  ).toEqual([{ part: "audit_events_2031_07" }]);
});

test("practice has the same trail of its own", async () => {
  expect(await rows("select relkind from pg_class where oid = 'training.audit_events'::regclass")).toEqual([
    { relkind: "p" },
  ]);
});
