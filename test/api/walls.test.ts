// The wall: a case that concerns an officer is gone for the station and its chain, channel by channel, and open to its owners.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import type { Acknowledgement, AlertLine, CaseFile, CaseLine } from "#src/schema/case.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import type { PersonSearchAnswer } from "#src/schema/person-search.ts";
import { takeCase } from "../support/assignments.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import { agreeTo } from "../support/enrolment.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

const AFFAIRS = "pe-inspectoria";
/** A number no real officer has. */
const CIP = "99900077";

let server: TestServer;
const as: Record<string, Client> = {};
const client = (login: string): Client => as[login] as Client;

beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("inspector", AFFAIRS, "internal-affairs");
  await server.addOfficer("specialist", UNITS.national, "specialised-unit");
  await server.addOfficer("specialist-there", UNITS.regional, "specialised-unit");
  await server.addOfficer("fiscal", UNITS.prosecutors, "prosecutor");
  await server.addOfficer("regional", UNITS.region, "regional-chief");
  await server.addOfficer("station-chief", UNITS.station, "chief");
  await server.addOfficer("directorate", UNITS.top, "national-directorate");
  for (const login of [
    ...[
      "registrar",
      "colleague",
      "registrar2",
      "investigator",
      "stranger",
      "national",
      "chief",
      "station-chief",
    ],
    ...[
      "regional",
      "directorate",
      "auditor",
      "inspector",
      "specialist",
      "specialist-there",
      "fiscal",
      "administrator",
    ],
  ])
    as[login] = await server.signIn(login);
  await addNamed("named", UNITS.otherStation, CIP);
});
afterAll(async () => {
  await server?.close();
});

/** An officer with a staff number, as the administrator adds one; signs in with the register's other officers' password. */
async function addNamed(login: string, unitId: string, cip: string): Promise<string> {
  await server.addOfficer(login, unitId, "registrar");
  const [{ id } = { id: "" }] = await server.rows<{ id: string }>(
    "update officers set cip = $2 where login = $1 returning officer_id as id",
    [login, cip],
  );
  const mark = server.house.real.register.staffMarks.of(cip);
  await server.rows("insert into staff_marks (mark, officer_id, kind) values ($1, $2, 'staff-number')", [
    mark,
    id,
  ]);
  as[login] = await server.signIn(login);
  return id;
}

const OFFICIAL: Partial<Complaint> = { suspects: [{ personId: randomUUID(), isPublicOfficial: "yes" }] };
const NAMED: Partial<Complaint> = {
  suspects: [
    {
      personId: randomUUID(),
      isPublicOfficial: "no",
      personal: { documents: [{ type: "dni", number: CIP }] },
    },
  ],
};

async function register(login: string, change: Partial<Complaint>) {
  const complaint = newComplaint(typicalComplaint(change));
  const answer = await client(login).send("POST", "/api/complaints", complaint);
  expect(answer.status, answer.text).toBe(201);
  return { complaint, caseId: complaint.caseId, answer, body: answer.json as Acknowledgement };
}
const numbersSeen = async (login: string) =>
  ((await client(login).get("/api/cases")).json as { cases: CaseLine[] }).cases.map(({ caseId }) => caseId);
const wallsOf = (caseId: string) =>
  server.rows<{ side: string; causes: string[]; hidden: string[]; named: string[]; consents: string[] }>(
    "select side, causes, hidden_units as hidden, named_officers::text[] as named, consents from case_walls where case_id = $1",
    [caseId],
  );
const alerted = async (caseId: string) =>
  (
    await server.rows<{ unit: string }>("select unit_id as unit from alerts where case_id = $1 order by 1", [
      caseId,
    ])
  ).map(({ unit }) => unit);
const withoutIds = (text: string) => text.replace(/"requestId":"[^"]+"/, "");

