// Training mode: the same pages on invented cases, and nothing of it in the register.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newComplaint } from "../support/complaints.ts";
import { type Client, clientOf, startServer, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.close());

const who = (client: Client) => client.get("/api/session");
/** An officer of the test's own, signed in. */
async function officer(unitId: string = UNITS.station, role: "registrar" | "investigator" = "registrar") {
  const login = `o-${randomUUID().slice(0, 8)}`;
  await server.addOfficer(login, unitId, role);
  return { login, client: await server.signIn(login) };
}

describe("training mode", () => {
  const counts = async () => {
    const tables = ["entries", "cases", "personal_values", "alerts", "case_people"];
    const counted = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
    const leaves =
      "(select count(*)::int from ledger_leaves where log = 'entries') + (select count(*)::int from log_queue where log = 'entries') as promised";
    return (await server.rows(`select ${[...counted, leaves].join()}`))[0];
  };

  test("practises with the same pages and leaves nothing in the register: no entry, alert, leaf or count", async () => {
    const real = await officer();
    const enter = await real.client.send("PUT", "/api/session/mode", { training: true });
    expect(enter).toMatchObject({ status: 200, json: { training: true } });
    // The old cookie has ended with the change.
    expect((await who(real.client)).status).toBe(401);
    const practising = clientOf(server.url, (enter.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
    const before = await counts();
    const complaint = newComplaint();
    const answer = await practising.send("POST", "/api/complaints", complaint);
    expect(answer).toMatchObject({ status: 201, json: { training: true, promise: null } });
    expect(await practising.get(`/api/cases/${complaint.caseId}`)).toMatchObject({
      status: 200,
      json: { line: { verdict: "consistent", alerted: false } },
    });
    expect((await practising.send("POST", "/api/complaints", complaint)).text).toBe(answer.text);
    expect(await counts()).toEqual(before);
    const [practised] = await server.rows(
      "select (select count(*)::int from training.entries) as entries, (select count(*)::int from training.alerts) as alerts, (select count(*)::int from training.log_queue) as queued",
    );
    expect(practised).toEqual({ entries: 1, alerts: 0, queued: 0 });
    const investigator = await server.signIn("investigator");
    expect((await investigator.get(`/api/cases/${complaint.caseId}`)).status).toBe(404);
    expect((await investigator.get("/api/alerts?state=all")).text).not.toContain(complaint.caseId);

    const leave = await practising.send("PUT", "/api/session/mode", { training: false });
    const back = clientOf(server.url, (leave.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
    expect((await back.get(`/api/cases/${complaint.caseId}`)).status).toBe(404);
    // The same id is free in the register.
    expect(await back.send("POST", "/api/complaints", complaint)).toMatchObject({
      status: 201,
      json: { training: false },
    });
  });

  test("is chosen by who is signed in, by nothing but true or false", async () => {
    expect((await server.anonymous.send("PUT", "/api/session/mode", { training: true })).status).toBe(401);
    const { client } = await officer();
    expect((await client.send("PUT", "/api/session/mode", { training: "yes" })).status).toBe(422);
    expect(
      (await client.send("PUT", "/api/session/mode", { training: true }, { "sec-fetch-site": "same-site" }))
        .status,
    ).toBe(403);
  });
});
