// The weekly review and the canaries: made by the clock, seen by those who oversee, never by whom they are about.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { loadPack } from "#src/actions/load-pack.ts";
import { weekBefore } from "#src/domain/audit/week.ts";
import { auditChores } from "#src/main/audit-chores.ts";
import type { AuditReviewRules, Canary, ReviewItem, ReviewWeek } from "#src/schema/audit-review.ts";
import { newComplaint } from "../support/complaints.ts";
import { changesAbout, eventually, faultOf, makeChange, packOf } from "../support/pack-changes.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

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
  for (const login of ["curious", "works", "looks"])
    await server.addOfficer(login, UNITS.regional, "investigator");
  [auditor, affairs, registrar, investigator] = (await Promise.all(
    ["auditor", "affairs", "registrar", "investigator"].map((login) => server.signIn(login)),
  )) as [Client, Client, Client, Client];
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
});
afterAll(() => server?.close());

const idOf = async (login: string) =>
  (await server.rows<{ id: string }>("select officer_id as id from officers where login = $1", [login]))[0]
    ?.id ?? "";
const review = async (by: Client, query = "") => {
  const answer = await by.get(`/api/audit/reviews${query}`);
  expect(answer.status).toBe(200);
  return answer.json as { weeks: ReviewWeek[]; items: ReviewItem[] };
};
/** Puts events of an officer on the trail, some minutes apart from a time on. */
const happened = async (login: string, from: string, count: number, change: Record<string, unknown>) => {
  const officerId = await idOf(login);
  for (let i = 0; i < count; i += 1) {
    const body = {
      v: 2,
      at: new Date(Date.parse(from) + i * 60_000).toISOString(),
      officerId,
      unitId: UNITS.regional,
      outcome: "done",
      requestId: "test",
      detail: {},
      ...change,
    };
    await server.rows("select put_audit_event($1::jsonb, sha256($2::bytea))", [
      JSON.stringify(body),
      randomUUID(),
    ]);
  }
};
const WEEK = weekBefore(new Date().toISOString(), "America/Lima");
const inWeek = (days: number, hours: number) =>
  new Date(Date.parse(WEEK.from) + days * 86_400_000 + hours * 3_600_000).toISOString();

