// Standing in: what goes along and what never does, for how long, and that either ends it at once.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createPool } from "#src/database/connect.ts";
import { transact } from "#src/database/transact.ts";
import { findVaultSession } from "#src/database/vault.ts";
import type { Role, SessionView } from "#src/schema/case.ts";
import type { DelegableRight, Delegations } from "#src/schema/delegation.ts";
import { assign } from "../support/assignments.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import { openScreen } from "../support/events.ts";
import { type Client, clientOf, startServer, type TestServer, UNITS } from "../support/server.ts";
import { tryAs } from "../support/trial.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.close());

async function officer(unitId: string, role: Role) {
  const login = `o-${randomUUID().slice(0, 8)}`;
  await server.addOfficer(login, unitId, role);
  const client = await server.signIn(login);
  return { login, client, officerId: (await viewOf(client)).officerId };
}
const viewOf = async (client: Client) => (await client.get("/api/session")).json as SessionView;
const EVERYTHING: DelegableRight[] = ["alerts", "read-cases", "assign-cases"];
const delegate = (giver: Client, login: string, more: object = {}) =>
  giver.send("POST", "/api/delegations", {
    ...{ delegationId: randomUUID(), login, rights: EVERYTHING, days: 14 },
    ...more,
  });
/** Goes on under the delegation; gives the client of the new session. */
async function standIn(client: Client, delegationId: string | null): Promise<Client> {
  const answer = await client.send("PUT", "/api/session/delegation", { delegationId });
  expect(answer.status).toBe(200);
  return clientOf(server.url, (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
}
/** A chief, an officer who stands in for them, and the session of that. */
async function pair(rights: DelegableRight[] = EVERYTHING) {
  const chief = await officer(UNITS.region, "chief");
  const deputy = await officer(UNITS.otherStation, "registrar");
  const delegationId = randomUUID();
  expect((await delegate(chief.client, deputy.login, { delegationId, rights })).status).toBe(201);
  return { chief, deputy, delegationId, acting: await standIn(deputy.client, delegationId) };
}
async function register(): Promise<{ caseId: string }> {
  const registrar = await server.signIn("registrar");
  const complaint = newComplaint(typicalComplaint());
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
  return complaint;
}

describe("who stands in for a chief", () => {
  test("is refused on the record what was not delegated, and whoever has not proved to be there", async () => {
    const { deputy, acting } = await pair();
    expect((await acting.get("/api/officers")).json).toMatchObject({ code: "delegation.not-included" });
    const chief = await officer(UNITS.station, "chief");
    await server.rows(
      "update sessions set authenticated_at = authenticated_at - interval '1 hour' where officer_id = $1",
      [chief.officerId],
    );
    const asked = await chief.client.send("POST", "/api/suspensions", {
      ...{ suspensionId: randomUUID(), login: deputy.login, reason: "inquiry", orderNumber: "RD-1" },
    });
    expect(asked.json).toMatchObject({ code: "session.not-fresh" });
    const turned = await server.rows<{ officer: string; problem: string }>(
      `select officer_id as officer, body #>> '{detail,problem}' as problem from audit_events
       where action = 'session.turned-away' and outcome = 'refused' and officer_id = any ($1::uuid[]) order by event_id`,
      [[deputy.officerId, chief.officerId]],
    );
    expect(turned).toEqual([
      { officer: deputy.officerId, problem: "delegation.not-included" },
      { officer: chief.officerId, problem: "session.not-fresh" },
    ]);
  });

  test("reads, answers alerts and assigns as the chief would, under the own name, and sees it said", async () => {
    const { caseId } = await register();
    const { chief, deputy, acting, delegationId } = await pair();
    expect((await deputy.client.get("/api/session")).status).toBe(401);
    const view = await viewOf(acting);
    expect(view).toMatchObject({
      officerId: deputy.officerId,
      role: "chief",
      unitId: UNITS.region,
      delegation: { giver: `Oficial ${chief.login}`, rights: EVERYTHING },
      delegations: [{ delegationId, given: false, officer: `Oficial ${chief.login}` }],
    });
    expect((await viewOf(chief.client)).delegations).toMatchObject([
      { delegationId, given: true, officer: `Oficial ${deputy.login}` },
    ]);
    expect((await acting.get(`/api/cases/${caseId}`)).status).toBe(200);
    const { alerts } = (await acting.get("/api/alerts")).json as {
      alerts: { alertId: string; caseId: string }[];
    };
    const alert = alerts.find((each) => each.caseId === caseId);
    const answered = await acting.send("POST", `/api/alerts/${alert?.alertId}/acknowledgement`, {});
    expect(answered.status).toBe(200);
    const { receivers } = (await acting.get(`/api/receivers?unit=${UNITS.regional}`)).json as {
      receivers: { postingId: string; officer: string }[];
    };
    const [receiver] = receivers;
    const given = await assign(acting, caseId, { act: "assign", postingId: receiver?.postingId ?? "" });
    expect(given.status, given.text).toBe(201);
    // Whoever reads the trail later sees the one who did it, under the delegated posting.
    const [event] = await server.rows<{ officer: string; posting: string }>(
      "select officer_id as officer, posting_id as posting from audit_events where case_id = $1 and action like '%assign%' and outcome = 'done' order by event_id desc limit 1",
      [caseId],
    );
    expect(event).toEqual({ officer: deputy.officerId, posting: delegationId });
    const own = await standIn(acting, null);
    expect(await viewOf(own)).toMatchObject({
      role: "registrar",
      unitId: UNITS.otherStation,
      delegation: null,
    });
    expect((await own.get(`/api/cases/${caseId}`)).status).toBe(404);
  });

  test("opens no name, adds nothing, lets nobody in, delegates nothing on, and reaches no other door", async () => {
    const { caseId } = await register();
    const { acting, deputy, chief } = await pair();
    const file = (await acting.get(`/api/cases/${caseId}`)).json as { allowed: Record<string, unknown> };
    expect(file.allowed).toMatchObject({
      assign: true,
      openNames: "not-delegable",
      supplement: "not-delegated",
    });
    const closed: ["GET" | "POST" | "PUT" | "DELETE", string, unknown?][] = [
      ["POST", `/api/cases/${caseId}/names`, { purpose: "investigation" }],
      [
        "POST",
        `/api/cases/${caseId}/supplements`,
        newSupplement(caseId, { personal: { narrative: "algo" } } as never),
      ],
      [
        "POST",
        "/api/delegations",
        { delegationId: randomUUID(), login: "registrar", rights: ["alerts"], days: 1 },
      ],
      ["POST", "/api/complaints", newComplaint(typicalComplaint())],
      ["GET", "/api/enrolments"],
      ["GET", "/api/account"],
      ["GET", "/api/account/sessions"],
      ["GET", "/api/hand-overs"],
      ["GET", "/api/unlocks"],
      ["PUT", "/api/session/mode", { training: true }],
      ["GET", `/api/officers/${chief.officerId}/sessions`],
    ];
    for (const [method, path, body] of closed) {
      const answer = method === "GET" ? await acting.get(path) : await acting.send(method, path, body);
      expect(answer, `${method} ${path}`).toMatchObject({
        status: 403,
        json: { code: "delegation.not-included" },
      });
    }
    // The vault has never heard of such a session.
    const [row] = await server.rows<{ hash: Buffer }>(
      "select session_hash as hash from sessions where officer_id = $1 and ended_at is null",
      [deputy.officerId],
    );
    const pool = createPool(server.database.vaultUrl, { schema: "reta", max: 1 });
    const known = await transact(pool.pool, { zone: "reta_vault" }, (tx) =>
      findVaultSession(tx, row?.hash ?? Buffer.alloc(32)),
    );
    await pool.close();
    expect(known).toBeUndefined();
  });

  test("for alerts alone reads no file, by the door and by the database", async () => {
    const { caseId } = await register();
    const { acting, deputy, delegationId } = await pair(["alerts"]);
    expect((await acting.get("/api/alerts")).status).toBe(200);
    expect((await acting.get(`/api/cases/${caseId}`)).status).toBe(403);
    expect((await acting.get("/api/receivers")).status).toBe(403);
    const entriesFor = (postingId: string) =>
      transact(
        server.house.real.pool.pool,
        { zone: "reta_cases", postingId, officerId: deputy.officerId, unitId: UNITS.region, role: "chief" },
        async (tx) =>
          (await tx.selectFrom("entries").select("entry_id").where("case_id", "=", caseId).execute()).length,
      );
    expect(await entriesFor(delegationId)).toBe(0);
    expect(await entriesFor(randomUUID())).toBeGreaterThan(0);
  });

  test("writes nothing into a case but who has it, and that with the right to; nor answers alerts without it", async () => {
    const { caseId } = await register();
    const tried = async (kind: string, rights: DelegableRight[]) => {
      const { deputy, delegationId: postingId } = await pair(rights);
      const { officerId } = deputy;
      const chief = { zone: "reta_cases", unitId: UNITS.region, role: "chief" } as const;
      const statement =
        kind === "alert"
          ? sql`insert into alert_acknowledgements (alert_id, officer_id, posting_id, acknowledged_at)
              select alert_id, ${officerId}, ${postingId}, now() from alerts where case_id = ${caseId} limit 1`
          : sql`insert into entries (entry_id, case_id, seq, kind, officer_id, posting_id, received_at, entry_hash, previous_hash, body)
              values (gen_random_uuid(), ${caseId}, 99, ${kind}, ${officerId}, ${postingId}, now(), sha256('1'), sha256('1'), '{}')`;
      return tryAs(server, { ...chief, postingId, officerId }, statement);
    };
    for (const [kind, rights, answer] of [
      ["supplement", EVERYTHING, "42501"],
      ["assignment", ["alerts", "read-cases"], "42501"],
      ["assignment", ["read-cases", "assign-cases"], "done"],
      ["alert", ["read-cases", "assign-cases"], "42501"],
    ] as [string, DelegableRight[], string][])
      expect(await tried(kind, rights), `${kind} ${rights}`).toBe(answer);
  });
});

describe("a delegation", () => {
  test("is given only of what one has, to a named officer who may stand in, and never to oneself", async () => {
    const chief = await officer(UNITS.region, "chief");
    const deputy = await officer(UNITS.station, "registrar");
    const registrar = await officer(UNITS.station, "registrar");
    const affairs = await officer(UNITS.top, "internal-affairs");
    expect((await delegate(registrar.client, deputy.login)).status).toBe(403);
    expect((await delegate(affairs.client, deputy.login, { rights: ["alerts"] })).status).toBe(403);
    const regional = await officer(UNITS.region, "regional-chief");
    expect((await delegate(regional.client, deputy.login, { rights: ["assign-cases"] })).status).toBe(403);
    const elsewhere = await officer(UNITS.court, "chief");
    const answers = [];
    for (const login of [chief.login, affairs.login, elsewhere.login, "auditor", "nadie-asi"])
      answers.push(await delegate(chief.client, login));
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 422, json: { code: "delegation.not-possible" } });
    for (const more of [
      { days: 15 },
      { days: 0 },
      { rights: [] },
      { rights: ["victims"] },
      { rights: ["assign-cases"] },
      { until: "2030-01-01" },
    ])
      expect((await delegate(chief.client, deputy.login, more)).status, JSON.stringify(more)).toBe(422);
    expect((await server.anonymous.get("/api/delegations")).status).toBe(401);
    const listed = (await chief.client.get("/api/delegations")).json as Delegations;
    expect(listed).toEqual({ delegations: [], delegable: EVERYTHING });
  });

  test("lasts fourteen days at most, in the database too, and is not of a delegation", async () => {
    const { chief, deputy, delegationId } = await pair();
    const [span] = await server.rows<{ days: number }>(
      "select extract(epoch from valid_to - valid_from)::float8 / 86400 as days from postings where posting_id = $1",
      [delegationId],
    );
    expect(span?.days).toBe(14);
    const insert = (from: string, days: number, who: string) =>
      server.rows(
        "insert into postings (posting_id, officer_id, unit_id, role, valid_from, valid_to, delegated_from, rights) select gen_random_uuid(), $3, unit_id, role, now(), now() + make_interval(hours => $2 * 24), posting_id, array['alerts'] from postings where posting_id = $1",
        [from, days, who],
      );
    const other = await officer(UNITS.station, "registrar");
    const own = (await viewOf(chief.client)).postingId;
    await expect(insert(own, 15, other.officerId)).rejects.toThrow("postings_delegation_short");
    await expect(insert(delegationId, 1, other.officerId)).rejects.toThrow("somebody else's own posting");
    await expect(insert(own, 1, chief.officerId)).rejects.toThrow("somebody else's own posting");
    await server.rows("update postings set valid_to = clock_timestamp() where posting_id = $1", [
      delegationId,
    ]);
    expect(
      ((await (await server.signIn(deputy.login)).get("/api/delegations")).json as Delegations).delegations,
    ).toEqual([]);
  });

  test("is ended at once by the giver or by whoever holds it, with its session and its screen", async () => {
    for (const by of ["giver", "holder"] as const) {
      const { chief, deputy, acting, delegationId } = await pair();
      const screen = await openScreen(server.url, acting);
      const stranger = await server.signIn("administrator");
      expect((await stranger.send("DELETE", `/api/delegations/${delegationId}`)).status).toBe(404);
      const client = by === "giver" ? chief.client : acting;
      expect((await client.send("DELETE", `/api/delegations/${delegationId}`)).status).toBe(204);
      expect((await acting.get("/api/cases")).status).toBe(401);
      await screen.ended;
      const again = await server.signIn(deputy.login);
      expect(await viewOf(again)).toMatchObject({ role: "registrar", delegations: [] });
      expect((await again.send("PUT", "/api/session/delegation", { delegationId })).status).toBe(404);
      expect((await viewOf(chief.client)).delegations).toEqual([]);
    }
  });

  test("ends with the posting it comes from, and with its giver", async () => {
    const [one, two, three] = [await pair(), await pair(), await pair()];
    const administrator = await server.signIn("administrator");
    const { postingId } = await viewOf(one.chief.client);
    expect((await administrator.send("POST", `/api/postings/${postingId}/end`, {})).status).toBe(204);
    const [ended] = await server.rows<{ ended: boolean }>(
      "select valid_to <= clock_timestamp() as ended from postings where posting_id = $1",
      [one.delegationId],
    );
    expect(ended?.ended).toBe(true);
    // By its date, or because the giver is suspended: nothing has to be written for the delegation itself.
    await server.rows("update postings set valid_to = clock_timestamp() where officer_id = $1", [
      two.chief.officerId,
    ]);
    await server.rows("update officers set suspended_at = clock_timestamp() where officer_id = $1", [
      three.chief.officerId,
    ]);
    for (const { acting } of [one, two, three])
      await vi.waitFor(async () => expect((await acting.get("/api/session")).status).toBe(401), {
        timeout: 8_000,
        interval: 100,
      });
  });

  test("is no posting for anybody who gives cases, codes or postings, and no way in of its own", async () => {
    const { deputy, delegationId, chief } = await pair();
    const again = await server.signIn(deputy.login);
    expect(await viewOf(again)).toMatchObject({ role: "registrar", delegation: null });
    const { receivers } = (await chief.client.get(`/api/receivers?search=${deputy.login}`)).json as {
      receivers: { postingId: string }[];
    };
    expect(receivers.map(({ postingId }) => postingId)).not.toContain(delegationId);
    const administrator = await server.signIn("administrator");
    const { officers } = (await administrator.get(`/api/officers?search=${deputy.login}`)).json as {
      officers: { postings: { postingId: string }[] }[];
    };
    expect(officers.flatMap(({ postings }) => postings.map(({ postingId }) => postingId))).not.toContain(
      delegationId,
    );
  });

  test("is on the trail as about whoever was named: given, used, ended", async () => {
    const { deputy, acting, delegationId } = await pair();
    await acting.send("DELETE", `/api/delegations/${delegationId}`);
    const events = await server.rows<{ action: string }>(
      "select action from audit_events where action like 'delegation.%' and outcome = 'done' and (subject_id = $1 or officer_id = $1) order by event_id",
      [deputy.officerId],
    );
    expect(events.map(({ action }) => action)).toEqual([
      "delegation.give",
      "delegation.use",
      "delegation.end",
    ]);
  });
});

