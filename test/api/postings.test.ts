// A posting takes two people and an order: who agrees, who never does, that what waits gives no right; and it ends.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { perform } from "#src/actions/perform.ts";
import { boundAll, boundTrace } from "#src/actions/renew-posting.ts";
import { transact } from "#src/database/transact.ts";
import { giveCode } from "../support/enrolment.ts";
import { newOfficer, newPosting } from "../support/postings.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
let administrator: Client;
let second: Client;
beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("second", UNITS.top, "administrator");
  administrator = await server.signIn("administrator");
  second = await server.signIn("second");
});
afterAll(() => server?.close());

const add = (officer: object) => administrator.send("POST", "/api/officers", officer);
const begin = (officerId: string, body: object) =>
  administrator.send("POST", `/api/officers/${officerId}/postings`, body);
const agreeTo = (by: Client, postingId: string) =>
  by.send("POST", `/api/posting-proposals/${postingId}/agree`, {});
/** The same, and a second administrator agrees; answers the first refusal. */
const added = async (officer: ReturnType<typeof newOfficer>) => {
  const answer = await add(officer);
  return answer.status === 204 ? agreeTo(second, officer.posting.postingId) : answer;
};

describe("a posting takes two people", () => {
  const proposals = async (by: Client) =>
    (
      (await by.get("/api/posting-proposals")).json as {
        proposals: { postingId: string; own: boolean; agree: true | string; orderNumber: string }[];
      }
    ).proposals;
  const refuse = (by: Client, postingId: string) =>
    by.send("POST", `/api/posting-proposals/${postingId}/refuse`, {});

  test("and the number of an order: until then there is no code, no session, no posting", async () => {
    const chief = await server.signIn("chief");
    const { orderNumber: _, ...without } = newPosting();
    expect(await add(newOfficer({ posting: without }))).toMatchObject({
      status: 422,
      json: { faults: [{ pointer: "/posting/orderNumber", code: "missing" }] },
    });
    const officer = newOfficer();
    expect((await add(officer)).status).toBe(204);
    const { postingId } = officer.posting;
    expect((await giveCode(administrator, officer.officerId)).status).toBe(404);
    expect((await giveCode(chief, officer.officerId)).status).toBe(404);
    expect(await server.rows("select 1 from postings where posting_id = $1", [postingId])).toEqual([]);
    expect(await agreeTo(administrator, postingId)).toMatchObject({
      status: 403,
      json: { code: "posting.own-proposal" },
    });
    expect((await agreeTo(server.anonymous, postingId)).status).toBe(401);
    expect((await agreeTo(await server.signIn("registrar"), postingId)).status).toBe(403);
    expect((await proposals(administrator)).find((one) => one.postingId === postingId)).toMatchObject({
      own: true,
      agree: "own-proposal",
    });
    expect((await proposals(chief)).find((one) => one.postingId === postingId)).toMatchObject({
      own: false,
      agree: true,
      orderNumber: "RD-1-2026",
    });
    expect((await agreeTo(chief, postingId)).status).toBe(204);
    expect((await agreeTo(chief, postingId)).status).toBe(404);
    expect((await giveCode(chief, officer.officerId)).status).toBe(201);
    const trail = await server.rows<{ action: string }>(
      "select action from audit_events where outcome = 'done' and body::text like $1 order by event_id",
      [`%${officer.officerId}%`],
    );
    expect(trail.map(({ action }) => action)).toEqual(["officer.add", "posting.agree", "enrolment.issue"]);
  });

  test("who see no further than their own: a chief's word reaches the command and no other unit", async () => {
    const chief = await server.signIn("chief");
    const far = newOfficer({ posting: newPosting({ unitId: UNITS.otherStation }) });
    await add(far);
    expect((await agreeTo(chief, far.posting.postingId)).status).toBe(404);
    for (const role of ["internal-affairs", "auditor", "administrator", "amender"]) {
      const officer = newOfficer({ posting: newPosting({ role }) });
      await add(officer);
      expect((await agreeTo(chief, officer.posting.postingId)).status, role).toBe(403);
      expect((await refuse(chief, officer.posting.postingId)).status, role).toBe(403);
      expect((await agreeTo(second, officer.posting.postingId)).status, role).toBe(204);
    }
  });

  test("or nobody: it is refused, taken back, and never agreed to by whose it is", async () => {
    const [one, other] = [newOfficer(), newOfficer()];
    await add(one);
    await add(other);
    expect((await refuse(second, one.posting.postingId)).status).toBe(204);
    expect((await agreeTo(second, one.posting.postingId)).status).toBe(404);
    expect((await refuse(administrator, other.posting.postingId)).status).toBe(204);
    const { officerId } = (await second.get("/api/session")).json as { officerId: string };
    const own = newPosting({ role: "internal-affairs" });
    expect((await begin(officerId, own)).status).toBe(204);
    expect((await agreeTo(second, own.postingId)).status).toBe(403);
    expect((await refuse(second, own.postingId)).status).toBe(403);
    expect(await server.rows("select 1 from postings where posting_id = $1", [own.postingId])).toEqual([]);
  });

  test("both of whom still have a word: not what was proposed by who is suspended, or administers no more", async () => {
    for (const [login, set] of [
      ["stopped-admin", "update officers set suspended_at = $2 where login = $1"],
      [
        "former-admin",
        "update postings p set valid_to = $2 from officers o where o.officer_id = p.officer_id and o.login = $1",
      ],
    ] as const) {
      await server.addOfficer(login, UNITS.top, "administrator");
      const officer = newOfficer();
      const proposer = await server.signIn(login);
      expect((await proposer.send("POST", "/api/officers", officer)).status).toBe(204);
      await server.rows(set, [login, new Date().toISOString()]);
      expect((await agreeTo(second, officer.posting.postingId)).status, login).toBe(404);
      await server.rows(set, [login, null]);
      expect((await agreeTo(second, officer.posting.postingId)).status, login).toBe(204);
    }
  });

  test("before it is over: one that no longer can begin is refused by the day that is wrong", async () => {
    const DAY = 86_400_000;
    const day = (days: number) => new Date(Date.now() + days * DAY).toISOString();
    const passed = day(-1);
    expect(
      await add(newOfficer({ posting: newPosting({ validFrom: day(-30), validTo: passed }) })),
    ).toMatchObject({
      status: 422,
      json: { faults: [{ pointer: "/posting/validTo", code: "posting-over", found: passed }] },
    });
    const begun = day(-400);
    expect(await add(newOfficer({ posting: newPosting({ validFrom: begun }) }))).toMatchObject({
      status: 422,
      json: { faults: [{ pointer: "/posting/validFrom", code: "posting-over", found: begun }] },
    });
    const { orderNumber: _, ...monitor } = newPosting({
      role: "monitor",
      validTo: passed,
      validFrom: day(-9),
    });
    expect((await add(newOfficer({ posting: monitor }))).status).toBe(422);

    // An order of last month counts, from when it is agreed to.
    const late = newOfficer({ posting: newPosting({ validFrom: day(-30) }) });
    const before = Date.now();
    expect((await added(late)).status).toBe(204);
    const [row] = await server.rows<{ from: Date; days: number }>(
      `select valid_from as from, extract(epoch from valid_to - now())::float8 / 86400 as days from postings
       where posting_id = $1`,
      [late.posting.postingId],
    );
    expect(row?.from.getTime()).toBeGreaterThan(before - 60_000);
    expect(row?.days).toBeGreaterThan(330);

    // And one whose last day passes while it waits is said to be over, and can still be refused.
    const waits = newOfficer({ posting: newPosting({ validFrom: day(-9), validTo: day(1) }) });
    await add(waits);
    const { postingId } = waits.posting;
    await server.rows("update posting_proposals set valid_to = now() where posting_id = $1", [postingId]);
    expect(await agreeTo(second, postingId)).toMatchObject({ status: 409, json: { code: "posting.over" } });
    expect(await server.rows("select 1 from postings where posting_id = $1", [postingId])).toEqual([]);
    expect((await refuse(second, postingId)).status).toBe(204);
  });

  test("but for who sees counts alone", async () => {
    const { orderNumber: _, ...monitor } = newPosting({ role: "monitor" });
    const officer = newOfficer({ posting: monitor });
    expect((await add(officer)).status).toBe(204);
    expect((await giveCode(administrator, officer.officerId)).status).toBe(201);
  });

  test("whatever the program says", async () => {
    const [by] = await server.rows<{ id: string }>(
      "select officer_id as id from officers where login = 'administrator'",
    );
    const context = { zone: "reta_people", officerId: by?.id ?? null } as never;
    const alone = (statement: ReturnType<typeof sql>) =>
      transact(server.house.real.pool.pool, context, (tx) => statement.execute(tx));
    const officer = newOfficer();
    await add(officer);
    const { postingId } = officer.posting;
    await expect(
      alone(sql`insert into postings (posting_id, officer_id, unit_id, role, valid_from, order_number, created_by)
        select posting_id, officer_id, unit_id, role, valid_from, order_number, proposed_by from posting_proposals
        where posting_id = ${postingId}`),
    ).rejects.toMatchObject({ constraint: "postings_two_people" });
    await expect(
      alone(sql`update posting_proposals set agreed = true, decided_by = ${by?.id}, decided_at = now()
        where posting_id = ${postingId}`),
    ).rejects.toMatchObject({ constraint: "posting_proposals_two_people" });
    await expect(alone(sql`update posting_proposals set role = 'auditor'`)).rejects.toThrow(
      "permission denied",
    );
  });
});

