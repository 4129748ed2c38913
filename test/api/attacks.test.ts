// Ways into the register that were once open, each closed and kept closed.
import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import { openScreen } from "../support/events.ts";
import { type Client, clientOf, startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let registrar: Client;
let chief: Client;

beforeAll(async () => {
  server = await startServer();
  [registrar, chief] = await Promise.all([server.signIn("registrar"), server.signIn("chief")]);
});
afterAll(() => server.close());

async function register(complaint = typicalComplaint()) {
  const body = newComplaint(complaint);
  expect((await registrar.send("POST", "/api/complaints", body)).status).toBe(201);
  return body;
}

const faultsOf = (answer: { json: unknown }) =>
  ((answer.json as { faults?: { pointer: string; code: string }[] }).faults ?? []).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );

describe("a supplement", () => {
  test("cannot say something else of a person than was said: that is a correction", async () => {
    const { caseId, complaint } = await register();
    const { personId } = complaint.victims[0] as { personId: string };
    const change = { personId, ageAtFacts: 35, sex: "male", personal: { name: { givenNames: "Falsa" } } };
    const body = newSupplement(caseId, { kind: "new-facts", victims: [change] });
    const answer = await registrar.send("POST", `/api/cases/${caseId}/supplements`, body);
    expect(answer.status).toBe(422);
    expect(faultsOf(answer).sort()).toEqual([
      "/supplement/victims/0/ageAtFacts use-amendment",
      "/supplement/victims/0/personal/name use-amendment",
      "/supplement/victims/0/sex use-amendment",
    ]);
  });

  test("by a chief, who may open no names, writes none", async () => {
    const { caseId } = await register();
    const victims = [{ personId: randomUUID(), personal: { name: { givenNames: "Nueva" } } }];
    const body = newSupplement(caseId, { kind: "new-victim", victims });
    expect((await chief.send("POST", `/api/cases/${caseId}/supplements`, body)).status).toBe(403);
  });

  test("with the id of another entry is not told that it was stored", async () => {
    const { caseId, entryId } = await register();
    const body = { ...newSupplement(caseId, { kind: "new-facts", acts: ["receipt"] }), entryId };
    const answer = await registrar.send("POST", `/api/cases/${caseId}/supplements`, body);
    expect(answer.status).toBe(409);
  });

  test("of twelve officers at once is stored twelve times", async () => {
    const { caseId } = await register();
    const path = `/api/cases/${caseId}/supplements`;
    const bodies = Array.from({ length: 12 }, () =>
      newSupplement(caseId, { kind: "new-facts", acts: ["receipt"] }),
    );
    const answers = await Promise.all(bodies.map((body) => registrar.send("POST", path, body)));
    expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 201));
  });
});

test("a number of another register has no room for a name", async () => {
  const externalNumbers = [{ register: "sidpol", number: "Rosa Inventada 12345678" }];
  const answer = await registrar.send(
    "POST",
    "/api/complaints",
    newComplaint(typicalComplaint({ externalNumbers })),
  );
  expect(answer.status).toBe(422);
  expect(answer.text).not.toContain("Rosa");
});

