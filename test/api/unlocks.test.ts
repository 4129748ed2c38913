// Break-glass: two persons, one case, four hours; told, reviewed; and the vault believes nobody but itself.
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { ReviewItem } from "#src/schema/audit-review.ts";
import type { CaseFile } from "#src/schema/case.ts";
import type { UnlockClass, UnlockedFile, UnlockLine, UnlockList } from "#src/schema/unlock.ts";
import { takeCase } from "../support/assignments.ts";
import { newComplaint } from "../support/complaints.ts";
import { type Answer, type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

const WHY = "La madre llamó: la van a trasladar esta noche y no se ubica al investigador.";
const MINUTE = 60_000;

let server: TestServer;
let registrar: Client;
const people: Record<string, Client> = {};
beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("special", UNITS.national, "specialised-unit");
  await server.addOfficer("special2", UNITS.national, "specialised-unit");
  await server.addOfficer("directorate", UNITS.top, "national-directorate");
  await server.addOfficer("subordinate", UNITS.regional, "specialised-unit");
  await server.addOfficer("custodian", UNITS.top, "key-custodian");
  registrar = await server.signIn("registrar");
  for (const login of [
    ..."chief special special2 directorate subordinate investigator stranger auditor".split(" "),
    ..."colleague administrator custodian".split(" "),
  ])
    people[login] = await server.signIn(login);
});
afterEach(() => vi.useRealTimers());
afterAll(() => server?.close());

const by = (login: string) => people[login] as Client;

async function register(): Promise<string> {
  const complaint = newComplaint();
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
  return complaint.caseId;
}

function ask(
  client: Client,
  caseId: string,
  dataClass: UnlockClass = "victim-identity",
  unlockId: string = randomUUID(),
): Promise<Answer> {
  const body = { unlockId, dataClass, reason: "danger-to-life", explanation: WHY };
  return client.send("POST", `/api/cases/${caseId}/unlocks`, body);
}

async function asked(client: Client, caseId: string, dataClass?: UnlockClass): Promise<string> {
  const answer = await ask(client, caseId, dataClass);
  expect(answer.status, answer.text).toBe(201);
  return (answer.json as { unlockId: string }).unlockId;
}

const answer = (client: Client, unlockId: string, agreed = true) =>
  client.send("POST", `/api/unlocks/${unlockId}/answer`, { agreed });
const explanation = (client: Client, unlockId: string) =>
  client.send("POST", `/api/unlocks/${unlockId}/explanation`);
const names = (client: Client, unlockId: string) => client.send("POST", `/api/unlocks/${unlockId}/names`);
const end = (client: Client, unlockId: string) => client.send("POST", `/api/unlocks/${unlockId}/end`);
async function line(client: Client, unlockId: string): Promise<UnlockLine | undefined> {
  const { unlocks } = (await client.get("/api/unlocks")).json as UnlockList;
  return unlocks.find((one) => one.unlockId === unlockId);
}
const events = async (unlockId: string) =>
  server.rows<{ action: string; outcome: string; purpose: string | null; classes: string[] | null }>(
    "select action, outcome, purpose, classes from audit_events where body #>> '{detail,unlock}' = $1 order by event_id",
    [unlockId],
  );

async function opened(dataClass: UnlockClass = "victim-identity", first = "chief", second = "special") {
  const caseId = await register();
  if (dataClass === "complainant-identity") await takeCase(by(first), caseId);
  const unlockId = await asked(by(first), caseId, dataClass);
  expect((await answer(by(second), unlockId)).status).toBe(200);
  return { caseId, unlockId };
}

/** Time for the register and its vault; the database keeps its own, so proofs of presence are dated by hand. */
async function timePasses(ms: number): Promise<void> {
  const now = Date.now() + ms;
  vi.useFakeTimers({ toFake: ["Date"], now });
  await server.rows("update sessions set authenticated_at = $1", [new Date(now).toISOString()]);
}