describe("the weekly list", () => {
  test("is made once by the clock from the thresholds of the pack", async () => {
    await happened("investigator", inWeek(1, 1), 6, { action: "case.read", caseId });
    await happened("investigator2", inWeek(1, 1), 4, { action: "case.read", caseId });
    await happened("stranger", inWeek(2, 10), 61, {
      action: "case.list",
      detail: { filters: ["number"], rows: 1 },
    });
    await happened("colleague", inWeek(3, 10), 9, { action: "case.read", outcome: "refused" });
    await happened("auditor2", inWeek(1, 1), 7, { action: "case.read", caseId });
    for (let i = 0; i < 31; i += 1)
      await happened("curious", inWeek(4, 15), 1, { action: "case.names.open", caseId: randomUUID() });
    // A fortnight ago each opened the names of three cases; one of them then did what is work, the other compared and looked.
    for (const [login, after] of [
      ["works", ["case.closing.propose", "case.assign", "case.relay.send"]],
      ["looks", ["case.amendment.compare", "case.amendment.compare-seen", "case.directions"]],
    ] as const)
      for (const action of after) {
        const one = { caseId: randomUUID() };
        await happened(login, inWeek(-13, 15), 1, { ...one, action: "case.names.open" });
        await happened(login, inWeek(-12, 15), 1, { ...one, action });
      }
    const chores = auditChores(server.house);
    await chores.makeReview();
    await chores.makeReview();
    const { weeks, items } = await review(auditor);
    expect(weeks[0]).toEqual({ week: WEEK.monday, items: 6, reviewed: 0 });
    expect(items.map(({ officer, rule, events }) => [officer, rule, events]).sort()).toEqual([
      ["Oficial auditor2", "night-work", 7],
      ["Oficial colleague", "refusal-burst", 9],
      ["Oficial curious", "many-openings", 31],
      ["Oficial investigator", "night-work", 6],
      ["Oficial looks", "openings-without-work", 3],
      ["Oficial stranger", "many-searches", 61],
    ]);
    expect(items.find(({ officer }) => officer === "Oficial investigator")).toMatchObject({
      week: WEEK.monday,
      firstAt: inWeek(1, 1),
      unitId: UNITS.regional,
      marks: [],
    });
  });

  test("a run that stopped half way is finished by the next, without an item twice", async () => {
    await server.rows("delete from review_weeks");
    await auditChores(server.house).makeReview();
    expect((await review(auditor)).items).toHaveLength(6);
  });

  test("is read by those who oversee, and never shows whoever reads", async () => {
    expect((await server.anonymous.get("/api/audit/reviews")).status).toBe(401);
    for (const by of [
      registrar,
      investigator,
      await server.signIn("chief"),
      await server.signIn("administrator"),
    ])
      expect((await by.get("/api/audit/reviews")).status).toBe(403);
    const { items, weeks } = await review(await server.signIn("auditor2"));
    expect(items.map(({ officer }) => officer)).not.toContain("Oficial auditor2");
    expect(weeks[0]?.items).toBe(5);
    expect((await review(affairs)).items).toEqual([]);
    const officerId = await idOf("investigator");
    const inquiry = { inquiryId: randomUUID(), officerId, reference: "IG 1-2026" };
    await affairs.send("POST", "/api/inquiries", inquiry);
    expect((await review(affairs)).items.map(({ officer }) => officer)).toEqual(["Oficial investigator"]);
  });

  test("an item is marked with a conclusion and a note, and how many were looked at is counted", async () => {
    const { items } = await review(auditor);
    const item = items.find(({ officer }) => officer === "Oficial investigator");
    const own = items.find(({ officer }) => officer === "Oficial auditor2");
    const mark = (by: Client, itemId = item?.itemId ?? "", change = {}) =>
      by.send("POST", `/api/audit/reviews/${itemId}/marks`, {
        markId: randomUUID(),
        conclusion: "explained",
        note: "Turno de noche según rol.",
        ...change,
      });
    expect((await mark(server.anonymous)).status).toBe(401);
    expect((await mark(registrar)).status).toBe(403);
    expect((await mark(auditor, randomUUID())).status).toBe(404);
    expect((await mark(await server.signIn("auditor2"), own?.itemId)).status).toBe(404);
    for (const change of [{ conclusion: "fine" }, { note: " " }, { note: "x".repeat(501) }])
      expect((await mark(auditor, item?.itemId, change)).status).toBe(422);
    const markId = randomUUID();
    expect((await mark(auditor, item?.itemId, { markId })).status).toBe(204);
    expect((await mark(auditor, item?.itemId, { markId })).status).toBe(409);
    const after = await review(auditor, `?week=${WEEK.monday}`);
    expect(after.weeks[0]).toEqual({ week: WEEK.monday, items: 6, reviewed: 1 });
    expect(after.items.find(({ itemId }) => itemId === item?.itemId)?.marks).toEqual([
      {
        ...{ markId, by: "Oficial auditor" },
        at: expect.any(String),
        conclusion: "explained",
        note: "Turno de noche según rol.",
      },
    ]);
    const kept = "select note, sealed, about from review_marks join sealed_texts on text_id = mark_id";
    expect(await server.rows(kept)).toEqual([
      { note: null, sealed: expect.any(Buffer), about: "review-note" },
    ]);
    const [text] = await server.rows<{ sealed: Buffer }>(kept);
    expect(text?.sealed.toString("latin1")).not.toContain("Turno");
    // What was looked at comes last.
    expect(after.items.at(-1)?.itemId).toBe(item?.itemId);
  });
});

