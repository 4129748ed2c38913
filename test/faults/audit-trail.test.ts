// The audit trail refuses events: names stay closed and nothing is done unrecorded, registering goes on, and it shows.
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Performer, perform } from "#src/actions/perform.ts";
import { trace, watchTrail } from "#src/actions/watch-trail.ts";
import { sealer } from "#src/main/sealer.ts";
import { verifyOpen } from "#src/main/verify.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import { takeCase } from "../support/assignments.ts";
import { newComplaint, newSupplement } from "../support/complaints.ts";
import { reta } from "../support/reta.ts";
import {
  type Client,
  clientOf,
  signIn,
  startServer,
  TEST_PASSWORD,
  type TestServer,
} from "../support/server.ts";

let server: TestServer;
let registrar: Client;
let investigator: Client;
let caseId: string;
beforeAll(async () => {
  server = await startServer();
  registrar = await server.signIn("registrar");
  investigator = await server.signIn("investigator");
  const complaint = newComplaint();
  caseId = complaint.caseId;
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
  await takeCase(investigator, caseId);
});
afterAll(() => server?.close());

const watch = (performer: Performer = server.house.real) =>
  perform(performer, { actor: null, requestId: randomUUID() }, { trace, verb: watchTrail }, { prove: true });
const health = async () =>
  (await server.anonymous.get("/api/health")).json as { status: string; audit: string };
const names = () => investigator.send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" });

/** Ways in which a trail breaks, and how it is mended. */
const FAULTS: [string, { breaks: string; mends: string }][] = [
  [
    "its disk is full",
    {
      breaks: `create function no_room() returns trigger language plpgsql as $$ begin
          raise exception 'no space left on device' using errcode = '53100'; end $$;
        create trigger no_room before insert on audit_events for each row execute function no_room()`,
      mends: "drop function no_room cascade",
    },
  ],
  [
    "the right to write it is gone",
    {
      breaks:
        "revoke insert on audit_events from reta_people, reta_cases, reta_identities, reta_audit, reta_vault",
      mends:
        "grant insert on audit_events to reta_people, reta_cases, reta_identities, reta_audit, reta_vault",
    },
  ],
  [
    "the function that writes it is gone",
    {
      breaks: "alter function write_audit_event(jsonb, bytea) rename to mislaid",
      mends: "alter function mislaid(jsonb, bytea) rename to write_audit_event",
    },
  ],
];

describe.each(FAULTS)("when %s", (_, { breaks, mends }) => {
  let mended = false;
  beforeEach(async () => {
    mended = false;
    await server.rows(breaks);
  });
  const mend = async () => {
    if (!mended) await server.rows(mends);
    mended = true;
  };
  afterEach(mend);

  test("names and cases stay closed; registering, adding, signing in and out go on and are in the spool", async () => {
    expect(await names()).toMatchObject({ status: 503, json: { code: "audit.unavailable" } });
    expect(await investigator.get(`/api/cases/${caseId}`)).toMatchObject({
      status: 503,
      json: { code: "audit.unavailable" },
    });
    const complaint = newComplaint();
    const first = await registrar.send("POST", "/api/complaints", complaint);
    expect(first.status).toBe(201);
    const again = await registrar.send("POST", "/api/complaints", complaint);
    expect(again.text).toBe(first.text);
    const added = newSupplement(complaint.caseId, { kind: "other" });
    expect((await registrar.send("POST", `/api/cases/${complaint.caseId}/supplements`, added)).status).toBe(
      201,
    );
    const visitor = await server.signIn("colleague");
    expect((await visitor.send("DELETE", "/api/session")).status).toBe(204);

    const { entryId } = first.json as Acknowledgement;
    const spooled = await server.rows<{ action: string; outcome: string }>(
      "select body ->> 'action' as action, body ->> 'outcome' as outcome from audit_spool",
    );
    const of = (action: string) =>
      spooled.filter((row) => row.action === action).map(({ outcome }) => outcome);
    expect(of("complaint.register")).toContain("done");
    expect(of("case.supplement")).toEqual(["done"]);
    expect(of("session.sign-in")).toEqual(["done"]);
    expect(of("session.sign-out")).toEqual(["done"]);
    // What was refused is on record too, as failed: nobody saw anything.
    expect(of("case.names.open")).toEqual(["failed"]);
    expect(of("case.read")).toEqual(["failed"]);
    expect(await server.rows("select 1 from entries where entry_id = $1", [entryId])).toHaveLength(1);
    expect(await health()).toMatchObject({ status: "degraded", audit: "failing" });
    expect((await server.anonymous.get("/api/health")).status).toBe(200);

    await mend();
    const before = await server.rows("select 1 from audit_spool");
    expect(await watch()).toMatchObject({ drained: before.length });
    expect(await server.rows("select 1 from audit_spool")).toEqual([]);
    expect(
      await server.rows(
        "select action, outcome from audit_events where entry_id = $1 and action = 'complaint.register' and outcome = 'done'",
        [entryId],
      ),
    ).toHaveLength(1);
    expect((await names()).status).toBe(200);
    // The names' event is the vault's; this one is the server's own.
    expect((await investigator.get(`/api/cases/${caseId}`)).status).toBe(200);
    await sealer(server.house, "audit")();
    // What guards the trail was changed and put back, which the register has seen for itself.
    await vi.waitFor(async () => expect(await health()).toMatchObject({ status: "ok", audit: "ok" }), {
      timeout: 60_000,
      interval: 200,
    });
  });

  test("it is noticed when nobody works: the proof of the clock fails", async () => {
    server.house.real.trailFailingSince = undefined;
    await expect(watch()).rejects.toThrow();
    expect(await health()).toMatchObject({ status: "degraded", audit: "failing" });
  });
});

