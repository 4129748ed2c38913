// The database gone while somebody sends: told in seconds and in words the web knows; the same request works when it is back.
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { newComplaint } from "../support/complaints.ts";
import { type Line, openLine } from "../support/proxy.ts";
import { type Client, startServer, type TestServer } from "../support/server.ts";

let line: Line;
let server: TestServer;
let registrar: Client;
beforeAll(async () => {
  line = await openLine();
  server = await startServer({}, line.through);
  registrar = await server.signIn("registrar");
});
afterEach(() => line.set("open"));
afterAll(async () => {
  line?.set("open");
  await server?.close();
  await line?.close();
});

const send = (complaint = newComplaint()) => registrar.send("POST", "/api/complaints", complaint);
const entriesOf = (id: string) => server.rows("select 1 from entries where entry_id = $1", [id]);
const GONE = { status: 503, json: { code: "register.unavailable" } };
/** What a person at a counter waits without trying something else, in milliseconds. */
const PATIENCE = 15_000;
const timed = async <T>(work: Promise<T>): Promise<T> => {
  const from = performance.now();
  const result = await work;
  expect(performance.now() - from).toBeLessThan(PATIENCE);
  return result;
};

describe.each(["cut", "silent"] as const)("a line that is %s", (state) => {
  test("is told within seconds, and the same complaint sent again is one entry", async () => {
    const complaint = newComplaint();
    expect((await send()).status).toBe(201);
    line.set(state);
    const answer = await timed(send(complaint));
    expect(answer).toMatchObject(GONE);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    // The session that was remembered is no longer: asking who somebody is needs the database as well.
    await vi.waitFor(async () => expect(await timed(registrar.get("/api/session"))).toMatchObject(GONE), {
      timeout: 40_000,
      interval: 200,
    });
    line.set("open");
    const again = await vi.waitFor(
      async () => {
        const sent = await send(complaint);
        expect(sent.status).toBe(201);
        return sent;
      },
      { timeout: 30_000, interval: 200 },
    );
    expect((await send(complaint)).text).toBe(again.text);
    expect(await entriesOf(complaint.entryId)).toHaveLength(1);
  });

  test("shows in health, which is well again afterwards, with every promise kept", async () => {
    line.set(state);
    const sick = await timed(server.anonymous.get("/api/health"));
    expect(sick).toMatchObject({ status: 503, json: { status: "degraded", database: "unavailable" } });
    line.set("open");
    await vi.waitFor(
      async () =>
        expect(await server.anonymous.get("/api/health")).toMatchObject({
          status: 200,
          json: { status: "ok", ledger: { waiting: 0 } },
        }),
      { timeout: 40_000, interval: 100 },
    );
  });
});

test("a line cut at any moment of sending leaves each complaint whole or absent, and sent again it is one entry", async () => {
  const complaints = Array.from({ length: 60 }, () => newComplaint());
  const sending = complaints.map(async (complaint, i) => {
    await new Promise((resolve) => setTimeout(resolve, i * 8));
    return send(complaint);
  });
  for (let cut = 0; cut < 4; cut += 1) {
    await new Promise((resolve) => setTimeout(resolve, 60 + Math.random() * 60));
    line.set("cut");
    await new Promise((resolve) => setTimeout(resolve, 15));
    line.set("open");
  }
  const answers = await Promise.all(sending);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 503]));
  for (const [i, complaint] of complaints.entries()) {
    const sent = answers[i]?.status === 201 ? answers[i] : undefined;
    const again = await send(complaint);
    expect(again.status, again.text).toBe(201);
    if (sent !== undefined) expect(again.text).toBe(sent.text);
    const [parts] = await server.rows(
      `select (select count(*)::int from entries where entry_id = $1) as entries,
        (select count(*)::int from personal_values where entry_id = $1) as values,
        (select count(*)::int from alerts where entry_id = $1) as alerts,
        (select count(*)::int from case_people where case_id = $2) as people`,
      [complaint.entryId, complaint.caseId],
    );
    expect(parts).toEqual({ entries: 1, values: 11, alerts: 2, people: 3 });
  }
});
