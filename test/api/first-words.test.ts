// Everything two persons do: the first word counts no more once its speaker is suspended or, for most, posted elsewhere.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TWO_WORDS, type TwoWords } from "#src/domain/access/first-word.ts";
import type { Role } from "#src/schema/case.ts";
import { newClosing, newDecision } from "../support/amendments.ts";
import { device } from "../support/assignments.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { changeBody } from "../support/pack-changes.ts";
import { newOfficer } from "../support/postings.ts";
import { type Answer, type Client, startServer, type TestServer, UNITS } from "../support/server.ts";
import { OFFICIAL } from "../support/walls.ts";

let server: TestServer;
const clients = new Map<string, Client>();
const by = (login: string): Client => clients.get(login) as Client;
/** Whoever gives the second word of each; they stay where they are. */
const SECONDS = {
  "second-administrator": [UNITS.top, "administrator"],
  "second-catalogues": [UNITS.top, "catalogue-administrator"],
  "second-custodian": [UNITS.top, "key-custodian"],
  "second-special": [UNITS.national, "specialised-unit"],
  "second-amender": [UNITS.national, "amender"],
  "second-prosecutor": [UNITS.prosecutors, "prosecutor"],
  inspector: ["pe-inspectoria", "internal-affairs"],
} as const;
beforeAll(async () => {
  server = await startServer();
  for (const [login, [unitId, role]] of Object.entries(SECONDS)) await server.addOfficer(login, unitId, role);
  for (const login of [...Object.keys(SECONDS), "registrar", "colleague", "administrator"])
    clients.set(login, await server.signIn(login));
});
afterAll(() => server?.close());

const idOf = async (login: string, what: "officer_id" | "posting_id"): Promise<string> => {
  const [row] = await server.rows<{ id: string }>(
    `select ${what} as id from officers join postings using (officer_id) where login = $1`,
    [login],
  );
  return row?.id ?? "";
};
const done = async (sent: Promise<Answer>): Promise<Answer> => {
  const answer = await sent;
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer;
};
async function register(client = by("registrar"), change = {}): Promise<string> {
  const complaint = newComplaint(typicalComplaint(change));
  await done(client.send("POST", "/api/complaints", complaint));
  return complaint.caseId;
}
const KEYS = ["evidence", "facts"];
let asked = 0;
const consent = (client: Client, caseId: string) =>
  client.send("POST", `/api/cases/${caseId}/wall-consents`, {
    ...{ entryId: randomUUID(), caseId, ...device() },
    wall: { step: "consent", personal: { explanation: "Se verificó: nadie de la dependencia." } },
  });

interface Act {
  unit: string;
  role: Role;
  /** What it is known by from then on. */
  first(speaker: Client): Promise<string>;
  second(id: string): Promise<Answer>;
  refusal: object;
}
const LAPSED = { status: 409, json: { code: "first-word.lapsed" } };