describe("what raises it", () => {
  test.each([
    ["ticked", { officers: ["involved"] }],
    ["relative", { officers: ["relative"] }],
    ["official-suspect", OFFICIAL],
    ["official-suspect", { suspects: [{ personId: randomUUID(), roles: ["complicit-official"] }] }],
    ["staff-number", NAMED],
    ["staff-number", { personal: { narrative: `El policía de CIP 999-00077 la llevaba al bar.` } }],
    ["narrative", { personal: { narrative: "La dueña le paga cupo a la policía." } }],
  ])("%s", async (cause, change) => {
    const { caseId } = await register("registrar", change as Partial<Complaint>);
    const [wall] = await wallsOf(caseId);
    expect(wall).toMatchObject({ side: "owners" });
    expect(wall?.causes).toContain(cause);
  });

  test.each([
    [
      "as a document",
      {
        suspects: [
          { personId: randomUUID(), personal: { documents: [{ type: "dni", number: "00100300-7" }] } },
        ],
      },
    ],
    [
      "in the words",
      { personal: { narrative: "Lo llaman el Chato, DNI 00 100 300, siempre anda en el bar." } },
    ],
  ])("an officer's identity card %s: hidden from where the officer serves, not from the station", async (_, change) => {
    const officerId = randomUUID();
    const posting = {
      ...{ postingId: randomUUID(), unitId: UNITS.otherStation, role: "registrar" },
      orderNumber: "RD-1-2026",
    };
    const officer = { officerId, login: `card-${officerId.slice(0, 8)}`, name: "Oficial Inventado", posting };
    const administrator = client("administrator");
    expect((await administrator.send("POST", "/api/officers", officer)).status).toBe(204);
    await server.addOfficer(`second-${officerId.slice(0, 8)}`, UNITS.top, "administrator");
    const second = await server.signIn(`second-${officerId.slice(0, 8)}`);
    expect((await agreeTo(second, posting.postingId)).status).toBe(204);
    const before = (await register("registrar", change as Partial<Complaint>)).caseId;
    const card = { identityCard: "00100300" };
    const answer = await administrator.send("POST", `/api/officers/${officerId}/identity-cards`, card);
    expect(answer.status, answer.text).toBe(204);
    const { caseId } = await register("registrar", change as Partial<Complaint>);
    const [wall] = await wallsOf(caseId);
    expect(wall?.causes).toEqual(["staff-number"]);
    expect(wall?.named).toContain(officerId);
    expect(wall?.hidden).toContain(UNITS.otherStation);
    expect(wall?.hidden).not.toContain(UNITS.station);
    // Who was not known when it was said is not found out afterwards by the mark alone.
    expect((await wallsOf(before))[0]?.named ?? []).not.toContain(officerId);
  });

  test("nothing else: a number that is nobody's, an official who was asked about and is none", async () => {
    const { caseId } = await register("registrar", {
      officers: ["unknown"],
      suspects: [
        {
          personId: randomUUID(),
          isPublicOfficial: "no",
          personal: { documents: [{ type: "dni", number: "00100200" }] },
        },
      ],
    });
    expect(await wallsOf(caseId)).toEqual([]);
    expect(await numbersSeen("registrar")).toContain(caseId);
  });

  test("an officer of internal affairs' own side gives it to the prosecutor, who hears of it, and nobody else of that unit does", async () => {
    const [{ id } = { id: "" }] = await server.rows<{ id: string }>(
      "select officer_id as id from officers where login = 'inspector'",
    );
    await server.rows("insert into staff_marks values ($1, $2, 'staff-number')", [
      server.house.real.register.staffMarks.of("99900099"),
      id,
    ]);
    const { caseId } = await register("registrar", {
      suspects: [{ personId: randomUUID(), personal: { documents: [{ type: "dni", number: "99900099" }] } }],
    });
    expect(await wallsOf(caseId)).toMatchObject([{ side: "prosecutor", named: [id] }]);
    expect(await alerted(caseId)).toEqual([UNITS.prosecutors, UNITS.localProsecutors].sort());
    for (const login of ["inspector", "specialist", "registrar"])
      expect((await client(login).get(`/api/cases/${caseId}`)).status).toBe(404);
    expect((await client("fiscal").get(`/api/cases/${caseId}`)).status).toBe(200);
    const inbox = async (login: string) =>
      ((await client(login).get("/api/alerts?state=open")).json as { alerts: AlertLine[] }).alerts;
    const alert = (await inbox("fiscal")).find((one) => one.caseId === caseId);
    expect(alert).toMatchObject({ rule: "official-involved", unitId: UNITS.prosecutors });
    expect((await inbox("directorate")).map((one) => one.caseId)).not.toContain(caseId);
    const path = `/api/alerts/${alert?.alertId}/acknowledgement`;
    expect((await client("directorate").send("POST", path, {})).status).toBe(404);
    expect((await client("fiscal").send("POST", path, {})).status).toBe(200);
    expect((await inbox("fiscal")).map((one) => one.caseId)).not.toContain(caseId);
  });

  test("the entry holds it, codes and ids only, and what is rebuilt from the entries is what is live", async () => {
    const { caseId } = await register("registrar", NAMED);
    const [row] = await server.rows<{ body: { wall: unknown } }>(
      "select body from entries where case_id = $1",
      [caseId],
    );
    expect(row?.body.wall).toMatchObject({ causes: ["staff-number"], words: [] });
    expect(JSON.stringify(row?.body)).not.toContain(CIP);
    const rebuilt = await server.house.owner.query
      .transaction()
      .execute((tx) => compareProjections(tx, "America/Lima"));
    expect(rebuilt).toMatchObject({ ok: true, differing: [] });
  });
});

