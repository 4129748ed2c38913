// Two cases that are one: an entry in both, decided in both, found under both numbers, and separated again; and who is in one that was divided.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import type { CaseFile, CaseLine } from "#src/schema/case.ts";
import { newDecision, newDivision, newMerge } from "../support/amendments.ts";
import { takeCase } from "../support/assignments.ts";
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
  [registrar, colleague, investigator, amender] = await Promise.all([
    server.signIn("registrar"),
    server.signIn("colleague"),
    server.signIn("investigator"),
    server.signIn("amender"),
  ]);
});
afterAll(() => server?.close());

async function register(client = registrar, complaint = newComplaint()): Promise<string> {
  const answer = await client.send("POST", "/api/complaints", complaint);
  expect(answer.status, answer.text).toBe(201);
  return complaint.caseId;
}
const fileOf = async (client: Client, caseId: string) =>
  (await client.get(`/api/cases/${caseId}`)).json as CaseFile;
const numberOf = async (client: Client, caseId: string) => (await fileOf(client, caseId)).line.caseNumber;
const merge = (client: Client, body: ReturnType<typeof newMerge>) =>
  client.send("POST", `/api/cases/${body.caseId}/merges`, body);
const decide = (
  caseId: string,
  proposal: string,
  approved = true,
  otherEntryId: string | undefined = randomUUID(),
) =>
  amender.send("POST", `/api/cases/${caseId}/decisions`, {
    ...newDecision(caseId, proposal, approved),
    ...(otherEntryId && { otherEntryId }),
  });
const linesOf = async (client: Client, query = "") =>
  ((await client.get(`/api/cases${query}`)).json as { cases: CaseLine[] }).cases;
