// kill -9 at any moment while ten officers register: what was acknowledged is there, once and whole; nothing is half there.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readConfiguration } from "#src/cli/configuration.ts";
import { readConnections } from "#src/database/connection-file.ts";
import { findServer } from "#src/database/embedded-server.ts";
import { type House, openHouse } from "#src/main/house.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import { newComplaint } from "../support/complaints.ts";
import { type Running, reta, startReta } from "../support/reta.ts";
import { addOfficers, type Client, clientOf, STAFF, signIn, TEST_PASSWORD } from "../support/server.ts";
import { temporaryDirectory } from "../support/temporary.ts";

const WRITERS = 10;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let house: House;
let superuser: Pool;
let running: Running;
let cookie: string;
const client = (): Client => clientOf(running.url, cookie);

beforeAll(async () => {
  folder = await temporaryDirectory();
  await reta(["--help"]);
  running = await startReta(folder.path);
  house = await openHouse(readConfiguration({ RETA_DATA: folder.path }));
  await addOfficers(house, STAFF);
  ({ cookie } = await signIn(running.url, "registrar", TEST_PASSWORD));
  superuser = new Pool({
    connectionString: readConnections(folder.path)?.superuser,
    options: "-c search_path=reta",
  });
  // A connection that breaks when PostgreSQL is killed is replaced by the next.
  superuser.on("error", () => undefined);
}, 120_000);
afterAll(async () => {
  await superuser?.end();
  await running?.kill("SIGTERM");
  await house?.close();
  await folder?.remove();
});

const rows = async <Row extends object>(statement: string, values: unknown[] = []) =>
  (await superuser.query<Row>(statement, values)).rows;

/** Everything that was sent: what was answered, or that nobody knows. */
const acknowledged = new Map<string, Acknowledgement>();
const unknown = new Map<string, ReturnType<typeof newComplaint>>();

/** Ten officers who register without pause until told to stop; what got no answer is remembered. Resolves when they are at it. */
async function startWriters(): Promise<{ stop(): Promise<void> }> {
  let stopped = false;
  const before = acknowledged.size;
  const write = async () => {
    while (!stopped) {
      const complaint = newComplaint();
      unknown.set(complaint.entryId, complaint);
      const answer = await client()
        .send("POST", "/api/complaints", complaint)
        .catch(() => undefined);
      if (answer?.status === 201) {
        acknowledged.set(complaint.entryId, answer.json as Acknowledgement);
        unknown.delete(complaint.entryId);
      } else {
        if (answer !== undefined)
          expect(answer).toMatchObject({ status: 503, json: { code: "register.unavailable" } });
        await sleep(20);
      }
    }
  };
  const writers = Promise.all(Array.from({ length: WRITERS }, write));
  await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(before + 2), {
    timeout: 30_000,
    interval: 5,
  });
  return {
    async stop() {
      stopped = true;
      await writers;
    },
  };
}

const untilReady = () =>
  vi.waitFor(async () => expect((await client().get("/api/session")).status).toBe(200), {
    timeout: 60_000,
    interval: 50,
  });

/** Parts of every entry there is, against what a typical complaint has: 11 values, 3 people, 2 alerts, one event, one promise. */
const PARTS = `select e.entry_id as id, encode(e.entry_hash, 'hex') as hash,
  (select count(*)::int from cases c where c.case_id = e.case_id and c.last_hash = e.entry_hash) as cases,
  (select count(*)::int from personal_values v where v.entry_id = e.entry_id) as values,
  (select count(*)::int from case_people p where p.case_id = e.case_id) as people,
  (select count(*)::int from alerts a where a.entry_id = e.entry_id) as alerts,
  (select count(*)::int from audit_events t where t.entry_id = e.entry_id and t.action = 'complaint.register' and t.outcome = 'done') as events,
  (select count(*)::int from log_queue q where q.log = 'entries' and q.entry_hash = e.entry_hash)
    + (select count(*)::int from ledger_leaves l where l.log = 'entries' and l.entry_hash = e.entry_hash) as promises
  from entries e`;
const WHOLE = { cases: 1, values: 11, people: 3, alerts: 2, events: 1, promises: 1 };

