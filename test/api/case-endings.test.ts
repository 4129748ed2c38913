// Striking a person, closing, annulling: proposed by one, decided by an amender from outside, and taken back by a further entry.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import type { CaseFile, CaseLine } from "#src/schema/case.ts";
import {
  newAmendment,
  newAnnulment,
  newClosing,
  newDecision,
  newStrike,
  REFERENCE,
} from "../support/amendments.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
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
  return complaint.caseId;
}
const fileOf = async (client: Client, caseId: string) =>
  (await client.get(`/api/cases/${caseId}`)).json as CaseFile;
const post = (client: Client, caseId: string, what: string, body: unknown) =>
  client.send("POST", `/api/cases/${caseId}/${what}`, body);
const decide = (client: Client, caseId: string, proposal: string, approved = true): Promise<Answer> =>
  post(client, caseId, "decisions", newDecision(caseId, proposal, approved));
/** Proposes and has it approved. */
async function carryOut(caseId: string, what: string, body: { entryId: string }, approver = amender) {
  const proposed = await post(registrar, caseId, what, body);
  expect(proposed.status, proposed.text).toBe(201);
  const decided = await decide(approver, caseId, body.entryId);
  expect(decided.status, decided.text).toBe(201);
}
const rebuilt = async () => {
  const answer = await server.house.owner.query
    .transaction()
    .execute((tx) => compareProjections(tx, "America/Lima"));
  expect(answer.differing).toEqual([]);
};

describe("every way to end a case", () => {
  test.each([
    ["closings", (caseId: string) => newClosing(caseId)],
    ["annulments", (caseId: string) => newAnnulment(caseId)],
  ])("asks for a session, for a case in reach and for a whole body: %s", async (what, make) => {
    const caseId = await register();
    expect((await server.anonymous.send("POST", `/api/cases/${caseId}/closings`, {})).status).toBe(401);
    expect((await server.anonymous.send("POST", `/api/cases/${caseId}/annulments`, {})).status).toBe(401);
    const nowhere = randomUUID();
    expect((await post(registrar, nowhere, what, make(nowhere))).status).toBe(404);
    const stranger = await server.signIn("registrar2");
    const [hidden, missing] = [
      await post(stranger, caseId, what, make(caseId)),
      await post(stranger, nowhere, what, make(nowhere)),
    ];
    expect(hidden.text.replace(/"requestId":"[^"]+"/, "")).toBe(
      missing.text.replace(/"requestId":"[^"]+"/, ""),
    );
    expect((await post(registrar, caseId, what, {})).status).toBe(422);
    expect((await post(registrar, caseId, what, make(nowhere))).status).toBe(422);
    expect((await fileOf(registrar, caseId)).entries).toHaveLength(1);
    const chief = await server.signIn("chief");
    expect((await post(chief, caseId, what, make(caseId))).status).toBe(403);
    expect(await post(registrar, caseId, "closings", newClosing(caseId, "reopen"))).toMatchObject({
      status: 409,
      json: { code: "case.wrong-state" },
    });
  });
});

