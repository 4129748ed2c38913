// The ombudsman's sample: drawn so that nobody could choose, asked about, answered under seal, judged; walls and all.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drawSample } from "#src/domain/audit/opening-sample.ts";
import { weekBefore } from "#src/domain/audit/week.ts";
import { auditChores } from "#src/main/audit-chores.ts";
import type { OpeningQuestion, OpeningSample } from "#src/schema/opening-sample.ts";
import { newComplaint, newSupplement } from "../support/complaints.ts";
import { drawAnew, sealed, sealOpening } from "../support/openings.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";
import { OFFICIAL } from "../support/walls.ts";

let server: TestServer;
let auditor: Client;
let affairs: Client;
let registrar: Client;
let investigator: Client;
const complaint = newComplaint();
const { caseId } = complaint;
beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("auditor2", UNITS.ombudsman, "auditor");
  [auditor, affairs, registrar, investigator] = (await Promise.all(
    ["auditor", "affairs", "registrar", "investigator"].map((login) => server.signIn(login)),
  )) as [Client, Client, Client, Client];
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
});
afterAll(() => server?.close());

const idOf = async (login: string) =>
  (await server.rows<{ id: string }>("select officer_id as id from officers where login = $1", [login]))[0]
    ?.id ?? "";
const WEEK = weekBefore(new Date().toISOString(), "America/Lima");
const inWeek = (days: number, hours: number) =>
  new Date(Date.parse(WEEK.from) + days * 86_400_000 + hours * 3_600_000).toISOString();

const other = newComplaint();
const opened = (login: string, at: string, change: Record<string, unknown> = {}) =>
  sealOpening(server, { login, at, caseId, ...change });