async function carryOut(client: Client, body: ReturnType<typeof newMerge>) {
  const proposed = await merge(client, body);
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

describe("joining two cases", () => {
  test("asks for a session, for a whole body, and for two cases in reach", async () => {
    const [one, other, hidden] = [await register(), await register(), await register(colleague)];
    expect((await server.anonymous.send("POST", `/api/cases/${one}/merges`, {})).status).toBe(401);
    expect((await merge(registrar, newMerge(randomUUID(), one))).status).toBe(404);
    expect((await merge(registrar, newMerge(one, one))).status).toBe(422);
    expect((await registrar.send("POST", `/api/cases/${one}/merges`, {})).status).toBe(422);
    const wrong = newMerge(one, other);
    wrong.merge.reason = "because";
    expect((await merge(registrar, wrong)).status).toBe(422);
    // A case of somebody else's and one that does not exist: the same answer, either way round.
    const plain = (text: string) => text.replace(/"requestId":"[^"]+"/, "");
    const [reached, missed] = [
      await merge(registrar, newMerge(one, hidden)),
      await merge(registrar, newMerge(one, randomUUID())),
    ];
    expect([reached.status, plain(reached.text)]).toEqual([404, plain(missed.text)]);
    expect((await merge(registrar, newMerge(hidden, one))).status).toBe(404);
    expect((await fileOf(registrar, one)).entries).toHaveLength(1);
    expect((await fileOf(colleague, hidden)).entries).toHaveLength(1);
  });

  test("takes effect in both when an amender approves it, under the surviving number", async () => {
    const [one, other] = [await register(), await register()];
    const [number, otherNumber] = [await numberOf(registrar, one), await numberOf(registrar, other)];
    const body = newMerge(one, other);
    const [first, again] = [await merge(registrar, body), await merge(registrar, body)];
    expect([again.status, again.text]).toEqual([201, first.text]);
    for (const caseId of [one, other]) {
      const file = await fileOf(registrar, caseId);
      expect(file.line).toMatchObject({ status: "open", pendingAmendments: 1, mergedInto: null });
      expect(file.entries.map(({ kind }) => kind)).toEqual(["complaint", "merge"]);
    }
    const approval = { ...newDecision(one, body.entryId, true), otherEntryId: randomUUID() };
    const path = `/api/cases/${one}/decisions`;
    const [done, repeated] = [
      await amender.send("POST", path, approval),
      await amender.send("POST", path, approval),
    ];
    expect([done.status, repeated.status, repeated.text]).toEqual([201, 201, done.text]);

    const survivor = await fileOf(registrar, one);
    expect(survivor.line).toMatchObject({ status: "open", caseNumber: number, mergedNumbers: [otherNumber] });
    expect(survivor.merged).toMatchObject([{ caseId: other, caseNumber: otherNumber }]);
    expect(survivor.merged[0]?.complaint.victims).toHaveLength(2);
    expect(survivor.joinedFinding).toMatchObject({ verdict: "consistent" });
    expect(JSON.stringify(survivor)).not.toMatch(/Inventada|Ficticia|00998877/);
    const gone = await fileOf(registrar, other);
    expect(gone.line).toMatchObject({ status: "merged", mergedInto: { caseId: one, caseNumber: number } });
    const more = newSupplement(other, { kind: "other", acts: ["receipt"] });
    expect((await registrar.send("POST", `/api/cases/${other}/supplements`, more)).status).toBe(409);

    const listed = (await linesOf(registrar)).map(({ caseId }) => caseId);
    expect(listed).toContain(one);
    expect(listed).not.toContain(other);
    for (const each of [number, otherNumber])
      expect((await linesOf(registrar, `?number=${each}`)).map(({ caseId }) => caseId)).toEqual([one]);
    await rebuilt();
  });

  test("keeps every person's id, and one who is in both is one", async () => {
    const shared = typicalComplaint();
    const [one, other] = [
      await register(registrar, newComplaint(shared)),
      await register(registrar, newComplaint(shared)),
    ];
    await carryOut(registrar, newMerge(one, other));
    const { complaint, merged, joinedFinding } = await fileOf(registrar, one);
    const ids = (people: { personId: string }[] | undefined) => people?.map(({ personId }) => personId);
    expect(ids(merged[0]?.complaint.victims)).toEqual(ids(complaint.victims));
    expect((joinedFinding as { victims: unknown[] }).victims).toHaveLength(2);
  });

  test("needs both ids for a decision, is decided once whichever case it is asked of, and leaves all as it was when refused", async () => {
    const [one, other] = [await register(), await register()];
    const body = newMerge(one, other);
    expect((await merge(registrar, body)).status).toBe(201);
    expect(await decide(one, body.entryId, true, "")).toMatchObject({
      status: 422,
      json: { faults: [{ pointer: "/otherEntryId" }] },
    });
    expect((await decide(other, body.otherEntryId, false)).status).toBe(201);
    expect((await decide(one, body.entryId)).status).toBe(409);
    for (const caseId of [one, other])
      expect((await fileOf(registrar, caseId)).line).toMatchObject({ status: "open", pendingAmendments: 0 });
    await rebuilt();
  });

  test("is not approved by who proposed it, nor by a colleague who is no amender", async () => {
    const [one, other] = [await register(), await register()];
    const body = newMerge(one, other);
    expect((await merge(investigator, body)).status).toBe(201);
    for (const [client, code] of [
      [investigator, "amendment.own-proposal"],
      [registrar, "access.refused"],
    ] as const) {
      const decision = { ...newDecision(one, body.entryId, true), otherEntryId: randomUUID() };
      expect(await client.send("POST", `/api/cases/${one}/decisions`, decision)).toMatchObject({
        status: 403,
        json: { code },
      });
    }
  });

  test("joins no chains, and two who join the same two the other way round do not wait for each other", async () => {
    const [one, other, third] = [await register(), await register(), await register()];
    const answers = await Promise.all([
      merge(registrar, newMerge(one, other)),
      merge(investigator, newMerge(other, one)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const [proposal] = (await fileOf(amender, one)).pendingAmendments as {
      proposalId: string;
      part: string;
    }[];
    const [gone, kept] = proposal?.part === "survivor" ? [other, one] : [one, other];
    expect((await decide(one, proposal?.proposalId ?? "")).status).toBe(201);
    // What went into another takes nothing in, and what took one in goes nowhere.
    expect(await merge(registrar, newMerge(gone, third))).toMatchObject({ status: 409 });
    expect(await merge(registrar, newMerge(third, kept))).toMatchObject({ status: 409 });
    expect((await merge(registrar, newMerge(kept, third))).status).toBe(201);
  });
});

describe("two joined cases", () => {
  test("are separated again, each as it was and with what was added since", async () => {
    const [one, other] = [await register(), await register()];
    expect(await merge(registrar, newMerge(one, other, "split"))).toMatchObject({ status: 409 });
    await carryOut(registrar, newMerge(one, other));
    const more = newSupplement(one, { kind: "other", acts: ["receipt"] });
    expect((await registrar.send("POST", `/api/cases/${one}/supplements`, more)).status).toBe(201);
    await carryOut(registrar, newMerge(one, other, "split"));
    expect(await fileOf(registrar, one)).toMatchObject({
      merged: [],
      joinedFinding: null,
      line: { mergedNumbers: [] },
    });
    const back = await fileOf(registrar, other);
    expect(back.line).toMatchObject({ status: "open", mergedInto: null, entries: 5 });
    expect((await linesOf(registrar)).map(({ caseId }) => caseId)).toEqual(
      expect.arrayContaining([one, other]),
    );
    await rebuilt();
  });

  test("show to who may see only one of them that one, and nothing of the other", async () => {
    // The investigator of the region sees both; each of the two officers at the counter the own one.
    const [mine, theirs] = [await register(registrar), await register(colleague)];
    const [number, other] = [await numberOf(registrar, mine), await numberOf(colleague, theirs)];
    await carryOut(investigator, newMerge(mine, theirs));
    expect((await fileOf(investigator, mine)).line.mergedNumbers).toEqual([other]);

    const survivor = await registrar.get(`/api/cases/${mine}`);
    expect(survivor.text).not.toContain(theirs);
    expect(survivor.text).not.toContain(other);
    expect(survivor.json as CaseFile).toMatchObject({ merged: [], line: { mergedNumbers: [] } });
    expect((await linesOf(registrar, `?number=${other}`)).length).toBe(0);
    expect((await registrar.get(`/api/cases/${theirs}`)).status).toBe(404);

    // Whose case went away into one they may not see keeps it, by its own number.
    const gone = await colleague.get(`/api/cases/${theirs}`);
    expect(gone.text).not.toContain(mine);
    expect(gone.text).not.toContain(number);
    expect((gone.json as CaseFile).line).toMatchObject({ status: "merged", mergedInto: null });
    expect((await linesOf(colleague)).map(({ caseId }) => caseId)).toContain(theirs);
    expect((await linesOf(colleague, `?number=${other}`)).map(({ caseId }) => caseId)).toEqual([theirs]);
    const names = await registrar.send("POST", `/api/cases/${mine}/names`, { purpose: "correction" });
    expect(names.text).not.toContain(other);
  });
});

test("who is in a part of a divided case is found once by two attributes, in the right half, and by one said before with one said after", async () => {
  const base = typicalComplaint();
  const born = { goes: "2003-02-01", stays: "2001-12-31" };
  const given = (birthDate: string, paternalSurname: string) => ({
    personal: { name: { paternalSurname, givenNames: "Inventada" }, birthDate },
  });
  // The age follows from the date of birth.
  const victims = base.victims.map(({ ageAtFacts: _, ...victim }, i) => ({
    ...victim,
    ...(i === 0 ? given(born.goes, "Quispitupa") : given(born.stays, "Huallparimachi")),
  }));
  const complaint = newComplaint({ ...base, victims });
  const { caseId } = complaint;
  await register(registrar, complaint);
  await takeCase(investigator, caseId);
  const seeking = await register();
  await takeCase(investigator, seeking);
  const body = newDivision(caseId, complaint.complaint);
  const { into } = body.division;
  expect((await investigator.send("POST", `/api/cases/${caseId}/divisions`, body)).status).toBe(201);
  expect((await decide(caseId, body.entryId)).status).toBe(201);
  const search = async (sought: object) => {
    const answer = await investigator.send("POST", "/api/persons/search", {
      ...{ caseId: seeking, purpose: "investigation", sought },
    });
    expect(answer.status, answer.text).toBe(200);
    return (answer.json as { matches: { caseId?: string }[] }).matches.map((match) => match.caseId);
  };
  const [first = "", second = ""] = complaint.complaint.victims.map(({ personId }) => personId);
  const wentFirst = body.division.goes.victims.includes(first);
  const [went, stayed] = wentFirst ? ["Quispitupa", "Huallparimachi"] : ["Huallparimachi", "Quispitupa"];
  const of = (surname: string) => ({
    name: { paternalSurname: surname, givenNames: "Inventada" },
    birthDate: surname === "Quispitupa" ? born.goes : born.stays,
  });
  expect(await search(of(went))).toEqual([into]);
  expect(await search(of(stayed))).toEqual([caseId]);
  expect(await search({ ...of(went), birthDate: "1980" })).toEqual([]);

  // An alias each is told later, in the case where she is now.
  const alias = async (id: string, personId: string, said: string) => {
    const people = [{ personId, personal: { aliases: [said] } } as never];
    const supplement = newSupplement(id, { kind: "other", victims: people });
    const answer = await investigator.send("POST", `/api/cases/${id}/supplements`, supplement);
    expect(answer.status, answer.text).toBe(201);
  };
  await alias(into, wentFirst ? first : second, "La Torcacita");
  await alias(caseId, wentFirst ? second : first, "La Perdicita");
  expect(await search({ name: of(went).name, alias: "La Torcacita" })).toEqual([into]);
  expect(await search({ birthDate: of(went).birthDate, alias: "La Torcacita" })).toEqual([into]);
  expect(await search({ name: of(stayed).name, alias: "La Perdicita" })).toEqual([caseId]);
  // What two people say of themselves is not one person.
  expect(await search({ name: of(stayed).name, alias: "La Torcacita" })).toEqual([]);
  expect(await search({ name: of(went).name, alias: "La Perdicita" })).toEqual([]);
  await rebuilt();
});
