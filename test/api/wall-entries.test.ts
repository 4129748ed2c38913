// Walls raised after registration, by what is added, proposed or declared; and taken down by two who agree.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import { transact } from "#src/database/transact.ts";
import type { AlertLine, CaseFile } from "#src/schema/case.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import { newClosing, newDecision, newDivision } from "../support/amendments.ts";
import { assign, device, takeCase } from "../support/assignments.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";
import { addNamed, post } from "../support/walls.ts";

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
  await server.addOfficer("liaison", UNITS.prosecutors, "prosecutor-liaison");
  await server.addOfficer("outsider", UNITS.national, "amender");
  for (const login of [
    ...["registrar", "investigator", "chief", "inspector", "inspector2", "specialist", "fiscal", "fiscal2"],
    ...["amends", "auditor", "outsider", "liaison"],
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
async function postingOf(login: string): Promise<string> {
  const [row] = await server.rows<{ id: string }>(
    "select posting_id as id from postings join officers using (officer_id) where login = $1",
    [login],
  );
  return row?.id ?? "";
}
const status = async (login: string, caseId: string) =>
  (await client(login).get(`/api/cases/${caseId}`)).status;
const fileOf = async (login: string, caseId: string) =>
  (await client(login).get(`/api/cases/${caseId}`)).json as CaseFile;
const envelope = (caseId: string) => ({ entryId: randomUUID(), caseId, ...device() });
const declare = (caseId: string, cause = "declared") => ({
  ...envelope(caseId),
  wall: { step: "declare", cause, personal: { explanation: "Lo dijo la madre al salir, en la puerta." } },
});
const consent = (caseId: string) => ({
  ...envelope(caseId),
  wall: { step: "consent", personal: { explanation: "Se verificó que no hay ningún efectivo implicado." } },
});
const lift = (login: string, body: ReturnType<typeof consent>) =>
  client(login).send("POST", `/api/cases/${body.caseId}/wall-consents`, body);
const OFFICIAL = { suspects: [{ personId: randomUUID(), isPublicOfficial: "yes" as const }] };

describe("raised after registration", () => {
  test("by a supplement: whoever added it gets the first answer again, and nothing else of the case", async () => {
    const caseId = await register();
    expect(await status("registrar", caseId)).toBe(200);
    const supplement = newSupplement(caseId, { kind: "new-facts", suspects: OFFICIAL.suspects });
    const send = () => client("registrar").send("POST", `/api/cases/${caseId}/supplements`, supplement);
    const first = await send();
    expect(first.status, first.text).toBe(201);
    for (const login of ["registrar", "investigator", "chief"]) expect(await status(login, caseId)).toBe(404);
    for (const login of ["inspector", "specialist", "fiscal"]) expect(await status(login, caseId)).toBe(200);
    const again = await send();
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(await rebuilt()).toMatchObject({ ok: true, differing: [] });
  });

  test("by the words of a supplement; what the unit had been alerted of is gone from its inbox", async () => {
    const caseId = await register();
    const inbox = async (login: string) =>
      ((await client(login).get("/api/alerts?state=all")).json as { alerts: AlertLine[] }).alerts.map(
        (alert) => alert.caseId,
      );
    expect(await inbox("investigator")).toContain(caseId);
    const words = { narrative: "Ahora dice que el dueño es policía y que la golpeó." };
    const supplement = newSupplement(caseId, { kind: "new-facts", personal: words });
    const answer = await client("investigator").send("POST", `/api/cases/${caseId}/supplements`, supplement);
    expect(answer.status, answer.text).toBe(201);
    expect(await inbox("investigator")).not.toContain(caseId);
    expect(await inbox("inspector")).toContain(caseId);
    const { wall } = await fileOf("inspector", caseId);
    expect(wall).toMatchObject({ side: "owners", causes: ["narrative"], named: [], consents: [] });
    expect(wall?.words).toContain("official-is");
    expect(wall?.hiddenUnits).toContain(UNITS.regional);
  });

  test("by a proposed correction, before anybody has decided on it", async () => {
    const caseId = await register();
    const amendment = {
      ...envelope(caseId),
      amendment: {
        pointer: "/suspects/0/isPublicOfficial",
        reason: "typing-error",
        oldValue: "no",
        newValue: "yes",
        personal: { explanation: "La víctima lo aclaró." },
      },
    };
    const answer = await client("registrar").send("POST", `/api/cases/${caseId}/amendments`, amendment);
    expect(answer.status, answer.text).toBe(201);
    for (const login of ["registrar", "amends"]) expect(await status(login, caseId)).toBe(404);
    expect(await status("inspector", caseId)).toBe(200);
    expect(await rebuilt()).toMatchObject({ ok: true });
  });

  test("by a proposed tick, where the form had none", async () => {
    const caseId = await register();
    const amendment = {
      ...envelope(caseId),
      amendment: {
        ...{ pointer: "/officers", reason: "typing-error", newValue: ["involved"] },
        personal: { explanation: "No se marcó al registrar." },
      },
    };
    const answer = await client("registrar").send("POST", `/api/cases/${caseId}/amendments`, amendment);
    expect(answer.status, answer.text).toBe(201);
    for (const login of ["registrar", "amends"]) expect(await status(login, caseId)).toBe(404);
    expect((await fileOf("inspector", caseId)).wall).toMatchObject({ causes: ["ticked"] });
  });

  test("by why somebody proposes to end it", async () => {
    const caseId = await register();
    const { closing, ...rest } = newClosing(caseId);
    const explanation = "El dueño es policía y ella ya no quiere declarar.";
    const body = { ...rest, closing: { ...closing, personal: { explanation } } };
    const answer = await client("registrar").send("POST", `/api/cases/${caseId}/closings`, body);
    expect(answer.status, answer.text).toBe(201);
    for (const login of ["registrar", "investigator", "amends"])
      expect(await status(login, caseId)).toBe(404);
    expect((await fileOf("inspector", caseId)).wall).toMatchObject({ causes: ["narrative"] });
  });

  test("by why somebody decided that a part goes on as a case of its own: around both at once", async () => {
    const complaint = newComplaint(typicalComplaint());
    await client("registrar").send("POST", "/api/complaints", complaint);
    const { caseId } = complaint;
    const body = newDivision(caseId, complaint.complaint);
    const proposed = await client("registrar").send("POST", `/api/cases/${caseId}/divisions`, body);
    expect(proposed.status, proposed.text).toBe(201);
    const { decision, ...rest } = newDecision(caseId, body.entryId, true);
    const personal = { explanation: "Son dos: el dueño del segundo bar es policía." };
    const decided = await client("outsider").send("POST", `/api/cases/${caseId}/decisions`, {
      ...{ ...rest, otherEntryId: randomUUID() },
      decision: { ...decision, personal },
    });
    expect(decided.status, decided.text).toBe(201);
    for (const one of [caseId, body.division.into]) {
      for (const login of ["registrar", "investigator"]) expect(await status(login, one)).toBe(404);
      expect((await fileOf("specialist", one)).line).toMatchObject({ walled: true });
    }
    expect(await rebuilt()).toMatchObject({ ok: true, differing: [] });
  });

  test.each([
    "declared",
    "relative",
  ])("by a declaration (%s), which nobody has to agree to", async (cause) => {
    const caseId = await register();
    const body = declare(caseId, cause);
    const send = () => client("registrar").send("POST", `/api/cases/${caseId}/walls`, body);
    const first = await send();
    expect(first.status, first.text).toBe(201);
    expect((await send()).text).toBe(first.text);
    expect(await status("registrar", caseId)).toBe(404);
    expect((await fileOf("inspector", caseId)).wall).toMatchObject({ causes: [cause] });
    expect(await rebuilt()).toMatchObject({ ok: true });
  });

  test("a number in words is its officer's: of internal affairs wherever it stands, of anybody in a declaration", async () => {
    for (const [login, number] of [
      ["inspector2", "99900081"],
      ["specialist", "99900082"],
    ])
      await server.rows(
        "insert into staff_marks (mark, officer_id, kind) select $1, officer_id, 'staff-number' from officers where login = $2",
        [server.house.real.register.staffMarks.of(number ?? ""), login],
      );
    const seen = async (caseId: string) => [
      await status("inspector", caseId),
      await status("specialist", caseId),
      await status("fiscal", caseId),
    ];
    // In passing, of the specialised unit: internal affairs keep it, and may take the wall down with a prosecutor.
    const [passing, affairs, declared] = [await register(), await register(), await register()];
    const supplement = (caseId: string, number: string) =>
      client("registrar").send("POST", `/api/cases/${caseId}/supplements`, {
        ...newSupplement(caseId, { kind: "other", personal: { narrative: `Llamó al ${number}.` } }),
      });
    expect((await supplement(passing, "99900082")).status).toBe(201);
    expect(await seen(passing)).toEqual([200, 404, 200]);
    // Of internal affairs: theirs alone to lift it would be, whom it is hidden from. It is the prosecutors'.
    expect((await supplement(affairs, "99900081")).status).toBe(201);
    expect(await seen(affairs)).toEqual([404, 404, 200]);
    const body = declare(declared);
    body.wall.personal.explanation = "La madre dijo que fue el del CIP 99900082.";
    expect((await client("registrar").send("POST", `/api/cases/${declared}/walls`, body)).status).toBe(201);
    expect(await seen(declared)).toEqual([404, 404, 200]);
    for (const login of ["fiscal", "fiscal2"]) expect((await lift(login, consent(affairs))).status).toBe(201);
    expect(await status("registrar", affairs)).toBe(200);
    expect(await rebuilt()).toMatchObject({ ok: true, differing: [] });
  });

  test.each([
    ["chief", 404],
    ["specialist", 200],
    ["fiscal", 200],
    ["liaison", 404],
  ])("by a %s, with the reason; who deals with such cases keeps it, and nobody else does", async (login, seen) => {
    const caseId = await register();
    await takeCase(client("investigator"), caseId);
    if (login === "fiscal" || login === "liaison")
      await assign(client("investigator"), caseId, { act: "assign", postingId: await postingOf(login) });
    const body = declare(caseId);
    const { personal: _, ...bare } = body.wall;
    const send = (wall: object) =>
      client(login).send("POST", `/api/cases/${caseId}/walls`, { ...body, wall });
    expect(await send(bare)).toMatchObject({
      status: 422,
      json: { faults: [{ pointer: "/wall/personal/explanation", code: "missing" }] },
    });
    expect(await status("investigator", caseId)).toBe(200);
    const first = await send(body.wall);
    expect(first.status, first.text).toBe(201);
    expect((await send(body.wall)).text).toBe(first.text);
    expect(await status(login, caseId)).toBe(seen);
    for (const hidden of ["registrar", "investigator", "chief"])
      expect(await status(hidden, caseId)).toBe(404);
    expect((await fileOf("inspector", caseId)).wall).toMatchObject({ causes: ["declared"] });
    expect(await rebuilt()).toMatchObject({ ok: true, differing: [] });
  });

  test("a liaison adds nothing else, whatever the program asks", async () => {
    const caseId = await register();
    await takeCase(client("investigator"), caseId);
    const postingId = await postingOf("liaison");
    await assign(client("investigator"), caseId, { act: "assign", postingId });
    const [liaison] = await server.rows<{ officerId: string }>(
      `select officer_id as "officerId" from officers where login = 'liaison'`,
    );
    const officerId = liaison?.officerId ?? "";
    const context = {
      ...{ zone: "reta_cases" as const, role: "prosecutor-liaison" as const, unitId: UNITS.prosecutors },
      ...{ officerId, postingId },
    };
    for (const [kind, step] of [
      ["supplement", "declare"],
      ["wall", "consent"],
    ])
      await expect(
        transact(server.house.real.pool.pool, context, (tx) =>
          sql`insert into entries (entry_id, case_id, seq, kind, officer_id, posting_id, received_at, entry_hash,
              previous_hash, body) values (gen_random_uuid(), ${caseId}, 99, ${kind}, ${officerId}, ${postingId}, now(),
              sha256('x'), sha256('y'), ${JSON.stringify({ content: { step } })}::jsonb)`.execute(tx),
        ),
        kind,
      ).rejects.toMatchObject({ code: "42501" });
  });

  test("whoever has lost it, or never had it, declares nothing", async () => {
    const caseId = await register();
    const body = declare(caseId);
    for (const [login, refused] of [
      ["fiscal", 404],
      ["liaison", 404],
      ["inspector", 404],
      ["auditor", 404],
    ] as const)
      expect((await client(login).send("POST", `/api/cases/${caseId}/walls`, body)).status, login).toBe(
        refused,
      );
    expect((await client("registrar").send("POST", `/api/cases/${caseId}/walls`, body)).status).toBe(201);
    const more = declare(caseId);
    expect((await client("registrar").send("POST", `/api/cases/${caseId}/walls`, more)).status).toBe(404);
  });

  test("whoever has it assigned loses it with its names, unless of the side that deals with it", async () => {
    const caseId = await register();
    await takeCase(client("investigator"), caseId);
    await takeCase(client("specialist"), caseId);
    const names = (login: string) =>
      client(login).send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" });
    expect((await names("investigator")).status).toBe(200);
    await client("registrar").send("POST", `/api/cases/${caseId}/walls`, declare(caseId));
    expect((await names("investigator")).status).toBe(404);
    expect((await names("specialist")).status).toBe(200);
  });
});

describe("lifted", () => {
  test("by internal affairs and a prosecutor, two persons; then it is the station's again, and whoever hears of such cases is alerted", async () => {
    const caseId = await register("registrar", OFFICIAL);
    expect((await fileOf("inspector", caseId)).allowed.liftWall).toBe(true);
    expect((await fileOf("specialist", caseId)).allowed.liftWall).not.toBe(true);
    const half = consent(caseId);
    const first = await lift("inspector", half);
    expect(first.status, first.text).toBe(201);
    expect((await lift("inspector", half)).text).toBe(first.text);
    const { wall, allowed } = await fileOf("inspector", caseId);
    expect(wall?.consents).toEqual([{ role: "internal-affairs", officer: "Oficial inspector" }]);
    expect(allowed.liftWall).toBe("own-proposal");
    expect((await lift("inspector", consent(caseId))).status).toBe(403);
    expect((await lift("specialist", consent(caseId))).status).toBe(403);
    expect((await lift("inspector2", consent(caseId))).status).toBe(201);
    for (const login of ["registrar", "investigator"]) expect(await status(login, caseId)).toBe(404);
    expect((await lift("fiscal", consent(caseId))).status).toBe(201);
    for (const login of ["registrar", "investigator", "chief"]) expect(await status(login, caseId)).toBe(200);
    expect((await fileOf("registrar", caseId)).line.walled).toBe(false);
    const { alerts } = (await client("investigator").get("/api/alerts?state=open")).json as {
      alerts: AlertLine[];
    };
    expect(alerts.map((alert) => alert.caseId)).toContain(caseId);
    expect(await rebuilt()).toMatchObject({ ok: true, differing: [] });
  });

  test.each([
    [true, true, 200],
    [true, false, 404],
  ])("whom it named and who serves there by then: both say that it was false: %s %s", async (one, other, seen) => {
    const login = `named-${seen}`;
    const change = await addNamed(server, login, UNITS.otherStation, `3145671${seen === 200 ? 3 : 4}`);
    const caseId = await register("registrar", change);
    const says = (by: string, unfounded: boolean) => {
      const body = consent(caseId);
      return lift(by, { ...body, wall: { ...body.wall, unfounded } } as typeof body);
    };
    expect((await says("inspector", one)).status).toBe(201);
    expect((await says("fiscal", other)).status).toBe(201);
    await post(server, login, UNITS.regional, "investigator");
    const named = await server.signIn(login);
    for (const unnamed of ["registrar", "investigator"]) expect(await status(unnamed, caseId)).toBe(200);
    expect((await named.get(`/api/cases/${caseId}`)).status).toBe(seen);
    const { cases } = (await named.get("/api/cases")).json as { cases: { caseId: string }[] };
    expect(cases.some((line) => line.caseId === caseId)).toBe(seen === 200);
    const { alerts } = (await named.get("/api/alerts?state=all")).json as { alerts: AlertLine[] };
    expect(alerts.some((alert) => alert.caseId === caseId)).toBe(seen === 200);
    const taken = await assign(named, caseId, { act: "take" });
    expect(taken.status).toBe(seen === 200 ? 201 : 404);
    // The vault decides by itself: by the entries, though the register had given them the case.
    const names = await named.send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" });
    expect(names.status).toBe(seen);
    expect(await rebuilt()).toMatchObject({ ok: true, differing: [] });
  });

  test("nobody else can, and what is said after the first consent asks for both anew", async () => {
    const caseId = await register("registrar", OFFICIAL);
    for (const login of ["registrar", "chief", "investigator", "amends"])
      expect((await lift(login, consent(caseId))).status, login).toBe(404);
    expect((await lift("auditor", consent(caseId))).status).toBe(404);
    expect((await lift("fiscal", consent(caseId))).status).toBe(201);
    await takeCase(client("inspector"), caseId);
    const more = newSupplement(caseId, {
      kind: "new-facts",
      suspects: [{ personId: randomUUID(), officialBody: "police" }],
    });
    expect((await client("inspector").send("POST", `/api/cases/${caseId}/supplements`, more)).status).toBe(
      201,
    );
    expect((await fileOf("inspector", caseId)).wall?.consents).toEqual([]);
    expect((await lift("inspector", consent(caseId))).status).toBe(201);
    expect(await status("registrar", caseId)).toBe(404);
    expect((await lift("fiscal", consent(caseId))).status).toBe(201);
    expect(await status("registrar", caseId)).toBe(200);
  });

  test("the trail keeps who declared and who agreed, for auditors", async () => {
    const caseId = await register();
    await client("registrar").send("POST", `/api/cases/${caseId}/walls`, declare(caseId));
    await lift("inspector", consent(caseId));
    expect((await lift("fiscal2", consent(caseId))).status).toBe(201);
    const { events } = (await client("auditor").get(`/api/audit?case=${caseId}&group=rights`)).json as {
      events: { action: string; officer: string; outcome: string }[];
    };
    expect(
      events.filter(({ outcome }) => outcome === "done").map(({ action, officer }) => [action, officer]),
    ).toEqual([
      ["wall.lift", "Oficial fiscal2"],
      ["wall.lift", "Oficial inspector"],
      ["wall.declare", "Oficial registrar"],
    ]);
  });
});
