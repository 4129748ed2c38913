// Measures of protection in the part of the service that looks after whom they protect: these, and nothing else that is directed.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import { transact } from "#src/database/transact.ts";
import type { CaseFile, CasePartFile } from "#src/schema/case.ts";
import type { DirectionLine } from "#src/schema/direction.ts";
import { assign, device, takeCase } from "../support/assignments.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
const clients = new Map<string, Client>();
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("fiscal", UNITS.top, "prosecutor");
  for (const login of ["shelter", "defender"])
    await server.addOfficer(login, UNITS.shelter, "service-provider");
  for (const login of ["registrar", "investigator", "fiscal", "shelter", "defender"])
    clients.set(login, await server.signIn(login));
});
afterAll(() => server?.close());

const client = (login: string): Client => clients.get(login) as Client;
async function postingOf(login: string): Promise<string> {
  const [row] = await server.rows<{ id: string }>(
    "select posting_id as id from postings join officers using (officer_id) where login = $1",
    [login],
  );
  return row?.id ?? "";
}
/** Taken by the investigator, who opens it to the prosecutor's file. */
async function ledCase(): Promise<string> {
  const complaint = newComplaint(typicalComplaint());
  expect((await client("registrar").send("POST", "/api/complaints", complaint)).status).toBe(201);
  await takeCase(client("investigator"), complaint.caseId);
  const given = { act: "assign" as const, postingId: await postingOf("fiscal") };
  expect((await assign(client("investigator"), complaint.caseId, given)).status).toBe(201);
  return complaint.caseId;
}
const order = (change: object = {}) => ({
  ...{ move: "order", measure: "protection", unitId: UNITS.regional, postingId: null, dueOn: day(2) },
  ...{ replaces: null, personal: { explanation: "Que cuiden a Menganita Inventada." } },
  ...change,
});
const body = (caseId: string, direction: object) => ({
  ...{ entryId: randomUUID(), caseId, ...device(), direction },
});
const send = (login: string, sent: ReturnType<typeof body>) =>
  client(login).send("POST", `/api/cases/${sent.caseId}/directions`, sent);
const move = (login: string, caseId: string, direction: object) => send(login, body(caseId, direction));
const linesOf = async (login: string, caseId: string) =>
  ((await client(login).get(`/api/cases/${caseId}/directions`)).json as { directions: DirectionLine[] })
    .directions;
async function directed(caseId: string, change: object = {}): Promise<string> {
  const sent = body(caseId, order(change));
  const answer = await send("fiscal", sent);
  expect(answer.status, answer.text).toBe(201);
  return sent.entryId;
}

