// Whatever a wall follows, somebody is always left who sees the case, and nobody else comes to see it.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { perform } from "#src/actions/perform.ts";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import * as telling from "#src/actions/tell-prosecutors.ts";
import { transact } from "#src/database/transact.ts";
import type { CaseFile } from "#src/schema/case.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import { newDecision, newMerge } from "../support/amendments.ts";
import { assign, takeCase } from "../support/assignments.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import { type Client, clientOf, startServer, type TestServer, UNITS } from "../support/server.ts";
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

async function register(login = "registrar", change: Partial<Complaint> = {}): Promise<string> {
  const complaint = newComplaint(typicalComplaint(change));
  const answer = await client(login).send("POST", "/api/complaints", complaint);
  expect(answer.status, answer.text).toBe(201);
  return complaint.caseId;
}
const namedBy = (login: string, unitId: string, number: string) => addNamed(server, login, unitId, number);
const postTo = (login: string, unitId: string, role: string) => post(server, login, unitId, role);
const seen = (caseId: string, ...logins: string[]) => seenBy(as, caseId, logins);

describe("leaves somebody on the other side", () => {
  const shortly = (login: string, unitId: string) =>
    server.rows(
      `insert into postings (posting_id, officer_id, unit_id, role, valid_from, valid_to)
       select gen_random_uuid(), officer_id, $2, 'registrar', now() - interval '1 minute', now() - interval '1 second'
       from officers where login = $1`,
      [login, unitId],
    );

  test("standing in for somebody makes an officer serve nowhere, and a posting of a minute hides from nobody", async () => {
    const caseId = await register("registrar", await namedBy("tombo", UNITS.otherStation, "99900071"));
    const dealing = ["inspector", "specialist", "fiscal"];
    for (const unit of ["pe-divintrap", "pe-inspectoria", UNITS.top, UNITS.prosecutors])
      await shortly("tombo", unit);
    await server.rows(
      `insert into postings (posting_id, officer_id, unit_id, role, valid_from, valid_to, delegated_from, rights)
       select gen_random_uuid(), o.officer_id, p.unit_id, 'investigator', now() - interval '1 minute', now() + interval '1 day',
         p.posting_id, '{alerts}' from officers o, postings p join officers g on g.officer_id = p.officer_id
       where o.login = 'tombo' and g.login = 'national' and p.delegated_from is null`,
    );
    expect(await seen(caseId, ...dealing)).toEqual({ inspector: 200, specialist: 200, fiscal: 200 });
    // Nor does either count when the next complaint names the same officer.
    const number = { documents: [{ type: "cip", number: "99900071" }] };
    const next = await register("registrar", { suspects: [{ personId: randomUUID(), personal: number }] });
    expect(await seen(next, "fiscal")).toEqual({ fiscal: 200 });
    const alerts = await server.rows("select unit_id from alerts where case_id = $1", [next]);
    expect(alerts.length).toBeGreaterThan(0);
  });

  test("where every police unit is hidden a prosecutor still sees it, hears of it, and is hidden from by name only", async () => {
    const caseId = await register("registrar", await namedBy("top", UNITS.otherStation, "99900072"));
    for (const unit of ["pe-divintrap", "pe-inspectoria", UNITS.top, UNITS.prosecutors])
      await postTo("top", unit, "administrator");
    expect(await seen(caseId, "inspector", "specialist", "fiscal", "auditor")).toEqual({
      inspector: 404,
      specialist: 404,
      fiscal: 200,
      auditor: expect.any(Number),
    });
    const inbox = (await client("fiscal").get("/api/alerts")).json as { alerts: { caseId: string }[] };
    expect(inbox.alerts.some((alert) => alert.caseId === caseId)).toBe(false);
    await perform(
      server.house.real,
      { actor: null, requestId: randomUUID() },
      { trace: telling.trace, verb: telling.tellProsecutors },
      undefined,
    );
    const after = (await client("fiscal").get("/api/alerts")).json as { alerts: { caseId: string }[] };
    expect(after.alerts.filter((alert) => alert.caseId === caseId)).toHaveLength(1);
    await server.addOfficer("fiscal-named", UNITS.prosecutors, "prosecutor");
    const mark = server.house.real.register.staffMarks.of("99900073");
    await server.rows(
      "insert into staff_marks (mark, officer_id, kind) select $1, officer_id, 'staff-number' from officers where login = 'fiscal-named'",
      [mark],
    );
    as["fiscal-named"] = await server.signIn("fiscal-named");
    const named = await register("registrar", {
      suspects: [{ personId: randomUUID(), personal: { documents: [{ type: "cip", number: "99900073" }] } }],
    });
    expect(await seen(named, "fiscal-named", "fiscal")).toEqual({ "fiscal-named": 404, fiscal: 200 });
  });

  test("a number that stands in a supplement's text in passing leaves the case with internal affairs", async () => {
    const caseId = await register();
    await server.rows(
      "insert into staff_marks (mark, officer_id, kind) select $1, officer_id, 'identity-card' from officers where login = 'specialist'",
      [server.house.real.register.staffMarks.of("43434343")],
    );
    const supplement = newSupplement(caseId, {
      kind: "other",
      personal: { narrative: "Se llamó al 43434343 y no contestó." },
    });
    const answer = await client("registrar").send("POST", `/api/cases/${caseId}/supplements`, supplement);
    expect(answer.status, answer.text).toBe(201);
    expect(await seen(caseId, "registrar", "specialist", "inspector", "fiscal")).toEqual({
      registrar: 404,
      specialist: 404,
      inspector: 200,
      fiscal: 200,
    });
  });

  test("whoever was in a hidden unit lately and serves elsewhere now is of it still", async () => {
    const caseId = await register("registrar", OFFICIAL);
    await server.addOfficer("was-there", UNITS.regional, "specialised-unit");
    await postTo("was-there", UNITS.national, "specialised-unit");
    await server.rows(
      "update postings set valid_to = now() where unit_id = $1 and officer_id = (select officer_id from officers where login = 'was-there')",
      [UNITS.regional],
    );
    as["was-there"] = await server.signIn("was-there");
    expect(await seen(caseId, "was-there", "specialist")).toEqual({ "was-there": 404, specialist: 200 });
  });

  test("who keeps the accounts marks no number as the own", async () => {
    const administrator = await server.signIn("administrator");
    const [own] = await server.rows<{ id: string }>(
      "select officer_id as id from officers where login = 'administrator'",
    );
    const answer = await administrator.send("POST", `/api/officers/${own?.id}/identity-cards`, {
      identityCard: "41234567",
    });
    expect(answer.status).toBe(403);
  });

  test("practice tells nobody which numbers are of the staff", async () => {
    await namedBy("trained", UNITS.otherStation, "99900079");
    const enter = await (await server.signIn("registrar")).send("PUT", "/api/session/mode", {
      training: true,
    });
    const training = clientOf(server.url, (enter.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
    const complaint = newComplaint(
      typicalComplaint({
        suspects: [
          { personId: randomUUID(), personal: { documents: [{ type: "cip", number: "99900079" }] } },
        ],
      }),
    );
    expect((await training.send("POST", "/api/complaints", complaint)).status).toBe(201);
    expect((await training.get(`/api/cases/${complaint.caseId}`)).status).toBe(200);
  });
});

test("a case that another went into meanwhile is joined to none", async () => {
  const [a, b, c] = [await register(), await register(), await register()] as [string, string, string];
  const first = newMerge(a, b);
  const second = newMerge(b, c);
  for (const merge of [first, second])
    expect((await client("registrar").send("POST", `/api/cases/${merge.caseId}/merges`, merge)).status).toBe(
      201,
    );
  const decide = (merge: typeof first) => {
    const decision = { ...newDecision(merge.caseId, merge.entryId, true), otherEntryId: randomUUID() };
    return client("amends").send("POST", `/api/cases/${merge.caseId}/decisions`, decision);
  };
  expect((await decide(second)).status).toBe(201);
  const refused = await decide(first);
  expect([refused.status, refused.json]).toMatchObject([409, { code: "case.wrong-state" }]);
});

describe("what only prosecutors see", () => {
  const NUMBER = "99900079";
  beforeAll(async () => {
    await server.addOfficer("affairs-named", "pe-inspectoria", "internal-affairs");
    await server.rows(
      "insert into staff_marks (mark, officer_id, kind) select $1, officer_id, 'staff-number' from officers where login = 'affairs-named'",
      [server.house.real.register.staffMarks.of(NUMBER)],
    );
    await server.addOfficer("fiscal-above", UNITS.top, "prosecutor");
    await server.addOfficer("liaison", UNITS.prosecutors, "prosecutor-liaison");
    for (const login of ["fiscal-above", "liaison"]) as[login] = await server.signIn(login);
  });
  /** Names one of internal affairs, and is had by a prosecutor. */
  async function alone(): Promise<string> {
    const documents = [{ type: "cip", number: NUMBER }];
    const caseId = await register("registrar", {
      suspects: [{ personId: randomUUID(), personal: { documents } }],
    });
    const side = "select from case_walls where case_id = $1 and side = 'prosecutor'";
    expect(await server.rows(side, [caseId])).toHaveLength(1);
    await takeCase(client("fiscal"), caseId);
    return caseId;
  }
  async function postingOf(login: string): Promise<{ postingId: string; officerId: string }> {
    const [row] = await server.rows<{ postingId: string; officerId: string }>(
      `select posting_id as "postingId", officer_id as "officerId" from postings join officers using (officer_id)
       where login = $1 order by valid_from limit 1`,
      [login],
    );
    return row ?? { postingId: "", officerId: "" };
  }
  const supplementOf = (caseId: string) => {
    const victims = [{ personId: randomUUID(), personal: { name: { givenNames: "Hallada" } } }];
    const personal = { narrative: "La tía contó que eran tres muchachas." };
    return newSupplement(caseId, { kind: "new-facts", control: ["confinement"], victims, personal });
  };
  const add = (login: string, body: ReturnType<typeof supplementOf>) =>
    client(login).send("POST", `/api/cases/${body.caseId}/supplements`, body);
  const relay = (login: string, caseId: string) =>
    client(login).send("POST", `/api/cases/${caseId}/relays`, {
      ...{ messageId: randomUUID(), text: "Queremos hablar con usted. ¿Puede el lunes?" },
    });

  test("is completed by the one who has it, who can reach the complainant; by nobody else, whatever they see of it", async () => {
    const caseId = await alone();
    for (const [login, refused] of Object.entries({
      // Every prosecutor sees it; the auditor, that there is one, and reads no entry to add to.
      ...{ fiscal2: 403, "fiscal-above": 403, auditor: 403 },
      ...{ liaison: 404, registrar: 404, investigator: 404, specialist: 404, inspector: 404, chief: 404 },
      ...{ "amends-affairs": 404, "amends-special": 404 },
    })) {
      const toAdd = login === "auditor" ? 404 : refused;
      expect((await add(login, supplementOf(caseId))).status, login).toBe(toAdd);
      expect((await relay(login, caseId)).status, login).toBe(refused);
    }
    const body = supplementOf(caseId);
    const sent = await add("fiscal", body);
    expect(sent.status, sent.text).toBe(201);
    expect((await add("fiscal", body)).text).toBe(sent.text);
    expect((await relay("fiscal", caseId)).status).toBe(204);
    const fileOf = async (login: string) =>
      (await client(login).get(`/api/cases/${caseId}`)).json as CaseFile;
    expect(await fileOf("fiscal")).toMatchObject({
      ...{
        complaint: { control: expect.arrayContaining(["confinement"]) },
        line: { victims: 3 },
        allowed: { supplement: true, relay: true },
      },
    });
    expect((await fileOf("fiscal2")).allowed).toMatchObject({ supplement: "no-grant", relay: "no-grant" });
    const names = await client("fiscal").send("POST", `/api/cases/${caseId}/names`, {
      purpose: "investigation",
    });
    expect(names.text).toMatch(/Hallada/);
    expect(names.text).not.toMatch(/Denunciante/);
    const compared = await server.house.owner.query
      .transaction()
      .execute((tx) => compareProjections(tx, "America/Lima"));
    expect(compared).toMatchObject({ ok: true, differing: [] });
    // Over when it is laid down.
    const held = { act: "release" as const, postingId: (await postingOf("fiscal")).postingId };
    expect((await assign(client("fiscal"), caseId, held)).status).toBe(201);
    expect((await add("fiscal", supplementOf(caseId))).status).toBe(403);
    expect((await relay("fiscal", caseId)).status).toBe(403);
  });

  test("is no key to another case: a prosecutor adds no fact and sends no message there, past the program either", async () => {
    const [left, led, walled] = [await alone(), await register(), await register("registrar", OFFICIAL)];
    await takeCase(client("investigator"), led);
    const { postingId } = await postingOf("fiscal");
    expect((await assign(client("investigator"), led, { act: "assign", postingId })).status).toBe(201);
    await takeCase(client("fiscal"), walled);
    // Where others deal with what is walled as well, they complete it.
    for (const caseId of [led, walled]) {
      expect((await add("fiscal", supplementOf(caseId))).status).toBe(403);
      expect((await relay("fiscal", caseId)).status).toBe(403);
    }
    const past = async (login: string, role: string, caseId: string, into: "entries" | "relays") => {
      const { officerId, postingId } = await postingOf(login);
      const as = { officerId, postingId, role, unitId: UNITS.prosecutors };
      return transact(server.house.real.pool.pool, { zone: "reta_cases", ...as }, (tx) =>
        (into === "entries"
          ? sql`insert into entries (entry_id, case_id, seq, kind, officer_id, posting_id, received_at, entry_hash,
              previous_hash, body) values (gen_random_uuid(), ${caseId}, 99, 'supplement', ${officerId}, ${postingId},
              now(), sha256('x'), sha256('y'), '{}')`
          : sql`insert into relay_messages (message_id, case_id, entry_hash, for_receipt, officer_id, posting_id, sent_at)
              values (gen_random_uuid(), ${caseId}, sha256('x'), sha256('y'), ${officerId}, ${postingId}, now())`
        ).execute(tx),
      );
    };
    const denied = { code: "42501" };
    for (const into of ["entries", "relays"] as const)
      for (const [login, caseId] of [
        ["fiscal", led],
        ["fiscal", walled],
        ["fiscal2", left],
      ] as const)
        await expect(past(login, "prosecutor", caseId, into), `${login} ${into}`).rejects.toMatchObject(
          denied,
        );
    for (const [login, role, caseId] of [
      ["auditor", "auditor", left],
      ["auditor", "auditor", walled],
      ["registrar", "registrar", led],
      ["chief", "chief", led],
      ["specialist", "specialised-unit", led],
    ] as const)
      await expect(past(login, role, caseId, "relays"), login).rejects.toMatchObject(denied);
    // Whoever may is stopped by nothing but the receipt that this one has not.
    for (const [login, role, caseId] of [
      ["fiscal", "prosecutor", left],
      ["investigator", "investigator", led],
      ["auditor", "auditor", led],
    ] as const)
      await expect(past(login, role, caseId, "relays"), login).rejects.toMatchObject({ code: "23503" });
  });
});
