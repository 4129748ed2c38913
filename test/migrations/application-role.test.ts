// What the application's login may do: nothing by itself, and in a zone only what the migrations granted.
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ZONES } from "#src/database/zones.ts";
import { cloneDatabase, type TestDatabase } from "../support/database.ts";

// Tables that only ever grow: entries, both logs, the audit trail, alerts. Each must exist.
const INSERT_ONLY = [
  "alert_acknowledgements",
  "alert_mails",
  "alerts",
  "audit_events",
  "entries",
  "ledger_checkpoints",
  "ledger_leaves",
  "ledger_tiles",
  "pack_change_decisions",
  "pack_changes",
];

// Everything else a zone may do to rows that are there, and why. A new right must be argued for here.
const CHANGES: Record<string, string> = {
  "audit_forwarding: update (forwarded_at next_leaf) by reta_audit":
    "how far the trail was sent on moves forward",
  "canaries: delete by reta_audit":
    "an auditor makes the case one like any other again; the trail keeps that it was",
  "audit_spool: delete by reta_audit": "what was put on the trail leaves the spool",
  "case_assignments: delete by reta_cases": "a projection, folded anew from the entries",
  "case_directions: update (changed_in ended_at ended_by status) by reta_cases":
    "a projection; what was directed stays, where it stands follows from the entries",
  "case_people: delete by reta_cases": "a projection, folded anew from the entries",
  "cases: update (acts alerted answers channel closing_outcome decided_by entry_count exploitation facts_from facts_to finding handed_over last_hash last_received_at law_version means merged_into minor palermo_verdict pending place_code purposes status suggested suspects verdict victims) by reta_cases":
    "a projection, folded anew from the entries; never who registered it, where, when, or its number",
  "credentials: update (changed_at draft_key password_hash totp_secret totp_step) by reta_people":
    "a password or an authenticator app is changed, a code is used up; the audit trail keeps that it was",
  "blind_index: delete by reta_vault": "the blind index is made anew from the sealed values",
  "index_keys: delete by reta_vault": "the blind index is made anew with another key",
  "index_queue: delete by reta_vault": "what the vault has indexed leaves the queue",
  "index_queue: update (not_before) by reta_vault": "what could not be opened is tried again later",
  "key_orders: update (key_version reason seal) by reta_vault":
    "a reason of before they were sealed is taken out of its row once it is",
  "opening_verdicts: update (reason) by reta_vault": "the same",
  "review_marks: update (note) by reta_vault": "the same",
  "key_rotations: update (finished_at) by reta_vault": "a rotation of a class key ends",
  "vault_assignments: update (entrusted entry_hash handed_over holders key_version registered_by seal seq) by reta_vault":
    "the vault's own copy of who has a case, extended by entries the log holds; sealed",
  "wrapped_keys: update (version wrapped) by reta_vault":
    "a class key is rotated: the same key of the same holder, wrapped anew; its value is not touched",
  "log_queue: delete by reta_ledger": "what the sequencer has put into the log leaves the queue",
  "postings: update (valid_to) by reta_people": "a posting ends",
  "enrolment_codes: update (used_at withdrawn_at) by reta_people": "a code is used up or taken back",
  "passkeys: update (counter last_used_at removed_at) by reta_people":
    "a passkey is used, which its counter says, or taken out of use; its key never changes",
  "posting_proposals: update (agreed decided_at decided_by) by reta_people":
    "a posting that waits is decided once, by another than who proposed it",
  "suspensions: update (confirmed_at confirmed_by lift_order lifted_at lifted_by withdrawn_at) by reta_people":
    "a suspension is agreed to, taken back while it waits, or lifted by another; never whose it is",
  "recoveries: update (confirmed_at confirmed_by told_at withdrawn_at) by reta_people":
    "a recovery is confirmed by a second person, taken back, and told to its officer",
  "single_sign_on_links: update (last_used_at removed_at) by reta_people":
    "a link to the institution's account is used, or taken out of use; whose it is never changes",
  "sessions: update (authenticated_at device ended_at last_used_at locked_at proved_by proved_from) by reta_people":
    "a session ends, or its officer proves again to be there; never whose it is",
  "sign_in_steps: delete by reta_people":
    "a question is taken out when it is answered, so that none is answered twice",
  "unit_closure: delete by reta_people": "a projection, folded anew from the changes of the pack",
  "unit_periods: delete by reta_people": "a projection, folded anew from the changes of the pack",
  "units: update (competence entity kind name parent_id place_code valid_from valid_to) by reta_people":
    "as each unit is known today, from the changes of the pack; an id never changes",
  "sign_in_attempts: update (succeeded) by reta_people": "an attempt on record as failed turned out right",
};