describe("a person put there by mistake", () => {
  test("is struck by somebody from outside, stays in the file, and is neither counted nor judged", async () => {
    const caseId = await register();
    const strike = newStrike(caseId, "/suspects/0", "strike");
    expect((await post(registrar, caseId, "amendments", strike)).status).toBe(201);
    expect((await fileOf(regional, caseId)).pendingAmendments).toMatchObject([
      { consequences: ["corrects", "removes-suspect"], decide: "in-line" },
    ]);
    expect(await decide(regional, caseId, strike.entryId)).toMatchObject({
      status: 403,
      json: { code: "amendment.in-line" },
    });
    expect((await decide(amender, caseId, strike.entryId)).status).toBe(201);
    const file = await fileOf(registrar, caseId);
    expect(file).toMatchObject({
      struck: ["/suspects/0"],
      line: { suspects: 0, victims: 2 },
      changes: [
        { pointer: "/suspects/0", change: "strike", entryId: strike.entryId, reason: "wrong-person" },
      ],
    });
    expect(file.complaint.suspects).toHaveLength(1);
    await rebuilt();
    await carryOut(caseId, "amendments", newStrike(caseId, "/suspects/0", "restore"), regional);
    expect(await fileOf(registrar, caseId)).toMatchObject({ struck: [], line: { suspects: 1 } });
    await rebuilt();
  });

  test("takes the finding along, and the others keep their place", async () => {
    const caseId = await register(newComplaint(typicalComplaint({ means: [], personal: {} })));
    expect((await fileOf(registrar, caseId)).line.verdict).toBe("consistent");
    const strike = newStrike(caseId, "/victims/0", "strike");
    expect((await post(registrar, caseId, "amendments", strike)).status).toBe(201);
    const [waiting] = (await fileOf(amender, caseId)).pendingAmendments as { consequences: string[] }[];
    expect(waiting?.consequences).toContain("lowers-finding");
    expect((await decide(regional, caseId, strike.entryId)).status).toBe(403);
    expect((await decide(amender, caseId, strike.entryId)).status).toBe(201);
    expect((await fileOf(registrar, caseId)).line).toMatchObject({
      verdict: "incomplete",
      victims: 1,
      minor: false,
    });
    // The second victim is still the second: a correction by its place means the same person as before.
    await carryOut(
      caseId,
      "amendments",
      newAmendment(caseId, "/victims/1/ageAtFacts", { oldValue: 22, newValue: 17 }),
    );
    expect((await fileOf(registrar, caseId)).line).toMatchObject({ verdict: "consistent", minor: true });
    await rebuilt();
  });

  test("is neither struck twice, nor put back when it stands, nor supplemented while it is struck", async () => {
    const caseId = await register();
    const propose = (pointer: string, change: "strike" | "restore") =>
      post(registrar, caseId, "amendments", newStrike(caseId, pointer, change));
    expect(await propose("/victims/1", "restore")).toMatchObject({ status: 409 });
    for (const pointer of ["/victims/7", "/acts/0", "/place", "/victims/0/personal", "/complainant/person"])
      expect([403, 422]).toContain((await propose(pointer, "strike")).status);
    await carryOut(caseId, "amendments", newStrike(caseId, "/victims/1", "strike"));
    expect(await propose("/victims/1", "strike")).toMatchObject({ status: 409 });
    const { complaint } = await fileOf(registrar, caseId);
    const personId = complaint.victims[1]?.personId ?? "";
    const said = newSupplement(caseId, { kind: "other", victims: [{ personId, pregnant: "yes" }] });
    expect(await post(registrar, caseId, "supplements", said)).toMatchObject({
      status: 422,
      json: { faults: [{ pointer: "/supplement/victims/0", code: "struck" }] },
    });
  });
});

