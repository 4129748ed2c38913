// What the database's roles may do at all, whatever the program asks of them. Who sees which case: test/access.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import { transact } from "#src/database/transact.ts";
import { ZONES, type Zone } from "#src/database/zones.ts";
import type { CasePartFile } from "#src/schema/case.ts";
import { assign, assignment, takeCase } from "../support/assignments.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import { type Client as Officer, startServer, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
  await (await server.signIn("registrar")).send("POST", "/api/complaints", newComplaint());
});
afterAll(() => server?.close());

describe("the database's roles", () => {
  const inZone = (zone: Zone, statement: string, context: Record<string, string> = {}) =>
    transact(server.house.real.pool.pool, { zone, ...context }, (tx) => sql.raw(statement).execute(tx));
  const denied = { code: "42501" };

  test("see nothing without a context, not even of their own zone", async () => {
    for (const table of ["cases", "entries", "case_people", "alerts", "alert_acknowledgements"])
      expect((await inZone("reta_cases", `select * from ${table}`)).rows).toEqual([]);
    for (const zone of Object.keys(ZONES) as Zone[])
      for (const table of ["personal_values", "wrapped_keys"])
        await expect(inZone(zone, `select * from ${table}`), `${zone} ${table}`).rejects.toMatchObject(
          denied,
        );
    // Nor can the server's login become the vault.
    await expect(inZone("reta_vault", "select 1")).rejects.toMatchObject(denied);
    expect((await server.rows("select 1 from cases")).length).toBeGreaterThan(0);
  });

  const RECORD = [
    "entries",
    "personal_values",
    "audit_events",
    "ledger_leaves",
    "ledger_tiles",
    "ledger_checkpoints",
    "alerts",
    "alert_acknowledgements",
    "alert_mails",
  ];
  test.each(
    Object.keys(ZONES) as Zone[],
  )("in %s can neither change nor take away what is on record", async (zone) => {
    for (const table of RECORD) {
      const [column] = await server.rows<{ name: string }>(
        "select column_name as name from information_schema.columns where table_schema = 'reta' and table_name = $1 and is_identity = 'NO' limit 1",
        [table],
      );
      for (const statement of [
        `update ${table} set ${column?.name} = ${column?.name}`,
        `delete from ${table}`,
        `truncate ${table}`,
        `drop table ${table}`,
        `alter table ${table} disable row level security`,
      ])
        await expect(inZone(zone, statement), `${zone}: ${statement}`).rejects.toMatchObject(denied);
    }
  });

  test("keep to their zone: no names for those who work on cases, no cases for those who keep people or logs", async () => {
    for (const [zone, tables] of Object.entries({
      reta_cases: ["personal_values", "credentials", "sessions", "audit_events", "sign_in_attempts"],
      reta_identities: ["credentials", "sessions", "audit_events"],
      reta_people: ["cases", "entries", "personal_values", "alerts", "case_people", "audit_events"],
      reta_ledger: ["cases", "entries", "personal_values", "credentials", "case_people", "audit_events"],
      reta_audit: ["cases", "entries", "personal_values", "credentials", "alerts"],
      reta_statistics: ["personal_values", "credentials", "audit_events", "sessions"],
    }) as [Zone, string[]][])
      for (const table of tables)
        await expect(inZone(zone, `select * from ${table}`), `${zone} ${table}`).rejects.toMatchObject(
          denied,
        );
  });

  test("write no entry in the name of somebody else", async () => {
    const [row] = await server.rows<{ case_id: string; officer_id: string; posting_id: string }>(
      "select case_id, officer_id, posting_id from entries limit 1",
    );
    const other = randomUUID();
    const statement = `insert into entries (entry_id, case_id, seq, kind, officer_id, posting_id, received_at, entry_hash, previous_hash, body)
      values (gen_random_uuid(), '${row?.case_id}', 2, 'supplement', '${row?.officer_id}', '${row?.posting_id}', now(), sha256('x'), sha256('y'), '{}')`;
    await expect(
      inZone("reta_cases", statement, {
        officerId: other,
        role: "investigator",
        unitId: "pe-divintrap",
        postingId: other,
      }),
    ).rejects.toMatchObject(denied);
  });

  test("have nothing outside a zone: the login itself owns nothing and reads nothing", async () => {
    const client = new Client({ connectionString: server.house.database.applicationUrl });
    await client.connect();
    for (const table of ["entries", "cases", "officers", "log_queue"])
      await expect(client.query(`select 1 from reta.${table}`)).rejects.toMatchObject(denied);
    await expect(client.query("create table public.x (a int)")).rejects.toMatchObject(denied);
    const { rows } = await client.query(
      "select count(*)::int as owned from pg_class where relowner = (select oid from pg_roles where rolname = current_user)",
    );
    expect(rows).toEqual([{ owned: 0 }]);
    await client.end();
  });
});