test("who practises can sign out, and the session is over", async () => {
  const client = await server.signIn("colleague");
  const moved = await client.send("PUT", "/api/session/mode", { training: true });
  const cookie = (moved.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const practising = { cookie };
  expect((await server.anonymous.send("DELETE", "/api/session", undefined, practising)).status).toBe(204);
  expect((await server.anonymous.get("/api/session", practising)).status).toBe(401);
});

test("guesses at the own password in an open session end it", async () => {
  const client = await server.signIn("registrar2");
  for (let guess = 0; guess < 5; guess++) {
    const body = { current: `no es ${guess}`, next: "una frase bien larga" };
    expect((await client.send("PUT", "/api/session/password", body)).status).toBe(401);
  }
  const body = { current: "otra vez no", next: "una frase bien larga" };
  expect((await client.send("PUT", "/api/session/password", body)).status).toBe(429);
  expect((await client.get("/api/session")).status).toBe(401);
});

test("sixty guesses at once are not checked more than five times", async () => {
  const guess = () =>
    server.anonymous.send("POST", "/api/session", { login: "stranger", password: "no es esta" });
  const answers = await Promise.all(Array.from({ length: 60 }, guess));
  expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(5);
  expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
});

test("a single administrator makes a second one, and nobody else alone, also when the second is put out", async () => {
  const administrator = await server.signIn("administrator");
  const make = async (role: string) => {
    const posting = { postingId: randomUUID(), unitId: "pe-pnp", role, orderNumber: "RD-1-2026" };
    const officerId = randomUUID();
    const officer = { officerId, login: `p-${officerId.slice(0, 8)}`, name: "Oficial Inventado", posting };
    expect((await administrator.send("POST", "/api/officers", officer)).status).toBe(204);
    const found = await server.rows("select 1 from postings where posting_id = $1", [posting.postingId]);
    return { counts: found.length === 1, postingId: posting.postingId };
  };
  expect((await make("specialised-unit")).counts).toBe(false);
  const second = await make("administrator");
  expect(second.counts).toBe(true);
  expect((await make("administrator")).counts).toBe(false);
  await administrator.send("POST", `/api/postings/${second.postingId}/end`, {});
  expect((await make("administrator")).counts).toBe(false);
});

test("an administrator gives no posting to oneself", async () => {
  const administrator = await server.signIn("administrator");
  const { officerId } = (await administrator.get("/api/session")).json as { officerId: string };
  const posting = {
    ...{ postingId: randomUUID(), unitId: "pe-divintrap", role: "investigator" },
    orderNumber: "RD-1-2026",
  };
  expect((await administrator.send("POST", `/api/officers/${officerId}/postings`, posting)).status).toBe(403);
});

test.each([
  "/api/cases?cursor=2026-99-99T99:99:99.0Z_00000000-0000-0000-0000-000000000000",
  "/api/cases?cursor=x",
])("a cursor nobody gave is the first page: %s", async (path) =>
  expect((await registrar.get(path)).status).toBe(200));

test("NUL in a query is a fault of the query", async () => {
  const administrator = await server.signIn("administrator");
  expect((await administrator.get("/api/officers?search=%00")).status).toBe(422);
  expect((await administrator.get("/api/audit?action=%00")).status).toBe(422);
});

test("a body sent byte by byte is cut off in its time, and an open screen is not", async () => {
  const brief = await server.second({ RETA_REQUEST_SECONDS: "1" });
  const investigator = await server.signIn("investigator");
  const screen = await openScreen(brief.url, investigator);
  const { hostname, port } = new URL(brief.url);
  const socket = connect(Number(port), hostname);
  let answered = "";
  const from = performance.now();
  await new Promise<void>((resolve) => {
    socket.on("data", (chunk) => {
      answered += chunk;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve());
    socket.write(
      "POST /api/session HTTP/1.1\r\nhost: localhost\r\nx-reta: 1\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n",
    );
    const trickle = setInterval(() => socket.write(" "), 50);
    socket.on("close", () => clearInterval(trickle));
  });
  expect(answered).toMatch(/^HTTP\/1\.1 408 /);
  expect(performance.now() - from).toBeGreaterThan(900);
  // The screen was silent for longer than that too, and is told what comes now.
  const body = newComplaint(typicalComplaint());
  expect((await clientOf(brief.url, registrar.cookie).send("POST", "/api/complaints", body)).status).toBe(
    201,
  );
  await vi.waitFor(() => expect(screen.events.some(({ data }) => data.alertId !== undefined)).toBe(true), {
    timeout: 10_000,
  });
  screen.close();
  await brief.close();
  for (const RETA_REQUEST_SECONDS of ["0", "many", "2.5"])
    await expect(server.second({ RETA_REQUEST_SECONDS })).rejects.toThrow("RETA_REQUEST_SECONDS");
});
