// A database of its own for each test file: cloned from a migrated template in the one cluster of this test run.
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { Client, escapeIdentifier } from "pg";
import { inject } from "vitest";
import { applicationUrl, ensureRoles, vaultUrl } from "#src/database/application-role.ts";

export { temporaryDirectory } from "./temporary.ts";

/** What the global set-up hands to every test worker. */
export interface TestCluster {
  /** A login that may create databases in the cluster (embedded: the superuser), in its maintenance database. */
  readonly adminUrl: string;
  /** The login that owns the register's tables (embedded: no superuser), in the same database. */
  readonly ownerUrl: string;
  /** Name of the migrated database that clones are made from. */
  readonly template: string;
  /** Beginning of every database name of this run: two runs on one cluster do not meet. */
  readonly prefix: string;
  /** Why the template could not be migrated; tests that need no database run all the same. */
  readonly failure?: string;
}

declare module "vitest" {
  interface ProvidedContext {
    testCluster: TestCluster;
  }
}

/** A test's own database; `ownerUrl` migrates and inspects, `applicationUrl` is what the program would use. */
export interface TestDatabase {
  /** The vault's login. */
  readonly vaultUrl: string;
  readonly name: string;
  readonly ownerUrl: string;
  readonly applicationUrl: string;
  /** The cluster's superuser, connected to this database: for tampering and grants, never for the program. */
  readonly superuserUrl: string;
  drop(): Promise<void>;
}

/**
 * A migrated, empty database. Takes about 100 ms. Call `drop` in afterAll; what is left goes with the cluster. Without
 * logins when a register is opened over it at once, which makes its own.
 */
export async function cloneDatabase({ logins = true } = {}): Promise<TestDatabase> {
  const { template, failure } = inject("testCluster");
  if (failure) throw new Error(failure);
  const database = await createDatabase(template);
  if (logins) await ensureRoles(database.ownerUrl, database.applicationUrl, database.vaultUrl);
  return database;
}

/** A database without any table, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const database = await createDatabase("template0");
  await ensureRoles(database.ownerUrl, database.applicationUrl, database.vaultUrl);
  return database;
}

async function createDatabase(template: string): Promise<TestDatabase> {
  const { adminUrl, ownerUrl: clusterOwner, prefix } = inject("testCluster");
  const name = `${prefix}_${randomBytes(5).toString("hex")}`;
  const ownerUrl = inDatabase(clusterOwner, name);
  await runAs(adminUrl, createStatement(name, template, ownerUrl));
  return {
    name,
    ownerUrl,
    applicationUrl: applicationUrl(ownerUrl, tmpdir()),
    vaultUrl: vaultUrl(ownerUrl, tmpdir()),
    superuserUrl: inDatabase(adminUrl, name),
    drop: () => dropDatabase(adminUrl, name),
  };
}

/** The statement that makes a database from a template for the login of `ownerUrl`. */
export function createStatement(name: string, template: string, ownerUrl: string): string {
  const owner = decodeURIComponent(new URL(ownerUrl).username);
  return [
    `create database ${escapeIdentifier(name)}`,
    `template ${escapeIdentifier(template)}`,
    `owner ${escapeIdentifier(owner)}`,
  ].join(" ");
}

/** Drops a test database and its logins. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await runAs(adminUrl, `drop database if exists ${escapeIdentifier(name)} with (force)`);
  for (const login of ["app", "vault_login"])
    await runAs(adminUrl, `drop role if exists ${escapeIdentifier(`${name}_${login}`)}`);
}

/** The same server and login, another database. */
export function inDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/** Runs one statement as `url`'s login. */
export async function runAs(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
