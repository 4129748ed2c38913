// The audit trail: what was done and what was refused is on it, without a personal value, and read page by page.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { POLICY } from "#src/domain/access/decide-access.ts";
import { newAmendment, newDecision } from "../support/amendments.ts";
import { takeCase } from "../support/assignments.ts";
import { newComplaint, newSupplement } from "../support/complaints.ts";
import { type Client, startServer, type TestServer } from "../support/server.ts";

interface Line {
  eventId: number;
  at: string;
  officer: string | null;
  action: string;
  outcome: string;
  caseId: string | null;
  detail: Record<string, unknown>;
}
let server: TestServer;
let auditor: Client;
let registrar: Client;
let investigator: Client;
beforeAll(async () => {
  server = await startServer();
  auditor = await server.signIn("auditor");
  registrar = await server.signIn("registrar");
  investigator = await server.signIn("investigator");
});
afterAll(() => server?.close());

const read = async (query = "") => {
  const answer = await auditor.get(`/api/audit${query}`);
  expect(answer.status).toBe(200);
  return (answer.json as { events: Line[] }).events;
};

test("the trail is refused without a session, to other roles, and for a question it does not know", async () => {
  expect((await server.anonymous.get("/api/audit")).status).toBe(401);
  for (const client of [registrar, await server.signIn("chief")])
    expect(await client.get("/api/audit")).toMatchObject({ status: 403, json: { code: "access.refused" } });
  for (const query of ["?before=1", "?officer=me", "?from=2020-01-01", "?group=x", "?outcome=ok"])
    expect((await auditor.get(`/api/audit${query}`)).status).toBe(422);
});

