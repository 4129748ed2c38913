// A case that is two: a part goes on as a case of its own, with its names where they were sealed, counted once, joined again.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import { transact } from "#src/database/transact.ts";
import type { CaseFile } from "#src/schema/case.ts";
import type { NewMerge } from "#src/schema/proposal.ts";
import { newAmendment, newDecision, newDivision, newMerge } from "../support/amendments.ts";
import { assign, partNames, takeCase } from "../support/assignments.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
let registrar: Client;
let colleague: Client;
let investigator: Client;
let amender: Client;
beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("amender", UNITS.national, "amender");
  await server.addOfficer("amender-above", UNITS.top, "amender");
  await server.addOfficer("amends-affairs", "pe-inspectoria", "amender");
  await server.addOfficer("specialist", UNITS.national, "specialised-unit");
  [registrar, colleague, investigator, amender] = await Promise.all([
    server.signIn("registrar"),
    server.signIn("colleague"),
    server.signIn("investigator"),
    server.signIn("amender"),
  ]);
});
afterAll(() => server?.close());

type NewComplaint = ReturnType<typeof newComplaint>;
async function register(client: Client, complaint: NewComplaint): Promise<void> {
  const answer = await client.send("POST", "/api/complaints", complaint);
  expect(answer.status, answer.text).toBe(201);
}
const fileOf = async (client: Client, caseId: string) =>
  (await client.get(`/api/cases/${caseId}`)).json as CaseFile;
const decide = (caseId: string, proposal: string, approved = true, otherEntryId: string = randomUUID()) =>
  amender.send("POST", `/api/cases/${caseId}/decisions`, {
    ...newDecision(caseId, proposal, approved),
    ...(otherEntryId !== "" && { otherEntryId }),
  });
async function carryOut(client: Client, body: NewMerge) {
  const proposed = await client.send("POST", `/api/cases/${body.caseId}/merges`, body);
  expect(proposed.status, proposed.text).toBe(201);
  const decided = await decide(body.caseId, body.entryId);
  expect(decided.status, decided.text).toBe(201);
}
const rebuilt = async () => {
  const answer = await server.house.owner.query
    .transaction()
    .execute((tx) => compareProjections(tx, "America/Lima"));
  expect(answer.differing).toEqual([]);
};

const divide = (client: Client, body: ReturnType<typeof newDivision>) =>
  client.send("POST", `/api/cases/${body.caseId}/divisions`, body);
const SUSPECT = { document: { type: "dni", number: "40777123" } };
/** Two victims and a suspect known by a document; the investigator has it. */
async function registered() {
  const base = typicalComplaint();
  const complaint = newComplaint({
    ...base,
    suspects: base.suspects.map((one) => ({
      ...one,
      personal: { ...one.personal, documents: [SUSPECT.document] },
    })),
  });
  await register(registrar, complaint);
  await takeCase(investigator, complaint.caseId);
  return complaint;
}
async function divided(change: Parameters<typeof newDivision>[2] = {}, known?: NewComplaint) {
  const { caseId, complaint } = known ?? (await registered());
  const body = newDivision(caseId, complaint, change);
  const proposed = await divide(investigator, body);
  expect(proposed.status, proposed.text).toBe(201);
  const decided = await decide(caseId, body.entryId);
  expect(decided.status, decided.text).toBe(201);
  return { caseId, complaint, body, into: body.division.into };
}
const namesOf = async (client: Client, caseId: string) =>
  client.send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" });
const ids = (people: readonly { personId: string }[]) => people.map(({ personId }) => personId);

