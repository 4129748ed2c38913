// Corrections over HTTP: proposed by one, approved by another, never by an administrator; the first words stay as they were.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseFile } from "#src/schema/case.ts";
import type { NewAmendment } from "#src/schema/proposal.ts";
import { newAmendment, newDecision } from "../support/amendments.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import { type Answer, type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
let registrar: Client;
let investigator: Client;
let investigator2: Client;
let amender: Client;
let amender2: Client;
let regional: Client;
let chief: Client;
let administrator: Client;

beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("amender", UNITS.national, "amender");
  await server.addOfficer("amender2", UNITS.otherRegional, "amender");
  await server.addOfficer("regional", UNITS.region, "amender");
  [registrar, investigator, investigator2, chief, administrator, amender, amender2, regional] =
    await Promise.all([
      server.signIn("registrar"),
      server.signIn("investigator"),
      server.signIn("investigator2"),
      server.signIn("chief"),
      server.signIn("administrator"),
      server.signIn("amender"),
      server.signIn("amender2"),
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

describe("a correction", () => {
  test("is refused without a session, from another site, and of a case that is not there", async () => {
    const caseId = await register();
    for (const what of ["amendments", "decisions"]) {
      const path = `/api/cases/${caseId}/${what}`;
      const body =
        what === "amendments"
          ? newAmendment(caseId, "/factsTo", LATER)
          : newDecision(caseId, randomUUID(), true);
      expect((await server.anonymous.send("POST", path, body)).status).toBe(401);
      expect((await investigator.send("POST", path, body, { "sec-fetch-site": "cross-site" })).status).toBe(
        403,
      );
      const nowhere = randomUUID();
      expect(
        (await investigator.send("POST", `/api/cases/${nowhere}/${what}`, { ...body, caseId: nowhere }))
          .status,
      ).toBe(404);
      expect((await investigator.send("POST", path, "not json")).status).toBe(400);
      expect((await investigator.send("POST", path, {})).status).toBe(422);
    }
  });

  test("changes nothing until somebody else approves it, and then the case, not the first entry", async () => {
    const caseId = await register();
    const proposal = await propose(registrar, caseId, "/factsTo", LATER);
    const waiting = await fileOf(registrar, caseId);
    expect(waiting.complaint.factsTo).toBe("2021-10-03");
    expect(waiting.pendingAmendments).toMatchObject([
      { proposalId: proposal, pointer: "/factsTo", ...LATER },
    ]);
    expect((await decide(amender, caseId, proposal)).status).toBe(201);
    const after = await fileOf(registrar, caseId);
    expect(after.complaint.factsTo).toBe("2021-10-02");
    expect(after.line.factsTo).toBe("2021-10-02");
    expect(after.pendingAmendments).toEqual([]);
    expect(after.entries.map(({ kind }) => kind)).toEqual(["complaint", "amendment", "amendment-decision"]);
    const [first] = await server.rows<{ value: string }>(
      "select body -> 'content' ->> 'factsTo' as value from entries where case_id = $1 and seq = 1",
      [caseId],
    );
    expect(first?.value).toBe("2021-10-03");
  });

  test("cannot be approved by who proposed it", async () => {
    const caseId = await register();
    const proposal = await propose(investigator, caseId, "/factsTo", LATER);
    expect((await fileOf(investigator, caseId)).pendingAmendments).toMatchObject([
      { decide: "own-proposal" },
    ]);
    expect(await decide(investigator, caseId, proposal)).toMatchObject({
      status: 403,
      json: { code: "amendment.own-proposal" },
    });
    expect((await fileOf(investigator2, caseId)).pendingAmendments).toMatchObject([
      { decide: "not-approver" },
    ]);
    expect((await fileOf(amender, caseId)).pendingAmendments).toMatchObject([{ decide: true }]);
    expect((await decide(amender, caseId, proposal)).status).toBe(201);
  });

  test("is neither proposed nor approved by an administrator, and approved by nobody but an amender", async () => {
    const caseId = await register();
    expect((await send(administrator, newAmendment(caseId, "/factsTo", LATER))).status).toBe(404);
    const proposal = await propose(investigator, caseId, "/factsTo", LATER);
    expect((await decide(administrator, caseId, proposal)).status).toBe(404);
    for (const client of [registrar, investigator2, chief])
      expect(await decide(client, caseId, proposal)).toMatchObject({
        status: 403,
        json: { code: "access.refused" },
      });
    expect((await decide(regional, caseId, proposal)).status).toBe(201);
  });

  test("that is refused leaves everything as it was, and is decided once", async () => {
    const caseId = await register();
    const proposal = await propose(registrar, caseId, "/factsTo", LATER);
    expect((await decide(amender, caseId, proposal, false)).status).toBe(201);
    expect((await fileOf(registrar, caseId)).complaint.factsTo).toBe("2021-10-03");
    expect(await decide(amender, caseId, proposal)).toMatchObject({
      status: 409,
      json: { code: "amendment.already-decided" },
    });
    expect((await decide(amender, caseId, randomUUID())).status).toBe(404);
  });

  test("approved by two at once is decided by one", async () => {
    const caseId = await register();
    const proposal = await propose(registrar, caseId, "/factsTo", LATER);
    const answers = await Promise.all([
      decide(amender, caseId, proposal),
      decide(amender2, caseId, proposal, false),
    ]);
    // Whoever comes second finds it decided, or a case in which nothing waits for an amender any more.
    const [first, second] = answers.map(({ status }) => status).sort();
    expect([first, [404, 409].includes(second ?? 0)]).toEqual([201, true]);
    expect((await fileOf(registrar, caseId)).entries).toHaveLength(3);
  });

  test("of a value somebody changed meanwhile is refused, when proposed and when approved", async () => {
    const caseId = await register();
    const [one, two] = [
      await propose(registrar, caseId, "/factsTo", LATER),
      await propose(investigator, caseId, "/factsTo", { ...LATER, newValue: "2021-10-01" }),
    ];
    expect((await decide(amender, caseId, one)).status).toBe(201);
    expect(await send(registrar, newAmendment(caseId, "/factsTo", LATER))).toMatchObject({
      status: 409,
      json: { code: "amendment.value-changed" },
    });
    expect(await decide(amender, caseId, two)).toMatchObject({
      status: 409,
      json: { code: "amendment.value-changed" },
    });
    expect((await decide(amender, caseId, two, false)).status).toBe(201);
    expect((await fileOf(registrar, caseId)).complaint.factsTo).toBe("2021-10-02");
  });

  test("is asked for twice and stored once", async () => {
    const caseId = await register();
    const amendment = newAmendment(caseId, "/factsTo", LATER);
    const [first, again] = [await send(registrar, amendment), await send(registrar, amendment)];
    expect([again.status, again.text]).toEqual([201, first.text]);
    const decision = newDecision(caseId, amendment.entryId, true);
    const path = `/api/cases/${caseId}/decisions`;
    const decided = await amender.send("POST", path, decision);
    const decidedAgain = await amender.send("POST", path, decision);
    expect([decidedAgain.status, decidedAgain.text]).toEqual([201, decided.text]);
    expect((await fileOf(registrar, caseId)).entries).toHaveLength(3);
  });

  test("changes the finding where the facts do", async () => {
    const caseId = await register(newComplaint(typicalComplaint({ means: [], personal: {} })));
    const ages: [number, number] = [16, 19];
    const proposal = await propose(registrar, caseId, "/victims/0/ageAtFacts", {
      oldValue: ages[0],
      newValue: ages[1],
    });
    expect((await fileOf(registrar, caseId)).line.verdict).toBe("consistent");
    // It lowers the finding: who stands above the station may not approve it, who stands elsewhere may.
    expect(await decide(regional, caseId, proposal)).toMatchObject({
      status: 403,
      json: { code: "amendment.in-line" },
    });
    expect((await decide(amender, caseId, proposal)).status).toBe(201);
    expect((await fileOf(registrar, caseId)).line).toMatchObject({ verdict: "incomplete", minor: false });
  });
});

describe("a correction that cannot be", () => {
  const refused = async (pointer: string, change: Partial<NewAmendment["amendment"]>) => {
    const caseId = await register();
    const answer = await send(registrar, newAmendment(caseId, pointer, change));
    expect((await fileOf(registrar, caseId)).entries).toHaveLength(1);
    return answer;
  };

  test.each<[string, string, Partial<NewAmendment["amendment"]>]>([
    ["a code of no catalogue", "/channel", { oldValue: "police-station", newValue: "by-pigeon" }],
    ["an impossible date", "/factsTo", { oldValue: "2021-10-03", newValue: "2021-02-30" }],
    ["facts that end before they begin", "/factsTo", { oldValue: "2021-10-03", newValue: "2020-01-01" }],
    ["facts after the complaint", "/factsTo", { oldValue: "2021-10-03", newValue: "2999-01-01" }],
    ["a field no complaint has", "/colour", { newValue: "red" }],
    ["a person who is not there", "/victims/7/sex", { newValue: "male" }],
    ["a place in a list that is none", "/victims/first/sex", { newValue: "male" }],
    ["a value of the wrong kind", "/victims/0/ageAtFacts", { oldValue: 16, newValue: "16" }],
    ["nothing where something is needed", "/factsTo", { oldValue: "2021-10-03", newValue: null }],
    ["a reason of no catalogue", "/factsTo", { ...LATER, reason: "because" }],
    ["a personal value in the open", "/personal/narrative", { newValue: "Otro relato inventado." }],
  ])("for %s is refused", async (_, pointer, change) => {
    expect(await refused(pointer, change)).toMatchObject({ status: 422, json: { code: "input.invalid" } });
  });

  test("for facts after the complaint of back then is refused as well", async () => {
    const caseId = await register(
      newComplaint(typicalComplaint({ factsFrom: "2009-03", factsTo: "2009-04" }), {
        complaintMadeAt: "2009-05-04T15:00:00-05:00",
      }),
    );
    const answer = await send(
      registrar,
      newAmendment(caseId, "/factsTo", { oldValue: "2009-04", newValue: "2010-01" }),
    );
    expect(answer).toMatchObject({ status: 422, json: { faults: [{ code: "facts-after-complaint" }] } });
  });
});

test("a coded fact about who complained that fits no other refuses nothing, and so tells nobody what stands there", async () => {
  const complaint = newComplaint();
  Object.assign(complaint.complaint.complainant.person ?? {}, { ageAtFacts: 34 });
  expect(complaint.complaint.complainant.person).toMatchObject({ ageAtFacts: 34 });
  const caseId = await register(complaint);
  const said = { explanation: "Dijo otra edad al leer su declaración." };
  const age = await propose(registrar, caseId, "/complainant/person/ageMin", {
    ...{ newValue: 99, personal: said },
  });
  expect((await decide(amender2, caseId, age)).status).toBe(201);
  const supplement = newSupplement(caseId, { kind: "new-facts", acts: ["transport"] });
  const added = await registrar.send("POST", `/api/cases/${caseId}/supplements`, supplement);
  expect(added.status, added.text).toBe(201);
  // Nor is a birth date measured against the age: whichever is typed is let through.
  for (const newValue of ["1935", "1987", "2010"])
    await propose(registrar, caseId, "/complainant/person/personal/birthDate", {
      personal: { ...said, newValue } as never,
    });
});
