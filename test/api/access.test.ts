// Two walls that agree: what the rule allows is what the database shows, and what the database's roles may do at all.
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { sql } from "kysely";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { relationOf } from "#src/actions/load-case.ts";
import { transact } from "#src/database/transact.ts";
import { ZONES, type Zone } from "#src/database/zones.ts";
import { decideAccess } from "#src/domain/access/decide-access.ts";
import { commands } from "#src/domain/access/duties.ts";
import { Role } from "#src/schema/case.ts";
import { mayOpen } from "#src/vault/may-open.ts";
import { newComplaint } from "../support/complaints.ts";
import { startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.close());

describe("row-level security and the rule", () => {
  // Two regions with their specialised units and stations, the nation, and the top: the tree in small.
  const UNITS = [
    "pe-pnp",
    "pe-dirtepol-x-madre-de-dios",
    "pe-dirtepol-x-madre-de-dios-trata",
    "pe-st-170101",
    "pe-dirtepol-x-cusco",
    "pe-dirtepol-x-cusco-trata",
    "pe-st-080101",
    "pe-divintrap",
  ];
  const ROLES = Role.options;
  const reader = fc.record({ role: fc.constantFrom(...ROLES), unit: fc.nat(UNITS.length - 1) });
  const made = fc.record({
    unit: fc.nat(UNITS.length - 1),
    officer: fc.nat(3),
    alerted: fc.subarray([0, 1, 2, 3, 4, 5, 6, 7]),
  });
  const world = fc.record({
    readers: fc.array(reader, { minLength: 4, maxLength: 4 }),
    cases: fc.array(made, { minLength: 1, maxLength: 6 }),
  });

  test("let the same officers see the same cases, entries, people and alerts, in any world", async () => {
    let decisions = 0;
    const below = new Map<string, string[]>();
    for (const unit of UNITS) {
      const rows = await server.rows<{ id: string }>(
        "select descendant_id as id from unit_closure where ancestor_id = $1",
        [unit],
      );
      below.set(
        unit,
        rows.map(({ id }) => id),
      );
    }
    const [{ posting } = { posting: "" }] = await server.rows<{ posting: string }>(
      "select posting_id as posting from postings limit 1",
    );
    // One registered case is the pattern of all others.
    const pattern = newComplaint();
    await (await server.signIn("registrar")).send("POST", "/api/complaints", pattern);
    await fc.assert(
      fc.asyncProperty(world, async ({ readers, cases }) => {
        const officers = readers.map(() => randomUUID());
        const ids = cases.map(() => randomUUID());
        for (const [i, { unit, officer, alerted }] of cases.entries())
          await copyCase(
            pattern.caseId,
            ids[i] as string,
            UNITS[unit] as string,
            officers[officer] as string,
            alerted.map((at) => UNITS[at] as string),
            posting,
          );
        for (const [at, { role, unit }] of readers.entries()) {
          const unitId = UNITS[unit] as string;
          const officerId = officers[at] as string;
          const actor = { officerId, units: commands(role) ? (below.get(unitId) ?? []) : [unitId] };
          const seen = await seenBy({ role, unitId, officerId }, ids);
          for (const [i, made] of cases.entries()) {
            const facts = {
              officerId: officers[made.officer] as string,
              unitId: UNITS[made.unit] as string,
              alertedUnits: made.alerted.map((one) => UNITS[one] as string),
            };
            const relation = relationOf(actor, facts);
            const allowed =
              decideAccess({ role, action: "read", dataClass: "metadata", relation }).effect === "allow";
            const about = JSON.stringify({ role, unitId, relation, facts });
            for (const table of ["cases", "entries", "case_people"] as const)
              expect(seen[table].has(ids[i] as string), `${table} ${about}`).toBe(allowed);
            const opens =
              decideAccess({ role, action: "read", dataClass: "victim-identity", relation }).effect ===
              "allow";
            // The third layer, written apart from both: what the vault would open.
            const vault = mayOpen(
              { role, unitId, officerId },
              {
                registeredBy: facts.officerId,
                alertedUnits: facts.alertedUnits,
                waiting: relation.proposed === true,
              },
            );
            expect([vault.has("victim"), vault.has("minor-victim"), vault.has("complainant")], about).toEqual(
              [opens, opens, false],
            );
            const inbox =
              decideAccess({ role, action: "acknowledge", dataClass: "alerts", relation }).effect === "allow";
            const own =
              (role === "registrar" || role === "hotline-operator") &&
              relation.registered &&
              facts.alertedUnits.length > 0;
            expect(seen.alerts.has(ids[i] as string), `alerts ${about}`).toBe(inbox || own);
            decisions += 1;
          }
        }
        await server.rows("delete from alerts where case_id = any($1)", [ids]);
        await server.rows("delete from case_people where case_id = any($1)", [ids]);
        await server.rows("delete from entries where case_id = any($1)", [ids]);
        await server.rows("delete from cases where case_id = any($1)", [ids]);
      }),
      { numRuns: 40 },
    );
    expect(decisions).toBeGreaterThan(300);
  });

  /** The pattern's rows again under another case, unit and officer, with the alerts of these units. */
  async function copyCase(
    from: string,
    to: string,
    unit: string,
    officer: string,
    alerted: string[],
    posting: string,
  ) {
    const again = async (table: string, change: string, values: unknown[]) =>
      server.rows(
        `insert into ${table} select (jsonb_populate_record(t, ${change})).* from ${table} t where case_id = $1 limit 1`,
        [from, ...values],
      );
    const number = `T${randomUUID().slice(0, 12)}`;
    await again(
      "cases",
      "jsonb_build_object('case_id', $2::text, 'case_number', $3::text, 'unit_id', $4::text, 'officer_id', $5::text)",
      [to, number, unit, officer],
    );
    await again(
      "entries",
      "jsonb_build_object('case_id', $2::text, 'entry_id', $2::text, 'officer_id', $3::text, 'posting_id', $4::text, 'entry_hash', '\\x' || encode(sha256($2::text::bytea), 'hex'))",
      [to, officer, posting],
    );
    await again("case_people", "jsonb_build_object('case_id', $2::text)", [to]);
    for (const unitId of alerted)
      await server.rows(
        `insert into alerts (alert_id, case_id, entry_id, unit_id, registered_by, rule, urgency, suggested_by_narrative, level, raised_at)
         values (gen_random_uuid(), $1, $1, $2, $3, 'consistent', 'immediate', false, 0, now())`,
        [to, unitId, officer],
      );
  }

  async function seenBy(who: { role: Role; unitId: string; officerId: string }, ids: string[]) {
    const read = (zone: Zone, tables: string[]) =>
      transact(server.house.real.pool.pool, { zone, ...who, postingId: randomUUID() }, async (tx) => {
        const seen: Set<string>[] = [];
        for (const table of tables) {
          const { rows } = await sql<{
            id: string;
          }>`select case_id as id from ${sql.table(table)} where case_id = any(${ids})`.execute(tx);
          seen.push(new Set(rows.map(({ id }) => id)));
        }
        return seen;
      });
    const [cases, entries, case_people, alerts] = await read("reta_cases", [
      "cases",
      "entries",
      "case_people",
      "alerts",
    ]);
    const none = new Set<string>();
    return {
      cases: cases ?? none,
      entries: entries ?? none,
      case_people: case_people ?? none,
      alerts: alerts ?? none,
    };
  }
});

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
