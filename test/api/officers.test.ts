// Administration over HTTP: officers and postings, for administrators and for nobody else.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { transact } from "#src/database/transact.ts";
import { agreeTo, CHOSEN, enrol, giveCode } from "../support/enrolment.ts";
import { newOfficer as inventedOfficer, newPosting } from "../support/postings.ts";
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
let second: Client;
beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("second", UNITS.top, "administrator");
  administrator = await server.signIn("administrator");
  second = await server.signIn("second");
});
afterAll(() => server?.close());

const newOfficer = (change: object = {}) => inventedOfficer({ rank: "S3", cip: "31000001", ...change });
const add = (officer: object, by = administrator) => by.send("POST", "/api/officers", officer);
const begin = (officerId: string, body: object, by = administrator) =>
  by.send("POST", `/api/officers/${officerId}/postings`, body);
/** The same, and a second administrator agrees; answers the first refusal. */
const added = async (officer: ReturnType<typeof newOfficer>) => {
  const answer = await add(officer);
  return answer.status === 204 ? agreeTo(second, officer.posting.postingId) : answer;
};
const begun = async (officerId: string, body: ReturnType<typeof newPosting>) => {
  const answer = await begin(officerId, body);
  return answer.status === 204 ? agreeTo(second, body.postingId) : answer;
};
const mark = (officerId: string, identityCard: string, by = administrator) =>
  by.send("POST", `/api/officers/${officerId}/identity-cards`, { identityCard });
const end = (postingId: string, by = administrator) => by.send("POST", `/api/postings/${postingId}/end`, {});

describe("administration", () => {
  const asked = (): [string, (by: Client) => ReturnType<Client["get"]>][] => [
    ["list", (by) => by.get("/api/officers")],
    ["add", (by) => add(newOfficer(), by)],
    ["begin", (by) => begin(randomUUID(), newPosting(), by)],
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
    const answer = await added(officer);
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
    ["a role there is not", { posting: newPosting({ role: "king" }) }, 422, "input.invalid"],
    ["a unit there is not", { posting: newPosting({ unitId: "pe-st-000000" }) }, 422, "input.invalid"],
    [
      "a posting that ends before it begins",
      { posting: newPosting({ validFrom: "2022-01-01T00:00:00Z", validTo: "2021-01-01T00:00:00Z" }) },
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
      await server.rows("select 1 from posting_proposals where officer_id = $1", [officer.officerId]),
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
    await added(officer);
    const client = await enrol(server, administrator, officer.officerId);
    expect((await end(officer.posting.postingId)).status).toBe(204);
    await vi.waitFor(async () => expect((await client.get("/api/session")).status).toBe(401), {
      timeout: 10_000,
      interval: 50,
    });
    await expect(server.signIn(officer.login, CHOSEN)).rejects.toThrow("401");
    expect((await end(officer.posting.postingId)).status).toBe(404);
    expect((await begun(officer.officerId, newPosting({ unitId: UNITS.otherStation }))).status).toBe(204);
    const again = await server.signIn(officer.login, CHOSEN);
    expect((await again.get("/api/session")).json).toMatchObject({ unitId: UNITS.otherStation });
  });

  test("of the same officer, unit and role does not overlap another", async () => {
    const officer = newOfficer();
    await added(officer);
    expect(await begun(officer.officerId, newPosting())).toMatchObject({
      status: 409,
      json: { code: "posting.overlaps" },
    });
    expect((await begun(officer.officerId, newPosting({ role: "investigator" }))).status).toBe(204);
  });

  test("that begins later gives no rights before, and one of an officer there is not is refused", async () => {
    const later = new Date(Date.now() + 86_400_000).toISOString();
    const officer = newOfficer({ posting: newPosting({ validFrom: later }) });
    expect((await added(officer)).status).toBe(204);
    expect((await giveCode(administrator, officer.officerId)).status).toBe(404);
    const nobody = await begin(randomUUID(), newPosting());
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
    expect((await begin(officer.officerId, newPosting({ role: "chief" }), practising)).status).toBe(204);
    const trail = await server.rows(
      "select 1 from audit_events where action = 'posting.begin' and body -> 'detail' ->> 'officer' = $1",
      [officer.officerId],
    );
    expect(trail).toHaveLength(1);
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