test("asks for a session, a case in reach, and parts that are the whole with each victim in one", async () => {
  const { caseId, complaint } = await registered();
  expect((await server.anonymous.send("POST", `/api/cases/${caseId}/divisions`, {})).status).toBe(401);
  expect((await registrar.send("POST", `/api/cases/${caseId}/divisions`, {})).status).toBe(422);
  expect((await divide(registrar, newDivision(randomUUID(), complaint))).status).toBe(404);
  const { goes, stays } = newDivision(caseId, complaint).division;
  const [first = "", second = ""] = ids(complaint.victims);
  for (const [change, pointer] of [
    [{ into: caseId }, "/division/into"],
    [{ reason: "because" }, "/division/reason"],
    [{ goes: { ...goes, victims: [first, second] } }, "/division/goes/victims"],
    [{ goes: { ...goes, victims: [] } }, "/division/goes/victims"],
    [{ goes: { ...goes, victims: [first, first] } }, "/division/goes/victims"],
    [{ goes: { ...goes, suspects: [randomUUID()] } }, "/division/goes/suspects"],
    [{ goes: { ...goes, acts: [...goes.acts, "retention"] } }, "/division/goes/acts"],
    [{ goes: { ...goes, means: [] }, stays: { ...stays, means: [] } }, "/division/goes/means"],
    [
      {
        goes: { ...goes, victims: [first, second] },
        stays: { ...stays, victims: [], suspects: [] },
      },
      "/division/stays",
    ],
  ] as const) {
    const answer = await divide(registrar, newDivision(caseId, complaint, change as never));
    expect(answer, pointer).toMatchObject({ status: 422, json: { faults: [{ pointer }] } });
  }
  expect((await fileOf(registrar, caseId)).entries.map(({ kind }) => kind)).toEqual([
    "complaint",
    "assignment",
  ]);
});

test("waits for an amender from outside, is refused without a trace, and approved once", async () => {
  const { caseId, complaint } = await registered();
  const body = newDivision(caseId, complaint);
  const [first, again] = [await divide(investigator, body), await divide(investigator, body)];
  expect([again.status, again.text]).toEqual([201, first.text]);
  const other = newDivision(caseId, complaint, { ...body.division, into: randomUUID() });
  expect((await divide(investigator, { ...other, entryId: body.entryId })).status).toBe(409);
  const file = await fileOf(registrar, caseId);
  expect(file.pendingAmendments).toMatchObject([{ kind: "division", consequences: expect.any(Array) }]);
  // The number the part would have is told to nobody before there is one.
  expect(JSON.stringify(file)).not.toContain(body.division.into);
  expect(await decide(caseId, body.entryId, true, "")).toMatchObject({
    status: 422,
    json: { faults: [{ pointer: "/otherEntryId" }] },
  });
  const inLine = await server.signIn("amender-above");
  const decision = { ...newDecision(caseId, body.entryId, true), otherEntryId: randomUUID() };
  expect(await inLine.send("POST", `/api/cases/${caseId}/decisions`, decision)).toMatchObject({
    status: 403,
    json: { code: "amendment.in-line" },
  });
  expect((await decide(caseId, body.entryId, false)).status).toBe(201);
  expect((await registrar.get(`/api/cases/${body.division.into}`)).status).toBe(404);
  expect((await fileOf(registrar, caseId)).line).toMatchObject({ victims: 2, pendingAmendments: 0 });
  const second = newDivision(caseId, complaint);
  expect((await divide(investigator, second)).status).toBe(201);
  const path = `/api/cases/${caseId}/decisions`;
  const approval = { ...newDecision(caseId, second.entryId, true), otherEntryId: randomUUID() };
  const [done, repeated] = [
    await amender.send("POST", path, approval),
    await amender.send("POST", path, approval),
  ];
  expect([done.status, repeated.status, repeated.text]).toEqual([201, 201, done.text]);
  expect((await fileOf(registrar, second.division.into)).entries).toHaveLength(1);
  await rebuilt();
});