const draw = () => auditChores(server.house).drawOpenings();
const sample = async (by: Client, query = "") => {
  const answer = await by.get(`/api/audit/sample${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.json as OpeningSample;
};
const questions = async (by: Client) =>
  ((await by.get("/api/opening-questions")).json as { questions: OpeningQuestion[] }).questions;
const ask = (by: Client, openingId: string) => by.send("POST", `/api/audit/sample/${openingId}/question`, {});
const read = (by: Client, openingId: string) => by.send("POST", `/api/audit/sample/${openingId}/answer`, {});
const judge = (by: Client, openingId: string, change = {}) =>
  by.send("POST", `/api/audit/sample/${openingId}/verdicts`, {
    ...{ verdictId: randomUUID(), verdict: "justified", reason: "Consta en el caso.", ...change },
  });
const answer = (by: Client, openingId: string, change = {}) =>
  by.send("POST", `/api/opening-questions/${openingId}/answer`, {
    ...{ answerId: randomUUID(), text: "Para ubicar a la víctima inventada Zoila.", ...change },
  });
const drawnOf = async (login: string) =>
  (await sample(auditor)).openings.filter(({ officer }) => officer === `Oficial ${login}`);

test("is drawn by the first checkpoint after the week, from the openings of it and nothing else", async () => {
  expect((await registrar.send("POST", "/api/complaints", other)).status).toBe(201);
  for (let i = 0; i < 60; i += 1) await opened(i % 2 ? "investigator" : "investigator2", inWeek(i % 7, 9));
  for (let i = 0; i < 60; i += 1)
    await opened("stranger", inWeek(i % 7, 10), { unitId: UNITS.otherRegional });
  await opened("colleague", inWeek(1, 11), { action: "case.read" });
  await opened("colleague", inWeek(1, 11), { outcome: "refused" });
  await sealed(server);
  await drawAnew(server);
  // Sealed after the draw: of the next one, however it is dated.
  await opened("colleague", inWeek(6, 12));
  await sealed(server);
  const again = await draw();
  expect(again).toEqual({ drawn: 0 });
  const { weeks, week, proof, institutions, openings } = await sample(auditor);
  expect(weeks).toEqual([{ week: WEEK.monday, drawn: 6, asked: 0, reviewed: 0 }]);
  expect(week).toBe(WEEK.monday);
  expect(proof).toMatchObject({ percent: 5, atLeast: 5, holds: true });
  expect(institutions).toEqual([{ institution: UNITS.top, openings: 120, drawn: 6, asked: 0, reviewed: 0 }]);
  // What anybody who has the log draws by the same rule.
  const hashes = await server.rows<{ hash: string }>(
    `select encode(event_hash, 'hex') as hash from audit_events join ledger_leaves on entry_hash = event_hash and log = 'audit'
     where action = 'case.names.open' and outcome = 'done' and officer_id is not null and leaf_index < $1`,
    [proof?.logSize],
  );
  const [root] = await server.rows<{ root: string }>(
    "select encode(root, 'hex') as root from ledger_checkpoints where log = 'audit' and size = $1",
    [proof?.logSize],
  );
  const seed = { week: WEEK.monday, size: proof?.logSize ?? 0, root: root?.root ?? "" };
  const drawn = await server.rows<{ hash: string }>(
    "select encode(event_hash, 'hex') as hash from drawn_openings order by place",
  );
  expect(drawn.map(({ hash }) => hash)).toEqual(
    drawSample(
      seed,
      hashes.map(({ hash }) => hash),
      { percent: 5, atLeast: 5 },
    ),
  );
  expect(openings[0]).toMatchObject({
    classes: ["victim-identity"],
    purpose: "investigation",
    walled: false,
  });
  expect(JSON.stringify(openings)).not.toMatch(/personal|Zoila/);
});

test("shows when an opening that was drawn was changed for another, or another checkpoint taken", async () => {
  const holds = async () => (await sample(auditor)).proof?.holds;
  const [one] = await server.rows<{ id: string; hash: string }>(
    "select opening_id as id, encode(event_hash, 'hex') as hash from drawn_openings limit 1",
  );
  const put = (hash: string) =>
    server.rows("update drawn_openings set event_hash = decode($2, 'hex') where opening_id = $1", [
      one?.id,
      hash,
    ]);
  const [passed] = await server.rows<{ hash: string }>(
    `select encode(event_hash, 'hex') as hash from audit_events e where action = 'case.names.open' and outcome = 'done'
     and unit_id = $1 and not exists (select from drawn_openings d where d.event_hash = e.event_hash) limit 1`,
    [UNITS.regional],
  );
  await put(passed?.hash ?? "");
  expect(await holds()).toBe(false);
  await put(one?.hash ?? "");
  expect(await holds()).toBe(true);
  // The newest checkpoint is one after the week too, and not the first.
  await server.rows("update opening_draws set log_size = log_size + 1");
  expect(await holds()).toBe(false);
  await server.rows("update opening_draws set log_size = log_size - 1");
  await server.rows(
    "delete from drawn_openings where opening_id = (select opening_id from drawn_openings where place = 5)",
  );
  expect(await holds()).toBe(false);
  await drawAnew(server);
  expect(await holds()).toBe(true);
});

test("is read, asked about and judged by the ombudsman alone, of nobody's own", async () => {
  const [drawn] = (await sample(auditor)).openings;
  const id = drawn?.openingId ?? "";
  const chief = await server.signIn("chief");
  const administrator = await server.signIn("administrator");
  for (const [by, status] of [
    [server.anonymous, 401],
    ...[affairs, registrar, investigator, chief, administrator].map((one) => [one, 403] as const),
  ] as const) {
    expect((await by.get("/api/audit/sample")).status).toBe(status);
    for (const act of [ask, read, judge]) expect((await act(by, id)).status).toBe(status);
  }
  for (const act of [ask, read, judge]) expect((await act(auditor, randomUUID())).status).toBe(404);
  const own = await server.signIn("auditor2");
  const before = (await sample(own)).openings.length;
  await server.rows("update drawn_openings set officer_id = $2 where opening_id = $1", [
    id,
    await idOf("auditor2"),
  ]);
  const left = await sample(own);
  expect(left.openings).toHaveLength(before - 1);
  // Nor is it told by what is counted.
  expect(left.weeks.find((week) => week.week === left.week)?.drawn).toBe(before - 1);
  expect(left.institutions.reduce((sum, one) => sum + one.drawn, 0)).toBe(before - 1);
  for (const act of [ask, read, judge]) expect((await act(own, id)).status).toBe(404);
  await server.rows("update drawn_openings set officer_id = $2 where opening_id = $1", [
    id,
    drawn?.officerId,
  ]);
});

test("whoever opened learns of it when asked and not before, answers once, and the vault opens the answer", async () => {
  const openers = {
    investigator,
    investigator2: await server.signIn("investigator2"),
    stranger: await server.signIn("stranger"),
  };
  const drawn = (await sample(auditor)).openings.find(({ officer }) => !officer.includes("colleague"));
  const id = drawn?.openingId ?? "";
  const login = (drawn?.officer ?? "").replace("Oficial ", "") as keyof typeof openers;
  const opener = openers[login];
  for (const by of Object.values(openers)) expect(await questions(by)).toEqual([]);
  const early = await answer(opener, id);
  expect(early.status).toBe(404);
  expect((await ask(auditor, id)).status).toBe(204);
  expect((await ask(auditor, id)).status).toBe(204);
  expect((await read(auditor, id)).status).toBe(404);
  expect(await questions(opener)).toEqual([
    {
      ...{ openingId: id, caseNumber: drawn?.caseNumber, at: drawn?.at, classes: ["victim-identity"] },
      ...{ purpose: "investigation", askedAt: expect.any(String), answeredAt: null },
    },
  ]);
  for (const by of Object.values(openers)) if (by !== opener) expect(await questions(by)).toEqual([]);
  const elsewhere = await answer(registrar, id);
  expect([elsewhere.status, elsewhere.text.replace(/"requestId":"[^"]+"/, "")]).toEqual([
    early.status,
    early.text.replace(/"requestId":"[^"]+"/, ""),
  ]);
  for (const change of [{ text: " " }, { text: "x".repeat(1001) }, { answerId: "1" }])
    expect((await answer(opener, id, change)).status).toBe(422);
  const answerId = randomUUID();
  expect((await answer(opener, id, { answerId })).status).toBe(204);
  expect((await answer(opener, id, { answerId })).status).toBe(204);
  expect((await answer(opener, id)).json).toMatchObject({ code: "opening.answered" });
  const [stored] = await server.rows<{ sealed: Buffer; about: string }>(
    "select sealed, about from sealed_texts where text_id = $1",
    [answerId],
  );
  expect(stored?.about).toBe("opening-answer");
  expect(stored?.sealed.toString("latin1")).not.toContain("Zoila");
  expect((await read(auditor, id)).json).toEqual({ text: "Para ubicar a la víctima inventada Zoila." });
  expect(
    (await sample(auditor)).openings.find(({ openingId }) => openingId === id)?.answeredAt,
  ).not.toBeNull();
  const told = await server.rows<{ action: string; outcome: string }>(
    `select action, outcome from audit_events where action like 'review.a%' and outcome = 'done' order by event_id`,
  );
  expect(told.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["review.ask", "review.answer", "review.answer.read"]),
  );
  expect(JSON.stringify(await server.rows("select body from audit_events"))).not.toContain("Zoila");
  // That they were asked about is on no trail they read, theirs neither; that they tried to ask themselves is.
  const own = (await opener.get("/api/audit")).json as { events: { action: string; outcome: string }[] };
  const done = own.events.filter(({ outcome }) => outcome === "done");
  expect(done.length).toBeGreaterThan(0);
  expect(done.map(({ action }) => action)).not.toContain("review.ask");
});

test("a verdict has a reason, a further one stands beside it, and what was judged is counted", async () => {
  const [, second] = (await sample(auditor)).openings;
  const id = second?.openingId ?? "";
  for (const change of [{ verdict: "fine" }, { reason: "" }, { reason: "x".repeat(501) }])
    expect((await judge(auditor, id, change)).status).toBe(422);
  const verdictId = randomUUID();
  expect((await judge(auditor, id, { verdictId, verdict: "not-justified" })).status).toBe(204);
  expect((await judge(auditor, id, { verdictId })).status).toBe(409);
  expect((await judge(auditor, id, { verdict: "referred", reason: "Pasa a inspectoría." })).status).toBe(204);
  const { weeks, institutions, openings } = await sample(auditor, `?week=${WEEK.monday}`);
  expect(weeks).toEqual([{ week: WEEK.monday, drawn: 7, asked: 1, reviewed: 1 }]);
  expect(institutions).toMatchObject([{ openings: 121, reviewed: 1 }]);
  expect(openings.at(-1)).toMatchObject({
    openingId: id,
    verdicts: [
      { by: "Oficial auditor", verdict: "not-justified", reason: "Consta en el caso." },
      { by: "Oficial auditor", verdict: "referred", reason: "Pasa a inspectoría." },
    ],
  });
  expect((await sample(auditor, "?week=2020-01-06")).openings).toEqual([]);
});

test("of a case behind a wall the ombudsman asks on, and whom it is hidden from learns nothing", async () => {
  await opened("registrar", inWeek(6, 20), {
    caseId: other.caseId,
    unitId: UNITS.station,
    role: "registrar",
  });
  await drawAnew(server);
  await server.rows("delete from drawn_openings");
  await server.rows(
    `insert into drawn_openings select gen_random_uuid(), $1, event_hash, officer_id, unit_id, role, case_id, classes, purpose,
       happened_at, 0 from audit_events where case_id = $2 and action = 'case.names.open'`,
    [WEEK.monday, other.caseId],
  );
  const [drawn] = await drawnOf("registrar");
  const id = drawn?.openingId ?? "";
  expect((await ask(auditor, id)).status).toBe(204);
  expect(await questions(registrar)).toHaveLength(1);
  const walling = newSupplement(other.caseId, { kind: "new-facts", ...OFFICIAL });
  expect((await registrar.send("POST", `/api/cases/${other.caseId}/supplements`, walling)).status).toBe(201);
  expect((await registrar.get(`/api/cases/${other.caseId}`)).status).toBe(404);
  expect(await questions(registrar)).toEqual([]);
  const [hidden, never] = [await answer(registrar, id), await answer(registrar, randomUUID())];
  expect(hidden.status).toBe(404);
  expect(hidden.text.replace(/"requestId":"[^"]+"/, "")).toBe(never.text.replace(/"requestId":"[^"]+"/, ""));
  const [walled] = await drawnOf("registrar");
  expect(walled).toMatchObject({ walled: true, askedAt: expect.any(String), answeredAt: null });
  expect((await judge(auditor, id, { verdict: "referred" })).status).toBe(204);
  // An ombudsman's officer whom the case names is walled off as anybody.
  await server.rows("update case_walls set named_officers = named_officers || $2::uuid where case_id = $1", [
    other.caseId,
    await idOf("auditor2"),
  ]);
  const named = await server.signIn("auditor2");
  expect((await sample(named)).openings).toEqual([]);
  for (const act of [ask, read, judge]) expect((await act(named, id)).status).toBe(404);
});