test("what protects a victim is seen by the service that looks after her: for whom else, its words and all other steps are not", async () => {
  const caseId = await ledCase();
  const file = (await client("fiscal").get(`/api/cases/${caseId}`)).json as CaseFile;
  const [first, second] = file.complaint.victims.map(({ personId }) => personId) as [string, string];
  const suspect = file.complaint.suspects[0]?.personId ?? "";
  const entrust = async (login: string, victim: string) => {
    const given = { act: "assign" as const, postingId: await postingOf(login), victims: [victim] };
    expect((await assign(client("investigator"), caseId, given)).status).toBe(201);
  };
  await entrust("shelter", first);
  await entrust("defender", second);
  const part = async (login: string) => {
    const answer = await client(login).get(`/api/cases/${caseId}/part`);
    expect(answer.status, answer.text).toBe(200);
    const { part: own } = answer.json as CasePartFile;
    return { measures: own?.measures, text: JSON.stringify(own) };
  };
  expect((await part("shelter")).measures).toEqual([]);

  // Only a measure that protects is for somebody, and only for victims of this case, each once.
  const [elsewhere] = (
    (await client("fiscal").get(`/api/cases/${await ledCase()}`)).json as CaseFile
  ).complaint.victims.map(({ personId }) => personId) as [string];
  for (const change of [
    { measure: "forensic-exam", victims: [first] },
    ...[[suspect], [first, suspect], [randomUUID()], [elsewhere]].map((victims) => ({ victims })),
  ])
    expect(await move("fiscal", caseId, order({ measure: "protection", ...change }))).toMatchObject({
      status: 422,
      json: { code: "input.invalid", faults: [{ pointer: "/direction/victims" }] },
    });
  for (const victims of [[], [first, first], ["v1"]])
    expect((await move("fiscal", caseId, order({ measure: "protection", victims }))).status).toBe(422);

  const sent = body(caseId, order({ measure: "protection", victims: [first, second] }));
  const made = await send("fiscal", sent);
  expect(made.status, made.text).toBe(201);
  // Sent again it is the same; for somebody else it is not.
  expect((await send("fiscal", sent)).text).toBe(made.text);
  const other = { ...sent, direction: { ...sent.direction, victims: [second] } };
  expect((await send("fiscal", other)).status).toBe(409);
  const reserved = await directed(caseId, { measure: "identity-reserved", victims: [second] });
  await directed(caseId, { measure: "locate" });
  await directed(caseId, { measure: "police-protection" });
  expect((await linesOf("investigator", caseId)).map(({ victims }) => victims)).toEqual([
    [],
    [],
    [second],
    [first, second],
  ]);
  const protection = { measure: "protection", dueOn: day(2), status: "open", endedAt: null };
  const seen = await part("shelter");
  expect(seen.measures).toEqual([{ ...protection, victims: [first], givenAt: expect.any(String) }]);
  expect(seen.text).not.toMatch(/Menganita|locate|identity-reserved|police-protection|Oficial/);
  for (const hidden of [second, sent.entryId, UNITS.regional]) expect(seen.text).not.toContain(hidden);
  expect((await part("defender")).measures).toMatchObject([
    { ...protection, victims: [second] },
    { measure: "identity-reserved", victims: [second], status: "open" },
  ]);
  // That it is theirs to see gives them nothing else of it.
  for (const login of ["shelter", "defender"]) {
    expect((await client(login).get(`/api/cases/${caseId}/directions`)).status).toBe(403);
    expect((await client(login).get("/api/directions")).status).toBe(403);
    expect((await move(login, caseId, { move: "done", direction: sent.entryId })).status).toBe(404);
  }

  // What came of it is seen at once, and what takes its place.
  expect((await move("investigator", caseId, { move: "done", direction: sent.entryId })).status).toBe(201);
  expect((await part("shelter")).measures).toMatchObject([{ status: "done", endedAt: expect.any(String) }]);
  const again = { measure: "change-of-residence", victims: [first], replaces: reserved };
  await directed(caseId, again);
  expect((await part("shelter")).measures).toMatchObject([
    { measure: "protection", status: "done" },
    { measure: "change-of-residence", status: "open", victims: [first] },
  ]);
  expect((await part("defender")).measures).toMatchObject([
    { measure: "protection", status: "done" },
    { measure: "identity-reserved", status: "replaced" },
  ]);
  const { timeZone } = server.house.pack.manifest;
  const compared = await server.house.owner.query
    .transaction()
    .execute((tx) => compareProjections(tx, timeZone));
  expect(compared.differing.map(({ caseNumber }) => caseNumber)).not.toContain(file.line.caseNumber);

  // The second layer: a direction for whoever is no victim of the case is not stored, and its row is no service's.
  const [fiscal] = await server.rows<{ posting: string; officer: string }>(
    "select posting_id as posting, officer_id as officer from postings join officers using (officer_id) where login = 'fiscal'",
  );
  const asFiscal = (victim: string) =>
    transact(
      server.house.real.pool.pool,
      {
        ...{ zone: "reta_cases", role: "prosecutor", unitId: UNITS.top },
        ...{ officerId: fiscal?.officer ?? "", postingId: fiscal?.posting ?? "" },
      },
      (tx) =>
        sql`insert into case_directions (direction_id, case_id, measure, unit_id, due_on, victims, given_by, given_posting,
          given_at, status) values (${randomUUID()}, ${caseId}, 'protection', ${UNITS.regional}, current_date,
          ${[victim]}::uuid[], ${fiscal?.officer}, ${fiscal?.posting}, now(), 'open')`.execute(tx),
    );
  for (const victim of [suspect, elsewhere])
    await expect(asFiscal(victim)).rejects.toMatchObject({ code: "42501" });
  const asShelter = await transact(
    server.house.real.pool.pool,
    { zone: "reta_cases", role: "service-provider", postingId: await postingOf("shelter") },
    (tx) => sql`select 1 from case_directions`.execute(tx),
  );
  expect(asShelter.rows).toEqual([]);

  // Over with the entrusting.
  const over = { act: "release", postingId: await postingOf("shelter") } as const;
  expect((await assign(client("investigator"), caseId, over)).status).toBe(201);
  expect((await client("shelter").get(`/api/cases/${caseId}/part`)).status).toBe(404);
});
