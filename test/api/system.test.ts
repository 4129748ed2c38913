// How the register runs over HTTP: for whoever keeps it running and nobody else; alarms carry their beginning; the
// custodians' door to the class keys.
import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { perform } from "#src/actions/perform.ts";
import * as recording from "#src/actions/record-copy.ts";
import { KEY_CLASSES } from "#src/schema/key-class.ts";
import { KeysReport } from "#src/schema/key-order.ts";
import { SystemReport } from "#src/schema/system.ts";
import { eventually } from "../support/pack-changes.ts";
import {
  type Client,
  clientOf,
  signIn,
  startServer,
  TEST_PASSWORD,
  type TestServer,
  UNITS,
} from "../support/server.ts";
import { nameSilentWitness } from "../support/witness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("custodia", UNITS.top, "key-custodian");
});
afterAll(() => server?.close());

const report = async (by: Client) => SystemReport.parse((await by.get("/api/system")).json);

test("it is refused without a session and to whoever does not keep the register", async () => {
  expect((await server.anonymous.get("/api/system")).status).toBe(401);
  for (const login of ["registrar", "investigator", "chief", "auditor", "affairs"])
    expect(await (await server.signIn(login)).get("/api/system"), login).toMatchObject({
      status: 403,
      json: { code: "access.refused" },
    });
});

test("it says which versions of each key there are, and no key", async () => {
  for (const login of ["administrator", "custodia"]) {
    const client = await server.signIn(login);
    const { keys, trail, packVersion } = await report(client);
    expect(keys.map(({ keyClass }) => keyClass)).toEqual([...KEY_CLASSES]);
    for (const { versions } of keys) expect(versions).toEqual([1]);
    expect(trail.health).toBe("ok");
    expect(packVersion).toMatch(/^pe@/);
    expect((await client.get("/api/system")).text).not.toMatch(/[A-Za-z0-9+/]{40}/);
  }
});

test("when a copy was last made is told, and an old one, or none in a register of some age, is an alarm", async () => {
  const administrator = await server.signIn("administrator");
  const alarms = async () =>
    ((await server.anonymous.get("/api/health")).json as { alarms: string[] }).alarms;
  const { house } = server;
  const { backupDays } = house;
  expect((await report(administrator)).backup).toEqual({ madeAt: null, days: 7 });
  expect(await alarms()).toEqual([]);
  house.backupDays = 1e-9;
  expect(await alarms()).toEqual(["backup-old"]);
  house.backupDays = 0;
  expect(await alarms()).toEqual([]);
  house.backupDays = backupDays;
  const before = Date.now();
  await perform(
    house.real,
    { actor: null, requestId: randomUUID() },
    { trace: recording.backupTrace, verb: recording.recordBackup },
    { entries: 0, rows: 1, encrypted: true, keys: false },
  );
  const { madeAt } = (await report(administrator)).backup;
  expect(Date.parse(madeAt ?? "")).toBeGreaterThanOrEqual(before);
  expect(await alarms()).toEqual([]);

  const day = 24 * 60 * 60_000;
  const old = (made: number | null, since: number | null) => {
    const iso = (age: number | null) => (age === null ? null : new Date(-age * day).toISOString());
    return recording.copyIsOld({ madeAt: iso(made), registerSince: iso(since) }, 7, 0);
  };
  expect([old(null, null), old(null, 6.9), old(6.9, 400), old(0, 400)]).toEqual([false, false, false, false]);
  expect([old(null, 7.1), old(7.1, 400)]).toEqual([true, true]);
});

test("an alarm carries the time at which it began", async () => {
  const administrator = await server.signIn("administrator");
  const before = Date.now();
  expect((await report(administrator)).alarms).toEqual([]);
  nameSilentWitness(server.house.dataDir, "Defensoría");
  await eventually(async () => {
    const { alarms } = await report(administrator);
    const found = alarms.find(({ alarm }) => alarm === "not-witnessed");
    expect(Date.parse(found?.since ?? "")).toBeGreaterThanOrEqual(before);
  });
  // After a restart it is still the time at which it began; and what is over is forgotten.
  const since = async (by: Client) =>
    (await report(by)).alarms.find(({ alarm }) => alarm === "not-witnessed")?.since;
  const began = await since(administrator);
  const restarted = await server.second();
  try {
    const client = await signIn(restarted.url, "administrator", TEST_PASSWORD);
    expect(await since(client)).toBe(began);
    const file = join(server.house.dataDir, "alarms.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
      "not-witnessed": Date.parse(began ?? ""),
    });
    rmSync(join(server.house.dataDir, "witnesses.json"));
    await vi.waitFor(
      async () => {
        expect((await report(client)).alarms).toEqual([]);
        expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({});
      },
      { timeout: 40_000, interval: 100 },
    );
  } finally {
    await restarted.close();
  }
});

const order = (more: object = {}) => ({
  ...{ orderId: randomUUID(), act: "rotate", keyClass: "evidence", version: 2 },
  reason: "Reemplazo anual de la llave de los archivos.",
  ...more,
});
const keys = async (by: Client) => KeysReport.parse((await by.get("/api/keys")).json);
const ask = (by: Client, body: object) => by.send("POST", "/api/keys/orders", body);
const answer = (by: Client, id: string, agreed: boolean) =>
  by.send("POST", `/api/keys/orders/${id}/answer`, { agreed });
const end = (by: Client, id: string) => by.send("POST", `/api/keys/orders/${id}/end`);