describe("who still sees it", () => {
  test("internal affairs and the specialised unit do, and are alerted; the regional one only where its region is not hidden", async () => {
    const near = (await register("registrar", OFFICIAL)).caseId;
    const far = (await register("registrar", NAMED)).caseId;
    expect(await alerted(near)).toEqual([UNITS.national, AFFAIRS].sort());
    expect(await alerted(far)).toEqual([UNITS.national, UNITS.regional, AFFAIRS].sort());
    for (const login of ["inspector", "specialist", "fiscal"])
      expect((await client(login).get(`/api/cases/${near}`)).status, login).toBe(200);
    expect((await client("specialist-there").get(`/api/cases/${near}`)).status).toBe(404);
    expect((await client("specialist-there").get(`/api/cases/${far}`)).status).toBe(200);
    const inbox = (await client("inspector").get("/api/alerts?state=open")).json as { alerts: AlertLine[] };
    expect(inbox.alerts.find(({ caseId }) => caseId === near)).toMatchObject({ rule: "official-involved" });
  });

  test("the auditor sees that there is one, and nothing of what it says", async () => {
    const { caseId } = await register("registrar", OFFICIAL);
    expect(await numbersSeen("auditor")).toContain(caseId);
    expect((await client("auditor").get(`/api/cases/${caseId}`)).status).toBe(403);
  });

  test("one of that side takes it and opens names; the registrar, who would have kept them, opens none", async () => {
    const { caseId } = await register("registrar", OFFICIAL);
    const take = { entryId: randomUUID(), caseId, deviceId: randomUUID(), deviceCounter: 1 };
    const body = { ...take, enteredAt: new Date().toISOString(), assignment: { act: "take" } };
    expect((await client("inspector").send("POST", `/api/cases/${caseId}/assignments`, body)).status).toBe(
      201,
    );
    const names = (login: string) =>
      client(login).send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" });
    const opened = await names("inspector");
    expect(opened.status, opened.text).toBe(200);
    expect(opened.text).toContain("Segunda");
    expect((await names("registrar")).status).toBe(404);
    expect((await names("specialist")).status).toBe(403);
    const file = (await client("inspector").get(`/api/cases/${caseId}`)).json as CaseFile;
    expect(file.line.assignedTo).toEqual(["Oficial inspector"]);
  });
});

