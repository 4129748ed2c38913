// A wall goes where the officer it names goes, stands around joined cases, and what is behind it is corrected there.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import { transact } from "#src/database/transact.ts";
import type { CaseFile } from "#src/schema/case.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import { newAmendment, newDecision, newMerge, newStrike } from "../support/amendments.ts";
import { device, takeCase } from "../support/assignments.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";
import { addNamed, OFFICIAL, post, seenBy } from "../support/walls.ts";

let server: TestServer;
const as: Record<string, Client> = {};
const client = (login: string): Client => as[login] as Client;

beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("inspector", "pe-inspectoria", "internal-affairs");
  await server.addOfficer("inspector2", "pe-inspectoria", "internal-affairs");
  await server.addOfficer("specialist", UNITS.national, "specialised-unit");
  await server.addOfficer("fiscal", UNITS.prosecutors, "prosecutor");
  await server.addOfficer("fiscal2", UNITS.prosecutors, "prosecutor");
  await server.addOfficer("amends", UNITS.top, "amender");
  await server.addOfficer("amends-affairs", "pe-inspectoria", "amender");
  await server.addOfficer("amends-special", UNITS.national, "amender");
  for (const login of [
    ...["registrar", "investigator", "chief", "inspector", "inspector2", "specialist", "fiscal", "fiscal2"],
    ...["amends", "amends-affairs", "amends-special", "auditor"],
  ])
    as[login] = await server.signIn(login);
});
afterAll(() => server?.close());

const rebuilt = () =>
  server.house.owner.query.transaction().execute((tx) => compareProjections(tx, "America/Lima"));
async function register(login = "registrar", change: Partial<Complaint> = {}): Promise<string> {
  const complaint = newComplaint(typicalComplaint(change));
  const answer = await client(login).send("POST", "/api/complaints", complaint);
  expect(answer.status, answer.text).toBe(201);
  return complaint.caseId;
}
const status = async (login: string, caseId: string) =>
  (await client(login).get(`/api/cases/${caseId}`)).status;
const fileOf = async (login: string, caseId: string) =>
  (await client(login).get(`/api/cases/${caseId}`)).json as CaseFile;
const envelope = (caseId: string) => ({ entryId: randomUUID(), caseId, ...device() });
const consent = (caseId: string) => ({
  ...envelope(caseId),
  wall: { step: "consent", personal: { explanation: "Se verificó que no hay ningún efectivo implicado." } },
});
const lift = (login: string, body: ReturnType<typeof consent>) =>
  client(login).send("POST", `/api/cases/${body.caseId}/wall-consents`, body);
const namedBy = (login: string, unitId: string, number: string) => addNamed(server, login, unitId, number);
const postTo = (login: string, unitId: string, role: string) => post(server, login, unitId, role);
const seen = (caseId: string, ...logins: string[]) => seenBy(as, caseId, logins);

test("a wall that is raised again is no row for whom the first had named, whatever their post by then", async () => {
  const caseId = await register("registrar", await namedBy("named-before", UNITS.otherStation, "31456719"));
  for (const by of ["inspector", "fiscal"]) expect((await lift(by, consent(caseId))).status).toBe(201);
  const wall = { step: "declare", cause: "declared", personal: {} };
  const again = await client("registrar").send("POST", `/api/cases/${caseId}/walls`, {
    ...{ ...envelope(caseId), wall },
  });
  expect(again.status, again.text).toBe(201);
  const [named] = await server.rows<{ id: string }>(
    "select officer_id as id from officers where login = 'named-before'",
  );
  const rowsFor = (officerId: string) =>
    transact(
      server.house.real.pool.pool,
      {
        zone: "reta_cases",
        officerId,
        postingId: randomUUID(),
        unitId: UNITS.prosecutors,
        role: "prosecutor",
      },
      (tx) => tx.selectFrom("case_walls").select("side").where("case_id", "=", caseId).execute(),
    );
  expect(await rowsFor(named?.id ?? "")).toEqual([]);
  expect(await rowsFor(randomUUID())).toHaveLength(1);
});