test("leaves both with pointers, their own findings and alerts, and counts every victim once", async () => {
  const { caseId, complaint, into } = await divided();
  const [stays, goes] = [await fileOf(investigator, caseId), await fileOf(investigator, into)];
  expect(stays).toMatchObject({
    line: { status: "open", victims: 1, suspects: 1, minor: false },
    dividedInto: [{ caseId: into, caseNumber: goes.line.caseNumber }],
    moved: ["/victims/0"],
    dividedFrom: null,
  });
  // The same complaint: its station, its times, its officer; who had it has both.
  const { complaintMadeOn, unitId, receivedAt, late, assignedTo } = stays.line;
  expect(goes).toMatchObject({
    line: { status: "open", victims: 1, suspects: 1, minor: true, alerted: true },
    dividedFrom: { caseId, caseNumber: stays.line.caseNumber },
    dividedInto: [],
  });
  expect(goes.line).toMatchObject({ complaintMadeOn, unitId, receivedAt, late, assignedTo });
  expect(ids(goes.complaint.victims)).toEqual(ids(complaint.victims.slice(0, 1)));
  expect((stays.finding as { victims: unknown[] }).victims).toHaveLength(1);
  expect((goes.finding as { victims: { minor: string }[] }).victims).toMatchObject([{ minor: "yes" }]);
  const counted = await server.rows<{ n: number }>(
    "select count(*)::int as n from case_people where part = 'victim' and case_id in ($1, $2)",
    [caseId, into],
  );
  expect(counted).toEqual([{ n: 2 }]);
  const alerts = await server.rows("select from alerts where case_id = $1 and level = 0", [into]);
  expect(alerts.length).toBeGreaterThan(0);
  // The counter's officer keeps both; who sees neither learns of neither.
  expect((await registrar.get(`/api/cases/${into}`)).status).toBe(200);
  expect((await colleague.get(`/api/cases/${into}`)).status).toBe(404);
  expect(JSON.stringify([stays, goes])).not.toMatch(/Inventada|Ficticia|00998877|40777123/);
  await rebuilt();
});

test("opens in the part the names of the part, from where they were sealed, and of nobody else", async () => {
  const { caseId, into } = await divided();
  const opened = await namesOf(investigator, into);
  expect(opened.status, opened.text).toBe(200);
  const { complaint } = opened.json as CaseFile;
  expect(complaint.victims[0]?.personal?.name?.givenNames).toBe("Primera");
  expect(complaint.suspects[0]?.personal?.documents).toEqual([SUSPECT.document]);
  expect(opened.text).not.toMatch(/Segunda|Denunciante|mesera|Km 103/);
  // Whoever has the first case alone, since, opens there nobody who went.
  const later = await server.signIn("investigator2");
  await takeCase(later, caseId);
  expect((await namesOf(later, into)).status).toBe(403);
  const left = await namesOf(later, caseId);
  expect(left.text).toContain("Segunda");
  expect(left.text).not.toMatch(/Primera|00998877/);
  const held = await server.rows(
    "select from personal_values join entries using (entry_id) where case_id = $1",
    [into],
  );
  expect(held).toEqual([]);
  // What is corrected here afterwards is this case's, and the other keeps what it was told.
  const name = "/victims/0/personal/name";
  const oldValue = complaint.victims[0]?.personal?.name;
  const newValue = { ...oldValue, givenNames: "Otra" };
  const amendment = newAmendment(into, name, {
    personal: { oldValue, newValue, explanation: "Inventada." } as never,
  });
  const proposed = await investigator.send("POST", `/api/cases/${into}/amendments`, amendment);
  expect(proposed.status, proposed.text).toBe(201);
  const decision = { ...newDecision(into, amendment.entryId, true), seen: { oldValue, newValue } };
  const decided = await amender.send("POST", `/api/cases/${into}/decisions`, decision);
  expect(decided.status, decided.text).toBe(201);
  expect((await namesOf(investigator, into)).text).toContain("Otra");
  expect((await namesOf(investigator, caseId)).text).not.toContain("Otra");
  // A supplement cannot say a sealed name anew, here as anywhere.
  const again = newSupplement(into, {
    kind: "other",
    victims: [{ personId: complaint.victims[0]?.personId ?? "", personal: { name: newValue } } as never],
  });
  expect((await investigator.send("POST", `/api/cases/${into}/supplements`, again)).status).toBe(422);
  await rebuilt();
});

test("is found by a search in the case where the person is now, from the moment of the approval", async () => {
  const seeking = await registered();
  const { caseId, into } = await divided({});
  const search = async (own: string) => {
    const answer = await investigator.send("POST", "/api/persons/search", {
      ...{ caseId: own, purpose: "investigation" },
      sought: { document: { type: "dni", number: "00998877" } },
    });
    expect(answer.status, answer.text).toBe(200);
    return (answer.json as { matches: { caseId?: string }[] }).matches.map((match) => match.caseId);
  };
  const matches = await search(seeking.caseId);
  expect(matches).toContain(into);
  expect(matches).not.toContain(caseId);
  expect(await search(into)).not.toContain(into);
});

