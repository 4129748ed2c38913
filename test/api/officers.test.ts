// Administration over HTTP: officers and postings, for administrators and for nobody else.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { perform } from "#src/actions/perform.ts";
import { boundAll, boundTrace } from "#src/actions/renew-posting.ts";
import { transact } from "#src/database/transact.ts";
import { CHOSEN, enrol, giveCode } from "../support/enrolment.ts";
import {
  type Client,
  clientOf,
  startServer,
  TEST_PASSWORD,
  type TestServer,
  UNITS,
} from "../support/server.ts";

let server: TestServer;
let administrator: Client;
beforeAll(async () => {
  server = await startServer();
  administrator = await server.signIn("administrator");
});
afterAll(() => server?.close());

const posting = (change: object = {}) => ({
  postingId: randomUUID(),
  unitId: UNITS.station,
  role: "registrar",
  ...change,
});
const newOfficer = (change: object = {}) => ({
  officerId: randomUUID(),
  login: `o-${randomUUID().slice(0, 8)}`,
  name: "Oficial Inventada Nueva",
  rank: "S3",
  cip: "31000001",
  posting: posting(),
  ...change,
});
const add = (officer: object, by = administrator) => by.send("POST", "/api/officers", officer);
const begin = (officerId: string, body: object, by = administrator) =>
  by.send("POST", `/api/officers/${officerId}/postings`, body);
const mark = (officerId: string, identityCard: string, by = administrator) =>
  by.send("POST", `/api/officers/${officerId}/identity-cards`, { identityCard });
const end = (postingId: string, by = administrator) => by.send("POST", `/api/postings/${postingId}/end`, {});

describe("administration", () => {
  const asked = (): [string, (by: Client) => ReturnType<Client["get"]>][] => [
    ["list", (by) => by.get("/api/officers")],
    ["add", (by) => add(newOfficer(), by)],
    ["begin", (by) => begin(randomUUID(), posting(), by)],
    ["end", (by) => end(randomUUID(), by)],
    ["mark", (by) => mark(randomUUID(), "00100202", by)],
  ];

  test("is refused without a session and to every other role, whoever it is about", async () => {
    for (const [what, ask] of asked()) expect((await ask(server.anonymous)).status, what).toBe(401);
    for (const login of ["registrar", "investigator", "chief"]) {
      const client = await server.signIn(login);
      for (const [what, ask] of asked())
        expect(await ask(client), `${what} by ${login}`).toMatchObject({
          status: 403,
          json: { code: "access.refused" },
        });
    }
  });

  test("is done from our own pages only", async () => {
    const answer = await administrator.send("POST", "/api/officers", newOfficer(), {
      "sec-fetch-site": "cross-site",
    });
    expect(answer).toMatchObject({ status: 403, json: { code: "request.cross-site" } });
  });
});

describe("a new officer", () => {
  test("has a posting and no way in before a code of the unit is used", async () => {
    const officer = newOfficer();
    const answer = await add(officer);
    expect([answer.status, answer.text]).toEqual([204, ""]);
    const listed = await administrator.get(`/api/officers?search=${officer.login}`);
    expect(listed.json).toMatchObject({
      officers: [
        {
          officerId: officer.officerId,
          login: officer.login,
          postings: [{ unitId: UNITS.station, role: "registrar", validTo: expect.any(String) }],
        },
      ],
    });
    expect(listed.text).not.toMatch(/argon2|hash|draft/i);
    await expect(server.signIn(officer.login, TEST_PASSWORD)).rejects.toThrow("401");
    const client = await enrol(server, administrator, officer.officerId);
    expect((await client.get("/api/session")).json).toMatchObject({
      unitId: UNITS.station,
      role: "registrar",
    });
    expect((await client.get("/api/cases")).status).toBe(200);
  });

  test.each<[string, object, number, string]>([
    ["a login that is taken", { login: "registrar" }, 409, "officer.login-taken"],
    ["a login with capitals", { login: "Registra" }, 422, "input.invalid"],
    ["a role there is not", { posting: posting({ role: "king" }) }, 422, "input.invalid"],
    ["a unit there is not", { posting: posting({ unitId: "pe-st-000000" }) }, 422, "input.invalid"],
    [
      "a posting that ends before it begins",
      { posting: posting({ validFrom: "2022-01-01T00:00:00Z", validTo: "2021-01-01T00:00:00Z" }) },
      422,
      "input.invalid",
    ],
    ["a personal number with letters", { cip: "3100000A" }, 422, "input.invalid"],
    ["an identity card with letters", { identityCard: "0010020K" }, 422, "input.invalid"],
    ["a field there is not", { password: "dado" }, 422, "input.invalid"],
  ])("with %s is refused, and nobody is stored", async (_, change, status, code) => {
    const officer = newOfficer(change);
    expect(await add(officer)).toMatchObject({ status, json: { code } });
    expect(await server.rows("select 1 from officers where officer_id = $1", [officer.officerId])).toEqual(
      [],
    );
  });

  test("is stored once when the request is repeated", async () => {
    const officer = newOfficer();
    expect((await add(officer)).status).toBe(204);
    expect((await add(officer)).status).toBe(409);
    expect(
      await server.rows("select 1 from postings where officer_id = $1", [officer.officerId]),
    ).toHaveLength(1);
  });
});

