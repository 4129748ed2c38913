// Each guard of a table taken away alone: it is missed by its own name, and nothing is missed once it is back. (Those of
// roles are the whole cluster's, which other tests use.)
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listGuardDifferences } from "#src/database/guards.ts";
import { cloneDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let superuser: Client;
beforeAll(async () => {
  database = await cloneDatabase();
  superuser = new Client({ connectionString: database.superuserUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser?.end();
  await database?.drop();
});

const missed = async () =>
  (await listGuardDifferences(database.ownerUrl)).map(({ kind, detail }) => `${kind}: ${detail}`);

test.each([
  [
    "row-level security of entries is switched off",
    "alter table reta.entries disable row level security",
    "alter table reta.entries enable row level security",
    /^guard-missing: alter table entries enable row level security/i,
  ],
  [
    "the triggers that keep entries from being changed do not fire",
    "alter table reta.entries disable trigger all",
    "alter table reta.entries enable trigger all",
    /^guard-missing: triggers of reta\.entries are disabled$/,
  ],
  [
    "the trigger that two agree to a posting fires on a replica only",
    "alter table reta.postings enable replica trigger postings_agreed",
    "alter table reta.postings enable trigger postings_agreed",
    /^guard-missing: triggers of reta\.postings are disabled$/,
  ],
  [
    "a right to change entries is granted",
    "grant update on reta.entries to reta_cases",
    "revoke update on reta.entries from reta_cases",
    /^guard-(added|missing): grant insert, select(, update)? on entries to reta_cases$/i,
  ],
  [
    "a policy lets everybody read",
    "create policy everybody on reta.cases for select to reta_cases using (true)",
    "drop policy everybody on reta.cases",
    /^guard-added: create policy everybody on cases/i,
  ],
])("%s", async (_, change, back, named) => {
  expect(await missed()).toEqual([]);
  await superuser.query(change);
  let told: string[] = [];
  try {
    told = await missed();
  } finally {
    await superuser.query(back);
  }
  expect(told.length).toBeGreaterThan(0);
  for (const one of told) expect(one).toMatch(named);
  expect(await missed()).toEqual([]);
});