test("class keys are for custodians; who keeps the register or oversees it only reads", async () => {
  expect((await server.anonymous.get("/api/keys")).status).toBe(401);
  const body = order();
  for (const login of ["registrar", "investigator", "chief", "affairs", "administrator", "auditor"]) {
    const client = await server.signIn(login);
    const reads = login === "administrator" || login === "auditor";
    expect((await client.get("/api/keys")).status, login).toBe(reads ? 200 : 403);
    expect((await ask(client, body)).json, login).toMatchObject({ code: "access.refused" });
    expect((await answer(client, body.orderId, true)).json, login).toMatchObject({ code: "access.refused" });
    expect((await end(client, body.orderId)).json, login).toMatchObject({ code: "access.refused" });
  }
  const report = await keys(await server.signIn("auditor"));
  expect(report).toMatchObject({ custodians: 1, two: false, orders: [], manages: false, days: 365 });
  expect(report.versions?.map(({ version }) => version)).toEqual(KEY_CLASSES.map(() => 1));
});

test("one custodian asks, another agrees; nobody answers for oneself, twice, or in training", async () => {
  await server.addOfficer("custodia2", UNITS.top, "key-custodian");
  const [first, second] = [await server.signIn("custodia"), await server.signIn("custodia2")];
  expect((await ask(first, order({ version: 3 }))).json).toMatchObject({ code: "keys.unknown" });
  expect((await ask(first, order({ act: "retire", version: 1 }))).json).toMatchObject({
    code: "keys.newest",
  });
  expect((await ask(first, order({ reason: "Rutina." }))).status).toBe(422);
  const asked = order();
  expect((await ask(first, asked)).status).toBe(201);
  // The answer was lost: the same again is the same.
  expect((await ask(first, asked)).status).toBe(201);
  expect((await ask(second, asked)).json).toMatchObject({ code: "entry.id-taken" });
  expect((await ask(second, order())).json).toMatchObject({ code: "keys.already-asked" });
  expect((await answer(first, asked.orderId, true)).json).toMatchObject({ code: "keys.own-order" });
  expect((await answer(second, randomUUID(), true)).json).toMatchObject({ code: "not-found" });
  const line = async (by: Client) => (await keys(by)).orders.find(({ orderId }) => orderId === asked.orderId);
  expect(await line(first)).toMatchObject({ state: "waiting", mayAnswer: false, mayEnd: true });
  expect(await line(second)).toMatchObject({
    state: "waiting",
    mayAnswer: true,
    askedBy: "Oficial custodia",
  });
  expect(await line(await server.signIn("administrator"))).toMatchObject({ mayAnswer: false, mayEnd: false });
  const enter = await second.send("PUT", "/api/session/mode", { training: true });
  const practising = clientOf(server.url, (enter.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
  expect((await answer(practising, asked.orderId, true)).status).toBe(403);
  const again = await server.signIn("custodia2");
  expect((await answer(again, asked.orderId, true)).json).toEqual({ agreed: true });
  expect((await answer(again, asked.orderId, false)).json).toMatchObject({ code: "keys.already-answered" });
  expect(await line(first)).toMatchObject({ state: "agreed", answeredBy: "Oficial custodia2" });
  expect(await keys(first)).toMatchObject({ custodians: 2, two: true, manages: true });
  // Either takes it back before it is begun, and then it can be asked for anew.
  expect((await end(again, asked.orderId)).json).toEqual({ ended: true });
  expect(await line(first)).toMatchObject({ state: "withdrawn", mayEnd: false });
  expect((await ask(again, order())).status).toBe(201);
  const told = await server.rows<{ action: string; outcome: string; n: number }>(
    `select action, outcome, count(*)::int as n from audit_events where action like 'key.order.%' and outcome = 'done'
     group by 1, 2 order by 1`,
  );
  expect(told).toEqual([
    { action: "key.order.answer", outcome: "done", n: 1 },
    { action: "key.order.ask", outcome: "done", n: 2 },
    { action: "key.order.end", outcome: "done", n: 1 },
  ]);
});

test("asking and agreeing ask for a proof of presence of the last minutes", async () => {
  const custodian = await server.signIn("custodia");
  await server.rows(
    "update sessions set authenticated_at = now() - interval '16 minutes' where officer_id = (select officer_id from officers where login = 'custodia')",
  );
  expect((await ask(custodian, order({ keyClass: "facts" }))).json).toMatchObject({
    code: "session.not-fresh",
  });
  expect((await answer(custodian, randomUUID(), true)).json).toMatchObject({ code: "session.not-fresh" });
});

test("a key older than the configured days, and the last keeper's end, are alarms of the system; health tells the key's", async () => {
  const administrator = await server.signIn("administrator");
  const codes = async () => (await report(administrator)).alarms.map(({ alarm }) => alarm);
  expect(await codes()).toEqual([]);
  await server.rows("update migrations set applied_at = applied_at - interval '366 days'");
  expect(await codes()).toEqual(["key-old"]);
  expect((await keys(administrator)).versions?.every(({ old }) => old)).toBe(true);
  await server.rows("update migrations set applied_at = applied_at + interval '366 days'");
  const lastEnds = (login: string, days: number) =>
    server.rows(
      `update postings set valid_to = now() + make_interval(days => $2)
       where officer_id = (select officer_id from officers where login = $1)`,
      [login, days],
    );
  await lastEnds("administrator", 59);
  await lastEnds("custodia", 59);
  expect(await codes()).toEqual(["last-administrator-ends"]);
  // The other custodian goes on; when both end it is said.
  await lastEnds("custodia2", 30);
  expect(await codes()).toEqual(["last-administrator-ends", "last-key-custodian-ends"]);
  expect((await server.anonymous.get("/api/health")).text).not.toContain("last-");
  await lastEnds("administrator", 61);
  expect(await codes()).toEqual(["last-key-custodian-ends"]);
});
