// Who reads the trail: each as far as the post reaches, never whom it is about; two walls that agree in random worlds.
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#src/database/transact.ts";
import { auditReach, readsEvent } from "#src/domain/access/audit-reach.ts";
import type { AuditEvent, Opening } from "#src/schema/audit.ts";
import { Role } from "#src/schema/case.ts";
import { takeCase } from "../support/assignments.ts";
import { newComplaint } from "../support/complaints.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
let auditor: Client;
let affairs: Client;
let registrar: Client;
let investigator: Client;
let chief: Client;
const complaint = newComplaint();
const { caseId } = complaint;
beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("auditor2", UNITS.ombudsman, "auditor");
  await server.addOfficer("affairs2", UNITS.top, "internal-affairs");
  [auditor, affairs, registrar, investigator, chief] = (await Promise.all(
    ["auditor", "affairs", "registrar", "investigator", "chief"].map((login) => server.signIn(login)),
  )) as [Client, Client, Client, Client, Client];
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
  await takeCase(investigator, caseId);
  const opened = await investigator.send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" });
  expect(opened.status).toBe(200);
});
afterAll(() => server?.close());

const idOf = async (login: string) =>
  (await server.rows<{ id: string }>("select officer_id as id from officers where login = $1", [login]))[0]
    ?.id ?? "";
const read = async (by: Client, query = "") => {
  const answer = await by.get(`/api/audit${query}`);
  expect(answer.status).toBe(200);
  return (answer.json as { events: AuditEvent[] }).events;
};

describe("the rule and the database", () => {
  const OFFICERS = Array.from({ length: 5 }, () => randomUUID());
  const ACTIONS = [
    ..."session.sign-in case.read case.names.open complaint.register alert.acknowledge officer.add posting.end".split(
      " ",
    ),
    ..."unit.move catalogue.retire law.verify pack.change key.rotate single-sign-on.link log.cosign audit.list inquiry.open review.mark canary.list".split(
      " ",
    ),
  ];
  const who = fc.option(fc.constantFrom(...OFFICERS), { nil: null });
  const event = fc.record({
    action: fc.constantFrom(...ACTIONS),
    officerId: who,
    subjectId: who,
    caseId: fc.option(fc.uuid(), { nil: null }),
  });
  const world = fc.record({
    events: fc.array(event, { minLength: 10, maxLength: 40 }),
    inquiries: fc.uniqueArray(fc.record({ of: fc.constantFrom(...OFFICERS), closed: fc.boolean() }), {
      maxLength: 3,
      selector: ({ of }) => of,
    }),
    reader: fc.record({ role: fc.constantFrom(...Role.options), officerId: fc.constantFrom(...OFFICERS) }),
  });

  test("let the same readers see the same events, in any world", async () => {
    for (const [i, id] of OFFICERS.entries())
      await server.rows("insert into officers (officer_id, login, name) values ($1, $2, $2)", [
        id,
        `world-${i}`,
      ]);
    let seen = 0;
    let hidden = 0;
    await fc.assert(
      fc.asyncProperty(world, async ({ events, inquiries, reader }) => {
        const mark = randomUUID();
        const bodies = events.map((one, i) => ({
          ...one,
          v: 2,
          at: new Date(Date.UTC(2026, 10, 24, 0, 0, i)).toISOString(),
          outcome: "done",
          requestId: mark,
        }));
        await server.rows("delete from inquiry_closings");
        await server.rows("delete from inquiries");
        for (const { of, closed } of inquiries) {
          const id = randomUUID();
          await server.rows("insert into inquiries values ($1, $2, 'x', $3, now())", [id, of, randomUUID()]);
          if (closed)
            await server.rows("insert into inquiry_closings values ($1, $2, now())", [id, randomUUID()]);
        }
        await server.rows(
          `select put_audit_event(b, sha256(b::text::bytea)) from jsonb_array_elements($1::jsonb) as b`,
          [JSON.stringify(bodies)],
        );
        const under = new Set(
          inquiries.filter(({ of, closed }) => !closed && of !== reader.officerId).map(({ of }) => of),
        );
        const expected = bodies.filter((one) => readsEvent(reader, one, under)).map(({ at }) => at);
        const { rows } = await transact(
          server.house.real.pool.pool,
          { zone: "reta_audit", role: reader.role, officerId: reader.officerId },
          (tx) =>
            sql<{
              at: string;
            }>`select happened_at as at from audit_events where request_id = ${mark} order by happened_at`.execute(
              tx,
            ),
        );
        expect(
          rows.map(({ at }) => at),
          JSON.stringify({ reader, inquiries }),
        ).toEqual(expected);
        seen += expected.length;
        hidden += bodies.length - expected.length;
      }),
      { numRuns: 150 },
    );
    expect(seen).toBeGreaterThan(100);
    expect(hidden).toBeGreaterThan(100);
    await server.rows("delete from inquiry_closings");
    await server.rows("delete from inquiries");
  });

  test("a missing context sees no event", async () => {
    const { rows } = await transact(server.house.real.pool.pool, { zone: "reta_audit" }, (tx) =>
      sql`select 1 from audit_events`.execute(tx),
    );
    expect(rows).toEqual([]);
  });
});