describe("a canary", () => {
  const numberOf = async () =>
    (
      await server.rows<{ number: string }>("select case_number as number from cases where case_id = $1", [
        caseId,
      ])
    )[0]?.number ?? "";
  const set = (by: Client, number: string) => by.send("POST", "/api/audit/canaries", { number });
  const alarms = async (by: Client) =>
    (await review(by, `?week=${mondayOfToday()}`)).items.filter(({ rule }) => rule === "canary-touched");
  const mondayOfToday = () =>
    weekBefore(new Date(Date.now() + 7 * 86_400_000).toISOString(), "America/Lima").monday;

  test("is set by an auditor alone, and looks like any other case", async () => {
    const number = await numberOf();
    // The log takes the complaint in a moment, and the file then says where.
    const before = await vi.waitFor(async () => {
      const file = await investigator.get(`/api/cases/${caseId}`);
      expect(file.text).not.toContain('"leafIndex":null');
      return file;
    }, 15_000);
    for (const by of [affairs, registrar, investigator]) expect((await set(by, number)).status).toBe(403);
    expect((await set(server.anonymous, number)).status).toBe(401);
    expect((await set(auditor, "AAAAA-AAAAA-A")).status).toBe(404);
    expect((await set(auditor, number)).status).toBe(204);
    expect((await set(auditor, number)).status).toBe(204);
    const { canaries } = (await auditor.get("/api/audit/canaries")).json as { canaries: Canary[] };
    expect(canaries).toEqual([
      { caseId, caseNumber: number, setBy: "Oficial auditor", setAt: expect.any(String) },
    ]);
    expect((await investigator.get("/api/audit/canaries")).status).toBe(403);
    expect((await affairs.get("/api/audit/canaries")).status).toBe(200);
    expect((await investigator.get(`/api/cases/${caseId}`)).text).toBe(before.text);
  });

  test("touched, it is at the head of the auditor's list within a run of the clock, once for each touch", async () => {
    const chores = auditChores(server.house);
    await chores.watchCanaries();
    const before = (await alarms(auditor)).length;
    await investigator.send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" });
    await auditor.get(`/api/audit?case=${caseId}`);
    await chores.watchCanaries();
    await chores.watchCanaries();
    const [first, ...others] = await alarms(auditor);
    expect(others).toHaveLength(before);
    expect(first).toMatchObject({
      officer: "Oficial investigator",
      caseId,
      caseNumber: await numberOf(),
      events: 1,
    });
  });

  test("ended, it is a case like any other", async () => {
    const end = (by: Client) => by.send("DELETE", `/api/audit/canaries/${caseId}`);
    expect((await end(affairs)).status).toBe(403);
    expect((await end(auditor)).status).toBe(204);
    const before = (await alarms(auditor)).length;
    await investigator.get(`/api/cases/${caseId}`);
    await auditChores(server.house).watchCanaries();
    expect(await alarms(auditor)).toHaveLength(before);
    expect((await auditor.get("/api/audit/canaries")).json).toEqual({ canaries: [] });
  });
});

describe("from how much on it looks", () => {
  const rulesOf = async (by: Client) =>
    ((await by.get("/api/audit/reviews")).json as { rules: AuditReviewRules }).rules;

  test("is told to those who oversee, changed by two auditors, and by nobody who is watched", async () => {
    const before = await rulesOf(affairs);
    expect(before).toEqual((await loadPack("pe")).auditReview);
    const change = { kind: "review-rules", rules: { ...before, manySearches: { aDay: 45 } } };
    await server.addOfficer("catalogue-administrator", UNITS.top, "catalogue-administrator");
    for (const login of ["administrator", "catalogue-administrator", "investigator", "affairs"]) {
      const by = await server.signIn(login);
      expect((await makeChange(by, change)).status, login).toBe(403);
      const reads = await by.get("/api/pack-changes?subject=review-rules");
      expect(reads.status, login).toBe(login === "affairs" ? 200 : 403);
    }
    expect((await server.anonymous.get("/api/pack-changes?subject=review-rules")).status).toBe(401);
    const noNight = { ...before.nightWork, toHour: before.nightWork.fromHour };
    const never = await makeChange(auditor, { ...change, rules: { ...before, nightWork: noNight } });
    expect([never.status, faultOf(never)]).toEqual([422, "review-never-night"]);
    const out = await makeChange(auditor, {
      ...change,
      rules: { ...before, sample: { percent: 0, atLeast: 5 } },
    });
    expect(out.status).toBe(422);

    expect((await makeChange(auditor, change)).status).toBe(201);
    const [waiting] = await changesAbout(affairs, "review-rules");
    const confirm = (by: Client) => by.send("POST", `/api/pack-changes/${waiting?.changeId}/confirm`, {});
    expect((await confirm(auditor)).status).toBe(403);
    expect((await confirm(affairs)).status).toBe(403);
    expect((await confirm(await server.signIn("catalogue-administrator"))).status).toBe(403);
    expect(await rulesOf(auditor)).toEqual(before);
    expect((await confirm(await server.signIn("auditor2"))).status).toBe(204);
    await eventually(async () => expect((await rulesOf(auditor)).manySearches).toEqual({ aDay: 45 }));
    // What everybody may read of the pack says nothing of it.
    expect(JSON.stringify(await packOf(server.url))).not.toContain("manySearches");
  });
});