describe("two persons", () => {
  test("open the victims of one case, and nothing else of it; both and everybody concerned know", async () => {
    const caseId = await register();
    const unlockId = await asked(by("chief"), caseId);
    expect(await names(by("chief"), unlockId)).toMatchObject({ status: 409, json: { code: "unlock.over" } });
    expect(await line(by("special"), unlockId)).toMatchObject({ state: "waiting", answer: true, own: false });
    expect((await explanation(by("special"), unlockId)).json).toEqual({ explanation: WHY });
    expect((await answer(by("special"), unlockId)).json).toEqual({ agreed: true });

    const file = (await names(by("chief"), unlockId)).json as UnlockedFile;
    expect(file.file.complaint.victims[0]?.personal?.name?.givenNames).toBeTruthy();
    expect(file.file.complaint.personal?.narrative).toBeTruthy();
    expect(file.file.complaint.suspects.every(({ personal }) => personal === undefined)).toBe(true);
    expect(file.complainant).toBeNull();
    expect(JSON.stringify(file.file.complaint.complainant)).not.toContain("person");

    expect(await line(by("chief"), unlockId)).toMatchObject({ state: "open", own: true, mayEnd: true });
    // Who keeps the case at the counter, and the ombudsman; who controls the unit is here the one who asked.
    for (const told of [registrar, by("auditor")]) {
      expect(await line(told, unlockId)).toMatchObject({ notice: "unread" });
      expect((await told.send("POST", `/api/unlocks/${unlockId}/notice`)).status).toBe(204);
      expect(await line(told, unlockId)).toMatchObject({ notice: "read" });
    }
    expect((await by("special").send("POST", `/api/unlocks/${unlockId}/notice`)).status).toBe(403);
    expect(await events(unlockId)).toMatchObject([
      { action: "case.unlock.ask", outcome: "done", purpose: "danger-to-life", classes: ["victim-identity"] },
      { action: "case.unlock.read", outcome: "done" },
      { action: "case.unlock.answer", outcome: "done" },
      { action: "case.names.open", outcome: "done", purpose: "danger-to-life", classes: ["victim-identity"] },
      { action: "case.unlock.notice", outcome: "done" },
      { action: "case.unlock.notice", outcome: "done" },
    ]);
    // Whoever has the case sees who opened what.
    const openings = await registrar.get(`/api/cases/${caseId}/openings`);
    expect(openings.text).toContain("danger-to-life");
  });

  test("a request sent twice is one; the id of another cannot be taken", async () => {
    const [caseId, unlockId] = [await register(), randomUUID()];
    for (const _ of [1, 2])
      expect((await ask(by("chief"), caseId, "victim-identity", unlockId)).status).toBe(201);
    const other = await register();
    expect(await ask(by("chief"), other, "victim-identity", unlockId)).toMatchObject({
      status: 409,
      json: { code: "entry.id-taken" },
    });
  });

  test.each([
    ["the same officer", "chief", 403],
    ["an officer of the first's command", "subordinate", 403],
    ["who reviews it", "auditor", 403],
    ["a colleague at the counter", "colleague", 404],
    ["an investigator of another region", "stranger", 404],
    ["the administrator", "administrator", 404],
    ["a key custodian", "custodian", 404],
  ])("%s is no second person", async (_, login, status) => {
    const unlockId = await asked(by("chief"), await register());
    expect((await answer(by(login), unlockId)).status).toBe(status);
    expect((await line(by(login), unlockId))?.answer ?? "unseen").not.toBe(true);
    // Asked past the server the vault says the same.
    const [session] = await server.rows<{ hash: Buffer }>(
      `select session_hash as hash from sessions s join officers o using (officer_id)
       where o.login = $1 and s.ended_at is null limit 1`,
      [login],
    );
    const input = { unlockId, agreed: true, timeZone: "America/Lima", requestId: randomUUID() };
    const asking = server.house.vault.ask("unlock-answer", {
      ...input,
      session: session?.hash.toString("hex"),
    });
    await expect(asking).rejects.toMatchObject({ code: "unlock.not-second" });
    expect(await line(by("chief"), unlockId)).toMatchObject({ state: "waiting" });
  });

  test("the first answer counts: refused stays refused, and nothing opens", async () => {
    const unlockId = await asked(by("chief"), await register());
    expect((await answer(by("special"), unlockId, false)).json).toEqual({ agreed: false });
    expect(await answer(by("special2"), unlockId)).toMatchObject({
      status: 409,
      json: { code: "unlock.already-answered" },
    });
    expect((await names(by("chief"), unlockId)).status).toBe(409);
    expect(await line(by("chief"), unlockId)).toMatchObject({ state: "refused" });
  });

  test("either ends it early, and from then on nothing opens", async () => {
    for (const login of ["chief", "special"]) {
      const { unlockId } = await opened();
      expect((await names(by("chief"), unlockId)).status).toBe(200);
      expect((await end(by("special2"), unlockId)).status).toBe(403);
      expect((await end(by(login), unlockId)).status).toBe(200);
      expect(await names(by("chief"), unlockId)).toMatchObject({
        status: 409,
        json: { code: "unlock.over" },
      });
      expect(await line(by("chief"), unlockId)).toMatchObject({ state: "ended" });
    }
  });

  test("opens for the one who asked alone, and for one case alone", async () => {
    const { caseId, unlockId } = await opened();
    for (const login of ["special", "special2", "auditor"])
      expect((await names(by(login), unlockId)).status, login).toBe(403);
    const plain = await by("chief").send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" });
    expect(plain.status).toBe(403);
  });

  test("the national directorate opens suspects with a person who is not under it", async () => {
    const caseId = await register();
    const unlockId = await asked(by("directorate"), caseId, "suspect-identity");
    // Everybody in the tree of command is under it.
    expect((await answer(by("special"), unlockId)).status).toBe(403);
    for (const dataClass of ["victim-identity", "complainant-identity"] as const)
      expect((await ask(by("directorate"), caseId, dataClass)).status).toBe(403);
  });
});