describe("a journey through a case", () => {
  test("leaves one event for each step, done or refused, with codes and counts only", async () => {
    const complaint = newComplaint();
    const { caseId } = complaint;
    const at = (what: string) => `/api/cases/${caseId}/${what}`;
    await registrar.send("POST", "/api/complaints", complaint);
    await registrar.send("POST", "/api/complaints", complaint);
    await registrar.get(`/api/cases/${caseId}`);
    await registrar.send(
      "POST",
      at("supplements"),
      newSupplement(caseId, { kind: "other", personal: { narrative: "Relato Reservado Marcado" } }),
    );
    const amendment = newAmendment(caseId, "/factsTo", { oldValue: "2021-10-03", newValue: "2021-10-02" });
    await registrar.send("POST", at("amendments"), amendment);
    await registrar.send("POST", at("decisions"), newDecision(caseId, amendment.entryId, true));
    await investigator.send("POST", at("decisions"), newDecision(caseId, amendment.entryId, true));
    await takeCase(investigator, caseId);
    await investigator.send("POST", at("names"), { purpose: "investigation" });
    await (await server.signIn("stranger")).get(`/api/cases/${caseId}`);

    const steps = (await read()).filter((line) => line.caseId === caseId).reverse();
    expect(
      steps.map(({ officer, action, outcome }) => [officer?.replace("Oficial ", ""), action, outcome]),
    ).toEqual([
      ["registrar", "complaint.register", "done"],
      ["registrar", "complaint.register", "refused"],
      ["registrar", "case.read", "done"],
      ["registrar", "case.supplement", "done"],
      ["registrar", "case.amendment.propose", "done"],
      ["registrar", "case.amendment.decide", "refused"],
      ["investigator", "case.amendment.decide", "refused"],
      ["investigator", "case.assign", "done"],
      ["investigator", "case.names.open", "done"],
      ["stranger", "case.read", "refused"],
    ]);
    expect(steps.find(({ action }) => action === "case.names.open")?.detail).toMatchObject({
      purpose: "investigation",
    });
    const repeats = await server.rows(
      "select 1 from audit_events where action = 'complaint.repeat' and entry_id = $1",
      [complaint.entryId],
    );
    expect(repeats).toHaveLength(1);
    expect(steps.at(-1)?.detail).toEqual({ problem: "not-found" });
    const whole = await server.rows<{ row: string }>("select a::text as row from audit_events a");
    for (const { row } of whole)
      expect(row).not.toMatch(/Inventad|Apodo|Marcad|Ficticia|00998877|90000|mesera|calendario/);
  });

  test("says by which version of the rules each step was allowed or refused, and of what nobody asked, none", async () => {
    await server.anonymous.send("POST", "/api/session", { login: "nobody", password: "x" });
    const closed = await registrar.send("POST", `/api/cases/${randomUUID()}/names`, {
      purpose: "investigation",
    });
    expect(closed.status).toBe(404);
    const found = await server.rows<{ outcome: string; names: boolean; asked: boolean; policies: unknown[] }>(
      `select outcome, action = 'case.names.open' as names, officer_id is not null as asked,
         jsonb_agg(distinct body -> 'policy') as policies
       from audit_events group by 1, 2, 3`,
    );
    const of = (outcome: string, names: boolean) =>
      found.find((one) => one.asked && one.outcome === outcome && one.names === names)?.policies;
    for (const [outcome, names] of [
      ["done", false],
      ["refused", false],
      ["done", true],
      ["refused", true],
    ] as const)
      expect(of(outcome, names), `${outcome} ${names}`).toEqual([POLICY]);
    expect(found.filter(({ asked }) => !asked).flatMap(({ policies }) => policies)).toContain(null);
    expect(found.filter(({ asked }) => !asked).flatMap(({ policies }) => policies)).not.toContain(POLICY);
  });

  test("keeps which questions were asked of the list, not their values", async () => {
    await registrar.get("/api/cases?number=ABCDE-12345-X&place=170101");
    const [line] = await read("?action=case.list");
    expect(line?.detail).toEqual({ filters: expect.arrayContaining(["number", "place"]), rows: 0 });
    expect(JSON.stringify(line?.detail)).not.toMatch(/ABCDE|170101/);
  });

  test("records signing in, failing and being locked out, without what was typed", async () => {
    const typed = "contrasena-escrita-por-error";
    await server.anonymous.send("POST", "/api/session", { login: typed, password: "x" });
    const [line] = await read("?action=session.sign-in");
    expect(line).toMatchObject({ officer: null, detail: { outcome: "wrong-credentials" } });
    const rows = await server.rows<{ row: string }>(
      "select a::text as row from audit_events a union all select s::text from sign_in_attempts s",
    );
    for (const { row } of rows) expect(row).not.toContain(typed);
  });
});

test("the trail is read page by page, newest first, and reading it is on it", async () => {
  for (let i = 0; i < 105; i += 1) await registrar.get("/api/cases");
  const first = await read();
  expect(first).toHaveLength(100);
  const { next } = (await auditor.get("/api/audit")).json as { next: string };
  const second = await read(`?cursor=${next}`);
  const shown = new Set(first.map(({ eventId }) => eventId));
  expect(second.length).toBeGreaterThan(0);
  // Reading the first page again has added one event to the head of the trail.
  expect(second.filter(({ eventId }) => shown.has(eventId)).length).toBeLessThanOrEqual(1);
  expect(first.map(({ eventId }) => eventId)).toEqual(
    first.map(({ eventId }) => eventId).sort((a, b) => b - a),
  );
  expect((await read("?action=audit.list")).length).toBeGreaterThanOrEqual(2);
  const officer =
    (
      await server.rows<{ id: string }>("select officer_id as id from officers where login = 'investigator'")
    )[0]?.id ?? randomUUID();
  const own = await read(`?officer=${officer}&group=cases`);
  expect(new Set(own.map((line) => line.officer))).toEqual(new Set(["Oficial investigator"]));
});

test("every event is in the log of the trail, by its hash", async () => {
  await read();
  const [left] = await server.rows<{ n: number }>(
    `select count(*)::int as n from audit_events e
     where not exists (select from ledger_leaves l where l.log = 'audit' and l.entry_hash = e.event_hash)
       and not exists (select from log_queue q where q.log = 'audit' and q.entry_hash = e.event_hash)`,
  );
  expect(left?.n).toBe(0);
});
