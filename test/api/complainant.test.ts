// Who complained is sealed from everybody: every role, standing as close to the case as it can, through every route.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RECEIVES } from "#src/domain/access/duties.ts";
import { Role } from "#src/schema/case.ts";
import { assign, takeCase } from "../support/assignments.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

const MARK = "Qwertzuiop";
let server: TestServer;
let caseId: string;
let entryId: string;
const officers = new Map<Role, Client>();
let paths: [string, Record<string, unknown>][];

/** Where each role stands as near to the case as its posting allows. */
const UNIT_OF: Partial<Record<Role, string>> = {
  registrar: UNITS.station,
  "hotline-operator": UNITS.station,
  "hotline-supervisor": UNITS.region,
  investigator: UNITS.regional,
  chief: UNITS.region,
  "regional-chief": UNITS.region,
};

beforeAll(async () => {
  server = await startServer();
  for (const role of Role.options)
    await server.addOfficer(`one-${role}`, UNIT_OF[role] ?? UNITS.national, role);
  for (const role of Role.options) officers.set(role, await server.signIn(`one-${role}`));
  const person = {
    personId: randomUUID(),
    personal: {
      name: { paternalSurname: `${MARK}a`, maternalSurname: `${MARK}b`, givenNames: `${MARK}c` },
      documents: [{ type: "passport", number: `${MARK}d` }],
      phones: [`+51 ${MARK}e`],
      emails: [`${MARK}f@example.org`],
      address: `Jr. ${MARK}g`,
      description: `${MARK}h`,
    },
  };
  const base = typicalComplaint();
  const complaint = newComplaint({ ...base, complainant: { ...base.complainant, person } });
  ({ caseId, entryId } = complaint);
  const registrar = officers.get("registrar") as Client;
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
  const investigator = officers.get("investigator") as Client;
  await takeCase(investigator, caseId);
  // Everybody who can be given the case has it.
  const postings = await server.rows<{ id: string; role: Role }>(
    "select posting_id as id, role from postings join officers using (officer_id) where login like 'one-%'",
  );
  for (const { id } of postings.filter((one) => RECEIVES.includes(one.role)))
    await assign(officers.get("chief") as Client, caseId, { act: "assign", postingId: id });
  const { json } = await server.anonymous.get("/api/openapi.json");
  paths = Object.entries((json as { paths: Record<string, Record<string, unknown>> }).paths);
  const supplement = newSupplement(caseId, { kind: "other", personal: { narrative: "Se amplía." } });
  expect((await registrar.send("POST", `/api/cases/${caseId}/supplements`, supplement)).status).toBe(201);
});
afterAll(() => server?.close());

test.each(Role.options)("%s reads who complained through no route", async (role) => {
  const client = officers.get(role) as Client;
  const asked = paths.flatMap(([path, methods]) => {
    const address = path
      .replace("{caseId}", caseId)
      .replaceAll(/\{(entryId|itemId|alertId|unlockId|handOverId)\}/g, entryId)
      .replaceAll(/\{\w+\}/g, "1");
    // The stream of alerts never ends; it carries ids only. What is published is the same for everybody.
    const read = methods.get !== undefined && !/\/(stream|log|pack|openapi)\b/.test(path);
    const written = methods.post !== undefined && /^\/api\/(cases|unlocks)/.test(path);
    return [
      ...(read ? [client.get(address)] : []),
      ...(written
        ? [{}, { purpose: "investigation" }].map((body) => client.send("POST", address, body))
        : []),
    ];
  });
  expect(asked.length).toBeGreaterThan(25);
  for (const { text } of await Promise.all(asked)) expect(text).not.toContain(MARK);
});

test("the roles that may open names of the case did, and saw the victim in the same answer", async () => {
  const opened = officers.get("investigator") as Client;
  const answer = await opened.send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" });
  expect(answer.status, answer.text).toBe(200);
  expect(answer.text).toContain("givenNames");
  expect(answer.text).not.toContain(MARK);
});

test("asked past the server, the vault opens a complainant to nobody who asks plainly", async () => {
  const sessions = await server.rows<{ hash: Buffer; login: string }>(
    `select session_hash as hash, login from sessions join officers using (officer_id)
     where login like 'one-%' and ended_at is null`,
  );
  let opened = 0;
  for (const { hash } of sessions) {
    const input = {
      caseId,
      purpose: "investigation",
      session: hash.toString("hex"),
      requestId: randomUUID(),
    };
    const answer = await server.house.vault.ask("open", input).catch(() => undefined);
    if (answer !== undefined) opened += 1;
    expect(JSON.stringify(answer ?? {})).not.toContain(MARK);
  }
  expect(opened).toBeGreaterThan(3);
});