describe("goes where the officer goes", () => {
  test("to the units the named officer is posted to later, and to the prosecutor alone once that is the side that deals with it", async () => {
    const caseId = await register("registrar", await namedBy("moves", UNITS.otherStation, "99900021"));
    await server.addOfficer("region-special", UNITS.region, "specialised-unit");
    as["region-special"] = await server.signIn("region-special");
    const owners = ["inspector", "specialist", "region-special", "fiscal"];
    expect(Object.values(await seen(caseId, ...owners))).toEqual([200, 200, 200, 200]);
    await takeCase(client("region-special"), caseId);
    const names = () =>
      client("region-special").send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" });
    expect((await names()).status).toBe(200);
    await postTo("moves", UNITS.station, "registrar");
    expect(await seen(caseId, ...owners)).toEqual({
      ...{ inspector: 200, specialist: 200, fiscal: 200 },
      "region-special": 404,
    });
    expect((await names()).status).toBe(404);
    expect((await fileOf("inspector", caseId)).wall?.hiddenUnits).toEqual(
      expect.arrayContaining([UNITS.otherStation, UNITS.station, UNITS.region]),
    );
    await postTo("moves", UNITS.national, "investigator");
    expect(await seen(caseId, ...owners)).toEqual({
      ...{ inspector: 404, specialist: 404, fiscal: 200 },
      "region-special": 404,
    });
    expect((await client("inspector").get("/api/alerts?state=all")).text).not.toContain(caseId);
  });

  test("so that what internal affairs agreed to before lifts nothing: from then on it takes two prosecutors", async () => {
    const caseId = await register("registrar", await namedBy("returns", UNITS.otherStation, "99900029"));
    const lifted = async (login: string) => {
      const answer = await lift(login, consent(caseId));
      expect(answer.status, answer.text).toBe(201);
    };
    await lifted("inspector");
    await postTo("returns", UNITS.national, "investigator");
    await lifted("fiscal");
    expect(await seen(caseId, "registrar", "inspector", "specialist", "fiscal")).toEqual({
      ...{ registrar: 404, inspector: 404, specialist: 404, fiscal: 200 },
    });
    // The posting is over, and it stays the prosecutor's: so it was sealed.
    await server.rows(
      "update postings set valid_to = now() where unit_id = $1 and officer_id = (select officer_id from officers where login = 'returns')",
      [UNITS.national],
    );
    expect((await fileOf("fiscal", caseId)).wall?.side).toBe("prosecutor");
    expect((await seen(caseId, "inspector", "specialist")).inspector).toBe(404);
    expect(await rebuilt()).toMatchObject({ differing: [] });
    await lifted("fiscal2");
    expect(await seen(caseId, "registrar", "fiscal")).toMatchObject({ registrar: 200 });
    expect(await rebuilt()).toMatchObject({ differing: [] });
  });

  test("hides it from whoever holds a second posting in a hidden unit, or stands in for somebody there", async () => {
    const caseId = await register("registrar", OFFICIAL);
    await server.addOfficer("two-hats", "pe-inspectoria", "internal-affairs");
    await server.addOfficer("stands-in", UNITS.national, "specialised-unit");
    for (const login of ["two-hats", "stands-in"]) as[login] = await server.signIn(login);
    expect(Object.values(await seen(caseId, "two-hats", "stands-in"))).toEqual([200, 200]);
    await postTo("two-hats", UNITS.station, "registrar");
    await server.rows(
      `insert into postings (posting_id, officer_id, unit_id, role, valid_from, valid_to, delegated_from, rights)
       select gen_random_uuid(), (select officer_id from officers where login = 'stands-in'), p.unit_id, p.role,
         now() - interval '1 minute', now() + interval '1 day', p.posting_id, '{alerts}'
       from postings p join officers o using (officer_id) where o.login = 'investigator'`,
    );
    expect(Object.values(await seen(caseId, "two-hats", "stands-in"))).toEqual([404, 404]);
    for (const login of ["two-hats", "stands-in"])
      expect((await client(login).get("/api/cases")).text).not.toContain(caseId);
    await server.rows(
      "update postings set valid_to = now() where delegated_from is not null and unit_id = $1",
      [UNITS.regional],
    );
    expect(await status("stands-in", caseId)).toBe(200);
  });

  test("hides it from who comes to the unit later, its chiefs and whatever their role", async () => {
    const caseId = await register("registrar", OFFICIAL);
    for (const [login, unit, role] of [
      ["later-chief", UNITS.station, "chief"],
      ["later-regional", UNITS.region, "regional-chief"],
      ["later-special", UNITS.station, "specialised-unit"],
    ] as const) {
      await server.addOfficer(login, unit, role);
      as[login] = await server.signIn(login);
      expect(await status(login, caseId), login).toBe(404);
      expect((await client(login).get("/api/cases")).text, login).not.toContain(caseId);
    }
  });
});