describe("over HTTP", () => {
  test("roles without a trail are refused, the others told how far they see", async () => {
    expect((await server.anonymous.get("/api/audit")).status).toBe(401);
    const logins: Record<string, string> = {};
    for (const role of Role.options) {
      logins[role] = `reader-${role}`;
      await server.addOfficer(logins[role], UNITS.top, role);
      const answer = await (await server.signIn(logins[role])).get("/api/audit");
      const reach = auditReach(role);
      if (reach === undefined)
        expect(answer, role).toMatchObject({ status: 403, json: { code: "access.refused" } });
      else expect(answer, role).toMatchObject({ status: 200, json: { reach } });
    }
  });

  test("the auditor reads by officer, case, number, unit below, group, outcome, class and time", async () => {
    const [{ number } = { number: "" }] = await server.rows<{ number: string }>(
      "select case_number as number from cases where case_id = $1",
      [caseId],
    );
    const all = await read(auditor, `?case=${caseId}`);
    expect(all.map(({ action }) => action)).toEqual(["case.names.open", "case.assign", "complaint.register"]);
    expect(all[0]).toMatchObject({
      officer: "Oficial investigator",
      unitId: UNITS.regional,
      role: "investigator",
      caseNumber: number,
      purpose: "investigation",
      origin: "local",
      outcome: "done",
    });
    expect(all[0]?.classes).toEqual(expect.arrayContaining(["victim-identity", "suspect-identity"]));
    const actions = async (query: string) =>
      (await read(auditor, query))
        .filter((one) => one.caseId === caseId && one.action !== "audit.list")
        .map(({ action }) => action);
    expect(await actions(`?number=${number}`)).toEqual([
      "case.names.open",
      "case.assign",
      "complaint.register",
    ]);
    expect(await actions(`?officer=${await idOf("investigator")}`)).toEqual([
      "case.names.open",
      "case.assign",
    ]);
    expect(await actions(`?unit=${UNITS.region}&group=names`)).toEqual(["case.names.open"]);
    expect(await actions(`?unit=${UNITS.top}&group=registering`)).toEqual(["complaint.register"]);
    expect(await actions(`?unit=${UNITS.otherRegional}`)).toEqual([]);
    expect(await actions("?class=victim-identity")).toEqual(["case.names.open"]);
    expect(await actions("?outcome=refused")).toEqual([]);
    const soon = new Date(Date.now() + 60_000).toISOString();
    expect(await actions(`?case=${caseId}&from=${soon}`)).toEqual([]);
    expect(await actions(`?case=${caseId}&to=${soon}`)).toHaveLength(3);
    expect(await read(auditor, "?number=AAAAA-AAAAA-A")).toEqual([]);
    // Asking is on the trail: whose, which case, how many rows; never the number.
    const [asked] = await read(auditor, "?action=audit.list");
    expect(asked?.detail).toMatchObject({ filters: expect.any(Array), rows: expect.any(Number) });
    expect(JSON.stringify(await read(auditor, "?action=audit.list"))).not.toContain(`"number":"${number}`);
  });

  test("an investigator reads the own actions and no others", async () => {
    const own = await read(investigator);
    expect(new Set(own.map(({ officer }) => officer))).toEqual(new Set(["Oficial investigator"]));
    expect(own.map(({ caseNumber }) => caseNumber)).not.toContain(expect.any(String));
    expect(await read(investigator, `?officer=${await idOf("registrar")}`)).toEqual([]);
  });

  test("an administrator reads of accounts, nothing of cases, and nothing done by or to administrators who read", async () => {
    const administrator = await server.signIn("administrator");
    await administrator.send("POST", `/api/officers/${await idOf("colleague")}/recovery`, {});
    const events = await read(administrator);
    expect(events.length).toBeGreaterThan(0);
    expect(events.filter((one) => one.caseId !== null || one.officer === "Oficial administrator")).toEqual(
      [],
    );
    expect(events.map(({ action }) => action)).not.toContain("recovery.ask");
    expect((await read(auditor, "?action=recovery.ask"))[0]).toMatchObject({
      officer: "Oficial administrator",
      subject: "Oficial colleague",
    });
    await server.rows(
      `select put_audit_event(jsonb_build_object('at', now(), 'action', 'single-sign-on.unlink', 'outcome', 'done',
        'officerId', $1::text), sha256('unlinked'))`,
      [await idOf("investigator")],
    );
    const [unlinked] = await read(administrator, "?group=sign-in&action=single-sign-on.unlink");
    expect(unlinked).toMatchObject({ officer: "Oficial investigator", action: "single-sign-on.unlink" });
  });
});