const ACTS: Readonly<Record<Exclude<TwoWords, "wall-lift">, Act>> = {
  posting: {
    ...{ unit: UNITS.top, role: "administrator", refusal: { status: 404 } },
    async first(speaker) {
      const officer = newOfficer();
      await done(speaker.send("POST", "/api/officers", officer));
      return officer.posting.postingId;
    },
    second: (id) => by("second-administrator").send("POST", `/api/posting-proposals/${id}/agree`, {}),
  },
  recovery: {
    ...{ unit: UNITS.top, role: "administrator", refusal: LAPSED },
    async first(speaker) {
      const login = `lost-${++asked}`;
      await server.addOfficer(login, UNITS.station, "registrar");
      await done(speaker.send("POST", `/api/officers/${await idOf(login, "officer_id")}/recovery`, {}));
      const [row] = await server.rows<{ id: string }>(
        "select recovery_id as id from recoveries join officers using (officer_id) where login = $1",
        [login],
      );
      return row?.id ?? "";
    },
    second: (id) => by("second-administrator").send("POST", `/api/recoveries/${id}/confirm`, {}),
  },
  suspension: {
    ...{ unit: "pe-inspectoria", role: "internal-affairs" },
    refusal: { status: 403, json: { code: "access.refused" } },
    async first(speaker) {
      const login = `overseer-${++asked}`;
      await server.addOfficer(login, UNITS.ombudsman, "auditor");
      const suspensionId = randomUUID();
      const body = { suspensionId, login, reason: "inquiry", orderNumber: "RD-9-2026" };
      await done(speaker.send("POST", "/api/suspensions", body));
      return suspensionId;
    },
    second: (id) => by("second-administrator").send("POST", `/api/suspensions/${id}/confirm`, {}),
  },
  "pack-change": {
    ...{ unit: UNITS.top, role: "catalogue-administrator", refusal: LAPSED },
    async first(speaker) {
      const label = { es: `Engaño ${++asked}`, en: `Deceit ${asked}` };
      const change = changeBody({ kind: "item-relabel", catalogue: "means", code: "deception", label });
      await done(speaker.send("POST", "/api/pack-changes", change));
      return change.changeId;
    },
    second: (id) => by("second-catalogues").send("POST", `/api/pack-changes/${id}/confirm`, {}),
  },
  "key-order": {
    ...{ unit: UNITS.top, role: "key-custodian", refusal: LAPSED },
    async first(speaker) {
      const orderId = randomUUID();
      const keyClass = KEYS.shift();
      const order = { orderId, act: "rotate", keyClass, version: 2, reason: "Reemplazo anual de la llave." };
      await done(speaker.send("POST", "/api/keys/orders", order));
      return orderId;
    },
    second: (id) => by("second-custodian").send("POST", `/api/keys/orders/${id}/answer`, { agreed: true }),
  },
  "mark-withdrawal": {
    ...{ unit: "pe-inspectoria", role: "internal-affairs" },
    refusal: { status: 403, json: { code: "access.refused" } },
    async first(speaker) {
      const [login, number, withdrawalId] = [`namesake-${++asked}`, `7100${1000 + asked}`, randomUUID()];
      await server.addOfficer(login, UNITS.otherStation, "registrar");
      const officerId = await idOf(login, "officer_id");
      await done(
        by("administrator").send("POST", `/api/officers/${officerId}/identity-cards`, {
          identityCard: number,
        }),
      );
      const body = { withdrawalId, login, number, reason: "another-person", document: "OF-1-2026" };
      await done(speaker.send("POST", "/api/mark-withdrawals", body));
      return `${withdrawalId} ${number}`;
    },
    second(id) {
      const [withdrawalId, number] = id.split(" ");
      return by("second-prosecutor").send("POST", `/api/mark-withdrawals/${withdrawalId}/agree`, { number });
    },
  },
  unlock: {
    ...{ unit: UNITS.region, role: "chief", refusal: LAPSED },
    async first(speaker) {
      const [caseId, unlockId] = [await register(), randomUUID()];
      const explanation = "La madre llamó: la van a trasladar esta noche.";
      const body = { unlockId, dataClass: "victim-identity", reason: "danger-to-life", explanation };
      await done(speaker.send("POST", `/api/cases/${caseId}/unlocks`, body));
      return unlockId;
    },
    second: (id) => by("second-special").send("POST", `/api/unlocks/${id}/answer`, { agreed: true }),
  },
  correction: {
    ...{ unit: UNITS.station, role: "registrar", refusal: LAPSED },
    async first(speaker) {
      const caseId = await register(speaker);
      const closing = newClosing(caseId);
      await done(speaker.send("POST", `/api/cases/${caseId}/closings`, closing));
      return `${caseId} ${closing.entryId}`;
    },
    second(id) {
      const [caseId = "", proposal = ""] = id.split(" ");
      const decision = newDecision(caseId, proposal, true);
      return by("second-amender").send("POST", `/api/cases/${caseId}/decisions`, decision);
    },
  },
  "hand-over": {
    ...{ unit: UNITS.station, role: "registrar" },
    refusal: { status: 403, json: { code: "access.refused" } },
    async first(speaker) {
      const [caseId, handOverId] = [await register(speaker), randomUUID()];
      const receiver = await idOf("colleague", "posting_id");
      await done(
        speaker.send("POST", "/api/hand-overs", { ...device(), handOverId, receiver, cases: [caseId] }),
      );
      return handOverId;
    },
    second: (id) =>
      by("colleague").send("POST", `/api/hand-overs/${id}/answer`, { ...device(), answer: "accept" }),
  },
};

