// A liaison of the prosecution asks for who complained on a court's order; its number is sealed with the request.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { UnlockList } from "#src/schema/unlock.ts";
import { assign, takeCase } from "../support/assignments.ts";
import { newComplaint } from "../support/complaints.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
let liaison: Client;
let special: Client;
let caseId: string;
beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("liaison", UNITS.localProsecutors, "prosecutor-liaison");
  await server.addOfficer("special", UNITS.national, "specialised-unit");
  const [registrar, investigator] = [await server.signIn("registrar"), await server.signIn("investigator")];
  [liaison, special] = [await server.signIn("liaison"), await server.signIn("special")];
  const complaint = newComplaint();
  await registrar.send("POST", "/api/complaints", complaint);
  caseId = complaint.caseId;
  await takeCase(investigator, caseId);
  const [posting] = await server.rows<{ id: string }>(
    "select p.posting_id as id from officers o join postings p using (officer_id) where o.login = 'liaison'",
  );
  const postingId = posting?.id ?? "";
  const given = await assign(investigator, caseId, { act: "assign", postingId });
  expect(given.status, given.text).toBe(201);
});
afterAll(() => server?.close());

const ask = (order: object) =>
  liaison.send("POST", `/api/cases/${caseId}/unlocks`, {
    ...{ unlockId: randomUUID(), dataClass: "complainant-identity", reason: "danger-to-life", ...order },
    explanation: "El juzgado pide saber quién denunció antes de la audiencia.",
  });

test.each([
  ["without one", {}],
  ["with words in its place", { courtOrder: "de Rosa Quispe" }],
])("a liaison does not ask %s", async (_, order) => {
  const refused = await ask(order);
  expect(refused).toMatchObject({ status: 422, json: { code: "input.invalid" } });
  expect(refused.text).toContain("/courtOrder");
  expect(refused.text).not.toContain("Quispe");
});

test("its number is before the second person and on the trail; it is not exchanged or taken away", async () => {
  const asked = await ask({ courtOrder: "RES-14-2026" });
  expect(asked.status, asked.text).toBe(201);
  const { unlockId } = asked.json as { unlockId: string };
  const { unlocks } = (await special.get("/api/unlocks")).json as UnlockList;
  expect(unlocks).toMatchObject([{ unlockId, courtOrder: "RES-14-2026", answer: true }]);
  expect((await special.send("POST", `/api/unlocks/${unlockId}/answer`, { agreed: true })).status).toBe(200);
  const trail = await server.rows(
    `select body #>> '{detail,document}' as document from audit_events
     where action = 'case.unlock.ask' and body #>> '{detail,unlock}' = $1`,
    [unlockId],
  );
  expect(trail).toEqual([{ document: "RES-14-2026" }]);
  for (const [order, status] of [
    [null, 404],
    ["RES-15-2026", 404],
    ["RES-14-2026", 200],
  ]) {
    await server.rows("update unlock_requests set court_order = $1 where unlock_id = $2", [order, unlockId]);
    expect((await liaison.send("POST", `/api/unlocks/${unlockId}/names`)).status, String(order)).toBe(status);
  }
});
