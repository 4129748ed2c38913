// What the prosecutor in charge directs: who may, who answers, what stays, who is told, and behind a wall nobody else.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import { transact } from "#src/database/transact.ts";
import type { CaseFile } from "#src/schema/case.ts";
import type { DirectionLine } from "#src/schema/direction.ts";
import { assign, device, takeCase } from "../support/assignments.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { openScreen } from "../support/events.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";
import { addNamed } from "../support/walls.ts";

let server: TestServer;
const clients = new Map<string, Client>();
const WORDS = "Que Menganita Inventada pase por Medicina Legal.";
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  server = await startServer();
  for (const login of ["fiscal", "fiscal2"]) await server.addOfficer(login, UNITS.top, "prosecutor");
  await server.addOfficer("liaison", UNITS.top, "prosecutor-liaison");
  await server.addOfficer("inspector", "pe-inspectoria", "internal-affairs");
  await server.addOfficer("clerk", UNITS.top, "court-clerk");
  for (const login of [
    ...[
      "registrar",
      "colleague",
      "investigator",
      "investigator2",
      "stranger",
      "chief",
      "administrator",
      "fiscal",
    ],
    ...["fiscal2", "liaison", "inspector", "clerk"],
  ])
    clients.set(login, await server.signIn(login));
});
afterAll(() => server?.close());

