// Corrections of names and other personal values: seen by who may open names, sealed from everybody else.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseFile } from "#src/schema/case.ts";
import type { NewAmendment } from "#src/schema/complaint.ts";
import { newAmendment, newDecision } from "../support/amendments.ts";
import { newComplaint } from "../support/complaints.ts";
import { type Answer, type Client, startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let registrar: Client;
let investigator: Client;
let chief: Client;

beforeAll(async () => {
  server = await startServer();
  [registrar, investigator, chief] = await Promise.all([
    server.signIn("registrar"),
    server.signIn("investigator"),
    server.signIn("chief"),
  ]);
});
afterAll(() => server?.close());

async function register(complaint = newComplaint()): Promise<string> {
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
  return complaint.caseId;
}
const fileOf = async (client: Client, caseId: string) =>
  (await client.get(`/api/cases/${caseId}`)).json as CaseFile;
const namesOf = async (client: Client, caseId: string) =>
  (await client.send("POST", `/api/cases/${caseId}/names`, { purpose: "correction" })).json as CaseFile;
const send = (client: Client, amendment: NewAmendment) =>
  client.send("POST", `/api/cases/${amendment.caseId}/amendments`, amendment);
async function propose(
  client: Client,
  caseId: string,
  pointer: string,
  change: Partial<NewAmendment["amendment"]>,
) {
  const amendment = newAmendment(caseId, pointer, change);
  const answer = await send(client, amendment);
  expect(answer.status, answer.text).toBe(201);
  return amendment.entryId;
}
const decide = (client: Client, caseId: string, proposal: string, approved = true): Promise<Answer> =>
  client.send("POST", `/api/cases/${caseId}/decisions`, newDecision(caseId, proposal, approved));
const LATER = { oldValue: "2021-10-03", newValue: "2021-10-02" };

describe("a personal correction", () => {
  const NAME = "/victims/0/personal/name";
  const personal = {
    oldValue: { paternalSurname: "Víctima", maternalSurname: "Inventada", givenNames: "Primera" },
    newValue: { paternalSurname: "Corregida", maternalSurname: "Inventada", givenNames: "Primera" },
    explanation: "El documento muestra otro apellido inventado.",
  };

  test("shows both values to who decides, puts the new one in place, and nothing of it in the open", async () => {
    const caseId = await register();
    const proposal = await propose(registrar, caseId, NAME, { personal });
    expect((await investigator.get(`/api/cases/${caseId}`)).text).not.toMatch(
      /Corregida|Víctima|otro apellido/,
    );
    const waiting = await namesOf(investigator, caseId);
    expect(waiting.pendingAmendments).toMatchObject([{ proposalId: proposal, personal }]);
    expect(await decide(chief, caseId, proposal)).toMatchObject({
      status: 403,
      json: { code: "access.refused" },
    });
    expect((await decide(investigator, caseId, proposal)).status).toBe(201);
    expect((await namesOf(registrar, caseId)).complaint.victims[0]?.personal?.name?.paternalSurname).toBe(
      "Corregida",
    );
    const open = await server.rows<{ body: string }>(
      "select body::text as body from entries where case_id = $1",
      [caseId],
    );
    for (const { body } of open) expect(body).not.toMatch(/Corregida|Víctima|otro apellido/);
  });

  test("of one person leaves what is known of the others", async () => {
    const caseId = await register();
    const proposal = await propose(registrar, caseId, NAME, { personal });
    await decide(investigator, caseId, proposal);
    const { complaint } = await namesOf(registrar, caseId);
    expect(complaint.victims[1]?.personal?.name?.givenNames).toBe("Segunda");
    expect(complaint.victims[0]?.personal?.documents).toEqual([{ type: "dni", number: "00998877" }]);
  });

  test("typed on another keyboard is stored in one Unicode form", async () => {
    const caseId = await register();
    const newValue = { givenNames: " María José ".normalize("NFD") };
    const proposal = await propose(registrar, caseId, NAME, { personal: { ...personal, newValue } });
    expect((await decide(investigator, caseId, proposal)).status).toBe(201);
    const { complaint } = await namesOf(registrar, caseId);
    expect(complaint.victims[0]?.personal?.name).toEqual({ givenNames: "María José" });
  });

  test("that is no name, cannot be stored, or is nested without end is refused by its field, without repeating it", async () => {
    const caseId = await register();
    const deep = JSON.parse(`${"[".repeat(500)}${"]".repeat(500)}`) as unknown[];
    for (const newValue of [
      "Solo un texto",
      { givenNames: "\ud800" },
      { givenNames: "a\u0000b" },
      { apodo: "x" },
      deep,
    ]) {
      const answer = await send(
        registrar,
        newAmendment(caseId, NAME, { personal: { ...personal, newValue: newValue as never } }),
      );
      expect(answer, JSON.stringify(newValue).slice(0, 40)).toMatchObject({
        status: 422,
        json: { code: "input.invalid" },
      });
      expect(answer.text).not.toContain("Solo un texto");
    }
    for (const oldValue of ["\ud800", "a\u0000b", deep]) {
      const answer = await send(
        registrar,
        newAmendment(caseId, NAME, { personal: { ...personal, oldValue: oldValue as never } }),
      );
      expect(answer, JSON.stringify(oldValue).slice(0, 40)).toMatchObject({
        status: 422,
        json: { code: "input.invalid" },
      });
    }
    expect((await fileOf(registrar, caseId)).entries).toHaveLength(1);
  });

  test("has its explanation shown to who opens names, also when the field is a coded one", async () => {
    const caseId = await register();
    await propose(registrar, caseId, "/factsTo", {
      ...LATER,
      personal: { explanation: "Revisó su calendario inventado." },
    });
    expect((await namesOf(investigator, caseId)).pendingAmendments).toMatchObject([
      { pointer: "/factsTo", personal: { explanation: "Revisó su calendario inventado." } },
    ]);
    expect((await investigator.get(`/api/cases/${caseId}`)).text).not.toContain("calendario");
  });
});