test("takes no correction of who is the other's, is not divided again, and goes on by itself", async () => {
  const { caseId, complaint, into } = await divided();
  const struck = newAmendment(caseId, "/victims/0", { change: "strike" });
  for (const amendment of [struck, newAmendment(caseId, "/victims/0/sex", { newValue: "male" })])
    expect((await investigator.send("POST", `/api/cases/${caseId}/amendments`, amendment)).status).toBe(409);
  const said = newSupplement(caseId, {
    kind: "other",
    victims: [{ personId: complaint.victims[0]?.personId ?? "", sex: "female" } as never],
  });
  expect((await investigator.send("POST", `/api/cases/${caseId}/supplements`, said)).status).toBe(422);
  const again = newDivision(into, { ...complaint, victims: complaint.victims.slice(0, 1) });
  expect((await divide(investigator, again)).status).toBe(409);
  // Who laid down the one keeps the other.
  const [own] = (await fileOf(investigator, into)).assignments;
  const laid = await assign(investigator, into, { act: "release", postingId: own?.postingId ?? "" });
  expect(laid.status, laid.text).toBe(201);
  expect((await fileOf(investigator, into)).assignments).toEqual([]);
  expect((await fileOf(investigator, caseId)).assignments).toHaveLength(1);
  await rebuilt();
});

test("is one again by joining the two: an entry, and every person once", async () => {
  const { caseId, complaint, into } = await divided();
  await carryOut(investigator, newMerge(caseId, into));
  const file = await fileOf(investigator, caseId);
  expect(file.merged).toMatchObject([{ caseId: into }]);
  expect((file.joinedFinding as { victims: unknown[] }).victims).toHaveLength(2);
  const shown = [...file.complaint.victims, ...(file.merged[0]?.complaint.victims ?? [])];
  expect(new Set(ids(shown))).toEqual(new Set(ids(complaint.victims)));
  await rebuilt();
});

test("opens no name with a first entry nobody approved", async () => {
  const { into } = await divided();
  const [entry] = await server.rows<{ id: string; body: { content: { begins: { proposal: string } } } }>(
    "select entry_id as id, body from entries where case_id = $1",
    [into],
  );
  const other = { ...entry?.body };
  expect(entry).toBeDefined();
  await server.rows("alter table entries disable trigger all");
  await server.rows(
    "update entries set body = jsonb_set(body, '{content,begins,proposal}', to_jsonb($2::text)) where entry_id = $1",
    [entry?.id, randomUUID()],
  );
  expect((await namesOf(investigator, into)).status).not.toBe(200);
  await server.rows("update entries set body = $2 where entry_id = $1", [entry?.id, JSON.stringify(other)]);
  await server.rows("alter table entries enable trigger all");
  expect((await namesOf(investigator, into)).status).toBe(200);
});

test("behind a wall both parts are, decided on by the side that deals with it, and nobody else hears", async () => {
  const specialist = await server.signIn("specialist");
  const affairs = await server.signIn("amends-affairs");
  const base = typicalComplaint();
  const complaint = newComplaint({
    ...base,
    suspects: [{ personId: randomUUID(), isPublicOfficial: "yes" }, ...base.suspects],
  });
  await register(registrar, complaint);
  const { caseId } = complaint;
  await takeCase(specialist, caseId);
  const [official = "", other = ""] = ids(complaint.complaint.suspects);
  const given = newDivision(caseId, complaint.complaint).division;
  // The part without the official: it does not come out from behind the wall by being divided.
  const body = newDivision(caseId, complaint.complaint, {
    goes: { ...given.goes, suspects: [other] },
    stays: { ...given.stays, suspects: [official] },
  });
  expect((await divide(registrar, body)).status).toBe(404);
  const proposed = await divide(specialist, body);
  expect(proposed.status, proposed.text).toBe(201);
  // In the command of who proposed it; and of no side that deals with it.
  expect((await decide(caseId, body.entryId)).status).toBe(403);
  expect((await (await server.signIn("amender-above")).get(`/api/cases/${caseId}`)).status).toBe(404);
  const decision = { ...newDecision(caseId, body.entryId, true), otherEntryId: randomUUID() };
  const decided = await affairs.send("POST", `/api/cases/${caseId}/decisions`, decision);
  expect(decided.status, decided.text).toBe(201);
  const { into } = body.division;
  expect((await registrar.get(`/api/cases/${into}`)).status).toBe(404);
  expect((await investigator.get(`/api/cases/${into}`)).status).toBe(404);
  expect((await fileOf(specialist, into)).line).toMatchObject({ walled: true, victims: 1, suspects: 1 });
  expect((await namesOf(specialist, into)).text).toContain("Primera");
  const told = await server.rows("select distinct rule from alerts where case_id = $1", [into]);
  expect(told).toEqual([{ rule: "official-involved" }]);
  await rebuilt();
});

