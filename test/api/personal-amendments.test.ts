// Corrections of names and other personal values: seen by who may open names, sealed from everybody else.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseFile } from "#src/schema/case.ts";
import type { NewAmendment } from "#src/schema/proposal.ts";
import { newAmendment, newDecision } from "../support/amendments.ts";
import { takeCase } from "../support/assignments.ts";
import { newComplaint } from "../support/complaints.ts";
import { type Answer, type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
let registrar: Client;
let investigator: Client;
let amender: Client;
let regional: Client;

beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("amender", UNITS.national, "amender");
  await server.addOfficer("regional", UNITS.region, "amender");
  [registrar, investigator, amender, regional] = await Promise.all([
    server.signIn("registrar"),
    server.signIn("investigator"),
    server.signIn("amender"),
    server.signIn("regional"),
  ]);
});
afterAll(() => server?.close());

async function register(complaint = newComplaint()): Promise<string> {
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
  await takeCase(investigator, complaint.caseId);
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
const decide = (client: Client, caseId: string, proposal: string, seen?: object): Promise<Answer> =>
  client.send("POST", `/api/cases/${caseId}/decisions`, {
    ...newDecision(caseId, proposal, true),
    ...(seen && { seen }),
  });
/** Opens the names and approves with the values that stand there. */
async function approve(client: Client, caseId: string, proposal: string): Promise<Answer> {
  const { pendingAmendments } = await namesOf(client, caseId);
  const { oldValue, newValue } = (pendingAmendments[0] as { personal: Record<string, unknown> }).personal;
  return decide(client, caseId, proposal, { oldValue, newValue });
}
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
    expect((await approve(amender, caseId, proposal)).status).toBe(201);
    expect((await namesOf(registrar, caseId)).complaint.victims[0]?.personal?.name?.paternalSurname).toBe(
      "Corregida",
    );
    const open = await server.rows<{ body: string }>(
      "select body::text as body from entries where case_id = $1",
      [caseId],
    );
    for (const { body } of open) expect(body).not.toMatch(/Corregida|Víctima|otro apellido/);
  });

  test("is not approved by who has not seen both values, nor by who saw others", async () => {
    const caseId = await register();
    const proposal = await propose(registrar, caseId, NAME, { personal });
    const { oldValue, newValue } = personal;
    for (const seen of [
      undefined,
      { newValue },
      { oldValue: newValue, newValue },
      { oldValue, newValue: oldValue },
    ])
      expect(await decide(amender, caseId, proposal, seen), JSON.stringify(seen)).toMatchObject({
        status: 409,
        json: { code: "amendment.values-not-seen" },
      });
    // Leaving things as they are reveals nothing and asks for nothing.
    const refusal = newDecision(caseId, proposal, false);
    expect((await amender.send("POST", `/api/cases/${caseId}/decisions`, refusal)).status).toBe(201);
    expect((await namesOf(registrar, caseId)).complaint.victims[0]?.personal?.name).toEqual(oldValue);
  });

  test("whose old value is not the sealed one is refused, whoever claims it", async () => {
    const caseId = await register();
    for (const oldValue of [undefined, { givenNames: "Primera" }, personal.newValue]) {
      const answer = await send(
        registrar,
        newAmendment(caseId, NAME, { personal: { ...personal, oldValue } as never }),
      );
      expect(answer).toMatchObject({ status: 409, json: { code: "amendment.value-changed" } });
    }
    expect((await fileOf(registrar, caseId)).entries.map(({ kind }) => kind)).toEqual([
      "complaint",
      "assignment",
    ]);
    // Of two corrections of one name the second is of a name that is no longer there.
    const [one, two] = [
      await propose(registrar, caseId, NAME, { personal }),
      await propose(investigator, caseId, NAME, {
        personal: { ...personal, newValue: { givenNames: "Otra" } },
      }),
    ];
    expect((await approve(amender, caseId, one)).status).toBe(201);
    expect(await approve(amender, caseId, two)).toMatchObject({
      status: 409,
      json: { code: "amendment.value-changed" },
    });
  });

  test("leaves its earlier value in the history of who opens names, and says to others only that there was one", async () => {
    const caseId = await register();
    const proposal = await propose(registrar, caseId, NAME, { personal });
    expect((await approve(amender, caseId, proposal)).status).toBe(201);
    const { oldValue, newValue } = personal;
    const change = { pointer: NAME, change: "corrected", entryId: proposal, reason: "statement-corrected" };
    expect((await namesOf(registrar, caseId)).changes).toMatchObject([
      { ...change, closed: false, oldValue, newValue },
    ]);
    const closed = await investigator.get(`/api/cases/${caseId}`);
    expect((closed.json as CaseFile).changes).toMatchObject([{ ...change, closed: true }]);
    expect(closed.text).not.toMatch(/Corregida|Víctima|[0-9a-f]{64}.*"personal"/);
  });

  test("of one person leaves what is known of the others", async () => {
    const caseId = await register();
    const proposal = await propose(registrar, caseId, NAME, { personal });
    expect((await approve(amender, caseId, proposal)).status).toBe(201);
    const { complaint } = await namesOf(registrar, caseId);
    expect(complaint.victims[1]?.personal?.name?.givenNames).toBe("Segunda");
    expect(complaint.victims[0]?.personal?.documents).toEqual([{ type: "dni", number: "00998877" }]);
  });

  test("typed on another keyboard is stored in one Unicode form", async () => {
    const caseId = await register();
    const newValue = { givenNames: " María José ".normalize("NFD") };
    const proposal = await propose(registrar, caseId, NAME, { personal: { ...personal, newValue } });
    expect((await approve(amender, caseId, proposal)).status).toBe(201);
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
    expect((await fileOf(registrar, caseId)).entries.map(({ kind }) => kind)).toEqual([
      "complaint",
      "assignment",
    ]);
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

describe("who a suspect is", () => {
  const ALIASES = "/suspects/0/personal/aliases";
  const explanation = "Explicación inventada para la prueba.";
  const OLD = { oldValue: ["El Apodo Inventado"], explanation };

  test.each([
    ["emptied", ALIASES, OLD],
    ["replaced", ALIASES, { ...OLD, newValue: ["Otro Apodo Inventado"] }],
    [
      "replaced as a whole",
      "/suspects/0/personal",
      { oldValue: { aliases: ["El Apodo Inventado"], phones: ["900000222"] }, newValue: {}, explanation },
    ],
  ])("%s takes an approver from outside, as striking out does", async (_, pointer, personal) => {
    const caseId = await register();
    const proposal = await propose(registrar, caseId, pointer, { personal });
    for (const seen of [await fileOf(regional, caseId), await namesOf(regional, caseId)])
      expect(seen.pendingAmendments).toMatchObject([
        { consequences: ["corrects", "removes-suspect"], decide: "in-line" },
      ]);
    expect(await approve(regional, caseId, proposal)).toMatchObject({
      status: 403,
      json: { code: "amendment.in-line" },
    });
    expect((await approve(amender, caseId, proposal)).status).toBe(201);
  });

  test("told where nobody had is a correction like others", async () => {
    const caseId = await register();
    const newValue = { givenNames: "Nombre", paternalSurname: "Inventado" };
    const proposal = await propose(registrar, caseId, "/suspects/0/personal/name", {
      personal: { newValue, explanation },
    });
    expect((await fileOf(regional, caseId)).pendingAmendments).toMatchObject([
      { consequences: ["corrects"], decide: true },
    ]);
    expect((await approve(regional, caseId, proposal)).status).toBe(201);
    // And is there to be taken away from then on.
    await propose(registrar, caseId, "/suspects/0/personal/name", {
      personal: { oldValue: newValue, explanation },
    });
    expect((await fileOf(regional, caseId)).pendingAmendments).toMatchObject([{ decide: "in-line" }]);
  });

  test.each([
    "00",
    "0x0",
    "0e0",
    "-0",
  ])("is not emptied by a place written as no place is: %s", async (place) => {
    const caseId = await register();
    for (const pointer of [`/suspects/${place}/personal/aliases`, `/suspects/${place}/isPublicOfficial`])
      expect(await send(registrar, newAmendment(caseId, pointer, {}))).toMatchObject({
        status: 422,
        json: { code: "input.invalid" },
      });
  });
});