describe("an inquiry", () => {
  const open = (by: Client, officerId: string, inquiryId = randomUUID()) =>
    by.send("POST", "/api/inquiries", { inquiryId, officerId, reference: "IG 12-2026" });

  test("is opened by internal affairs alone, never about oneself, and opens that officer's trail until it ends", async () => {
    const officerId = await idOf("investigator");
    for (const by of [auditor, registrar, chief]) expect((await open(by, officerId)).status).toBe(403);
    expect((await open(server.anonymous, officerId)).status).toBe(401);
    expect((await open(affairs, await idOf("affairs"))).status).toBe(403);
    expect((await open(affairs, randomUUID())).status).toBe(404);
    expect(await read(affairs, `?case=${caseId}&group=cases`)).toEqual([]);

    const inquiryId = randomUUID();
    expect((await open(affairs, officerId, inquiryId)).status).toBe(204);
    expect((await open(affairs, officerId, inquiryId)).status).toBe(409);
    const seen = await read(affairs, `?case=${caseId}&group=cases`);
    expect(seen.map(({ action, officer }) => [action, officer])).toEqual([
      ["case.names.open", "Oficial investigator"],
      ["case.assign", "Oficial investigator"],
    ]);
    expect(await read(affairs, `?officer=${await idOf("registrar")}&group=registering`)).toEqual([]);

    const close = (by: Client, id = inquiryId) => by.send("POST", `/api/inquiries/${id}/close`, {});
    expect((await close(auditor)).status).toBe(403);
    expect((await close(affairs, randomUUID())).status).toBe(404);
    expect((await close(affairs)).status).toBe(204);
    expect((await close(affairs)).status).toBe(204);
    expect(await read(affairs, `?case=${caseId}&group=cases`)).toEqual([]);
  });

  test("is never seen by whom it is about: not an auditor, not internal affairs, not by its own reading", async () => {
    const [victim, other] = [await server.signIn("auditor2"), await server.signIn("affairs2")];
    for (const [login, client] of [
      ["auditor2", victim],
      ["affairs2", other],
    ] as const) {
      const officerId = await idOf(login);
      const inquiryId = randomUUID();
      expect((await open(affairs, officerId, inquiryId)).status).toBe(204);
      await read(affairs, `?officer=${officerId}`);
      await read(auditor, `?officer=${officerId}`);
      const listed = (await client.get("/api/inquiries")).json as { inquiries: { inquiryId: string }[] };
      expect(listed.inquiries.map((one) => one.inquiryId)).not.toContain(inquiryId);
      for (const query of [
        "",
        `?officer=${officerId}`,
        "?group=oversight",
        "?action=inquiry.open",
        "?action=audit.list",
      ])
        for (const event of await read(client, query))
          if (/^(inquiry|audit)\./.test(event.action) && event.subject !== null)
            expect([event.subject, event.officer]).not.toEqual([`Oficial ${login}`, "Oficial affairs"]);
      // It cannot be ended by the one it is about: for that officer it does not exist.
      expect((await client.send("POST", `/api/inquiries/${inquiryId}/close`, {})).status).toBe(
        login === "auditor2" ? 403 : 404,
      );
    }
    const seen = await read(auditor, "?action=inquiry.open");
    expect(seen.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(["Oficial auditor2", "Oficial affairs2"]),
    );
    const inquiries = ((await auditor.get("/api/inquiries")).json as { inquiries: unknown[] }).inquiries;
    expect(inquiries.length).toBeGreaterThan(2);
    for (const by of [registrar, investigator, chief])
      expect((await by.get("/api/inquiries")).status).toBe(403);
  });
});

