// One row edited by the database's superuser: `reta verify` names it and exits 1, `reta rebuild --check` names the projection.
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Acknowledgement } from "#src/schema/case.ts";
import { newComplaint } from "../support/complaints.ts";
import { reta } from "../support/reta.ts";
import { type Client, startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let registrar: Client;
beforeAll(async () => {
  server = await startServer();
  registrar = await server.signIn("registrar");
  for (let i = 0; i < 5; i += 1) await registrar.send("POST", "/api/complaints", newComplaint());
});
afterAll(() => server?.close());

const run = (...command: string[]) =>
  reta([...command, "--data", server.house.dataDir], {
    environment: { DATABASE_URL: server.database.ownerUrl },
  });
/** Runs the statement as superuser; answers how many rows it changed. */
const changed = async (statement: string, values: unknown[]) =>
  (await server.rows(`${statement} returning 1`, values)).length;

describe("a row edited as superuser", () => {
  interface Edit {
    /** One row, of the entry $1 or of the case $2, changed and put back. */
    change: string;
    back: string;
    names: (entry: { entryId: string; caseNumber: string }) => string;
  }
  const EDITS: [string, Edit][] = [
    [
      "entries.body",
      {
        change: `update entries set body = jsonb_set(body, '{content,acts,0}', '"transfer"') where entry_id = $1`,
        back: `update entries set body = jsonb_set(body, '{content,acts,0}', '"recruitment"') where entry_id = $1`,
        names: ({ entryId }) => entryId,
      },
    ],
    [
      "entries.entry_hash",
      {
        change: "update entries set entry_hash = sha256(entry_hash) where entry_id = $1",
        back: "update entries e set entry_hash = c.last_hash from cases c where c.case_id = e.case_id and entry_id = $1",
        names: ({ entryId }) => entryId,
      },
    ],
    [
      "entries.officer_id",
      {
        change: "update entries set officer_id = gen_random_uuid() where entry_id = $1",
        back: "update entries set officer_id = (body ->> 'officerId')::uuid where entry_id = $1",
        names: ({ entryId }) => entryId,
      },
    ],
    [
      "personal_values.sealed",
      {
        change:
          "update personal_values set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where entry_id = $1 and pointer = '/personal/narrative'",
        back: "update personal_values set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where entry_id = $1 and pointer = '/personal/narrative'",
        names: ({ entryId }) => entryId,
      },
    ],
    [
      // A value moved to an entry that is not there: nothing else would lead to it.
      "personal_values.entry_id",
      {
        change:
          "update personal_values set entry_id = '00000000-0000-4000-8000-000000000000' where entry_id = $1 and pointer = '/personal/narrative'",
        back: "update personal_values set entry_id = $1 where entry_id = '00000000-0000-4000-8000-000000000000'",
        names: () => "00000000-0000-4000-8000-000000000000",
      },
    ],
    [
      "wrapped_keys.entry_id",
      {
        change:
          "update wrapped_keys set entry_id = '00000000-0000-4000-8000-000000000000' where entry_id = $1 and key_class = 'suspect'",
        back: "update wrapped_keys set entry_id = $1 where entry_id = '00000000-0000-4000-8000-000000000000'",
        names: () => "00000000-0000-4000-8000-000000000000",
      },
    ],
    [
      "ledger_leaves.entry_hash",
      {
        change:
          "update ledger_leaves set entry_hash = sha256(entry_hash) where log = 'entries' and entry_hash = (select entry_hash from entries where entry_id = $1)",
        back: "update ledger_leaves set entry_hash = (select entry_hash from entries where entry_id = $1) where log = 'entries' and entry_hash = (select sha256(entry_hash) from entries where entry_id = $1)",
        names: ({ entryId }) => entryId,
      },
    ],
  ];
  let entry: { entryId: string; caseId: string; caseNumber: string };

  beforeAll(async () => {
    const complaint = newComplaint();
    const answer = (await registrar.send("POST", "/api/complaints", complaint)).json as Acknowledgement;
    entry = { entryId: complaint.entryId, caseId: complaint.caseId, caseNumber: answer.caseNumber };
    await vi.waitFor(
      async () => expect(await server.rows("select 1 from log_queue where log = 'entries'")).toEqual([]),
      { timeout: 20_000, interval: 50 },
    );
  });

  test.each(EDITS)("in %s is named by verify, which exits 1, and 0 once it is back", async (_, {
    change,
    back,
    names,
  }) => {
    expect(await changed(change, [entry.entryId])).toBe(1);
    const verified = await run("verify");
    expect(await changed(back, [entry.entryId])).toBe(1);
    expect(verified.status).toBe(1);
    expect(verified.stdout).toContain(names(entry));
    expect(verified.stderr).toMatch(/entries: DOES NOT VERIFY/);
    expect(verified.stderr).toContain(names(entry));
    expect(verified.stdout + verified.stderr).not.toMatch(/Inventad|mesera/);
  });

  test("in audit_events is named by verify", async () => {
    const where = "where entry_id = $1 and action = 'complaint.register'";
    const [event] = await server.rows<{ id: string }>(
      `select event_id::text as id from audit_events ${where}`,
      [entry.entryId],
    );
    await changed(`update audit_events set outcome = 'refused' ${where}`, [entry.entryId]);
    const verified = await run("verify");
    await changed(`update audit_events set outcome = 'done' ${where}`, [entry.entryId]);
    expect(verified.status).toBe(1);
    const { logs } = JSON.parse(verified.stdout) as {
      logs: { log: string; problems: { entryId?: string }[] }[];
    };
    expect(logs.find(({ log }) => log === "audit")?.problems).toMatchObject([{ entryId: event?.id }]);
    expect(logs.find(({ log }) => log === "entries")?.problems).toEqual([]);
  });

  test("is noticed by the running register within seconds, which says what and since when, and goes on", async () => {
    const administrator = await server.signIn("administrator");
    type Seen = { alarms: { alarm: string; since: string | null }[]; verification: { findings: Finding[] } };
    type Finding = {
      log: string | null;
      kind: string;
      found: number;
      leafIndex: number | null;
      since: string;
    };
    const system = async () => (await administrator.get("/api/system")).json as Seen;
    const alarms = async () =>
      ((await server.anonymous.get("/api/health")).json as { alarms: string[] }).alarms;
    const edits = EDITS.filter(([name]) => ["entries.body", "personal_values.sealed"].includes(name));
    const wait = { timeout: 120_000, interval: 200 };
    await vi.waitFor(async () => expect(await alarms()).toEqual([]), wait);
    const before = new Date().toISOString();
    const [{ newest } = { newest: "0" }] = await server.rows<{ newest: string }>(
      "select max(event_id)::text as newest from audit_events",
    );
    let altered = true;
    const putBack = async () => {
      if (!altered) return;
      altered = false;
      for (const [, { back }] of edits) await changed(back, [entry.entryId]);
      await server.rows("alter table reta.cases enable row level security");
    };
    onTestFinished(putBack);
    for (const [, { change }] of edits) await changed(change, [entry.entryId]);
    await server.rows("alter table reta.cases disable row level security");
    await vi.waitFor(async () => {
      const { verification } = await system();
      expect(verification.findings.map(({ kind }) => kind).sort()).toEqual([
        "entry-altered",
        "guard-missing",
        "value-altered",
      ]);
      expect((await system()).alarms.map(({ alarm }) => alarm)).toEqual(["not-as-sealed", "guards-changed"]);
    }, wait);
    const { findings } = (await system()).verification;
    for (const { since } of findings) expect(since >= before).toBe(true);
    const [{ index } = { index: -1 }] = await server.rows<{ index: number }>(
      "select leaf_index::int as index from ledger_leaves join entries using (entry_hash) where entry_id = $1",
      [entry.entryId],
    );
    expect(findings.find(({ kind }) => kind === "entry-altered")).toMatchObject({
      log: "entries",
      found: 1,
      leafIndex: index,
    });
    // Registering goes on, and no answer names a case.
    expect((await registrar.send("POST", "/api/complaints", newComplaint())).status).toBe(201);
    expect((await server.anonymous.get("/api/health")).status).toBe(200);
    const { text } = await administrator.get("/api/system");
    for (const name of [entry.entryId, entry.caseId, entry.caseNumber]) expect(text).not.toContain(name);

    await putBack();
    await vi.waitFor(async () => expect(await alarms()).toEqual([]), wait);
    const told = ["entry-altered", "guard-missing", "value-altered"];
    const eventsOf = () =>
      server.rows<{ detail: { began: string[]; ended: string[] }; whole: string }>(
        "select body -> 'detail' as detail, body::text as whole from audit_events where action = 'ledger.verify' and event_id > $1 order by event_id",
        [newest],
      );
    // An alarm is over a moment before the trail says so. What an edit before this one had begun may be told as ended now.
    await vi.waitFor(async () => {
      const ended = new Set((await eventsOf()).flatMap(({ detail }) => detail.ended));
      expect([...ended].filter((kind) => told.includes(kind)).sort()).toEqual(told);
    }, wait);
    const events = await eventsOf();
    expect(events.flatMap(({ detail }) => detail.began).sort()).toEqual(told);
    for (const { whole } of events)
      for (const name of [entry.entryId, entry.caseId, entry.caseNumber]) expect(whole).not.toContain(name);
  }, 300_000);

  test.each([
    [
      "cases",
      "update cases set verdict = 'not-consistent' where case_id = $1",
      "update cases set verdict = 'consistent' where case_id = $1",
      "verdict",
    ],
    [
      "case_people",
      "update case_people set majority = 'unknown' where case_id = $1 and position = 0 and part = 'victim'",
      "update case_people set majority = 'minor' where case_id = $1 and position = 0 and part = 'victim'",
      "case_people",
    ],
  ])("in the projection %s is named by rebuild --check, which exits 1", async (_, change, back, field) => {
    expect(await changed(change, [entry.caseId])).toBe(1);
    const rebuilt = await run("rebuild", "--check");
    await changed(back, [entry.caseId]);
    expect(rebuilt.status).toBe(1);
    expect(JSON.parse(rebuilt.stdout)).toMatchObject({
      ok: false,
      differing: [{ caseNumber: entry.caseNumber, fields: [field] }],
    });
  });

  test("and put back verifies, and rebuilds", async () => {
    expect([(await run("verify")).status, (await run("rebuild", "--check")).status]).toEqual([0, 0]);
  });
});