const STOPS = {
  suspended: "update officers set suspended_at = $2 where login = $1",
  "posted elsewhere":
    "update postings p set valid_to = $2 from officers o where o.officer_id = p.officer_id and o.login = $1",
} as const;
const stop = (how: keyof typeof STOPS, login: string, at: string | null) =>
  server.rows(STOPS[how], [login, at]);
async function speakerOf(unitId: string, role: Role): Promise<{ login: string; speaker: Client }> {
  const login = `speaker-${++asked}`;
  await server.addOfficer(login, unitId, role);
  return { login, speaker: await server.signIn(login) };
}

test.each(
  (Object.keys(ACTS) as (keyof typeof ACTS)[]).flatMap((act) =>
    (Object.keys(STOPS) as (keyof typeof STOPS)[]).map((how) => [act, how] as const),
  ),
)("the first word of a %s, of somebody %s since", async (act, how) => {
  const { unit, role, first, second, refusal } = ACTS[act];
  const { login, speaker } = await speakerOf(unit, role);
  const id = await first(speaker);
  await stop(how, login, new Date().toISOString());
  const outlives = how === "posted elsewhere" && TWO_WORDS[act].outlivesPosting;
  if (!outlives) {
    expect(await second(id)).toMatchObject(refusal);
    await stop(how, login, null);
  }
  // It was nothing else that kept it from counting.
  await done(second(id));
});

test.each(
  Object.keys(STOPS) as (keyof typeof STOPS)[],
)("the first consent to lift a wall, of somebody %s since, is as if it had not been given", async (how) => {
  const caseId = await register(by("registrar"), OFFICIAL);
  const { login, speaker } = await speakerOf(UNITS.prosecutors, "prosecutor");
  await done(consent(speaker, caseId));
  await stop(how, login, new Date().toISOString());
  const body = await done(consent(by("inspector"), caseId));
  expect(body.status).toBe(201);
  const status = async () => (await by("registrar").get(`/api/cases/${caseId}`)).status;
  expect(await status()).toBe(404);
  const { wall } = (await by("inspector").get(`/api/cases/${caseId}`)).json as {
    wall: { consents: { officer: string }[] };
  };
  expect(wall.consents.map(({ officer }) => officer)).toEqual(["Oficial inspector"]);
  await stop(how, login, null);
  expect(await status()).toBe(404);
  await done(consent(speaker, caseId));
  expect(await status()).toBe(200);
});

test("a recovery whose asker was stopped is in nobody's way: it is not shown, and asked for anew", async () => {
  const { login, speaker } = await speakerOf(UNITS.top, "administrator");
  const recoveryId = await ACTS.recovery.first(speaker);
  const [officer] = await server.rows<{ id: string; login: string }>(
    "select officer_id as id, login from recoveries join officers using (officer_id) where recovery_id = $1",
    [recoveryId],
  );
  const shown = async () =>
    (
      (await by("administrator").get(`/api/enrolments?search=${officer?.login}`)).json as {
        officers: { recovery: { own: boolean } | null }[];
      }
    ).officers[0]?.recovery;
  expect(await shown()).toMatchObject({ own: false });
  await stop("suspended", login, new Date().toISOString());
  expect(await shown()).toBeNull();
  await done(by("administrator").send("POST", `/api/officers/${officer?.id}/recovery`, {}));
  expect(await shown()).toMatchObject({ own: true });
});