describe("time", () => {
  test("after fifteen minutes nobody can agree any more", async () => {
    const unlockId = await asked(by("chief"), await register());
    await timePasses(15 * MINUTE + 1_000);
    expect(await answer(by("special"), unlockId)).toMatchObject({
      status: 409,
      json: { code: "unlock.over" },
    });
    expect(await line(by("chief"), unlockId)).toMatchObject({ state: "lapsed", answer: "lapsed" });
  });

  test("after four hours nothing opens any more", async () => {
    const { unlockId } = await opened();
    await timePasses(239 * MINUTE);
    expect((await names(by("chief"), unlockId)).status).toBe(200);
    await timePasses(2 * MINUTE);
    expect(await names(by("chief"), unlockId)).toMatchObject({ status: 409, json: { code: "unlock.over" } });
    expect(await line(by("chief"), unlockId)).toMatchObject({ state: "over", mayEnd: false });
  });

  test("asking, agreeing and opening ask for a fresh proof that the officer is there", async () => {
    const { unlockId } = await opened();
    const waiting = await asked(by("chief"), await register());
    const caseId = await register();
    await server.rows("update sessions set authenticated_at = clock_timestamp() - interval '16 minutes'");
    const stale = { status: 403, json: { code: "session.not-fresh" } };
    await vi.waitFor(async () => expect(await ask(by("chief"), caseId)).toMatchObject(stale), {
      timeout: 10_000,
      interval: 200,
    });
    await vi.waitFor(async () => expect(await answer(by("special"), waiting)).toMatchObject(stale), {
      timeout: 10_000,
      interval: 200,
    });
    expect(await names(by("chief"), unlockId)).toMatchObject(stale);
    await server.rows("update sessions set authenticated_at = clock_timestamp()");
  });
});

describe("the vault", () => {
  test("opens nothing on rows it did not write itself, and nothing on rows that were changed", async () => {
    const forged = randomUUID();
    const caseId = await register();
    const postings = await server.rows<{ login: string; officer: string; posting: string; unit: string }>(
      `select o.login, o.officer_id as officer, p.posting_id as posting, p.unit_id as unit
       from officers o join postings p using (officer_id) where o.login in ('chief', 'special')`,
    );
    const [chief, special] = ["chief", "special"].map((login) => postings.find((one) => one.login === login));
    await server.rows(
      `insert into unlock_requests values ($1, $2, 'victim-identity', 'danger-to-life', $3, $4, $5, 'chief',
        date_trunc('milliseconds', now()), 1, $6)`,
      [forged, caseId, chief?.officer, chief?.posting, chief?.unit, Buffer.alloc(32)],
    );
    // A second person cannot be made to agree to what nobody asked for.
    expect((await answer(by("special"), forged)).status).toBe(404);
    await server.rows(
      "insert into unlock_answers values ($1, $2, $3, true, date_trunc('milliseconds', now()), 1, $4)",
      [forged, special?.officer, special?.posting, Buffer.alloc(32)],
    );
    expect((await names(by("chief"), forged)).status).toBe(404);

    // A true request with an answer that the vault did not write.
    const waiting = await asked(by("chief"), await register());
    await server.rows(
      "insert into unlock_answers values ($1, $2, $3, true, date_trunc('milliseconds', now()), 1, $4)",
      [waiting, special?.officer, special?.posting, Buffer.alloc(32)],
    );
    expect((await names(by("chief"), waiting)).status).toBe(403);

    // A true one, pointed at another class, another case, another officer, a later time.
    for (const change of [
      "data_class = 'complainant-identity'",
      `case_id = '${caseId}'`,
      "asked_at = asked_at + interval '1 hour'",
      "reason = 'judicial-order'",
    ]) {
      const { unlockId } = await opened();
      await server.rows(`update unlock_requests set ${change} where unlock_id = $1`, [unlockId]);
      expect((await names(by("chief"), unlockId)).status, change).toBeGreaterThanOrEqual(403);
      expect((await names(by("chief"), unlockId)).text, change).not.toContain("personal");
    }
    const { unlockId } = await opened();
    await server.rows(
      "update unlock_answers set answered_at = answered_at + interval '2 hours' where unlock_id = $1",
      [unlockId],
    );
    expect((await names(by("chief"), unlockId)).status).toBe(403);
  });

  test("opens nothing while the trail cannot be written, and nothing when it is away", async () => {
    const { unlockId } = await opened();
    await server.vault.kill();
    expect(await names(by("chief"), unlockId)).toMatchObject({
      status: 503,
      json: { code: "vault.unavailable" },
    });
    expect((await ask(by("chief"), await register())).status).toBe(503);
    server.vault.revive();
    await server.rows(
      "alter table reta.audit_events add constraint nothing check (action <> 'case.names.open') not valid",
    );
    expect((await names(by("chief"), unlockId)).text).not.toContain("personal");
    await server.rows("alter table reta.audit_events drop constraint nothing");
    expect((await names(by("chief"), unlockId)).status).toBe(200);
  });

  test("a case that is walled meanwhile is closed to the one who opened it, and the notice is gone with it", async () => {
    const { caseId, unlockId } = await opened();
    await server.rows("update cases set walled = true where case_id = $1", [caseId]);
    await server.rows(
      "insert into case_walls values ($1, 'owners', '{ticked}', '{}', '{}', '{}', clock_timestamp())",
      [caseId],
    );
    expect((await names(by("chief"), unlockId)).status).toBe(404);
    expect(await line(by("chief"), unlockId)).toBeUndefined();
    expect(await line(registrar, unlockId)).toBeUndefined();
  });
});