describe("stands around joined cases", () => {
  const merge = (login: string, body: ReturnType<typeof newMerge>) =>
    client(login).send("POST", `/api/cases/${body.caseId}/merges`, body);
  const approve = async (body: ReturnType<typeof newMerge>) => {
    const decision = { ...newDecision(body.caseId, body.entryId, true), otherEntryId: randomUUID() };
    const answer = await client("amends").send("POST", `/api/cases/${body.caseId}/decisions`, decision);
    expect(answer.status, answer.text).toBe(201);
  };
  const bothHidden = async (one: string, other: string) => {
    for (const caseId of [one, other]) {
      expect(Object.values(await seen(caseId, "registrar", "investigator", "chief", "amends"))).toEqual(
        Array(4).fill(404),
      );
      expect(Object.values(await seen(caseId, "inspector", "specialist", "fiscal"))).toEqual([200, 200, 200]);
    }
    const listed = (await client("registrar").get("/api/cases")).text;
    for (const caseId of [one, other]) expect(listed).not.toContain(caseId);
    expect(await rebuilt()).toMatchObject({ ok: true, differing: [] });
  };

  test("from the moment it is proposed to join a plain case with a walled one, whichever of them would remain", async () => {
    const walled = [await register("registrar", OFFICIAL), await register("registrar", OFFICIAL)] as const;
    const plain = [await register(), await register()] as const;
    for (const caseId of [...walled, ...plain]) await takeCase(client("specialist"), caseId);
    for (const at of [0, 1] as const) {
      expect(await status("registrar", plain[at])).toBe(200);
      const body = at === 0 ? newMerge(walled[at], plain[at]) : newMerge(plain[at], walled[at]);
      const answer = await merge("specialist", body);
      expect(answer.status, answer.text).toBe(201);
    }
    for (const at of [0, 1] as const) await bothHidden(walled[at], plain[at]);
    expect((await fileOf("inspector", plain[0])).wall).toMatchObject({ side: "owners", causes: ["joined"] });
  });

  test("once a wall is raised in one of two that are one, for as long as it stands", async () => {
    const [one, other] = [await register(), await register()];
    const joined = newMerge(one, other);
    expect((await merge("registrar", joined)).status).toBe(201);
    await approve(joined);
    await takeCase(client("specialist"), one);
    expect(Object.values(await seen(other, "registrar", "chief"))).toEqual([200, 200]);
    const more = newSupplement(one, { kind: "new-facts", suspects: OFFICIAL.suspects });
    expect((await client("registrar").send("POST", `/api/cases/${one}/supplements`, more)).status).toBe(201);
    await bothHidden(one, other);
    const names = await client("registrar").send("POST", `/api/cases/${other}/names`, {
      purpose: "investigation",
    });
    expect(names.status).toBe(404);

    for (const login of ["inspector", "fiscal"]) expect((await lift(login, consent(one))).status).toBe(201);
    expect(Object.values(await seen(other, "registrar", "chief"))).toEqual([200, 200]);
    expect(await rebuilt()).toMatchObject({ ok: true, differing: [] });
  });
});