describe("a posting lasts twelve months", () => {
  const DAY = 86_400_000;
  const inDays = (iso: string) => (Date.parse(iso) - Date.now()) / DAY;
  // As it ends that was given for a whole term.
  const endIn = (login: string, days: number, months = 12) =>
    server.rows(
      `update postings p set valid_to = now() + make_interval(days => $2),
          valid_from = least(valid_from, now() + make_interval(days => $2) - make_interval(months => $3))
        from officers o where o.officer_id = p.officer_id and o.login = $1 and p.delegated_from is null`,
      [login, days, months],
    );
  const enrolments = async (by: Client, query = "") =>
    (await by.get(`/api/enrolments${query}`)).json as {
      officers: { login: string; postingId: string; endsAt: string | null; renewal: string }[];
    };
  const postingOf = async (login: string) =>
    (await enrolments(administrator, `?search=${login}`)).officers[0]?.postingId ?? "";
  const renew = (postingId: string, by: Client, change: object = {}) =>
    by.send("POST", `/api/postings/${postingId}/renewals`, {
      renewalId: randomUUID(),
      orderNumber: "RD-077-2026",
      ...change,
    });

  test("whether or not an end was asked for, and cannot be given for longer", async () => {
    const officer = newOfficer();
    expect((await added(officer)).status).toBe(204);
    const [found] = (await enrolments(administrator, `?search=${officer.login}`)).officers;
    expect(inDays(found?.endsAt ?? "")).toBeGreaterThan(364);
    expect(inDays(found?.endsAt ?? "")).toBeLessThan(367);
    const later = new Date(Date.now() + 500 * DAY).toISOString();
    expect(await begin(officer.officerId, newPosting({ role: "chief", validTo: later }))).toMatchObject({
      status: 422,
      json: { faults: [{ code: "posting-too-long" }] },
    });
  });

  test("also those that had no end: each gets one, and nobody is out before ninety days", async () => {
    await server.rows("update postings set valid_to = null where delegated_from is null");
    const done = await perform(
      server.house.real,
      { actor: null, requestId: randomUUID() },
      { trace: boundTrace, verb: boundAll },
      null,
    );
    expect(done.bounded).toBeGreaterThan(5);
    const [left] = await server.rows<{ open: number; days: number }>(
      `select count(*) filter (where valid_to is null)::int as open,
        min(extract(epoch from valid_to - now()) / 86400)::float8 as days from postings`,
    );
    expect(left?.open).toBe(0);
    expect(left?.days).toBeGreaterThan(89);
  });

  test("is told thirty days before to the officer and to whoever can renew it, and to nobody else", async () => {
    const colleague = await server.signIn("colleague");
    await endIn("colleague", 31);
    const chief = await server.signIn("chief");
    const ending = async (by: Client) =>
      (await enrolments(by, "?ending=yes")).officers.map(({ login }) => login);
    expect(await ending(chief)).toEqual([]);
    await endIn("colleague", 20);
    expect(await ending(chief)).toEqual(["colleague"]);
    expect(await ending(administrator)).toEqual(["colleague"]);
    // What only an administrator may is not offered to a chief; nor is it to anybody before its last days.
    const renewals = async (by: Client, login: string) =>
      (await enrolments(by, `?search=${login}`)).officers.map(({ renewal }) => renewal);
    expect(await renewals(chief, "colleague")).toEqual(["allow"]);
    expect(await renewals(chief, "investigator")).toContain("later");
    expect(await renewals(chief, "chief")).toEqual(["administrator"]);
    expect(await renewals(administrator, "chief")).toContain("later");
    expect((await colleague.get("/api/enrolments?ending=yes")).status).toBe(403);
    const session = (await colleague.get("/api/session")).json as { postingEndsAt: string };
    expect(inDays(session.postingEndsAt)).toBeCloseTo(20, 1);
  });

  test("and is renewed by the chief in one step, with the number of an order", async () => {
    const colleague = await server.signIn("colleague");
    const chief = await server.signIn("chief");
    const [postingId, elsewhere, own] = await Promise.all(
      ["colleague", "registrar2", "chief"].map(postingOf) as [
        Promise<string>,
        Promise<string>,
        Promise<string>,
      ],
    );
    expect((await renew(postingId, server.anonymous)).status).toBe(401);
    expect((await renew(postingId, colleague)).status).toBe(403);
    expect((await renew(own, chief)).status).toBe(403);
    expect((await renew(elsewhere, chief)).status).toBe(404);
    expect((await renew(randomUUID(), chief)).status).toBe(404);
    expect((await renew(postingId, chief, { orderNumber: "" })).status).toBe(422);
    const renewalId = randomUUID();
    const answer = await renew(postingId, chief, { renewalId });
    expect(answer.status, answer.text).toBe(201);
    const { until } = answer.json as { until: string };
    expect(inDays(until)).toBeGreaterThan(364);
    expect((await renew(postingId, chief, { renewalId })).status).toBe(409);
    // The session went on, and says the new end; the administrator sees by which order.
    expect((await colleague.get("/api/session")).json).toMatchObject({ postingEndsAt: until });
    const listed = (await administrator.get("/api/officers?search=colleague")).json as {
      officers: { postings: { postingId: string; validTo: string; renewed: object | null }[] }[];
    };
    const renewed = listed.officers[0]?.postings[0];
    expect(Date.parse(renewed?.validTo ?? "")).toBe(Date.parse(until));
    expect(renewed).toMatchObject({
      postingId,
      renewed: { orderNumber: "RD-077-2026" },
    });
    const trail = await server.rows(
      "select 1 from audit_events where action = 'posting.renew' and body -> 'detail' ->> 'posting' = $1",
      [postingId],
    );
    expect(trail.length).toBeGreaterThan(0);
  });

  test("but not past an end that was given, nor up, nor long before: that takes an administrator or time", async () => {
    const chief = await server.signIn("chief");
    const officer = newOfficer({
      posting: newPosting({ validTo: new Date(Date.now() + 20 * DAY).toISOString() }),
    });
    expect((await added(officer)).status).toBe(204);
    const other = newOfficer({ posting: newPosting({ role: "chief" }) });
    expect((await added(other)).status).toBe(204);
    await endIn(other.login, 20);
    const long = newOfficer();
    expect((await added(long)).status).toBe(204);
    // Agreed to three days after it was proposed, and near its end now: that end is the term's, not one that was given.
    const late = newOfficer();
    expect((await added(late)).status).toBe(204);
    await server.rows(
      `with ends as (select now() + interval '20 days' as at), moved as (
          update posting_proposals c set valid_from = at - interval '12 months', valid_to = at
          from ends where c.posting_id = $1)
        update postings p set valid_from = at - interval '12 months' + interval '3 days', valid_to = at
        from ends where p.posting_id = $1`,
      [late.posting.postingId],
    );
    expect((await renew(late.posting.postingId, chief)).status).toBe(201);
    for (const { login } of [officer, other])
      expect(await renew(await postingOf(login), chief), login).toMatchObject({
        status: 403,
        json: { code: "posting.administrator-renews" },
      });
    for (const by of [chief, administrator])
      expect(await renew(await postingOf(long.login), by)).toMatchObject({
        status: 409,
        json: { code: "posting.renewed-later" },
      });
    for (const { login } of [officer, other])
      expect((await renew(await postingOf(login), administrator)).status, login).toBe(201);
  });

  test("or ends by itself, with its sessions, and is then not renewed any more", async () => {
    const registrar = await server.signIn("registrar2");
    const postingId = await postingOf("registrar2");
    await server.rows("update postings set valid_to = now() where posting_id = $1", [postingId]);
    await vi.waitFor(async () => expect((await registrar.get("/api/cases")).status).toBe(401), {
      timeout: 10_000,
    });
    expect((await renew(postingId, administrator)).status).toBe(404);
  });

  test("and no program renews one's own", async () => {
    const [own] = await server.rows<{ officer_id: string; posting_id: string }>(
      "select officer_id, posting_id from postings join officers using (officer_id) where login = 'chief'",
    );
    const renewal = sql`insert into posting_renewals (renewal_id, posting_id, until, order_number, renewed_by, by_posting)
      select gen_random_uuid(), ${own?.posting_id}, now() + interval '1 year', 'RD-1', ${own?.officer_id}, posting_id
      from postings where posting_id <> ${own?.posting_id} limit 1`;
    const context = { zone: "reta_people", officerId: own?.officer_id ?? null } as never;
    await expect(transact(server.house.real.pool.pool, context, (tx) => renewal.execute(tx))).rejects.toThrow(
      /row-level security/,
    );
  });
});