describe("what who registered it is told", () => {
  test.each([
    ["a marked suspect", OFFICIAL],
    ["a tick", { officers: ["involved", "relative"] }],
    ["a staff member's number", NAMED],
  ])("by %s: as of any other case in shape and size, the same again; then a case that does not exist", async (_, change) => {
    const plain = await register("registrar", {});
    const walled = await register("registrar", change as Partial<Complaint>);
    // The words of a receipt's phrase are of different lengths whatever the case.
    const sized = (text: string) => text.replace(/"phrase":"[^"]+"/, "").length;
    expect(sized(walled.answer.text)).toBe(sized(plain.answer.text));
    expect(Object.keys(walled.body)).toEqual(Object.keys(plain.body));
    const headers = (answer: { headers: Headers }) =>
      [...answer.headers.keys()].filter((name) => name !== "date").sort();
    expect(headers(walled.answer)).toEqual(headers(plain.answer));
    for (const { complaint, answer } of [plain, walled]) {
      const again = await client("registrar").send("POST", "/api/complaints", complaint);
      expect([again.status, again.text]).toEqual([201, answer.text]);
    }
    const other = { ...walled.complaint, complaint: { ...walled.complaint.complaint, acts: [] } };
    const misused = await client("registrar").send("POST", "/api/complaints", other);
    const plainOther = { ...plain.complaint, complaint: { ...plain.complaint.complaint, acts: [] } };
    const plainMisused = await client("registrar").send("POST", "/api/complaints", plainOther);
    expect([misused.status, withoutIds(misused.text)]).toEqual([
      plainMisused.status,
      withoutIds(plainMisused.text),
    ]);
  });

  test("receipts answer alike, and say nothing of it", async () => {
    const receipts = await Promise.all([{}, OFFICIAL].map((change) => register("registrar", change)));
    const ask = (receipt: unknown) => server.anonymous.send("POST", "/api/receipts/check", receipt);
    const answers = await vi.waitFor(
      async () => {
        const both = await Promise.all(receipts.map(({ body }) => ask(body.receipt)));
        expect(both.every(({ json }) => (json as { sealed: boolean }).sealed)).toBe(true);
        return both;
      },
      { timeout: 20_000, interval: 100 },
    );
    const fields = answers.map(({ json }) => {
      const { seal, proof, ...rest } = json as { seal: string; proof: string };
      return { ...rest, seal: seal.length, proof: typeof proof };
    });
    expect(fields[1]).toEqual(fields[0]);
  });

  test("what is added to it answers as for a case that never was", async () => {
    const { caseId } = await register("registrar", OFFICIAL);
    const add = async (id: string) => {
      const supplement = newSupplement(id, { kind: "new-facts", acts: ["transport"] });
      const answer = await client("registrar").send("POST", `/api/cases/${id}/supplements`, supplement);
      return [answer.status, withoutIds(answer.text)];
    };
    expect(await add(caseId)).toEqual(await add(randomUUID()));
  });
});

describe("searching for a person", () => {
  const search = async (login: string, caseId: string, number: string) => {
    const sought = { document: { type: "dni", number } };
    const answer = await client(login).send("POST", "/api/persons/search", {
      caseId,
      purpose: "investigation",
      sought,
    });
    expect(answer.status, answer.text).toBe(200);
    return (answer.json as PersonSearchAnswer).matches;
  };
  const withVictim = (number: string, change: Partial<Complaint> = {}): Partial<Complaint> => ({
    victims: [{ personId: randomUUID(), personal: { documents: [{ type: "dni", number }] } }],
    suspects: [],
    ...change,
  });

  test("finds who is in a walled case for the side that deals with it, with a unit of that side, and nobody for the others", async () => {
    const { caseId } = await register("registrar", withVictim("41000001", OFFICIAL));
    const { caseId: own } = await register("registrar", {});
    for (const login of ["specialist", "specialist-there", "investigator"])
      await takeCase(client(login), own);
    const [match] = await search("specialist", own, "41000001");
    expect(match).toMatchObject({ caseId, unitId: UNITS.national });
    expect(match?.caseNumber).toMatch(/[0-9A-Z]/);
    for (const login of ["specialist-there", "investigator"])
      expect(await search(login, own, "41000001")).toEqual([]);
    await takeCase(client("inspector"), caseId);
    expect(await search("specialist", own, "41000001")).toMatchObject([{ caseId, unitId: AFFAIRS }]);
  });

  test("from a walled case leaves nothing with whoever has the other one, and everything on the trail", async () => {
    const { caseId: walled } = await register("registrar", OFFICIAL);
    const { caseId: plain } = await register("registrar", withVictim("41000002"));
    await takeCase(client("inspector"), walled);
    expect(await search("inspector", walled, "41000002")).toMatchObject([
      { unitId: UNITS.station, caseNumber: null },
    ]);
    const { text } = await client("registrar").get(`/api/cases/${plain}/openings`);
    expect(text).not.toContain("search.match");
    const [kept] = await server.rows<{ caseId: string; matched: string }>(
      "select case_id as \"caseId\", body -> 'detail' ->> 'matched' as matched from audit_events where action = 'search.match' order by event_id desc limit 1",
    );
    expect(kept).toEqual({ caseId: walled, matched: plain });
  });
});