let database: TestDatabase;
let owner: Client;
let application: Client;

beforeAll(async () => {
  database = await cloneDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  application = new Client({ connectionString: database.applicationUrl });
  await Promise.all([owner.connect(), application.connect()]);
});
afterAll(async () => {
  await Promise.all([owner.end(), application.end()]);
  await database.drop();
});

const ROLES = [...Object.keys(ZONES), "public"];

async function names(sql: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(sql, values);
  return rows.map((row) => row.name);
}

test("the application's login and the zones own nothing and have no power over the cluster", async () => {
  const login = `${database.name}_app`;
  expect(
    await names(
      `select c.oid::regclass::text as name from pg_class c join pg_roles r on r.oid = c.relowner
       where r.rolname = any($1)`,
      [[login, ...ROLES]],
    ),
  ).toEqual([]);
  expect(
    await names(
      `select rolname as name from pg_roles where rolname = any($1)
       and (rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication or rolinherit)`,
      [[login, ...ROLES]],
    ),
  ).toEqual([]);
});

test("without a zone the application can read no table of the register", async () => {
  const tables = await names(
    "select schemaname || '.' || tablename as name from pg_tables where schemaname in ('reta', 'training')",
  );
  expect(tables.length).toBeGreaterThan(0);
  for (const table of tables)
    await expect(application.query(`select from ${table} limit 1`), table).rejects.toMatchObject({
      code: "42501",
    });
});

test("no zone may change the structure, and nothing is granted to everybody", async () => {
  for (const schema of ["reta", "training", "public"])
    for (const role of ROLES) {
      const { rows } = await owner.query("select has_schema_privilege($1, $2, 'create') as may", [
        role,
        schema,
      ]);
      expect(rows, `${role} in ${schema}`).toEqual([{ may: false }]);
    }
  expect(
    await names(
      `select c.oid::regclass::text || ' ' || privilege_type as name from pg_class c, aclexplode(relacl) as granted
       where relnamespace in ('reta'::regnamespace, 'training'::regnamespace) and grantee = 0`,
    ),
  ).toEqual([]);
  expect(
    await names(
      `select p.oid::regprocedure::text as name from pg_proc p, aclexplode(coalesce(proacl, acldefault('f', proowner))) as granted
       where pronamespace in ('reta'::regnamespace, 'training'::regnamespace) and grantee = 0
         and not exists (select from pg_depend where objid = p.oid and deptype = 'e')`,
    ),
  ).toEqual([]);
});

test.each(INSERT_ONLY)("no zone may change or remove a row of %s", async (table) => {
  for (const schema of ["reta", "training"]) {
    const { rows } = await owner.query<{ there: string | null }>("select to_regclass($1) as there", [
      `${schema}.${table}`,
    ]);
    if (schema === "reta") expect(rows[0]?.there, `${table} is listed but does not exist`).not.toBeNull();
    if (!rows[0]?.there) continue;
    for (const role of ROLES) {
      const granted = await owner.query(
        `select p as privilege from unnest(array['update', 'delete', 'truncate', 'references', 'trigger']) as p
         where has_table_privilege($1, $2, p) or (p = 'update' and has_any_column_privilege($1, $2, p))`,
        [role, `${schema}.${table}`],
      );
      expect(granted.rows, `${role} on ${schema}.${table}`).toEqual([]);
    }
  }
});

test("every other right to change or remove rows is listed with its reason", async () => {
  const found = await names(
    `select distinct relname || ': ' || lower(privilege_type) || ' by ' || grantee::regrole as name
     from pg_class c, aclexplode(relacl)
     where relnamespace in ('reta'::regnamespace, 'training'::regnamespace) and relkind in ('r', 'p', 'v', 'm')
       and grantee <> relowner and privilege_type not in ('SELECT', 'INSERT')
     union
     select relname || ': ' || lower(privilege_type) || ' (' || string_agg(distinct attname, ' ' order by attname)
       || ') by ' || grantee::regrole
     from pg_class c join pg_attribute a on a.attrelid = c.oid, aclexplode(attacl)
     where relnamespace in ('reta'::regnamespace, 'training'::regnamespace)
       and privilege_type not in ('SELECT', 'INSERT')
     group by relname, privilege_type, grantee order by 1`,
  );
  expect(found).toEqual(Object.keys(CHANGES).sort());
});
