// The migrations from an empty database, and the runner's refusals.
import { appendFileSync, cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, expect, test } from "vitest";
import { migrate } from "#src/database/migrate.ts";
import { emptyDatabase, type TestDatabase, temporaryDirectory } from "../support/database.ts";

const SHIPPED = new URL("../../src/database/migrations", import.meta.url).pathname;
const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0)) await step();
});

async function database(): Promise<TestDatabase> {
  const made = await emptyDatabase();
  undo.push(made.drop);
  return made;
}

async function copyOfMigrations(): Promise<string> {
  const { path, remove } = await temporaryDirectory();
  undo.push(remove);
  cpSync(SHIPPED, path, { recursive: true });
  return path;
}

test("every migration runs from an empty database, and a second run finds nothing to do", async () => {
  const { ownerUrl } = await database();
  const first = await migrate(ownerUrl);
  expect(first[0]).toBe("reta/20261121-01-create-roles.sql");
  expect(await migrate(ownerUrl)).toEqual([]);
});

test("two processes that migrate at once run each file once", async () => {
  const { ownerUrl } = await database();
  const [one, other] = await Promise.all([migrate(ownerUrl), migrate(ownerUrl)]);
  expect(Math.min(one.length, other.length)).toBe(0);
  expect(one.length + other.length).toBeGreaterThan(0);
});

test("a file that was changed after it ran stops the start and is named", async () => {
  const { ownerUrl } = await database();
  const directory = await copyOfMigrations();
  await migrate(ownerUrl, { directory });
  appendFileSync(join(directory, "20261121-01-create-roles.sql"), "\n-- a later thought\n");
  await expect(migrate(ownerUrl, { directory })).rejects.toThrow(/20261121-01-create-roles\.sql was changed/);
});

test("a database migrated by a newer version is not touched", async () => {
  const { ownerUrl } = await database();
  const directory = await copyOfMigrations();
  const newer = join(directory, "29991231-01-create-future.sql");
  writeFileSync(newer, "-- schemas: reta, training\ncreate table future (id int)\n");
  await migrate(ownerUrl, { directory });
  rmSync(newer);
  await expect(migrate(ownerUrl, { directory })).rejects.toThrow(/newer version/);
});

test("a migration that fails half way leaves nothing of itself", async () => {
  const { ownerUrl } = await database();
  const directory = await copyOfMigrations();
  writeFileSync(
    join(directory, "29991231-01-create-half.sql"),
    "-- schemas: reta\ncreate table half (id int);\nselect 1/0\n",
  );
  await expect(migrate(ownerUrl, { directory })).rejects.toThrow(
    /29991231-01-create-half\.sql failed in schema reta/,
  );
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  const { rows } = await client.query("select to_regclass('reta.half') as half");
  await client.end();
  expect(rows).toEqual([{ half: null }]);
});

test("a file that names no schema is refused before anything runs", async () => {
  const { ownerUrl } = await database();
  const directory = await copyOfMigrations();
  writeFileSync(join(directory, "29991231-01-create-nowhere.sql"), "create table nowhere (id int)\n");
  await expect(migrate(ownerUrl, { directory })).rejects.toThrow(/its first line says/);
});
