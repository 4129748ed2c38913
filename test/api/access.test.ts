// What the database's roles may do at all, whatever the program asks of them. Who sees which case: test/access.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#src/database/transact.ts";
import { ZONES, type Zone } from "#src/database/zones.ts";
import { newComplaint } from "../support/complaints.ts";
import { startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
  await (await server.signIn("registrar")).send("POST", "/api/complaints", newComplaint());
});
afterAll(() => server?.close());

describe("the database's roles", () => {
  const inZone = (zone: Zone, statement: string, context: Record<string, string> = {}) =>
    transact(server.house.real.pool.pool, { zone, ...context }, (tx) => sql.raw(statement).execute(tx));
  const denied = { code: "42501" };

  test("see nothing without a context, not even of their own zone", async () => {
    for (const table of ["cases", "entries", "case_people", "alerts", "alert_acknowledgements"])
      expect((await inZone("reta_cases", `select * from ${table}`)).rows).toEqual([]);
    for (const zone of Object.keys(ZONES) as Zone[])
      for (const table of ["personal_values", "wrapped_keys"])
        await expect(inZone(zone, `select * from ${table}`), `${zone} ${table}`).rejects.toMatchObject(
          denied,
        );
    // Nor can the server's login become the vault.
    await expect(inZone("reta_vault", "select 1")).rejects.toMatchObject(denied);
    expect((await server.rows("select 1 from cases")).length).toBeGreaterThan(0);
  });

  const RECORD = [
    "entries",
    "personal_values",
    "audit_events",
    "ledger_leaves",
    "ledger_tiles",
    "ledger_checkpoints",
    "alerts",
    "alert_acknowledgements",
    "alert_mails",
  ];
  test.each(
    Object.keys(ZONES) as Zone[],
  )("in %s can neither change nor take away what is on record", async (zone) => {
    for (const table of RECORD) {
      const [column] = await server.rows<{ name: string }>(
        "select column_name as name from information_schema.columns where table_schema = 'reta' and table_name = $1 and is_identity = 'NO' limit 1",
        [table],
      );
      for (const statement of [
        `update ${table} set ${column?.name} = ${column?.name}`,
        `delete from ${table}`,
        `truncate ${table}`,
        `drop table ${table}`,
        `alter table ${table} disable row level security`,
      ])
        await expect(inZone(zone, statement), `${zone}: ${statement}`).rejects.toMatchObject(denied);
    }
  });

  test("keep to their zone: no names for those who work on cases, no cases for those who keep people or logs", async () => {
    for (const [zone, tables] of Object.entries({
      reta_cases: ["personal_values", "credentials", "sessions", "audit_events", "sign_in_attempts"],
      reta_identities: ["credentials", "sessions", "audit_events"],
      reta_people: ["cases", "entries", "personal_values", "alerts", "case_people", "audit_events"],
      reta_ledger: ["cases", "entries", "personal_values", "credentials", "case_people", "audit_events"],
      reta_audit: ["cases", "entries", "personal_values", "credentials", "alerts"],
      reta_statistics: ["personal_values", "credentials", "audit_events", "sessions"],
    }) as [Zone, string[]][])
      for (const table of tables)
        await expect(inZone(zone, `select * from ${table}`), `${zone} ${table}`).rejects.toMatchObject(
          denied,
        );
  });

  test("write no entry in the name of somebody else", async () => {
    const [row] = await server.rows<{ case_id: string; officer_id: string; posting_id: string }>(
      "select case_id, officer_id, posting_id from entries limit 1",
    );
    const other = randomUUID();
    const statement = `insert into entries (entry_id, case_id, seq, kind, officer_id, posting_id, received_at, entry_hash, previous_hash, body)
      values (gen_random_uuid(), '${row?.case_id}', 2, 'supplement', '${row?.officer_id}', '${row?.posting_id}', now(), sha256('x'), sha256('y'), '{}')`;
    await expect(
      inZone("reta_cases", statement, {
        officerId: other,
        role: "investigator",
        unitId: "pe-divintrap",
        postingId: other,
      }),
    ).rejects.toMatchObject(denied);
  });

  test("have nothing outside a zone: the login itself owns nothing and reads nothing", async () => {
    const client = new Client({ connectionString: server.house.database.applicationUrl });
    await client.connect();
    for (const table of ["entries", "cases", "officers", "log_queue"])
      await expect(client.query(`select 1 from reta.${table}`)).rejects.toMatchObject(denied);
    await expect(client.query("create table public.x (a int)")).rejects.toMatchObject(denied);
    const { rows } = await client.query(
      "select count(*)::int as owned from pg_class where relowner = (select oid from pg_roles where rolname = current_user)",
    );
    expect(rows).toEqual([{ owned: 0 }]);
    await client.end();
  });
});