describe("who holds two postings", () => {
  const further = async (officerId: string, unitId: string, role: Role, more = "interval '1 hour'") => {
    const postingId = randomUUID();
    await server.rows(
      `insert into postings (posting_id, officer_id, unit_id, role, valid_from, valid_to)
        values ($1, $2, $3, $4, clock_timestamp() - interval '1 minute', clock_timestamp() + ${more})`,
      [postingId, officerId, unitId, role],
    );
    return postingId;
  };
  const goTo = (client: Client, postingId: string) =>
    client.send("PUT", "/api/session/posting", { postingId });

  test("works under one at a time, goes on under the other, and rights never add up", async () => {
    const one = await officer(UNITS.station, "registrar");
    const first = (await viewOf(one.client)).postingId;
    const second = await further(one.officerId, UNITS.regional, "chief");
    const client = await server.signIn(one.login);
    expect(await viewOf(client)).toMatchObject({ postingId: second, role: "chief" });
    expect((await client.get("/api/session/postings")).json).toMatchObject({
      postings: [
        { postingId: second, role: "chief", until: expect.any(String) },
        { postingId: first, role: "registrar", until: null },
      ],
    });
    const complaint = newComplaint(typicalComplaint());
    expect((await client.send("POST", "/api/complaints", complaint)).status).toBe(403);

    const answer = await goTo(client, first);
    expect(answer.status).toBe(200);
    expect((await client.get("/api/session")).status).toBe(401);
    const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const other = clientOf(server.url, cookie);
    expect(await viewOf(other)).toMatchObject({
      postingId: first,
      role: "registrar",
      officerId: one.officerId,
    });
    expect((await other.send("POST", "/api/complaints", complaint)).status).toBe(201);
    expect((await other.get("/api/enrolments")).status).toBe(403);
    const [event] = await server.rows<{ posting: string }>(
      "select body -> 'detail' ->> 'posting' as posting from audit_events where action = 'posting.use' and officer_id = $1",
      [one.officerId],
    );
    expect(event).toEqual({ posting: first });
  });

  test("goes to no posting that is another's, over, or only stood in for", async () => {
    const one = await officer(UNITS.station, "registrar");
    const stranger = await officer(UNITS.regional, "investigator");
    const over = await further(one.officerId, UNITS.regional, "investigator", "interval '-1 second'");
    const { deputy, delegationId } = await pair();
    const again = await server.signIn(deputy.login);
    const { postingId } = await viewOf(stranger.client);
    for (const id of [postingId, over, randomUUID()]) expect((await goTo(one.client, id)).status).toBe(404);
    expect((await goTo(again, delegationId)).status).toBe(404);
    expect((await one.client.get("/api/session")).status).toBe(200);
  });
});
