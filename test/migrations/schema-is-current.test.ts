// The generated picture of the database and the generated table types are those of the migrations.
import { readFileSync } from "node:fs";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeSchema } from "#src/database/describe-schema.ts";
import { describeTypes } from "#src/database/describe-types.ts";
import { cloneDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await cloneDatabase();
  client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const checkedIn = (name: string) =>
  readFileSync(new URL(`../../src/database/${name}`, import.meta.url), "utf8");

test("src/database/schema.sql is current (run npm run generate)", async () => {
  expect(await describeSchema(client)).toBe(checkedIn("schema.sql"));
});

test("src/database/types.ts is current (run npm run generate)", async () => {
  expect(await describeTypes(client)).toBe(checkedIn("types.ts"));
});