const client = (login: string): Client => clients.get(login) as Client;
async function postingOf(login: string): Promise<string> {
  const [row] = await server.rows<{ id: string }>(
    "select posting_id as id from postings join officers using (officer_id) where login = $1 order by valid_from desc",
    [login],
  );
  return row?.id ?? "";
}
async function register(suspects: object[] = []): Promise<string> {
  const complaint = newComplaint(typicalComplaint(suspects.length > 0 ? ({ suspects } as never) : {}));
  expect((await client("registrar").send("POST", "/api/complaints", complaint)).status).toBe(201);
  return complaint.caseId;
}
/** Taken by the investigator, who opens it to the prosecutor's file. */
async function ledCase(): Promise<string> {
  const caseId = await register();
  await takeCase(client("investigator"), caseId);
  const postingId = await postingOf("fiscal");
  expect((await assign(client("investigator"), caseId, { act: "assign", postingId })).status).toBe(201);
  return caseId;
}
const order = (change: object = {}) => ({
  ...{ move: "order", measure: "forensic-exam", unitId: UNITS.regional, postingId: null, dueOn: day(2) },
  ...{ replaces: null, personal: { explanation: WORDS } },
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
const own = async (login: string, state = "open") =>
  ((await client(login).get(`/api/directions?state=${state}`)).json as { directions: DirectionLine[] })
    .directions;
async function directed(caseId: string, change: object = {}): Promise<string> {
  const sent = body(caseId, order(change));
  const answer = await send("fiscal", sent);
  expect(answer.status, answer.text).toBe(201);
  return sent.entryId;
}

describe("a direction", () => {
  test("is given by the prosecutor who has the case, and by nobody else, and by them no longer than they have it", async () => {
    const caseId = await ledCase();
    const sent = body(caseId, order());
    const path = `/api/cases/${caseId}/directions`;
    expect((await server.anonymous.send("POST", path, sent)).status).toBe(401);
    expect((await server.anonymous.get(path)).status).toBe(401);
    expect((await server.anonymous.get("/api/directions")).status).toBe(401);
    // Whoever sees the case and does not work on it reads what is directed in its file, which is recorded.
    expect((await client("chief").get(path)).status).toBe(403);
    expect((await client("stranger").get(path)).status).toBe(404);
    expect((await client("chief").get(`/api/cases/${caseId}`)).json).toMatchObject({ directions: [] });
    const unseen = await client("stranger").send("POST", `/api/cases/${randomUUID()}/directions`, sent);
    expect(unseen.status).toBe(422);
    for (const [login, status] of Object.entries({
      ...{ registrar: 403, investigator: 403, chief: 403, fiscal2: 404, liaison: 404, stranger: 404 },
      ...{ administrator: 404, inspector: 404 },
    }))
      expect((await move(login, caseId, order())).status, login).toBe(status);
    const first = await send("fiscal", sent);
    expect(first.status).toBe(201);
    expect((await send("fiscal", sent)).text).toBe(first.text);
    expect(await linesOf("investigator", caseId)).toMatchObject([
      { directionId: sent.entryId, measure: "forensic-exam", status: "open", overdue: false, officer: null },
    ]);
    const held = await postingOf("fiscal");
    expect((await assign(client("fiscal"), caseId, { act: "release", postingId: held })).status).toBe(201);
    expect((await move("fiscal", caseId, order())).status).toBe(404);
    expect((await move("fiscal", caseId, { move: "withdraw", direction: sent.entryId })).status).toBe(404);
    // It stays what it is for whoever works on the case.
    expect(await linesOf("investigator", caseId)).toHaveLength(1);
  });

  test("names somebody who works on the case, or a unit of theirs, and a day to come", async () => {
    const caseId = await ledCase();
    const to = await postingOf("investigator");
    for (const [change, pointer] of [
      [{ measure: "no-such" }, "/direction/measure"],
      [{ dueOn: day(-2) }, "/direction/dueOn"],
      [{ unitId: UNITS.otherRegional }, "/direction/unitId"],
      [{ postingId: await postingOf("investigator2") }, "/direction/postingId"],
      [{ postingId: to, unitId: UNITS.station }, "/direction/postingId"],
      [{ postingId: await postingOf("fiscal"), unitId: UNITS.top }, "/direction/postingId"],
    ] as const)
      expect(await move("fiscal", caseId, order(change)), pointer).toMatchObject({
        status: 422,
        json: { code: "input.invalid", faults: [{ pointer }] },
      });
    expect((await move("fiscal", caseId, { ...order(), personal: undefined })).status).toBe(422);
    await directed(caseId, { postingId: to });
    await directed(caseId, { unitId: UNITS.station });
    expect((await linesOf("fiscal", caseId)).map(({ officer }) => officer)).toEqual([
      null,
      "Oficial investigator",
    ]);
  });

  test("is answered by who works on the case: done, or why not; never edited, but replaced or withdrawn", async () => {
    const caseId = await ledCase();
    const [one, two, three] = [await directed(caseId), await directed(caseId), await directed(caseId)];
    const done = { move: "done", direction: one };
    for (const [login, status] of Object.entries({
      fiscal: 403,
      chief: 403,
      investigator2: 403,
      stranger: 404,
    }))
      expect((await move(login, caseId, done)).status, login).toBe(status);
    expect((await move("investigator", caseId, done)).status).toBe(201);
    expect(await move("investigator", caseId, done)).toMatchObject({
      status: 409,
      json: { code: "direction.not-open" },
    });
    expect((await move("investigator", caseId, { move: "not-done", direction: two })).status).toBe(422);
    const why = { move: "not-done", direction: two, personal: { explanation: "La posta no tiene médico." } };
    // Whoever registered it keeps it and works on it too, in another unit than the one that was to do it.
    expect((await move("registrar", caseId, why)).status).toBe(403);
    expect((await move("investigator", caseId, why)).status).toBe(201);
    const ofStation = await directed(caseId, { unitId: UNITS.station });
    expect((await move("investigator", caseId, { move: "done", direction: ofStation })).status).toBe(403);
    expect((await move("registrar", caseId, { move: "done", direction: ofStation })).status).toBe(201);
    expect((await move("investigator", caseId, { move: "withdraw", direction: three })).status).toBe(403);
    expect((await move("fiscal", caseId, { move: "withdraw", direction: three })).status).toBe(201);
    for (const replaces of [one, three, randomUUID()])
      expect((await move("fiscal", caseId, order({ replaces }))).status).toBe(409);
    const four = await directed(caseId, { replaces: two, measure: "age-estimate" });
    expect((await linesOf("fiscal", caseId)).map(({ directionId, status }) => [directionId, status])).toEqual(
      [
        [four, "open"],
        [ofStation, "done"],
        [three, "withdrawn"],
        [two, "replaced"],
        [one, "done"],
      ],
    );
    const { entries } = (await client("investigator").get(`/api/cases/${caseId}`)).json as CaseFile;
    expect(entries.filter(({ kind }) => kind === "direction")).toHaveLength(9);
    const trail = await server.rows<{ n: number }>(
      "select count(*)::int as n from audit_events where action = 'case.direct' and outcome = 'done' and case_id = $1",
      [caseId],
    );
    expect(trail[0]?.n).toBe(9);
    const { timeZone } = server.house.pack.manifest;
    const compared = await server.house.owner.query
      .transaction()
      .execute((tx) => compareProjections(tx, timeZone));
    expect(compared).toMatchObject({ ok: true });
  });

  test("keeps its words closed as names are, and they open to who has the case", async () => {
    const caseId = await ledCase();
    await directed(caseId);
    const file = await client("investigator").get(`/api/cases/${caseId}`);
    expect(file.text).not.toContain("Menganita");
    expect((await client("fiscal").get("/api/directions")).text).not.toContain("Menganita");
    for (const login of ["investigator", "fiscal"])
      expect(
        (await client(login).send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" })).text,
        login,
      ).toContain("Menganita");
    const plain = await server.rows("select 1 from entries where body::text like '%Menganita%'");
    expect(plain).toEqual([]);
  });

  test("is in the list of who directs and of who works on it: open by its day, overdue marked; nobody else's", async () => {
    const caseId = await ledCase();
    const late = await directed(caseId);
    const soon = await directed(caseId, { dueOn: day(1) });
    await server.rows("update case_directions set due_on = current_date - 3 where direction_id = $1", [late]);
    for (const login of ["fiscal", "investigator", "registrar"])
      expect(
        (await own(login)).filter((one) => one.caseId === caseId),
        login,
      ).toMatchObject([
        { directionId: late, overdue: true },
        { directionId: soon, overdue: false },
      ]);
    for (const login of ["fiscal2", "investigator2", "colleague", "inspector"])
      expect(
        (await own(login, "all")).filter((one) => one.caseId === caseId),
        login,
      ).toEqual([]);
    for (const login of ["chief", "administrator", "clerk", "liaison"])
      expect((await client(login).get("/api/directions")).status, login).toBe(403);
    await move("investigator", caseId, { move: "done", direction: late });
    expect((await own("fiscal")).filter((one) => one.caseId === caseId)).toHaveLength(1);
    expect((await own("fiscal", "all")).filter((one) => one.caseId === caseId)).toHaveLength(2);
    // A court sees that there is a case, and nothing that is done in it.
    const postingId = await postingOf("clerk");
    await assign(client("investigator"), caseId, { act: "assign", postingId });
    expect((await client("clerk").get(`/api/cases/${caseId}/directions`)).status).toBe(403);
  });

  test("is told to the open screens of who has the case, as is the answer, and to no others", async () => {
    const caseId = await ledCase();
    const streams = await Promise.all(
      ["investigator", "fiscal", "investigator2", "chief"].map((login) =>
        openScreen(server.url, client(login)),
      ),
    );
    const [worker, prosecutor, ...others] = streams;
    const direction = await directed(caseId);
    const news = expect.objectContaining({ event: "direction", data: { caseId } });
    await vi.waitFor(() => expect(worker?.events).toContainEqual(news), 15_000);
    await vi.waitFor(() => expect(prosecutor?.events).toContainEqual(news), 15_000);
    const before = prosecutor?.events.length ?? 0;
    await move("investigator", caseId, { move: "done", direction });
    await vi.waitFor(() => expect(prosecutor?.events.slice(before)).toContainEqual(news), 15_000);
    for (const other of others) expect(other.events).not.toContainEqual(news);
    for (const stream of streams) stream.close();
  });

  test("is behind the wall with its case: gone for who had it, there for who deals with it", async () => {
    const caseId = await ledCase();
    await directed(caseId);
    const declared = { step: "declare", cause: "declared" };
    const wall = { entryId: randomUUID(), caseId, ...device(), wall: declared };
    expect((await client("investigator").send("POST", `/api/cases/${caseId}/walls`, wall)).status).toBe(201);
    for (const login of ["investigator", "registrar", "chief"]) {
      expect((await client(login).get(`/api/cases/${caseId}/directions`)).status, login).toBe(404);
      expect((await move(login, caseId, { move: "done", direction: randomUUID() })).status, login).toBe(404);
    }
    for (const login of ["investigator", "registrar"])
      expect(
        (await own(login, "all")).filter((one) => one.caseId === caseId),
        login,
      ).toEqual([]);
    // Internal affairs read it in the file until they have the case themselves.
    expect((await client("inspector").get(`/api/cases/${caseId}/directions`)).status).toBe(403);
    // The station that registered it is no longer somebody to direct; internal affairs are, once they have it.
    expect((await move("fiscal", caseId, order({ unitId: UNITS.station }))).status).toBe(422);
    await takeCase(client("inspector"), caseId);
    expect(await linesOf("inspector", caseId)).toHaveLength(1);
    const [{ unitId }] = (await server.rows<{ unitId: string }>(
      `select unit_id as "unitId" from postings where posting_id = $1`,
      [await postingOf("inspector")],
    )) as [{ unitId: string }];
    const direction = await directed(caseId, { unitId, postingId: await postingOf("inspector") });
    expect((await move("inspector", caseId, { move: "done", direction })).status).toBe(201);
  });

  test("raises the wall when its words, or those of an answer, name an officer: whoever it names reads no more of it", async () => {
    await addNamed(server, "named-there", UNITS.regional, "31456712");
    const standing = async (caseId: string) =>
      ((await client("inspector").get(`/api/cases/${caseId}`)).json as CaseFile).wall;
    const here = await ledCase();
    const number = { personal: { explanation: "Que no sepa de ello el efectivo con CIP 31456712." } };
    const sent = body(here, order(number));
    const first = await send("fiscal", sent);
    expect(first.status, first.text).toBe(201);
    expect((await send("fiscal", sent)).text).toBe(first.text);
    expect(await standing(here)).toMatchObject({ causes: ["staff-number"] });
    const there = await ledCase();
    const direction = await directed(there);
    const words = { personal: { explanation: "No se hizo: el dueño es policía y avisó antes." } };
    const answer = body(there, { move: "not-done", direction, ...words });
    const told = await send("investigator", answer);
    expect(told.status, told.text).toBe(201);
    expect((await send("investigator", answer)).text).toBe(told.text);
    expect(await standing(there)).toMatchObject({ causes: ["narrative"] });
    for (const caseId of [here, there]) {
      for (const login of ["investigator", "registrar", "chief"]) {
        expect((await client(login).get(`/api/cases/${caseId}`)).status, login).toBe(404);
        expect((await client(login).get(`/api/cases/${caseId}/directions`)).status, login).toBe(404);
      }
      // Whoever directs keeps it: prosecutors are hidden from by name alone.
      expect(await linesOf("fiscal", caseId)).toHaveLength(1);
    }
    const { timeZone } = server.house.pack.manifest;
    const compared = await server.house.owner.query
      .transaction()
      .execute((tx) => compareProjections(tx, timeZone));
    const differing = compared.differing.map(({ caseNumber }) => caseNumber);
    for (const caseId of [here, there])
      expect(differing).not.toContain(
        ((await client("inspector").get(`/api/cases/${caseId}`)).json as CaseFile).line.caseNumber,
      );
  });

  test("is kept by the database as well: no entry of it by another role, and none is changed", async () => {
    const caseId = await ledCase();
    const id = await directed(caseId);
    const [posting, officer] = (
      await server.rows<{ posting_id: string; officer_id: string }>(
        "select posting_id, officer_id from postings join officers using (officer_id) where login = 'investigator'",
      )
    ).flatMap(({ posting_id, officer_id }) => [posting_id, officer_id]);
    const asInvestigator = (statement: string) =>
      transact(
        server.house.real.pool.pool,
        {
          ...{ zone: "reta_cases", role: "investigator", unitId: UNITS.regional },
          ...{ officerId: officer ?? "", postingId: posting ?? "" },
        },
        (tx) => sql.raw(statement).execute(tx),
      );
    const denied = { code: "42501" };
    // Who has the case answers, and orders nothing, whatever the program asks for them.
    const ordering = (
      move: string,
    ) => `insert into entries (entry_id, case_id, seq, kind, officer_id, posting_id, received_at,
      entry_hash, previous_hash, body) values (gen_random_uuid(), '${caseId}', 99, 'direction', '${officer}', '${posting}', now(),
      sha256('x'), sha256('y'), '{"content": {"move": "${move}"}}')`;
    for (const move of ["order", "withdraw"])
      await expect(asInvestigator(ordering(move))).rejects.toMatchObject(denied);
    await expect(
      asInvestigator(`insert into case_directions (direction_id, case_id, measure, unit_id, due_on, given_by, given_posting,
        given_at, status) values (gen_random_uuid(), '${caseId}', 'other', '${UNITS.regional}', current_date, '${officer}',
        '${posting}', now(), 'open')`),
    ).rejects.toMatchObject(denied);
    await expect(
      asInvestigator(`update case_directions set due_on = current_date + 90 where direction_id = '${id}'`),
    ).rejects.toMatchObject(denied);
    await expect(
      asInvestigator(`update case_directions set status = 'withdrawn', ended_at = now(), ended_by = '${officer}'
        where direction_id = '${id}'`),
    ).rejects.toMatchObject(denied);
    await expect(
      asInvestigator(`delete from case_directions where direction_id = '${id}'`),
    ).rejects.toMatchObject(denied);
  });
});

test("a superior office sees the file of an office below without names, and directs nothing in it", async () => {
  await server.addOfficer("superior", UNITS.prosecutors, "prosecutor");
  await server.addOfficer("local", UNITS.localProsecutors, "prosecutor");
  await server.addOfficer("local2", UNITS.localProsecutors, "prosecutor");
  for (const login of ["superior", "local", "local2"]) clients.set(login, await server.signIn(login));
  const caseId = await register();
  await takeCase(client("investigator"), caseId);
  const seen = async (login: string) => (await client(login).get(`/api/cases/${caseId}`)).status;
  const listed = async (login: string) => (await client(login).get("/api/cases")).text.includes(caseId);
  expect([await seen("superior"), await listed("superior")]).toEqual([404, false]);
  const postingId = await postingOf("local");
  expect((await assign(client("investigator"), caseId, { act: "assign", postingId })).status).toBe(201);
  expect((await move("local", caseId, order())).status).toBe(201);
  const file = await client("superior").get(`/api/cases/${caseId}`);
  expect((file.json as CaseFile).directions).toHaveLength(1);
  expect(file.text).not.toMatch(/Menganita|"personal"/);
  expect(await listed("superior")).toBe(true);
  // Not whoever sits beside the one who has it; and nobody by it reads a name, who opened them, or directs.
  expect(await seen("local2")).toBe(404);
  const names = { purpose: "investigation" };
  expect((await client("superior").send("POST", `/api/cases/${caseId}/names`, names)).status).toBe(403);
  expect((await client("superior").get(`/api/cases/${caseId}/openings`)).status).toBe(403);
  expect([403, 404]).toContain((await move("superior", caseId, order())).status);
  expect(await own("superior")).toEqual([]);
  // Over with the file below.
  expect((await assign(client("local"), caseId, { act: "release", postingId })).status).toBe(201);
  expect([await seen("superior"), await listed("superior")]).toEqual([404, false]);
});
