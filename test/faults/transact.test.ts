// One transaction: its zone and context, and what is told when it fails before, at or after its commit.
import { sql } from "kysely";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectionPool, createPool } from "#src/database/connect.ts";
import { CommitUnknown, type Transaction, transact } from "#src/database/transact.ts";
import { cloneDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let owner: Client;
let superuser: Client;
let connections: ConnectionPool;

beforeAll(async () => {
  database = await cloneDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  superuser = new Client({ connectionString: database.superuserUrl });
  await Promise.all([owner.connect(), superuser.connect()]);
  await owner.query(`
    create table reta.notes (note text constraint notes_short check (length(note) < 20),
      constraint notes_unique unique (note) deferrable initially deferred);
    grant insert, select on reta.notes to reta_cases`);
  connections = createPool(database.applicationUrl, { schema: "reta", max: 2 });
});
afterAll(async () => {
  await connections.close();
  await Promise.all([owner.end(), superuser.end()]);
  await database.drop();
});

const CASES = { zone: "reta_cases" } as const;
const add = (tx: Transaction, note: string) => sql`insert into notes values (${note})`.execute(tx);
// Ends the transaction's own connection from outside, as a crash of the server process would.
async function kill(tx: Transaction) {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
  const { rows: killed } = await superuser.query("select pg_terminate_backend($1, 5000) as gone", [
    rows[0]?.pid,
  ]);
  expect(killed).toEqual([{ gone: true }]);
}
const stored = async (note: string) =>
  (await owner.query("select from reta.notes where note = $1", [note])).rowCount;

async function seenContext(tx: Transaction) {
  const { rows } = await sql<Record<string, string>>`select current_user as role_name, session_user as login,
    current_setting('reta.posting_id', true) as posting, current_setting('reta.unit_id', true) as unit`.execute(
    tx,
  );
  return rows[0];
}

test("a transaction works in its zone with its context, and the next one knows nothing of it", async () => {
  const hostile = `u'1\\'; drop table notes; --`;
  const context = { ...CASES, postingId: "p-1", unitId: hostile };
  const login = `${database.name}_app`;
  expect(await transact(connections.pool, context, seenContext)).toEqual({
    role_name: "reta_cases",
    login,
    posting: "p-1",
    unit: hostile,
  });
  for (let time = 0; time < 4; time++)
    expect(await transact(connections.pool, CASES, seenContext)).toMatchObject({ posting: "", unit: "" });
  const client = await connections.pool.connect();
  const { rows } = await client.query("select current_user as role_name");
  client.release();
  expect(rows).toEqual([{ role_name: login }]);
});

test("a committed transaction is stored, one whose work throws is not, and the connection is usable after it", async () => {
  await transact(connections.pool, CASES, (tx) => add(tx, "kept"));
  await expect(
    transact(connections.pool, CASES, async (tx) => {
      await add(tx, "thrown away");
      throw new Error("changed its mind");
    }),
  ).rejects.toThrow("changed its mind");
  await expect(
    transact(connections.pool, CASES, (tx) => add(tx, "longer than twenty letters")),
  ).rejects.toMatchObject({ constraint: "notes_short" });
  expect([await stored("kept"), await stored("thrown away")]).toEqual([1, 0]);
});

test("statements sent together run in order in the one transaction, and all fail when one does", async () => {
  await transact(connections.pool, CASES, async (tx) => {
    await Promise.all(["a", "b", "c"].map((note) => add(tx, `together ${note}`)));
  });
  expect(await stored("together b")).toBe(1);
  await expect(
    transact(connections.pool, CASES, async (tx) => {
      await Promise.all(["apart d", "apart, much too long for it", "apart f"].map((note) => add(tx, note)));
    }),
  ).rejects.toMatchObject({ constraint: "notes_short" });
  expect([await stored("apart d"), await stored("apart f")]).toEqual([0, 0]);
});

test("the last statements travel before the commit, however many were waited for before them", async () => {
  for (let waited = 0; waited < 4; waited++) {
    await transact(connections.pool, CASES, async (tx, finish) => {
      for (let i = 0; i < waited; i++) await add(tx, `waited ${waited} ${i}`);
      finish(add(tx, `last ${waited} a`));
      finish(add(tx, `last ${waited} b`));
    });
    expect([await stored(`last ${waited} a`), await stored(`last ${waited} b`)]).toEqual([1, 1]);
  }
});

test("a last statement that fails undoes the whole transaction and is what it throws", async () => {
  await expect(
    transact(connections.pool, CASES, async (tx, finish) => {
      await add(tx, "before the last");
      finish(add(tx, "far too long for this table of notes"));
    }),
  ).rejects.toMatchObject({ constraint: "notes_short" });
  expect(await stored("before the last")).toBe(0);
});

test("a work that swallows a failed statement is not taken for stored", async () => {
  await expect(
    transact(connections.pool, CASES, async (tx) => {
      await add(tx, "swallowed");
      await add(tx, "longer than twenty letters").catch(() => undefined);
    }),
  ).rejects.toThrow(/failed before its commit/);
  expect(await stored("swallowed")).toBe(0);
});

test("a constraint that refuses at the commit itself is a refusal, not an unknown", async () => {
  await expect(
    transact(connections.pool, CASES, async (tx) => {
      await add(tx, "twice");
      await add(tx, "twice");
    }),
  ).rejects.toMatchObject({ constraint: "notes_unique" });
});

test("a role the login may not take fails the transaction before any of its work counts", async () => {
  const zone = "pg_read_all_data" as "reta_cases";
  await expect(transact(connections.pool, { zone }, (tx) => add(tx, "as another"))).rejects.toMatchObject({
    code: "42501",
  });
  expect(await stored("as another")).toBe(0);
});

test("a connection that dies in the middle is replaced, and the work is not half there", async () => {
  await expect(
    transact(connections.pool, CASES, async (tx) => {
      await add(tx, "interrupted");
      await kill(tx);
      await add(tx, "interrupted too");
    }),
  ).rejects.toThrow(/terminat|connection/i);
  expect(await stored("interrupted")).toBe(0);
  await transact(connections.pool, CASES, (tx) => add(tx, "after the storm"));
  expect(await stored("after the storm")).toBe(1);
});

test("a connection that dies between the work and the commit leaves the outcome unknown", async () => {
  const failure = await transact(connections.pool, CASES, async (tx) => {
    await add(tx, "nobody knows");
    await kill(tx);
  }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CommitUnknown);
});

test("a commit that stopped waiting for its standby is unknown, though PostgreSQL answers success", async () => {
  // A standby that does not exist, asked for by this database's sessions alone.
  await superuser.query("alter system set synchronous_standby_names = 'nobody'");
  await superuser.query("select pg_reload_conf()");
  try {
    let pid = 0;
    const outcome = transact(connections.pool, CASES, async (tx) => {
      await sql`set local synchronous_commit = on`.execute(tx);
      pid = (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)).rows[0]?.pid ?? 0;
      await add(tx, "here, not there");
    }).catch((error: unknown) => error);
    for (let waiting = false; !waiting; ) {
      const { rows } = await superuser.query("select wait_event from pg_stat_activity where pid = $1", [pid]);
      waiting = rows[0]?.wait_event === "SyncRep";
    }
    await superuser.query("select pg_cancel_backend($1)", [pid]);
    expect(await outcome).toBeInstanceOf(CommitUnknown);
    expect(await stored("here, not there")).toBe(1);
  } finally {
    await superuser.query("alter system reset synchronous_standby_names");
    await superuser.query("select pg_reload_conf()");
  }
});

test("values leave the database as text times, text dates, numbers while they fit, and bytes", async () => {
  const { rows } = await transact(connections.pool, CASES, (tx) =>
    sql<Record<string, unknown>>`select timestamptz '2026-11-21 18:59:00.12-05' as at,
      timestamptz '2026-11-21 23:59:00.123456+00' as fine, date '2026-11-21' as day, 9007199254740991 as fits,
      9007199254740993 as large, '\\x00ff'::bytea as bytes, array[timestamptz '2026-01-01 00:00+00', null] as times,
      array[1::bigint, 9007199254740993] as numbers, '[1]'::jsonb as json`.execute(tx),
  );
  expect(rows[0]).toEqual({
    at: "2026-11-21T23:59:00.120Z",
    fine: "2026-11-21T23:59:00.123456Z",
    day: "2026-11-21",
    fits: 9007199254740991,
    large: "9007199254740993",
    bytes: Buffer.from([0, 255]),
    times: ["2026-01-01T00:00:00.000Z", null],
    numbers: [1, "9007199254740993"],
    json: [1],
  });
});