describe("the own part of a case", () => {
  const OUTSIDE = {
    "service-provider": UNITS.shelter,
    "court-clerk": UNITS.court,
    "labour-inspector": UNITS.inspectors,
  } as const;
  const postingOf = async (login: string) =>
    (
      await server.rows<{ id: string }>(
        "select posting_id as id from postings join officers using (officer_id) where login = $1",
        [login],
      )
    )[0]?.id ?? "";

  test("is what a service, a court and the labour inspection see, of who was entrusted, as the case stands", async () => {
    const complaint = newComplaint(typicalComplaint());
    const { caseId } = complaint;
    const [first, second] = complaint.complaint.victims.map(({ personId }) => personId) as [string, string];
    const registrar = await server.signIn("registrar");
    expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
    const investigator = await server.signIn("investigator");
    await takeCase(investigator, caseId);
    const as = {} as Record<keyof typeof OUTSIDE, Officer>;
    for (const role of Object.keys(OUTSIDE) as (keyof typeof OUTSIDE)[]) {
      await server.addOfficer(role, OUTSIDE[role], role);
      as[role] = await server.signIn(role);
    }
    const give = async (login: string, more: { victims?: string[] } = {}) =>
      assign(investigator, caseId, { act: "assign", postingId: await postingOf(login), ...more });
    const part = (by: Officer) => by.get(`/api/cases/${caseId}/part`);
    for (const by of Object.values(as)) expect((await part(by)).status).toBe(404);

    // Of two victims the service must be told which; one of another case, or a suspect, is none.
    const suspect = complaint.complaint.suspects[0]?.personId ?? "";
    for (const more of [
      {},
      { victims: [randomUUID()] },
      { victims: [suspect] },
      { victims: [first, suspect] },
    ])
      expect(await give("service-provider", more)).toMatchObject({
        status: 422,
        json: { code: "assignment.victims-needed" },
      });
    expect((await give("court-clerk", { victims: [first] })).status).toBe(422);
    const postingId = await postingOf("service-provider");
    const body = assignment(caseId, { act: "assign", postingId, victims: [first] });
    const send = (victims: string[]) =>
      investigator.send("POST", `/api/cases/${caseId}/assignments`, {
        ...body,
        assignment: { ...body.assignment, victims },
      });
    const given = await send([first]);
    expect(given.status).toBe(201);
    // Sent again it is the same; for somebody else it is not.
    expect((await send([first])).json).toEqual(given.json);
    expect((await send([second])).status).toBe(409);
    expect((await give("court-clerk")).status).toBe(201);
    expect((await give("labour-inspector")).status).toBe(201);

    const shelter = await part(as["service-provider"]);
    expect((shelter.json as CasePartFile).part).toMatchObject({ kind: "protection" });
    expect((shelter.json as CasePartFile).part?.facts).toEqual({
      victims: [
        {
          personId: first,
          sex: "female",
          ageAtFacts: 16,
          citizenships: ["pe"],
          vulnerabilities: ["poverty"],
        },
      ],
    });
    for (const { text } of [shelter, await part(as["court-clerk"]), await part(as["labour-inspector"])])
      expect(text).not.toMatch(/Inventada|00998877|Apodo|deception|recruiter/);
    for (const by of Object.values(as)) {
      expect((await by.get(`/api/cases/${caseId}`)).status).toBe(403);
      expect((await by.send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" })).status).toBe(
        403,
      );
    }
    // Beside it they learn that there is the case: not how many people it has, what is found, or that somebody adds to it.
    const outline = { caseId, placeCode: expect.any(String), status: "open", unitId: expect.any(String) };
    const dated = { complaintMadeOn: expect.any(String), receivedAt: expect.any(String) };
    for (const by of Object.values(as)) {
      const { line } = (await part(by)).json as CasePartFile;
      expect(line).toEqual({ ...outline, ...dated, caseNumber: expect.any(String) });
      expect((await by.get("/api/cases")).json).toEqual({ cases: [line], next: null });
      expect((await by.get("/api/cases?verdict=consistent")).status).toBe(403);
      expect((await by.get("/api/cases?pending=1")).status).toBe(403);
    }
    // Who she is opens for a purpose, on the record before it is shown; of nobody else, and no free words about her.
    const who = (by: Officer, purpose = "victim-protection") =>
      by.send("POST", `/api/cases/${caseId}/part/names`, { purpose });
    const opened = await who(as["service-provider"]);
    expect(opened.status).toBe(200);
    expect(opened.json).toMatchObject({ namesOpened: true, part: { kind: "protection" } });
    expect((opened.json as CasePartFile).part?.facts.victims).toMatchObject([
      {
        personId: first,
        vulnerabilities: ["poverty"],
        personal: {
          name: { paternalSurname: "Víctima", maternalSurname: "Inventada", givenNames: "Primera" },
          documents: [{ type: "dni", number: "00998877" }],
        },
      },
    ]);
    expect(opened.text).not.toMatch(/Segunda|Apodo|Denunciante|mesera|Ejemplo|deception/);
    const trail = () =>
      server.rows<{ role: string; outcome: string; purpose: string; classes: string[] }>(
        "select role, outcome, purpose, classes from audit_events where case_id = $1 and action = 'case.names.open' order by event_id",
        [caseId],
      );
    expect((await trail()).at(-1)).toMatchObject({
      role: "service-provider",
      outcome: "done",
      purpose: "victim-protection",
      classes: ["entrusted-identity"],
    });
    const seen = await investigator.get(`/api/cases/${caseId}/openings`);
    expect((seen.json as { openings: unknown[] }).openings[0]).toMatchObject({
      role: "service-provider",
      purpose: "victim-protection",
      classes: ["entrusted-identity"],
    });
    expect((await who(as["service-provider"], "curiosity")).status).toBe(422);
    for (const by of [as["court-clerk"], as["labour-inspector"], investigator])
      expect((await who(by)).status).toBe(403);
    expect((await who(await server.signIn("registrar2"))).status).toBe(404);
    expect((await server.anonymous.send("POST", `/api/cases/${caseId}/part/names`, {})).status).toBe(401);
    expect((await trail()).filter(({ outcome }) => outcome === "done").length).toBe(1);
    // An old proof is not enough, and without a place on the trail nothing opens.
    await server.rows(
      "update sessions set authenticated_at = now() - interval '1 hour' where officer_id = (select officer_id from officers where login = 'service-provider')",
    );
    expect(await who(as["service-provider"])).toMatchObject({ json: { code: "session.not-fresh" } });
    // Past the server too, as one that was taken over would ask.
    const [own] = await server.rows<{ hash: string }>(
      `select encode(s.session_hash, 'hex') as hash from sessions s join officers o using (officer_id)
       where o.login = 'service-provider' order by s.created_at desc limit 1`,
    );
    const asked = { session: own?.hash, requestId: randomUUID(), caseId, purpose: "victim-protection" };
    await expect(server.house.vault.ask("open-entrusted", asked)).rejects.toMatchObject({
      code: "session.not-fresh",
    });
    await server.rows("update sessions set authenticated_at = now()");

    // Whoever has the file reads it there, and whoever has nothing finds nothing.
    expect((await part(investigator)).status).toBe(403);
    expect((await part(await server.signIn("registrar2"))).status).toBe(404);
    expect((await server.anonymous.get(`/api/cases/${caseId}/part`)).status).toBe(401);

    // What is added to the case is in the part at once: of whom was entrusted, and of nobody else.
    const supplement = newSupplement(caseId, {
      kind: "new-facts",
      victims: [
        { personId: first, needsInterpreter: "yes" },
        { personId: second, needsInterpreter: "no", pregnant: "yes" },
      ],
    });
    const path = `/api/cases/${caseId}/supplements`;
    expect((await investigator.send("POST", path, supplement)).status).toBe(201);
    const after = await part(as["service-provider"]);
    expect((after.json as CasePartFile).part?.facts).toMatchObject({
      victims: [{ needsInterpreter: "yes" }],
    });
    expect(after.text).not.toContain(second);
    const { timeZone } = server.house.pack.manifest;
    expect(await compareProjections(server.house.owner.query, timeZone)).toMatchObject({ ok: true });

    // Each sees the own row, whoever asks for more; and none when it is over.
    const rows = (role: string, postingId: string) =>
      transact(server.house.real.pool.pool, { zone: "reta_cases", role, postingId }, (tx) =>
        sql.raw("select * from case_parts").execute(tx),
      ).then(({ rows: seen }) => seen.length);
    const shelterPosting = await postingOf("service-provider");
    expect(await rows("service-provider", shelterPosting)).toBe(1);
    expect(await rows("investigator", shelterPosting)).toBe(0);
    expect(await rows("investigator", await postingOf("investigator"))).toBe(0);
    const over = { act: "release", postingId: shelterPosting } as const;
    expect((await assign(investigator, caseId, over)).status).toBe(201);
    expect((await part(as["service-provider"])).status).toBe(404);
    expect(await rows("service-provider", shelterPosting)).toBe(0);
    // A server that was taken over and asks all the same is refused by the vault, and that is on the trail.
    const past = async (caseOf: string) =>
      server.house.vault.ask("open-entrusted", {
        session: (
          await server.rows<{ hash: string }>(
            "select encode(session_hash, 'hex') as hash from sessions join officers using (officer_id) where login = 'service-provider' order by sessions.created_at desc limit 1",
          )
        )[0]?.hash,
        requestId: randomUUID(),
        caseId: caseOf,
        purpose: "victim-protection",
        patient: true,
      });
    await expect(past(caseId)).rejects.toThrow("access.refused");
    expect((await trail()).at(-1)).toMatchObject({ role: "service-provider", outcome: "refused" });
    // Entrusted again with the other one, the first stays closed; behind a wall there is neither.
    expect((await give("service-provider", { victims: [second] })).status).toBe(201);
    expect((await who(as["service-provider"])).text).toMatch(/^(?!.*Primera).*Segunda/s);
    const wall = newSupplement(caseId, {
      kind: "new-facts",
      suspects: [{ personId: randomUUID(), isPublicOfficial: "yes", officialBody: "police" }],
    });
    expect((await investigator.send("POST", path, wall)).status).toBe(201);
    expect((await who(as["service-provider"])).status).toBe(404);
    await expect(past(caseId)).rejects.toThrow("access.refused");
  });
});
