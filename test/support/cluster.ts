// Vitest's global set-up: one PostgreSQL for the whole run, a migrated template in it, all gone at the end.
import { randomBytes } from "node:crypto";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { openEmbedded } from "#src/database/embedded.ts";
import { migrate } from "#src/database/migrate.ts";
import { ROLES } from "#src/database/zones.ts";
import { createStatement, dropDatabase, inDatabase, runAs } from "./database.ts";
import { temporaryDirectory } from "./temporary.ts";

/** Uses the cluster of RETA_TEST_DATABASE_URL when set (a superuser's login), else an embedded one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const prefix = `reta_test_${randomBytes(4).toString("hex")}`;
  const given = process.env.RETA_TEST_DATABASE_URL;
  const cluster = given ? await borrow(given, prefix) : await startOwn();
  const { adminUrl, ownerUrl } = cluster;
  const template = `${prefix}_template`;
  await runAs(adminUrl, createStatement(template, "template0", ownerUrl));
  const failure = await migrate(inDatabase(ownerUrl, template)).then(
    () => undefined,
    (error: Error) => error.message,
  );
  project.provide("testCluster", { adminUrl, ownerUrl, template, prefix, ...(failure && { failure }) });
  return cluster.remove;
}

// On somebody else's cluster the run gets an owner of its own, without more rights than DATABASE_URL needs.
async function borrow(adminUrl: string, prefix: string) {
  const owner = `${prefix}_owner`;
  const zones = ROLES;
  await runAs(
    adminUrl,
    `do $$ declare zone text; begin
       foreach zone in array string_to_array('${zones.join(",")}', ',') loop
         if not exists (select from pg_roles where rolname = zone) then
           execute format('create role %I nologin noinherit', zone);
         end if;
       end loop;
     end $$;
     create role ${owner} login createrole password '${prefix}';
     grant ${zones.join(", ")} to ${owner} with admin option`,
  );
  const ownerUrl = new URL(adminUrl);
  ownerUrl.username = owner;
  ownerUrl.password = prefix;
  return {
    adminUrl,
    ownerUrl: ownerUrl.href,
    async remove() {
      for (const name of await listDatabases(adminUrl, prefix)) await dropDatabase(adminUrl, name);
      await runAs(adminUrl, `drop role ${owner}`);
    },
  };
}

// fsync is off: these tests ask what the register does, not what survives a power cut (test/faults does, with it on).
async function startOwn() {
  const { path, remove } = await temporaryDirectory();
  const lease = await openEmbedded(path, { durable: false });
  return {
    adminUrl: inDatabase(lease.superuserUrl, "postgres"),
    ownerUrl: inDatabase(lease.ownerUrl, "postgres"),
    async remove() {
      await lease.close();
      await remove();
    },
  };
}

async function listDatabases(adminUrl: string, prefix: string): Promise<string[]> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "select datname as name from pg_database where starts_with(datname, $1)",
      [prefix],
    );
    return rows.map((row) => row.name);
  } finally {
    await client.end();
  }
}