describe("openings", () => {
  const openings = (by: Client, of = caseId) => by.get(`/api/cases/${of}/openings`);

  test("of a case are told to whoever has it, without those who look into officers", async () => {
    await server.rows(
      `select put_audit_event(jsonb_build_object('at', now(), 'action', 'case.read', 'outcome', 'done', 'caseId', $1::text,
        'officerId', $2::text, 'role', 'internal-affairs'), sha256('x'))`,
      [caseId, await idOf("affairs")],
    );
    for (const by of [registrar, investigator]) {
      const answer = await openings(by);
      expect(answer.status).toBe(200);
      const { openings: listed } = answer.json as { openings: Opening[] };
      const names = listed.find(({ action }) => action === "case.names.open");
      expect(names).toMatchObject({ officer: "Oficial investigator", purpose: "investigation" });
      expect(listed.map(({ role }) => role)).not.toContain("internal-affairs");
    }
    expect((await openings(await server.signIn("stranger"))).status).toBe(404);
    expect((await openings(registrar, randomUUID())).status).toBe(404);
    expect((await openings(chief)).status).toBe(403);
    expect((await openings(server.anonymous)).status).toBe(401);
  });

  test("of the units below are counted for their chief, and for nobody else", async () => {
    const answer = await chief.get("/api/audit/openings");
    expect(answer.status).toBe(200);
    const { counts } = answer.json as { counts: { unitId: string; openings: number }[] };
    expect(counts).toContainEqual(expect.objectContaining({ unitId: UNITS.regional, openings: 1 }));
    expect(answer.text).not.toMatch(/Oficial|officer/);
    for (const [role, unit] of [
      ["regional-chief", UNITS.region],
      ["national-directorate", UNITS.top],
    ] as const) {
      await server.addOfficer(`counts-${role}`, unit, role);
      const asked = await (await server.signIn(`counts-${role}`)).get("/api/audit/openings");
      expect(asked.json, role).toEqual(answer.json);
    }
    await server.addOfficer("counts-elsewhere", UNITS.otherRegional, "chief");
    const elsewhere = await (await server.signIn("counts-elsewhere")).get("/api/audit/openings");
    expect(elsewhere.json).toEqual({ counts: [] });
    for (const by of [registrar, investigator, auditor])
      expect((await by.get("/api/audit/openings")).status).toBe(403);
  });
});

test("printing a case or a receipt is on the trail, and a receipt's answer tells nothing of the case", async () => {
  const print = (by: Client, of: string, printed: string) =>
    by.send("POST", `/api/cases/${of}/prints`, { printed });
  expect((await print(server.anonymous, caseId, "case")).status).toBe(401);
  expect((await print(registrar, caseId, "everything")).status).toBe(422);
  expect((await print(registrar, caseId, "case")).status).toBe(204);
  expect((await print(await server.signIn("stranger"), caseId, "case")).status).toBe(404);
  const known = await print(registrar, caseId, "receipt");
  const unknown = await print(registrar, randomUUID(), "receipt");
  expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
  const prints = await read(auditor, `?case=${caseId}&action=case.print&outcome=done`);
  expect(prints.map(({ detail }) => (detail as { printed: string }).printed)).toEqual(["receipt", "case"]);
  // The inbox is of whoever is alerted.
  const inbox = (by: Client) => by.send("POST", "/api/alerts/prints", { printed: "alerts" });
  expect((await inbox(server.anonymous)).status).toBe(401);
  expect((await inbox(registrar)).status).toBe(403);
  expect((await inbox(investigator)).status).toBe(204);
  expect(await read(auditor, "?action=alert.print&outcome=done")).toHaveLength(1);
});

test("those who oversee find officers by name, and learn how the trail is", async () => {
  const found = await auditor.get("/api/audit/officers?search=stig");
  expect(found.json).toMatchObject({
    officers: expect.arrayContaining([expect.objectContaining({ login: "investigator" })]),
  });
  expect((await auditor.get("/api/audit/officers?search=%25")).status).toBe(422);
  const state = await auditor.get("/api/audit/state");
  // The worlds above lie in November 2026: a database made later has no partition for it.
  const [truth] = await server.rows("select exists (select from audit_events_default) as strayed");
  expect(state).toMatchObject({ status: 200, json: { ...truth, spooled: 0 } });
  for (const path of ["/api/audit/officers?search=stig", "/api/audit/state"])
    for (const by of [registrar, investigator, chief]) expect((await by.get(path)).status, path).toBe(403);
});