describe("corrected", () => {
  const propose = async (login: string, body: ReturnType<typeof newAmendment>) => {
    const answer = await client(login).send("POST", `/api/cases/${body.caseId}/amendments`, body);
    expect(answer.status, answer.text).toBe(201);
    return body.entryId;
  };
  const decide = (login: string, caseId: string, proposal: string) =>
    client(login).send("POST", `/api/cases/${caseId}/decisions`, newDecision(caseId, proposal, true));
  const listed = async (login: string) => (await client(login).get("/api/cases?pending=1")).text;

  test("by an amender of a unit that deals with it, from outside the proposer's line where that is asked, and by no other", async () => {
    const caseId = await register("registrar", OFFICIAL);
    for (const login of ["amends", "amends-affairs", "amends-special"])
      expect(await status(login, caseId)).toBe(404);
    await takeCase(client("inspector"), caseId);
    const sector = await propose(
      "inspector",
      newAmendment(caseId, "/sector", { newValue: "informal-mining" }),
    );
    expect(await seen(caseId, "amends", "amends-affairs", "amends-special")).toEqual({
      ...{ amends: 404, "amends-affairs": 200, "amends-special": 200 },
    });
    expect([
      (await listed("amends")).includes(caseId),
      (await listed("amends-special")).includes(caseId),
    ]).toEqual([false, true]);
    expect((await decide("amends", caseId, sector)).status).toBe(404);
    expect((await decide("amends-affairs", caseId, sector)).status).toBe(201);
    const strike = await propose("inspector", newStrike(caseId, "/suspects/0", "strike"));
    expect(await decide("amends-affairs", caseId, strike)).toMatchObject({
      status: 403,
      json: { code: "amendment.in-line" },
    });
    const names = await client("amends-special").send("POST", `/api/cases/${caseId}/names`, {
      purpose: "correction",
    });
    expect(names.status, names.text).toBe(200);
    expect((await decide("amends-special", caseId, strike)).status).toBe(201);
    // What raised the wall is gone from the complaint, and the wall stands: only the two consents lift it.
    const file = await fileOf("inspector", caseId);
    expect([file.complaint.sector, file.line.suspects]).toEqual(["informal-mining", 0]);
    expect(file.wall?.causes).toContain("official-suspect");
    expect(await status("registrar", caseId)).toBe(404);
    // Who decided sees what was decided, and no name any more.
    expect(await status("amends-special", caseId)).toBe(200);
    const again = await client("amends-special").send("POST", `/api/cases/${caseId}/names`, {
      purpose: "correction",
    });
    expect(again.status).toBe(403);
    expect(await rebuilt()).toMatchObject({ ok: true, differing: [] });
  });

  test("by nobody whom it is hidden from, and nobody at all where it is the prosecutor's", async () => {
    const caseId = await register("registrar", OFFICIAL);
    await takeCase(client("inspector"), caseId);
    await propose("inspector", newAmendment(caseId, "/sector", { newValue: "informal-mining" }));
    await server.addOfficer("amends-there", UNITS.regional, "amender");
    as["amends-there"] = await server.signIn("amends-there");
    expect(await seen(caseId, "amends-there", "amends-special")).toEqual({
      "amends-there": 404,
      "amends-special": 200,
    });
    await postTo("amends-special", UNITS.station, "registrar");
    expect(await status("amends-special", caseId)).toBe(404);
    const named = await namedBy("to-affairs", UNITS.otherStation, "99900022");
    const more = newSupplement(caseId, {
      kind: "new-facts",
      suspects: named.suspects ?? [],
    });
    expect((await client("inspector").send("POST", `/api/cases/${caseId}/supplements`, more)).status).toBe(
      201,
    );
    expect(await status("amends-affairs", caseId)).toBe(200);
    await postTo("to-affairs", "pe-inspectoria", "internal-affairs");
    expect(await seen(caseId, "amends-affairs", "inspector", "fiscal")).toEqual({
      ...{ "amends-affairs": 404, inspector: 404, fiscal: 200 },
    });
  });

  test("and separated from what it was joined with: both stay behind the wall", async () => {
    const [one, other] = [await register("registrar", OFFICIAL), await register()];
    for (const caseId of [one, other]) await takeCase(client("specialist"), caseId);
    for (const change of ["merge", "split"] as const) {
      const body = newMerge(one, other, change);
      const answer = await client("specialist").send("POST", `/api/cases/${one}/merges`, body);
      expect(answer.status, answer.text).toBe(201);
      const decision = { ...newDecision(one, body.entryId, true), otherEntryId: randomUUID() };
      const decided = await client("amends-affairs").send("POST", `/api/cases/${one}/decisions`, decision);
      expect(decided.status, decided.text).toBe(201);
      for (const caseId of [one, other])
        expect(await seen(caseId, "registrar", "inspector")).toEqual({ registrar: 404, inspector: 200 });
    }
    for (const login of ["inspector", "fiscal"]) expect((await lift(login, consent(one))).status).toBe(201);
    expect(await seen(one, "registrar")).toEqual({ registrar: 200 });
    expect(await seen(other, "registrar")).toEqual({ registrar: 404 });
    expect(await rebuilt()).toMatchObject({ ok: true, differing: [] });
  });
});