test("a service goes with whom it looks after, and learns of no other part", async () => {
  const known = await registered();
  const { caseId, complaint } = known;
  const [first = "", second = ""] = ids(complaint.victims);
  const shelters: Client[] = [];
  for (const [login, victim] of Object.entries({ "shelters-first": first, "shelters-second": second })) {
    await server.addOfficer(login, UNITS.shelter, "service-provider");
    const shelter = await server.signIn(login);
    const { postingId } = (await shelter.get("/api/session")).json as { postingId: string };
    const given = await assign(investigator, caseId, { act: "assign", postingId, victims: [victim] });
    expect(given.status, given.text).toBe(201);
    shelters.push(shelter);
  }
  const { into } = await divided({}, known);
  const [goes, stays] = await Promise.all(shelters.map((each) => each.get(`/api/cases/${into}/part`)));
  expect(goes?.json).toMatchObject({ part: { facts: { victims: [{ personId: first }] } } });
  expect(stays?.status).toBe(404);
  const names = (at: number, of: string) => partNames(shelters[at] as Client, of);
  expect(await names(0, into)).toMatch(/^(?!.*Segunda).*Primera/s);
  expect((await names(1, into)) + (await names(0, caseId))).not.toMatch(/Primera|Segunda/);
  await rebuilt();
});

test("a wall raised later around one is one around the other: it is the same complaint", async () => {
  const specialist = await server.signIn("specialist");
  const { caseId, into } = await divided();
  const official = newAmendment(into, "/suspects/0/isPublicOfficial", { oldValue: "no", newValue: "yes" });
  const said = await investigator.send("POST", `/api/cases/${into}/amendments`, official);
  expect(said.status, said.text).toBe(201);
  for (const one of [caseId, into]) {
    for (const hidden of [registrar, investigator])
      expect((await hidden.get(`/api/cases/${one}`)).status, one).toBe(404);
    expect((await fileOf(specialist, one)).line).toMatchObject({ walled: true });
    expect((await namesOf(investigator, one)).status, one).toBe(404);
  }
  await rebuilt();
});

test("an amender opens no case past the actions: only the part that was just approved, as the same complaint", async () => {
  const { caseId } = await divided();
  const [amends] = await server.rows<{ officerId: string; postingId: string }>(
    `select o.officer_id as "officerId", p.posting_id as "postingId" from officers o join postings p using (officer_id)
     where o.login = 'amender'`,
  );
  const insert = (role: string, change: Record<string, unknown>) =>
    transact(
      server.house.real.pool.pool,
      { zone: "reta_cases", role, unitId: UNITS.national, ...amends },
      (tx) =>
        sql`insert into cases select (jsonb_populate_record(c, ${JSON.stringify(change)}::jsonb)).* from cases c
          where c.case_id = ${caseId}`.execute(tx),
    );
  const anew = () => ({ case_id: randomUUID(), case_number: randomUUID() });
  for (const [role, change] of [
    ["amender", {}],
    ["amender", { divided_from: caseId }],
    ["specialised-unit", { divided_from: caseId }],
  ] as const)
    await expect(insert(role, { ...anew(), ...change }), role).rejects.toMatchObject({ code: "42501" });
});
