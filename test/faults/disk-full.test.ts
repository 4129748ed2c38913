// The disk is really full: PostgreSQL's own writes are answered ENOSPC, first for the audit trail, then for all tables, then for its log too.
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { perform } from "#src/actions/perform.ts";
import { trace, watchTrail } from "#src/actions/watch-trail.ts";
import { takeCase } from "../support/assignments.ts";
import { newComplaint } from "../support/complaints.ts";
import { type FullDisk, openFullDisk } from "../support/full-disk.ts";
import { type Answer, type Client, startServer, type TestServer } from "../support/server.ts";

let disk: FullDisk;
let server: TestServer;
let registrar: Client;
let investigator: Client;
let caseId: string;
beforeAll(async () => {
  disk = await openFullDisk();
  server = await startServer({}, undefined, undefined, disk.database);
  registrar = await server.signIn("registrar");
  investigator = await server.signIn("investigator");
  const complaint = newComplaint();
  caseId = complaint.caseId;
  expect((await send(complaint)).status).toBe(201);
  await takeCase(investigator, caseId);
});
afterEach(() => disk?.free());
afterAll(async () => {
  disk?.free();
  await (server?.close() ?? disk?.database.drop());
});

type Complaint = ReturnType<typeof newComplaint>;
const send = (complaint: Complaint) => registrar.send("POST", "/api/complaints", complaint);
const names = () => investigator.send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" });
const health = async () => (await server.anonymous.get("/api/health")).json as Record<string, unknown>;
const watch = () =>
  perform(
    server.house.real,
    { actor: null, requestId: randomUUID() },
    { trace, verb: watchTrail },
    { prove: true },
  );

/** How often names were opened, by the trail and what waits to be put into it. */
const opened = async () => {
  const [row] = await server.rows<{ n: number }>(
    `select ((select count(*) from audit_events where action = 'case.names.open' and outcome = 'done')
      + (select count(*) from audit_spool where body ->> 'action' = 'case.names.open' and body ->> 'outcome' = 'done'))::int as n`,
  );
  return row?.n ?? -1;
};
/** What there is of a complaint, in tables written by one statement, and how often its registering is on record. */
const partsOf = async ({ entryId, caseId }: Complaint) => {
  const [parts] = await server.rows<Record<string, number>>(
    `select (select count(*)::int from entries where entry_id = $1) as entries,
      (select count(*)::int from cases where case_id = $2) as cases,
      (select count(*)::int from personal_values where entry_id = $1) as values,
      (select count(*)::int from alerts where entry_id = $1) as alerts,
      (select count(*)::int from case_people where case_id = $2) as people,
      ((select count(*) from audit_events where entry_id = $1 and action = 'complaint.register' and outcome = 'done')
        + (select count(*) from audit_spool where body ->> 'entryId' = $1::text
            and body ->> 'action' = 'complaint.register' and body ->> 'outcome' = 'done'))::int as recorded`,
    [entryId, caseId],
  );
  return parts;
};
const WHOLE = { entries: 1, cases: 1, values: 11, alerts: 2, people: 3, recorded: 1 };
const NOTHING = { entries: 0, cases: 0, values: 0, alerts: 0, people: 0, recorded: 0 };
const GONE = { status: 503, json: { code: "register.unavailable" } };
const CLOSED = { status: 503, json: { code: "audit.unavailable" } };

/** Asks until the answer is no longer `status`: the pages there are have room for some more rows. How many it was. */
async function untilNot(status: number, ask: () => Promise<Answer>): Promise<number> {
  for (let times = 0; times < 500; times += 1) if ((await ask()).status !== status) return times;
  throw new Error("the disk does not fill up");
}
/** Registers until something of it is refused; each complaint and what it was answered. */
async function registerUntil(stop: () => Promise<boolean>): Promise<[Complaint, Answer][]> {
  const sent: [Complaint, Answer][] = [];
  do {
    const complaint = newComplaint();
    sent.push([complaint, await send(complaint)]);
  } while (!(await stop()) && sent.length < 200);
  return sent;
}
/** Waits until the register says of itself that it is well. */
const well = () =>
  vi.waitFor(async () => expect(await health()).toMatchObject({ status: "ok", audit: "ok" }), {
    timeout: 60_000,
    interval: 100,
  });