test("a trail that was broken and mended verifies, spool and all", async () => {
  await server.rows("alter function write_audit_event(jsonb, bytea) rename to mislaid");
  try {
    expect((await registrar.send("POST", "/api/complaints", newComplaint())).status).toBe(201);
  } finally {
    await server.rows("alter function mislaid(jsonb, bytea) rename to write_audit_event");
  }
  expect((await server.rows("select 1 from audit_spool")).length).toBeGreaterThan(0);
  await sealer(server.house, "audit")();
  const run = () =>
    reta(["verify", "--data", server.house.dataDir], {
      environment: { DATABASE_URL: server.database.ownerUrl },
    });
  expect(await run()).toMatchObject({ status: 0 });
  await watch();
  expect(await run()).toMatchObject({ status: 0 });
  // An event taken out of the spool and put nowhere is missed.
  await server.rows("delete from audit_events where event_id = (select max(event_id) from audit_events)");
  await sealer(server.house, "audit")();
  expect(await run()).toMatchObject({ status: 1 });
}, 120_000);

test.each([
  "EPIPE",
  "ENOSPC",
])("log lines that fail with %s stop nothing: it is an alarm until one arrives", async (code) => {
  // Lines are written by a server that is not silent, to the one standard error there is.
  const loud = await server.second({ RETA_LOG: "info" });
  const alarms = async () =>
    ((await clientOf(loud.url, "").get("/api/health")).json as { alarms: string[] }).alarms;
  const lost: string[] = [];
  const error = Object.assign(new Error("write"), { code });
  const broken = vi.spyOn(process.stderr, "write").mockImplementation(((
    line: string,
    told?: (error?: Error) => void,
  ) => {
    lost.push(line);
    told?.(error);
    return false;
  }) as typeof process.stderr.write);
  try {
    const officer = await signIn(loud.url, "registrar", TEST_PASSWORD);
    const complaint = newComplaint();
    expect((await officer.send("POST", "/api/complaints", complaint)).status).toBe(201);
    expect(lost.join("")).toContain("/api/complaints");
    expect(await alarms()).toContain("log-lines");
    // The trail is not a log line: names open as long as it is written, and stay closed when it is not.
    const reader = await signIn(loud.url, "investigator", TEST_PASSWORD);
    const open = () => reader.send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" });
    expect((await open()).status).toBe(200);
    await server.rows("alter function write_audit_event(jsonb, bytea) rename to mislaid");
    try {
      expect(await open()).toMatchObject({ status: 503, json: { code: "audit.unavailable" } });
    } finally {
      await server.rows("alter function mislaid(jsonb, bytea) rename to write_audit_event");
      await watch();
    }
  } finally {
    broken.mockRestore();
    vi.spyOn(process.stderr, "write").mockImplementation(((_: string, told?: () => void) => {
      told?.();
      return true;
    }) as typeof process.stderr.write);
    await clientOf(loud.url, "").get("/api/health");
    expect(await alarms()).not.toContain("log-lines");
    vi.restoreAllMocks();
    await loud.close();
  }
});

test("a clock that jumps by hours leaves entries in their order and the log whole; that it went back is an alarm", async () => {
  const HOUR = 3_600_000;
  const now = Date.now();
  const at = (hours: number) => vi.useFakeTimers({ toFake: ["Date"], now: now + hours * HOUR });
  const complaint = newComplaint();
  const alarms = async () =>
    ((await server.anonymous.get("/api/health")).json as { alarms: string[] }).alarms;
  const supplement = () => newSupplement(complaint.caseId, { kind: "other" });
  try {
    at(6);
    expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
    await sealer(server.house, "entries")();
    expect(
      (await registrar.send("POST", `/api/cases/${complaint.caseId}/supplements`, supplement())).status,
    ).toBe(201);
    await sealer(server.house, "entries")();
  } finally {
    vi.useRealTimers();
  }
  expect(await alarms()).toContain("clock-back");
  expect(
    (await registrar.send("POST", `/api/cases/${complaint.caseId}/supplements`, supplement())).status,
  ).toBe(201);
  const rows = await server.rows<{ seq: number; chained: boolean; hours: number }>(
    `select seq, extract(epoch from received_at - $2::timestamptz)::float8 / 3600 as hours,
       previous_hash is not distinct from lag(entry_hash) over (order by seq) as chained
     from entries where case_id = $1 order by seq`,
    [complaint.caseId, new Date(now).toISOString()],
  );
  expect(rows.map(({ seq, chained, hours }) => [seq, chained, Math.round(hours)])).toEqual([
    [1, true, 6],
    [2, true, 6],
    [3, true, 0],
  ]);
  const { entries } = (await registrar.get(`/api/cases/${complaint.caseId}`)).json as {
    entries: { kind: string }[];
  };
  expect(entries.map(({ kind }) => kind)).toEqual(["complaint", "supplement", "supplement"]);
  await sealer(server.house, "entries")();
  await sealer(server.house, "audit")();
  const reports = await verifyOpen(server.house, server.house.keys.entries.vkey, undefined);
  expect(reports.find(({ log }) => log === "entries")?.problems).toEqual([]);
  expect(await alarms()).not.toContain("clock-back");
});

test("a failing line of the action itself is no failing trail", async () => {
  const { entryId, ...rest } = newComplaint();
  const twice = { ...rest, entryId };
  expect((await registrar.send("POST", "/api/complaints", twice)).status).toBe(201);
  const clash = { ...newComplaint(), caseId: twice.caseId };
  expect((await registrar.send("POST", "/api/complaints", clash)).status).toBe(409);
  expect(await server.rows("select 1 from audit_spool")).toEqual([]);
});