describe("afterwards", () => {
  const review = async (client: Client) =>
    (await client.get("/api/audit/reviews")).json as { waiting: ReviewItem[]; now: string };

  test("each is on the list of those who oversee until one of them has said what they think", async () => {
    const { caseId, unlockId } = await opened();
    const { waiting } = await review(by("auditor"));
    const item = waiting.find((one) => one.unlockId === unlockId);
    expect(item).toMatchObject({ rule: "break-glass", caseId, officer: "Oficial chief", marks: [] });
    const due = Date.parse(item?.dueAt ?? "") - Date.parse(item?.firstAt ?? "");
    expect(due).toBe(72 * 60 * MINUTE);
    expect((await explanation(by("auditor"), unlockId)).json).toEqual({ explanation: WHY });
    const mark = { markId: randomUUID(), conclusion: "explained", note: "Se llamó a la madre." };
    expect((await by("auditor").send("POST", `/api/audit/reviews/${item?.itemId}/marks`, mark)).status).toBe(
      204,
    );
    expect((await review(by("auditor"))).waiting.map((one) => one.unlockId)).not.toContain(unlockId);
    expect((await by("chief").get("/api/audit/reviews")).status).toBe(403);
  });

  test("what was refused or lapsed is not reviewed: nothing was opened", async () => {
    const unlockId = await asked(by("chief"), await register());
    await answer(by("special"), unlockId, false);
    expect((await review(by("auditor"))).waiting.map((one) => one.unlockId)).not.toContain(unlockId);
  });
});

describe("who complained", () => {
  const plainly = (login: string, caseId: string) =>
    by(login).send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" });

  test("is opened by two persons who do not stand over each other, and by no other way", async () => {
    const complaint = newComplaint();
    await registrar.send("POST", "/api/complaints", complaint);
    const { caseId } = complaint;
    const given = complaint.complaint.complainant.person?.personal?.name?.givenNames ?? "";
    expect(given).not.toBe("");
    expect((await ask(by("investigator"), caseId, "complainant-identity")).status).toBe(403);
    await takeCase(by("investigator"), caseId);
    const unlockId = await asked(by("investigator"), caseId, "complainant-identity");
    // The chief of the region stands over the unit that asks.
    expect(await line(by("chief"), unlockId)).toBeUndefined();
    expect((await answer(by("chief"), unlockId)).status).toBe(403);
    expect((await plainly("investigator", caseId)).text).not.toContain(given);
    expect((await answer(by("special"), unlockId)).status).toBe(200);

    const file = (await names(by("investigator"), unlockId)).json as UnlockedFile;
    expect(file.complainant?.person?.personal?.name?.givenNames).toBe(given);
    // That alone was opened, and the ordinary way to the names says nothing of it still.
    expect(file.file.complaint.victims.every(({ personal }) => personal === undefined)).toBe(true);
    const ordinary = await plainly("investigator", caseId);
    expect(ordinary.status).toBe(200);
    expect((ordinary.json as CaseFile).complaint.complainant).not.toHaveProperty("person");
    expect(ordinary.text).not.toContain(given);
    expect((await by("investigator").get(`/api/cases/${caseId}`)).text).not.toContain(given);
    expect((await line(by("chief"), unlockId))?.notice).toBe("unread");
  });
});