test("the disk of the audit trail is full: no name is opened unrecorded, registering goes on, and it catches up", async () => {
  const relations = await server.rows<{ path: string }>(
    `select pg_relation_filepath(file) as path
     from pg_partition_tree('audit_events') as part join pg_class as relation on relation.oid = part.relid,
       lateral (select part.relid::oid as file where part.isleaf
         union select indexrelid from pg_index where indrelid = part.relid and part.isleaf
         union select reltoastrelid where reltoastrelid <> 0
         union select indexrelid from pg_index where indrelid = reltoastrelid) as files`,
  );
  expect(relations.length).toBeGreaterThan(8);
  const before = await opened();
  disk.fill(relations.map(({ path }) => path));

  const answered = await untilNot(200, names);
  expect(await names()).toMatchObject(CLOSED);
  expect(await opened()).toBe(before + answered);

  const spooled = () =>
    server.rows("select 1 from audit_spool where body ->> 'action' = 'complaint.register'");
  const sent = await registerUntil(async () => (await spooled()).length > 0);
  const [complaint, answer] = sent.at(-1) ?? sent[0] ?? [];
  for (const [each, { status }] of sent) {
    expect(status).toBe(201);
    expect(await partsOf(each)).toEqual(WHOLE);
  }
  expect((await send(complaint as Complaint)).text).toBe(answer?.text);
  expect(await spooled()).not.toEqual([]);
  expect(await names()).toMatchObject(CLOSED);
  expect(await health()).toMatchObject({ status: "degraded", audit: "failing" });

  disk.free();
  await watch();
  expect(await server.rows("select 1 from audit_spool")).toEqual([]);
  for (const [each] of sent) expect(await partsOf(each)).toEqual(WHOLE);
  expect((await names()).status).toBe(200);
  expect(await opened()).toBe(before + answered + 1);
  await well();
});

test("the disk of all tables is full: a clear answer, nothing half saved, and the same complaint sent again is one entry", async () => {
  const before = await opened();
  disk.fill(["base/"]);
  let last: Answer | undefined;
  const sent = await registerUntil(async () => {
    last = await send(newComplaint());
    return last.status !== 201;
  });
  expect(last).toMatchObject(GONE);
  expect(Number(last?.headers.get("retry-after"))).toBeGreaterThan(0);
  const refused = newComplaint();
  expect(await send(refused)).toMatchObject(GONE);
  expect(await partsOf(refused)).toEqual(NOTHING);
  for (const [complaint, { status }] of sent)
    expect(await partsOf(complaint)).toEqual(status === 201 ? WHOLE : NOTHING);
  const answered = await untilNot(200, names);
  expect((await names()).status).toBe(503);
  expect(await opened()).toBe(before + answered);

  disk.free();
  expect((await send(refused)).status).toBe(201);
  expect(await partsOf(refused)).toEqual(WHOLE);
  expect((await names()).status).toBe(200);
  await watch();
  await well();
});

test("PostgreSQL's own log has no room: it ends and stays down, and everything acknowledged is there once there is room", async () => {
  disk.fill(["/pg_wal/"]);
  // Each asks for the next file of that log; those there are, are used up first.
  const sent = await registerUntil(async () => {
    await server
      .rows("select pg_logical_emit_message(false, 'full', 'full'), pg_switch_wal()")
      .catch(() => undefined);
    return (await names()).status !== 200;
  });
  // Its own attempt to come back needs room as well.
  await vi.waitFor(async () => expect(await disk.answers()).toBe(false), { timeout: 60_000, interval: 20 });
  const refused = newComplaint();
  expect(await send(refused)).toMatchObject(GONE);
  expect((await names()).status).toBe(503);
  expect((await server.anonymous.get("/api/health")).status).toBe(503);

  disk.free();
  await vi.waitFor(async () => expect((await send(refused)).status).toBe(201), {
    timeout: 60_000,
    interval: 100,
  });
  expect(await partsOf(refused)).toEqual(WHOLE);
  expect(sent.filter(([, { status }]) => status === 201)).not.toEqual([]);
  for (const [complaint, { status, text }] of sent) {
    // What was answered otherwise is whole or not there; asked for again, it is one entry.
    const parts = await partsOf(complaint);
    expect(status === 201 ? [WHOLE] : [WHOLE, NOTHING]).toContainEqual(parts);
    const again = await send(complaint);
    expect(again.status).toBe(201);
    if (status === 201) expect(again.text).toBe(text);
    expect(await partsOf(complaint)).toMatchObject({ ...WHOLE, recorded: 1 });
  }
  const before = await opened();
  expect((await names()).status).toBe(200);
  expect(await opened()).toBe(before + 1);
  await well();
});