describe("an identity card", () => {
  const CARD = "00100203";
  const isKnown = async (login: string) =>
    (
      (await administrator.get(`/api/officers?search=${login}`)).json as {
        officers: { identityCard: boolean }[];
      }
    ).officers[0]?.identityCard;

  test("is known from then on, told to nobody, and stands nowhere in the database", async () => {
    const [first, later] = [newOfficer({ identityCard: CARD }), newOfficer()];
    expect((await add(first)).status).toBe(204);
    expect((await add(later)).status).toBe(204);
    expect([await isKnown(first.login), await isKnown(later.login)]).toEqual([true, false]);
    for (const _ of [1, 2]) expect((await mark(later.officerId, "00100204")).status).toBe(204);
    expect(await isKnown(later.login)).toBe(true);
    expect((await administrator.get(`/api/officers?search=${first.login}`)).text).not.toContain(CARD);
    const kept = await server.rows<{ text: string }>(
      `select o::text || m::text as text from officers o join staff_marks m using (officer_id)
       union all select a::text from audit_events a where action in ('officer.add', 'officer.mark')`,
    );
    expect(kept.length).toBeGreaterThan(3);
    for (const { text } of kept) expect(text).not.toMatch(/0010020[34]/);
  });

  test("is nobody's who is not there", async () => {
    expect(await mark(randomUUID(), CARD)).toMatchObject({ status: 404, json: { code: "not-found" } });
  });

  test("is never taken away again, not by the program either", async () => {
    const zone = (statement: string) =>
      transact(server.house.real.pool.pool, { zone: "reta_people" }, (tx) => sql.raw(statement).execute(tx));
    await expect(zone("delete from staff_marks")).rejects.toThrow("permission denied");
    await expect(zone("update staff_marks set kind = 'staff-number'")).rejects.toThrow("permission denied");
    await expect(zone("select mark from staff_marks")).rejects.toThrow("permission denied");
    await zone("select officer_id, kind from staff_marks");
  });
});

describe("a posting", () => {
  test("ends at once, with its sessions, and the next one begins elsewhere", async () => {
    const officer = newOfficer();
    await add(officer);
    const client = await enrol(server, administrator, officer.officerId);
    expect((await end(officer.posting.postingId)).status).toBe(204);
    await vi.waitFor(async () => expect((await client.get("/api/session")).status).toBe(401), {
      timeout: 10_000,
      interval: 50,
    });
    await expect(server.signIn(officer.login, CHOSEN)).rejects.toThrow("401");
    expect((await end(officer.posting.postingId)).status).toBe(404);
    expect((await begin(officer.officerId, posting({ unitId: UNITS.otherStation }))).status).toBe(204);
    const again = await server.signIn(officer.login, CHOSEN);
    expect((await again.get("/api/session")).json).toMatchObject({ unitId: UNITS.otherStation });
  });

  test("of the same officer, unit and role does not overlap another", async () => {
    const officer = newOfficer();
    await add(officer);
    expect(await begin(officer.officerId, posting())).toMatchObject({
      status: 409,
      json: { code: "posting.overlaps" },
    });
    expect((await begin(officer.officerId, posting({ role: "investigator" }))).status).toBe(204);
  });

  test("that begins later gives no rights before, and one of an officer there is not is refused", async () => {
    const later = new Date(Date.now() + 86_400_000).toISOString();
    const officer = newOfficer({ posting: posting({ validFrom: later }) });
    await add(officer);
    expect((await giveCode(administrator, officer.officerId)).status).toBe(404);
    const nobody = await begin(randomUUID(), posting());
    expect(nobody.status).toBeGreaterThanOrEqual(400);
    expect(nobody.status).toBeLessThan(500);
  });

  test("is begun in the register also by an administrator who practises", async () => {
    const officer = newOfficer();
    await add(officer);
    const enter = await (await server.signIn("administrator")).send("PUT", "/api/session/mode", {
      training: true,
    });
    const practising = clientOf(server.url, (enter.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
    expect((await begin(officer.officerId, posting({ role: "chief" }), practising)).status).toBe(204);
    const trail = await server.rows(
      "select 1 from audit_events where action = 'posting.begin' and body -> 'detail' ->> 'officer' = $1",
      [officer.officerId],
    );
    expect(trail).toHaveLength(1);
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
      officers: { login: string; postingId: string; endsAt: string | null }[];
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
    expect((await add(officer)).status).toBe(204);
    const [found] = (await enrolments(administrator, `?search=${officer.login}`)).officers;
    expect(inDays(found?.endsAt ?? "")).toBeGreaterThan(364);
    expect(inDays(found?.endsAt ?? "")).toBeLessThan(367);
    const later = new Date(Date.now() + 500 * DAY).toISOString();
    expect(await begin(officer.officerId, posting({ role: "chief", validTo: later }))).toMatchObject({
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
      posting: posting({ validTo: new Date(Date.now() + 20 * DAY).toISOString() }),
    });
    expect((await add(officer)).status).toBe(204);
    const other = newOfficer({ posting: posting({ role: "chief" }) });
    expect((await add(other)).status).toBe(204);
    await endIn(other.login, 20);
    const long = newOfficer();
    expect((await add(long)).status).toBe(204);
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

test("the list goes on after a login and finds by name and login", async () => {
  const all = (
    (await administrator.get("/api/officers")).json as { officers: { login: string }[] }
  ).officers.map(({ login }) => login);
  expect(all).toEqual([...all].sort());
  const after = (
    (await administrator.get(`/api/officers?after=${all[1]}`)).json as { officers: { login: string }[] }
  ).officers;
  expect(after[0]?.login).toBe(all[2]);
  // What people type is no pattern.
  expect((await administrator.get("/api/officers?search=%25")).json).toEqual({ officers: [] });
  expect((await administrator.get("/api/officers?page=2")).status).toBe(422);
  expect(TEST_PASSWORD.length).toBeGreaterThanOrEqual(15);
});
