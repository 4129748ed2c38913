// Who has a case: taken, given, laid down, handed over by a list the receiver accepts; names follow, and nobody else's.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import type { GiverLine, HandOverLine, ReceiverLine } from "#src/schema/assignment.ts";
import type { CaseFile } from "#src/schema/case.ts";
import { assign, assignment, device, takeCase } from "../support/assignments.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
const clients = new Map<string, Client>();
beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("prosecutor", UNITS.prosecutors, "prosecutor");
  await server.addOfficer("station-chief", UNITS.station, "chief");
  await server.addOfficer("court", UNITS.court, "court-clerk");
  const logins = [
    "registrar",
    "colleague",
    "investigator",
    "investigator2",
    "stranger",
    "chief",
    "administrator",
  ];
  for (const login of [...logins, "prosecutor", "station-chief"])
    clients.set(login, await server.signIn(login));
});
afterAll(() => server?.close());

const client = (login: string): Client => clients.get(login) as Client;
async function register(login = "registrar"): Promise<string> {
  const complaint = newComplaint();
  expect((await client(login).send("POST", "/api/complaints", complaint)).status).toBe(201);
  return complaint.caseId;
}
const fileOf = async (login: string, caseId: string) =>
  (await client(login).get(`/api/cases/${caseId}`)).json as CaseFile;
