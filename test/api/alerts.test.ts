// Alerts: to whom, once, at once on every open screen of every server process, answered by one, never lost.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { listAlertContradictions } from "#src/database/alerts.ts";
import type { AlertLine, CaseFile, CaseLine } from "#src/schema/case.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import { openScreen, type Screen } from "../support/events.ts";
import { type Client, type SecondServer, startServer, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
let second: SecondServer;
const as: Record<string, Client> = {};
const client = (login: string): Client => as[login] as Client;
const screens: Screen[] = [];
const SOON = { timeout: 10_000, interval: 10 };

beforeAll(async () => {
  server = await startServer();
  for (const login of [
    "registrar",
    "registrar2",
    "investigator",
    "investigator2",
    "stranger",
    "national",
    "chief",
    "administrator",
  ])
    as[login] = await server.signIn(login);
  second = await server.second();
});
afterAll(async () => {
  for (const screen of screens) screen.close();
  await second?.close();
  await server?.close();
});

const AT_CUSCO = { place: { code: "080101" } };
/** Facts that alert nobody: grown-ups, and nothing ticked. */
const HARMLESS = {
  acts: [],
  means: [],
  purposes: [],
  personal: {},
  victims: [{ personId: randomUUID(), ageAtFacts: 30 }],
  suspects: [],
};
async function register(
  login = "registrar",
  change: Parameters<typeof typicalComplaint>[0] = {},
): Promise<string> {
  const complaint = newComplaint(typicalComplaint(change));
  const answer = await client(login).send("POST", "/api/complaints", complaint);
  expect(answer.status, answer.text).toBe(201);
  return complaint.caseId;
}
const inbox = async (login: string, state = "open") => {
  const answer = await client(login).get(`/api/alerts?state=${state}`);
  expect(answer.status).toBe(200);
  return (answer.json as { alerts: AlertLine[] }).alerts;
};
const alertOf = async (login: string, caseId: string) => {
  const found = (await inbox(login, "all")).find((alert) => alert.caseId === caseId);
  if (found === undefined) throw new Error(`${login} has no alert of that case`);
  return found;
};
const unitsOf = async (caseId: string) =>
  (
    await server.rows<{ unit_id: string }>("select unit_id from alerts where case_id = $1 order by unit_id", [
      caseId,
    ])
  ).map((row) => row.unit_id);
const acknowledge = (login: string, alertId: string) =>
  client(login).send("POST", `/api/alerts/${alertId}/acknowledgement`, {});
const screenOf = async (login: string, url = server.url) => {
  const screen = await openScreen(url, client(login));
  screens.push(screen);
  return screen;
};
const heard = (screen: Screen, kind: string, alertId: string) =>
  vi.waitFor(() => {
    const event = screen.events.find(({ event, data }) => event === kind && data.alertId === alertId);
    if (event === undefined) throw new Error(`no ${kind} of ${alertId} on the screen`);
    return event;
  }, SOON);

describe("the inbox and its stream", () => {
  test("are refused without a session, to registrars and to administrators", async () => {
    for (const path of ["/api/alerts", "/api/alerts/stream"]) {
      expect((await server.anonymous.get(path)).status).toBe(401);
      for (const login of ["registrar", "administrator"])
        expect(await client(login).get(path)).toMatchObject({
          status: 403,
          json: { code: "access.refused" },
        });
    }
    expect((await client("investigator").get("/api/alerts?state=mine")).status).toBe(422);
  });

  test("show nothing of an alert of another unit, which cannot be answered either", async () => {
    const { alertId } = await alertOf("investigator", await register());
    const missing = await acknowledge("stranger", randomUUID());
    const refused = await acknowledge("stranger", alertId);
    expect([refused.status, refused.text]).toEqual([404, missing.text]);
    expect((await server.anonymous.send("POST", `/api/alerts/${alertId}/acknowledgement`, {})).status).toBe(
      401,
    );
    expect(
      (
        await client("investigator").send(
          "POST",
          `/api/alerts/${alertId}/acknowledgement`,
          {},
          { "x-reta": "" },
        )
      ).status,
    ).toBe(403);
    expect((await acknowledge("registrar", alertId)).status).toBe(403);
    expect((await acknowledge("administrator", alertId)).status).toBe(404);
  });
});

describe("an alert", () => {
  test("reaches the region of the facts, the region of the station and the nation, and nobody else", async () => {
    expect(await unitsOf(await register("registrar", AT_CUSCO))).toEqual(
      [UNITS.otherRegional, UNITS.regional, UNITS.national].sort(),
    );
    expect(await unitsOf(await register("registrar2", AT_CUSCO))).toEqual(
      [UNITS.otherRegional, UNITS.national].sort(),
    );
    expect(await unitsOf(await register("registrar", HARMLESS))).toEqual([]);
  });

  test("goes out for a minor and a sexual purpose, whatever is missing", async () => {
    const caseId = await register("registrar", { acts: [], means: [], personal: {} });
    expect((await alertOf("investigator", caseId)).rule).toBe("minor-and-sexual-purpose");
  });

  test("goes out when the narrative says what was not ticked, and is marked so", async () => {
    const caseId = await register("registrar", { ...HARMLESS, personal: typicalComplaint().personal });
    const alert = await alertOf("investigator", caseId);
    expect(alert).toMatchObject({ suggestedByNarrative: true, verdict: "not-consistent" });
  });

  test("tells what is needed to act and nothing personal", async () => {
    const caseId = await register();
    const alert = await alertOf("investigator", caseId);
    expect(alert).toMatchObject({
      caseId,
      urgency: "immediate",
      verdict: "consistent",
      exploitation: ["sexual"],
      placeCode: "170101",
      unitId: UNITS.regional,
      victims: 2,
      minor: true,
      level: 0,
      acknowledgedAt: null,
    });
    expect(JSON.stringify(await inbox("investigator", "all"))).not.toMatch(/Inventad|Apodo|mesera|90000/);
  });

  test("is raised once for each unit, also when the case grows by whoever may add to it", async () => {
    const caseId = await register();
    for (const login of ["registrar", "investigator", "national", "chief"]) {
      const supplement = newSupplement(caseId, { kind: "new-facts", means: ["threat"] });
      expect((await client(login).send("POST", `/api/cases/${caseId}/supplements`, supplement)).status).toBe(
        201,
      );
      expect(await unitsOf(caseId), `after ${login}`).toEqual([UNITS.regional, UNITS.national].sort());
    }
  });

  test("goes out with the supplement that makes the facts consistent", async () => {
    const caseId = await register("registrar", HARMLESS);
    const { acts, purposes, victims } = typicalComplaint();
    const supplement = newSupplement(caseId, { kind: "new-facts", acts, purposes, victims });
    expect(
      (await client("registrar").send("POST", `/api/cases/${caseId}/supplements`, supplement)).status,
    ).toBe(201);
    expect(await unitsOf(caseId)).toEqual([UNITS.regional, UNITS.national].sort());
  });
});

describe("an answer", () => {
  test("is given once: of two officers at the same moment one wins and the other is told", async () => {
    const { alertId } = await alertOf("investigator", await register());
    const answers = await Promise.all([
      acknowledge("investigator", alertId),
      acknowledge("investigator2", alertId),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = answers[0]?.status === 200 ? "investigator" : "investigator2";
    const loser = winner === "investigator" ? "investigator2" : "investigator";
    expect(answers.find(({ status }) => status === 409)?.json).toMatchObject({
      code: "alert.already-acknowledged",
    });
    const again = await acknowledge(winner, alertId);
    expect(again).toMatchObject({ status: 200, json: { acknowledgedBy: `Oficial ${winner}` } });
    expect((await acknowledge(loser, alertId)).status).toBe(409);
    expect((await inbox(loser)).map((alert) => alert.alertId)).not.toContain(alertId);
  });

  test("takes the alert out of those that are open, for its unit alone; one hidden from them is found by verification", async () => {
    const caseId = await register();
    const open = async () =>
      (
        await server.rows<{ unitId: string }>(
          `select unit_id as "unitId" from open_alerts where case_id = $1 order by 1`,
          [caseId],
        )
      ).map(({ unitId }) => unitId);
    expect(await open()).toEqual(await unitsOf(caseId));
    const own = await alertOf("investigator", caseId);
    expect((await acknowledge("investigator", own.alertId)).status).toBe(200);
    expect(await open()).toEqual((await unitsOf(caseId)).filter((unitId) => unitId !== own.unitId));
    const contradictions = () => listAlertContradictions(server.house.owner.query);
    expect(await contradictions()).toEqual([]);
    const other = await alertOf("national", caseId);
    await server.rows("delete from open_alerts where alert_id = $1", [other.alertId]);
    expect((await inbox("national")).map(({ alertId }) => alertId)).not.toContain(other.alertId);
    expect(await contradictions()).toMatchObject([{ kind: "alert-not-open", detail: other.alertId }]);
  });

  test("shows the station that it was received, when, and not by whom", async () => {
    const caseId = await register();
    const lineOf = async () =>
      ((await client("registrar").get(`/api/cases/${caseId}`)).json as CaseFile).line;
    expect(await lineOf()).toMatchObject({ alerted: true, alertReceivedAt: null });
    const answered = (await acknowledge("investigator", (await alertOf("investigator", caseId)).alertId))
      .json as AlertLine;
    expect((await lineOf()).alertReceivedAt).toBe(answered.acknowledgedAt);
    const file = await client("registrar").get(`/api/cases/${caseId}`);
    expect(file.text).not.toMatch(/trata|divintrap|Oficial investigator/);
    const { cases } = (await client("registrar").get("/api/cases")).json as { cases: CaseLine[] };
    expect(cases.find((line) => line.caseId === caseId)?.alertReceivedAt).toBe(answered.acknowledgedAt);
  });
});

describe("an open screen", () => {
  test("is told to read its inbox first, then of each new alert and each answer, within a second", async () => {
    const screen = await screenOf("investigator");
    await vi.waitFor(() => expect(screen.events[0]?.event).toBe("sync"), SOON);
    const delays: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      const sent = performance.now();
      const { alertId } = await alertOf("investigator", await register());
      delays.push((await heard(screen, "alert", alertId)).at - sent);
      await acknowledge("investigator2", alertId);
      await heard(screen, "acknowledged", alertId);
    }
    expect(delays.sort((a, b) => a - b)[1]).toBeLessThan(1_000);
  });

  test("hears of it on another server process over the same database, each once", async () => {
    const screen = await screenOf("investigator", second.url);
    await vi.waitFor(() => expect(screen.events[0]?.event).toBe("sync"), SOON);
    const sent = performance.now();
    const { alertId } = await alertOf("investigator", await register());
    expect((await heard(screen, "alert", alertId)).at - sent).toBeLessThan(2_500);
    await acknowledge("investigator", alertId);
    await heard(screen, "acknowledged", alertId);
    await register("registrar", HARMLESS);
    // Several looks later it has not come again.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(screen.events.filter(({ data }) => data.alertId === alertId).map(({ event }) => event)).toEqual([
      "alert",
      "acknowledged",
    ]);
  });

  test("hears nothing of other units, and the event holds nothing but an id", async () => {
    const [own, other] = [await screenOf("stranger"), await screenOf("chief")];
    const here = await alertOf("investigator", await register());
    const there = await alertOf("stranger", await register("registrar2", AT_CUSCO));
    await heard(own, "alert", there.alertId);
    await heard(other, "alert", here.alertId);
    expect(own.events.map(({ data }) => data.alertId)).not.toContain(here.alertId);
    expect(other.events.map(({ data }) => data.alertId)).not.toContain(there.alertId);
    expect(own.events.find(({ event }) => event === "alert")?.data).toEqual({ alertId: there.alertId });
  });

  test("that lost its line finds in the inbox what it did not hear", async () => {
    const screen = await screenOf("national");
    screen.close();
    await screen.ended;
    const caseId = await register();
    const again = await screenOf("national");
    await vi.waitFor(() => expect(again.events[0]?.event).toBe("sync"), SOON);
    expect((await inbox("national")).map((alert) => alert.caseId)).toContain(caseId);
  });

  test("gives way to newer ones beyond ten of one officer", async () => {
    const opened = await Promise.all(Array.from({ length: 11 }, () => screenOf("investigator2")));
    const closed = await Promise.race(opened.map((screen, i) => screen.ended.then(() => i)));
    expect(closed).toBeGreaterThanOrEqual(0);
  });
});