describe("a case", () => {
  test("is closed with its outcome by somebody from outside, still takes additions, and is opened again", async () => {
    const caseId = await register();
    const closing = newClosing(caseId);
    const [first, again] = [
      await post(registrar, caseId, "closings", closing),
      await post(registrar, caseId, "closings", closing),
    ];
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect((await decide(regional, caseId, closing.entryId)).status).toBe(403);
    expect((await decide(amender, caseId, closing.entryId)).status).toBe(201);
    const closed = await fileOf(registrar, caseId);
    expect(closed).toMatchObject({
      line: { status: "closed", closingOutcome: "archived-no-author" },
      closing: { outcome: "archived-no-author", reference: null },
      allowed: { supplement: true, reopen: true, close: "wrong-state", merge: "wrong-state" },
    });
    expect((await post(registrar, caseId, "closings", newClosing(caseId))).status).toBe(409);
    const more = newSupplement(caseId, { kind: "other", acts: ["receipt"] });
    expect((await post(registrar, caseId, "supplements", more)).status).toBe(201);
    await carryOut(caseId, "closings", newClosing(caseId, "reopen"), regional);
    expect((await fileOf(registrar, caseId)).line).toMatchObject({ status: "open", closingOutcome: null });
    await rebuilt();
  });

  test.each([
    ["no outcome", { outcome: undefined }],
    ["an outcome of no catalogue", { outcome: "vanished" }],
    ["a document of no catalogue", { reference: { ...REFERENCE, document: "napkin" } }],
    ["a paper of tomorrow", { reference: { ...REFERENCE, date: "2999-01-01" } }],
    ["a name where a number belongs", { reference: { ...REFERENCE, number: "Fiscal Inventada" } }],
  ])("is not closed with %s", async (_, change) => {
    const caseId = await register();
    const { closing, ...envelope } = newClosing(caseId);
    const answer = await post(registrar, caseId, "closings", {
      ...envelope,
      closing: { ...closing, ...change },
    });
    expect(answer).toMatchObject({ status: 422, json: { code: "input.invalid" } });
  });

  test("is annulled by an authority's paper, stays readable and marked, and takes nothing but its reinstatement", async () => {
    const caseId = await register();
    const { annulment, ...envelope } = newAnnulment(caseId);
    const { reference: _, ...without } = annulment;
    expect((await post(registrar, caseId, "annulments", { ...envelope, annulment: without })).status).toBe(
      422,
    );
    await carryOut(caseId, "annulments", newAnnulment(caseId));
    for (const client of [registrar, investigator]) {
      const file = await fileOf(client, caseId);
      expect(file).toMatchObject({ line: { status: "annulled" }, annulment: REFERENCE });
      expect(file.allowed).not.toMatchObject({ supplement: true });
    }
    const { cases } = (await registrar.get("/api/cases")).json as { cases: CaseLine[] };
    expect(cases.find((line) => line.caseId === caseId)).toMatchObject({ status: "annulled" });
    for (const [what, body] of [
      ["supplements", newSupplement(caseId, { kind: "other", acts: ["receipt"] })],
      ["amendments", newStrike(caseId, "/victims/0", "strike")],
      ["closings", newClosing(caseId)],
      ["annulments", newAnnulment(caseId)],
    ] as const)
      expect(await post(registrar, caseId, what, body), what).toMatchObject({
        status: 409,
        json: { code: "case.wrong-state" },
      });
    await carryOut(caseId, "annulments", newAnnulment(caseId, "reinstate"));
    expect(await fileOf(registrar, caseId)).toMatchObject({ line: { status: "open" }, annulment: null });
    await rebuilt();
  });

  test("that was closed before it was annulled is closed again when it is reinstated", async () => {
    const caseId = await register();
    await carryOut(caseId, "closings", newClosing(caseId));
    await carryOut(caseId, "annulments", newAnnulment(caseId));
    await carryOut(caseId, "annulments", newAnnulment(caseId, "reinstate"));
    expect((await fileOf(registrar, caseId)).line).toMatchObject({ status: "closed" });
  });

  test("that was annulled meanwhile is not corrected by what still waits, which can be refused", async () => {
    const caseId = await register();
    const strike = newStrike(caseId, "/victims/1", "strike");
    expect((await post(registrar, caseId, "amendments", strike)).status).toBe(201);
    await carryOut(caseId, "annulments", newAnnulment(caseId));
    expect(await decide(amender, caseId, strike.entryId)).toMatchObject({ status: 409 });
    expect((await decide(amender, caseId, strike.entryId, false)).status).toBe(201);
  });
});

describe("an amender", () => {
  test("sees a case while something waits in it, the names for that time, and afterwards what was decided", async () => {
    const caseId = await register();
    const before = await amender.get(`/api/cases/${caseId}`);
    expect(before.status).toBe(404);
    const closing = newClosing(caseId);
    expect((await post(registrar, caseId, "closings", closing)).status).toBe(201);
    const names = () => post(amender, caseId, "names", { purpose: "correction" });
    expect((await names()).status).toBe(200);
    expect((await decide(amender, caseId, closing.entryId)).status).toBe(201);
    expect((await fileOf(amender, caseId)).line.status).toBe("closed");
    expect((await names()).status).toBe(403);
    expect((await regional.get(`/api/cases/${caseId}`)).status).toBe(404);
  });

  test("who also holds a posting above the station stands in its line", async () => {
    await server.addOfficer("double", UNITS.national, "amender");
    const [officer] = await server.rows<{ officer_id: string }>(
      "select officer_id from officers where login = 'double'",
    );
    const double = await server.signIn("double");
    const caseId = await register();
    const closing = newClosing(caseId);
    expect((await post(registrar, caseId, "closings", closing)).status).toBe(201);
    await server.rows(
      "insert into postings (posting_id, officer_id, unit_id, role, valid_from) values ($1, $2, $3, 'chief', '2020-01-01')",
      [randomUUID(), officer?.officer_id, UNITS.region],
    );
    expect(await decide(double, caseId, closing.entryId)).toMatchObject({
      status: 403,
      json: { code: "amendment.in-line" },
    });
  });
});