const opens = async (login: string, caseId: string) =>
  (await client(login).send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" })).status;
async function postingOf(login: string): Promise<string> {
  const [row] = await server.rows<{ id: string }>(
    "select posting_id as id from postings join officers using (officer_id) where login = $1",
    [login],
  );
  return row?.id ?? "";
}
const holders = async (login: string, caseId: string) =>
  (await fileOf(login, caseId)).assignments.map(({ officer, status }) => `${officer}: ${status}`);

describe("a case", () => {
  test("is taken by an officer of the alerted unit, whose names open then and not before", async () => {
    const caseId = await register();
    expect(await opens("investigator", caseId)).toBe(403);
    await takeCase(client("investigator"), caseId);
    expect(await opens("investigator", caseId)).toBe(200);
    expect(await opens("investigator2", caseId)).toBe(403);
    // Who registered it keeps it: taking hands nothing over.
    expect(await opens("registrar", caseId)).toBe(200);
    expect(await holders("chief", caseId)).toEqual(["Oficial investigator: assigned"]);
    expect((await fileOf("chief", caseId)).assignments[0]).toMatchObject({
      role: "investigator",
      ended: false,
    });
    expect((await fileOf("chief", caseId)).allowed).toMatchObject({ assign: true, release: true });
    expect((await fileOf("registrar", caseId)).allowed).toMatchObject({
      assign: "no-grant",
      release: "no-grant",
    });
    expect((await fileOf("investigator", caseId)).line.assignedTo).toEqual(["Oficial investigator"]);
    const mine = (await client("investigator").get("/api/cases?assigned=1")).json as {
      cases: { caseId: string }[];
    };
    expect(mine.cases.map((line) => line.caseId)).toContain(caseId);
  });

  test("is taken once, by nobody who may not see it, and by no chief or administrator", async () => {
    const caseId = await register();
    const body = assignment(caseId, { act: "take" });
    const path = `/api/cases/${caseId}/assignments`;
    expect((await server.anonymous.send("POST", path, body)).status).toBe(401);
    const first = await client("investigator").send("POST", path, body);
    expect(first.status).toBe(201);
    expect((await client("investigator").send("POST", path, body)).text).toBe(first.text);
    expect(await assign(client("investigator"), caseId, { act: "take" })).toMatchObject({
      status: 409,
      json: { code: "assignment.already" },
    });
    for (const [login, status] of Object.entries({
      stranger: 404,
      administrator: 404,
      chief: 403,
      registrar: 403,
    }))
      expect((await assign(client(login), caseId, { act: "take" })).status, login).toBe(status);
    expect((await client("investigator").send("POST", `/api/cases/${caseId}/assignments`, {})).status).toBe(
      422,
    );
    const elsewhere = { ...assignment(randomUUID(), { act: "take" }) };
    expect((await client("investigator").send("POST", path, elsewhere)).status).toBe(422);
  });

  test("is given by a chief to an officer of the command, to nobody else, and laid down again", async () => {
    const caseId = await register();
    const [own, outside] = [await postingOf("investigator2"), await postingOf("stranger")];
    expect((await assign(client("chief"), caseId, { act: "assign", postingId: own })).status).toBe(201);
    expect(await opens("investigator2", caseId)).toBe(200);
    // The history says to whom; of the complaint there is nobody else to name.
    const { entries } = await fileOf("chief", caseId);
    expect(entries.map(({ officer, about }) => [officer, about])).toEqual([
      ["Oficial registrar", undefined],
      ["Oficial chief", "Oficial investigator2"],
    ]);
    for (const postingId of [outside, await postingOf("administrator"), randomUUID()])
      expect(await assign(client("chief"), caseId, { act: "assign", postingId })).toMatchObject({
        status: 422,
        json: { code: "assignment.not-possible" },
      });
    expect((await assign(client("registrar"), caseId, { act: "assign", postingId: own })).status).toBe(403);
    expect((await assign(client("investigator2"), caseId, { act: "release", postingId: own })).status).toBe(
      201,
    );
    expect(await opens("investigator2", caseId)).toBe(403);
    expect((await assign(client("chief"), caseId, { act: "release", postingId: own })).status).toBe(409);
  });

  test("is opened to a prosecutor's file by who has it: names too, for reading only", async () => {
    const caseId = await register();
    const postingId = await postingOf("prosecutor");
    expect((await client("prosecutor").get(`/api/cases/${caseId}`)).status).toBe(404);
    await takeCase(client("investigator"), caseId);
    expect((await assign(client("investigator"), caseId, { act: "assign", postingId })).status).toBe(201);
    expect(await opens("prosecutor", caseId)).toBe(200);
    expect((await fileOf("prosecutor", caseId)).allowed).toMatchObject({
      supplement: "no-grant",
      take: "no-grant",
    });
  });

  test("is in nobody's hands while only a court has its part, nor when the posting of who had it is over", async () => {
    const caseId = await register();
    const inHands = async () => (await fileOf("chief", caseId)).line.assignedTo;
    const court = await postingOf("court");
    expect((await assign(client("chief"), caseId, { act: "assign", postingId: court })).status).toBe(201);
    expect(await inHands()).toEqual([]);
    await server.addOfficer("leaving", UNITS.regional, "investigator");
    await takeCase(await server.signIn("leaving"), caseId);
    expect(await inHands()).toEqual(["Oficial leaving"]);
    await server.rows("update postings set valid_to = now() where posting_id = $1", [
      await postingOf("leaving"),
    ]);
    expect(await inHands()).toEqual([]);
  });

  test("is taken from somebody by who commands them, from a prosecutor by nobody whose inquiry they lead", async () => {
    const caseId = await register();
    await takeCase(client("investigator"), caseId);
    await takeCase(client("investigator2"), caseId);
    const [own, prosecutor] = [await postingOf("investigator"), await postingOf("prosecutor")];
    expect(
      (await assign(client("investigator"), caseId, { act: "assign", postingId: prosecutor })).status,
    ).toBe(201);
    const ends = async (login: string, postingId: string) =>
      (await assign(client(login), caseId, { act: "release", postingId })).status;
    // The station's chief gives its cases out, and takes them from no investigator of another command.
    expect(await ends("station-chief", own)).toBe(403);
    expect(await ends("investigator2", own)).toBe(403);
    for (const login of ["investigator", "chief", "station-chief"])
      expect(await ends(login, prosecutor), login).toBe(403);
    const mayEnd = async (login: string) =>
      (await fileOf(login, caseId)).assignments.filter((one) => one.mayEnd).map(({ officer }) => officer);
    expect(await mayEnd("station-chief")).toEqual([]);
    expect(await mayEnd("investigator2")).toEqual(["Oficial investigator2"]);
    expect((await mayEnd("chief")).sort()).toEqual(["Oficial investigator", "Oficial investigator2"]);
    expect(await mayEnd("prosecutor")).toEqual(["Oficial prosecutor"]);
    expect(await ends("chief", own)).toBe(201);
    expect(await ends("prosecutor", prosecutor)).toBe(201);
    expect(await opens("prosecutor", caseId)).toBe(404);
  });

  test("does not follow an officer to another posting", async () => {
    const caseId = await register();
    await takeCase(client("investigator2"), caseId);
    await server.addOfficer("mover", UNITS.regional, "investigator");
    const mover = await server.signIn("mover");
    await takeCase(mover, caseId);
    await server.rows(
      "update postings set valid_to = now() from officers where officers.officer_id = postings.officer_id and login = 'mover'",
    );
    await server.rows(
      `insert into postings (posting_id, officer_id, unit_id, role, valid_from)
       select gen_random_uuid(), officer_id, $1, 'investigator', now() from officers where login = 'mover'`,
      [UNITS.otherRegional],
    );
    const moved = await server.signIn("mover");
    expect((await moved.get(`/api/cases/${caseId}`)).status).toBe(404);
    expect((await mover.get(`/api/cases/${caseId}`)).status).toBe(401);
  });
});

const offer = (login: string, receiver: string, cases: string[], handOverId = randomUUID()) =>
  client(login).send("POST", "/api/hand-overs", { ...device(), handOverId, receiver, cases });
const answer = (login: string, handOverId: string, given: string) =>
  client(login).send("POST", `/api/hand-overs/${handOverId}/answer`, { ...device(), answer: given });
const waiting = async (login: string) =>
  ((await client(login).get("/api/hand-overs")).json as { handOvers: HandOverLine[] }).handOvers;
const idOf = ({ json }: { json: unknown }) => (json as { handOverId: string }).handOverId;

describe("a hand-over list", () => {
  test("is refused without a session, of cases that are not the giver's, and to who cannot receive", async () => {
    const caseId = await register();
    const to = await postingOf("colleague");
    expect((await server.anonymous.get("/api/hand-overs")).status).toBe(401);
    expect((await server.anonymous.get("/api/receivers")).status).toBe(401);
    expect((await server.anonymous.send("POST", "/api/hand-overs", {})).status).toBe(401);
    expect((await offer("investigator", to, [caseId])).status).toBe(403);
    expect((await offer("stranger", to, [caseId])).status).toBe(404);
    expect((await offer("registrar", to, [])).status).toBe(422);
    for (const login of ["registrar", "administrator", "chief"])
      expect((await offer("registrar", await postingOf(login), [caseId])).status, login).toBe(422);
    expect((await answer("registrar", randomUUID(), "accept")).status).toBe(404);
    expect((await client("administrator").get("/api/receivers")).status).toBe(403);
  });

  test("hands over when the receiver accepts: the registrar keeps the case's number and nothing in it", async () => {
    const [one, two] = [await register(), await register()];
    const list = idOf(await offer("registrar", await postingOf("colleague"), [one, two]));
    expect(await waiting("colleague")).toMatchObject([{ handOverId: list, mayAnswer: ["accept", "refuse"] }]);
    expect(await waiting("registrar")).toMatchObject([{ handOverId: list, mayAnswer: ["withdraw"] }]);
    // Offered is not given: the receiver reads what it is about, and no name.
    expect((await client("colleague").get(`/api/cases/${one}`)).status).toBe(200);
    expect(await opens("colleague", one)).toBe(403);
    expect(await opens("registrar", one)).toBe(200);
    expect((await answer("investigator", list, "accept")).status).toBe(403);
    expect((await answer("stranger", list, "accept")).status).toBe(404);
    expect((await answer("registrar", list, "accept")).status).toBe(403);
    expect((await answer("colleague", list, "accept")).status).toBe(200);
    for (const caseId of [one, two]) {
      expect(await opens("colleague", caseId)).toBe(200);
      expect((await client("registrar").get(`/api/cases/${caseId}`)).status).toBe(403);
      expect(await opens("registrar", caseId)).toBe(403);
    }
    const { cases } = (await client("registrar").get("/api/cases?mine=1")).json as {
      cases: { caseId: string }[];
    };
    expect(cases.map(({ caseId }) => caseId)).toEqual(expect.arrayContaining([one, two]));
    expect(await waiting("colleague")).toEqual([]);
  });

  test("refused or withdrawn leaves everything with the giver; sent twice it is one list", async () => {
    const caseId = await register();
    await takeCase(client("investigator"), caseId);
    const receiver = await postingOf("investigator2");
    for (const [login, given] of [
      ["investigator2", "refuse"],
      ["investigator", "withdraw"],
    ] as const) {
      const list = randomUUID();
      expect((await offer("investigator", receiver, [caseId], list)).status).toBe(201);
      expect((await offer("investigator", receiver, [caseId], list)).status).toBe(201);
      expect((await answer(login, list, given)).status).toBe(200);
      expect(await opens("investigator", caseId)).toBe(200);
      expect(await opens("investigator2", caseId)).toBe(403);
    }
  });

  test("of more than twenty cases waits for a chief who neither gives nor receives", async () => {
    const cases: string[] = [];
    for (let i = 0; i < 21; i++) cases.push(await register());
    const list = idOf(await offer("registrar", await postingOf("colleague"), cases));
    expect(await waiting("colleague")).toMatchObject([{ mayAnswer: ["refuse"], needsApproval: true }]);
    expect((await answer("colleague", list, "accept")).status).toBe(403);
    expect((await answer("registrar", list, "approve")).status).toBe(403);
    expect((await answer("station-chief", list, "approve")).status).toBe(200);
    expect((await answer("colleague", list, "accept")).status).toBe(200);
    expect(await opens("colleague", cases[20] as string)).toBe(200);
  });

  test("is made by the chief for who has left, of the command's cases alone and of none behind a wall", async () => {
    await server.addOfficer("leaver", UNITS.station, "registrar");
    await server.addOfficer("parting", UNITS.station, "registrar");
    for (const login of ["leaver", "parting"]) clients.set(login, await server.signIn(login));
    const [kept, taken] = [await register("leaver"), await register("leaver")];
    await takeCase(client("investigator2"), taken);
    const suspects = [{ personId: randomUUID(), isPublicOfficial: "yes" as const }];
    const walled = newComplaint(typicalComplaint({ suspects }));
    expect((await client("leaver").send("POST", "/api/complaints", walled)).status).toBe(201);
    await server.rows(
      "update postings set valid_to = now() from officers where officers.officer_id = postings.officer_id and login = 'leaver'",
    );
    const givers = async (login: string, search = "") =>
      client(login).get(`/api/hand-overs/givers?search=${search}`);
    expect((await server.anonymous.get("/api/hand-overs/givers")).status).toBe(401);
    for (const login of ["registrar", "investigator", "administrator"])
      expect((await givers(login)).status, login).toBe(403);
    const found = ((await givers("station-chief", "leaver")).json as { givers: GiverLine[] }).givers;
    expect(found).toMatchObject([
      { officer: "Oficial leaver", unitId: UNITS.station, ended: true, postings: [] },
    ]);
    // Of another command: not among them.
    expect((await givers("station-chief", "investigator2")).json).toEqual({ givers: [] });
    const giver = found[0]?.officerId as string;
    const heldBy = async (login: string, officerId: string) =>
      (
        (await client(login).get(`/api/cases?holder=${officerId}`)).json as { cases: { caseId: string }[] }
      ).cases.map(({ caseId }) => caseId);
    expect((await heldBy("station-chief", giver)).sort()).toEqual([kept, taken].sort());
    const [worker] = await server.rows<{ id: string }>(
      "select officer_id as id from officers where login = 'investigator2'",
    );
    // What an investigator of another command has of a case registered here is not this chief's to give away.
    expect(await heldBy("station-chief", worker?.id ?? "")).toEqual([]);
    expect(await heldBy("chief", worker?.id ?? "")).toContain(taken);
    const receiver = await postingOf("colleague");
    const give = (login: string, officerId: string, cases: string[], handOverId = randomUUID()) =>
      client(login).send("POST", "/api/hand-overs", {
        ...{ ...device(), handOverId, receiver, cases, giver: officerId },
      });
    expect((await give("station-chief", worker?.id ?? "", [taken])).status).toBe(422);
    expect((await give("station-chief", giver, [kept, walled.caseId])).status).toBe(404);
    // Having a case oneself is no right over a colleague's part in it.
    expect((await give("investigator2", giver, [taken])).status).toBe(403);
    // Nor is it chosen for the chief who names nobody: an investigator's part is under another command, and here the
    // one who left is the only one.
    const unnamed = await register("parting");
    await takeCase(client("investigator2"), unnamed);
    // Of the region two have it: whose part ends is for the chief to say.
    expect((await offer("chief", await postingOf("investigator"), [unnamed])).status).toBe(422);
    const ofStation = idOf(await offer("station-chief", receiver, [unnamed]));
    expect((await answer("colleague", ofStation, "accept")).status).toBe(200);
    expect(await opens("investigator2", unnamed)).toBe(200);
    expect(await opens("parting", unnamed)).toBe(403);
    const elsewhere = await register("parting");
    await takeCase(client("investigator2"), elsewhere);
    const handed = idOf(await offer("station-chief", receiver, [elsewhere]));
    expect((await answer("colleague", handed, "accept")).status).toBe(200);
    const again = await postingOf("registrar");
    expect(
      (await assign(client("colleague"), elsewhere, { act: "release", postingId: receiver })).status,
    ).toBe(201);
    // Nobody of the station has it any more: the investigator's part is not taken in their place.
    expect(await offer("station-chief", again, [elsewhere])).toMatchObject({
      status: 422,
      json: { code: "assignment.not-possible" },
    });
    const list = idOf(await give("station-chief", giver, [kept, taken]));
    expect((await answer("station-chief", list, "accept")).status).toBe(403);
    expect((await answer("colleague", list, "accept")).status).toBe(200);
    for (const caseId of [kept, taken]) expect(await opens("colleague", caseId)).toBe(200);
    // Only the part of who left ended.
    expect(await opens("investigator2", taken)).toBe(200);
    expect(await heldBy("station-chief", giver)).toEqual([]);
  });

  test("finds its receiver by name among those who can receive", async () => {
    const { receivers } = (await client("registrar").get("/api/receivers?search=colleague")).json as {
      receivers: ReceiverLine[];
    };
    expect(receivers).toMatchObject([{ officer: "Oficial colleague", role: "registrar" }]);
    expect((await client("registrar").get("/api/receivers?search=administrator")).json).toEqual({
      receivers: [],
    });
    // To be given a case: of the own command, or out of the police; to be offered a list: whoever works as the giver did.
    const named = async (query: string) =>
      (
        (await client("chief").get(`/api/receivers?${query}`)).json as { receivers: ReceiverLine[] }
      ).receivers.map(({ officer }) => officer);
    const given = await named("for=assign");
    expect(given).toEqual(expect.arrayContaining(["Oficial investigator", "Oficial prosecutor"]));
    expect(given).not.toContain("Oficial stranger");
    expect(await named("for=assign&role=prosecutor")).toEqual(["Oficial prosecutor"]);
    const offered = await named("for=hand-over");
    expect(offered).toEqual(expect.arrayContaining(["Oficial investigator", "Oficial stranger"]));
    expect(offered).not.toContain("Oficial prosecutor");
    const unit = (await client("registrar").get(`/api/receivers?unit=${UNITS.regional}`)).json as {
      receivers: ReceiverLine[];
    };
    expect(new Set(unit.receivers.map(({ unitId }) => unitId))).toEqual(new Set([UNITS.regional]));
  });
});

test("who has each case follows from the entries, and from nothing else", async () => {
  const { timeZone } = server.house.pack.manifest;
  const compare = () =>
    server.house.owner.query.transaction().execute((tx) => compareProjections(tx, timeZone));
  expect(await compare()).toMatchObject({ ok: true });
  await server.rows("update case_assignments set status = 'assigned' where status <> 'assigned'");
  await server.rows(
    "delete from case_assignments where (case_id, posting_id) in (select case_id, posting_id from case_assignments limit 1)",
  );
  const changed = await compare();
  expect(changed.ok).toBe(false);
  expect(changed.differing[0]?.fields).toEqual(["case_assignments"]);
});
