// Whoever administers the register cannot read its cases: no door gives them one, and nothing they are told holds one.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "#src/schema/case.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

const ROLES: readonly Role[] = ["administrator", "catalogue-administrator", "key-custodian"];
/** Words of the complaint that nobody who administers may ever be sent. */
const SECRETS = ["Inventada", "Bar El Ejemplo", "00112233", "900000111"];

let server: TestServer;
let caseNumber: string;
const complaint = newComplaint(typicalComplaint());
beforeAll(async () => {
  server = await startServer();
  for (const role of ROLES) await server.addOfficer(`sin-casos-${role}`, UNITS.top, role);
  const registrar = await server.signIn("registrar");
  const answer = await registrar.send("POST", "/api/complaints", complaint);
  expect(answer.status).toBe(201);
  caseNumber = (answer.json as { caseNumber: string }).caseNumber;
  // Somebody has worked on it, so that the trail holds it.
  expect((await registrar.get(`/api/cases/${complaint.caseId}`)).status).toBe(200);
});
afterAll(() => server?.close());

const asking = (by: Client): Record<string, () => ReturnType<Client["get"]>> => {
  const at = `/api/cases/${complaint.caseId}`;
  return {
    case: () => by.get(at),
    openings: () => by.get(`${at}/openings`),
    names: () => by.send("POST", `${at}/names`, { purpose: "investigation" }),
  };
};

test.each(ROLES)("the %s is given no case, by no door", async (role) => {
  const client = await server.signIn(`sin-casos-${role}`);
  for (const [what, ask] of Object.entries(asking(client))) {
    const answer = await ask();
    expect([403, 404], `${what} answered ${answer.status}`).toContain(answer.status);
    for (const secret of [...SECRETS, caseNumber]) expect(answer.text, what).not.toContain(secret);
  }
  const list = await client.get("/api/cases");
  expect(list.status === 403 || (list.json as { cases: [] }).cases.length === 0).toBe(true);
});

test.each(ROLES)("what the %s may read tells of no case", async (role) => {
  const client = await server.signIn(`sin-casos-${role}`);
  let answered = 0;
  for (const path of [
    "/api/officers",
    "/api/enrolments",
    "/api/system",
    "/api/health",
    "/api/audit",
    "/api/pack-changes?subject=units",
    "/api/pack-changes?subject=law",
  ]) {
    const answer = await client.get(path);
    if (answer.status === 200) answered += 1;
    for (const secret of [...SECRETS, caseNumber, complaint.caseId])
      expect(answer.text, path).not.toContain(secret);
  }
  expect(answered).toBeGreaterThan(2);
});

test("the preview of closing the station says who is posted there, and of its cases nothing", async () => {
  const administrator = await server.signIn("administrator");
  const change = { kind: "unit-close", unitId: UNITS.station, successor: null, postings: "end" };
  const body = { changeId: randomUUID(), effectiveOn: new Date().toISOString().slice(0, 10), change };
  const { json } = await administrator.send("POST", "/api/pack-changes/preview", body);
  expect(Object.keys(json as object).sort()).toEqual(["faults", "officers", "openAlerts"]);
  expect(typeof (json as { openAlerts: unknown }).openAlerts).toBe("boolean");
});