async function expectNothingLostNorHalf(): Promise<void> {
  const found = await rows<{ id: string; hash: string } & typeof WHOLE>(PARTS);
  const byId = new Map(found.map((row) => [row.id, row]));
  const missing = [...acknowledged.keys()].filter((id) => !byId.has(id));
  expect(missing).toEqual([]);
  for (const { id, hash, ...parts } of found) {
    expect(parts, id).toEqual(WHOLE);
    const answer = acknowledged.get(id);
    if (answer !== undefined) expect(hash).toBe(answer.promise?.entryHash);
    else expect(unknown.has(id), `nobody sent ${id}`).toBe(true);
  }
  expect(
    await rows("select 1 from cases c where not exists (select from entries e where e.case_id = c.case_id)"),
  ).toEqual([]);
  expect(
    await rows(
      "select 1 from alerts a where not exists (select from entries e where e.entry_id = a.entry_id)",
    ),
  ).toEqual([]);
}

async function expectVerified(): Promise<void> {
  const verified = await reta(["verify", "--data", folder.path]);
  expect(verified.status, verified.stdout + verified.stderr).toBe(0);
  const { ok, logs } = JSON.parse(verified.stdout) as {
    ok: boolean;
    logs: { log: string; entries: number; size: number; pending: number }[];
  };
  expect(ok).toBe(true);
  const entries = logs.find(({ log }) => log === "entries");
  expect((entries?.size ?? 0) + (entries?.pending ?? 0)).toBe(entries?.entries);
  expect(entries?.entries).toBeGreaterThanOrEqual(acknowledged.size);
  const rebuilt = await reta(["rebuild", "--check", "--data", folder.path]);
  expect(rebuilt.status, rebuilt.stdout).toBe(0);
}

/** What got no answer is sent again, as a device does: it is stored once, and answered as if it had been heard at first. */
async function sendAgain(): Promise<void> {
  for (const complaint of [...unknown.values()]) {
    const answer = await client().send("POST", "/api/complaints", complaint);
    expect(answer.status, answer.text).toBe(201);
    acknowledged.set(complaint.entryId, answer.json as Acknowledgement);
    unknown.delete(complaint.entryId);
  }
}

describe("kill -9 while ten officers register", () => {
  test("of the server, at four random moments", async () => {
    for (let round = 0; round < 4; round += 1) {
      const writers = await startWriters();
      await sleep(Math.random() * 500);
      expect(await running.kill("SIGKILL")).toBeNull();
      await writers.stop();
      await expectNothingLostNorHalf();
      running = await startReta(folder.path);
      await untilReady();
    }
    await sendAgain();
    await expectNothingLostNorHalf();
    expect((await rows<{ n: number }>("select count(*)::int as n from entries"))[0]?.n).toBe(
      acknowledged.size,
    );
    await expectVerified();
  }, 180_000);

  test.each([
    ["alone, its children finding out by themselves", false],
    ["with all its processes at once", true],
  ])(
    "of PostgreSQL, %s",
    async (_, withChildren) => {
      const postmaster = findServer(folder.path)?.postmaster.pid ?? 0;
      expect(postmaster).toBeGreaterThan(1);
      const writers = await startWriters();
      await sleep(Math.random() * 400);
      // Children are sessions of their own: a signal to the postmaster's group does not reach them.
      const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, "utf8")
        .trim()
        .split(" ");
      for (const pid of withChildren ? [postmaster, ...children.map(Number)] : [postmaster])
        process.kill(pid, "SIGKILL");
      // The server has to find it again by itself, while the writers go on trying.
      await vi.waitFor(
        () => expect(findServer(folder.path)?.postmaster.pid ?? postmaster).not.toBe(postmaster),
        { timeout: 60_000, interval: 50 },
      );
      await untilReady();
      const so = acknowledged.size;
      await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(so), {
        timeout: 30_000,
        interval: 20,
      });
      await writers.stop();
      await expectNothingLostNorHalf();
      await sendAgain();
      await expectNothingLostNorHalf();
      await expectVerified();
    },
    180_000,
  );
});

test("SIGTERM in the middle of the work ends in order: nothing unsealed, nothing running", async () => {
  const writers = await startWriters();
  const status = running.kill("SIGTERM");
  await writers.stop();
  expect(await status).toBe(0);
  expect(await rows("select log from log_queue")).toEqual([]);
  await expectNothingLostNorHalf();
  await expectVerified();
  await superuser.end();
  await house.close();
  expect(findServer(folder.path)).toBeUndefined();
  // And it starts again where it stopped.
  running = await startReta(folder.path);
  await untilReady();
  expect(await running.kill("SIGTERM")).toBe(0);
  expect(findServer(folder.path)).toBeUndefined();
  superuser = new Pool();
}, 120_000);
