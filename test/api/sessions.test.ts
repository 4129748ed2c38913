// Sessions: the cookie, the lock-out, passwords; and that nobody goes on once a posting has ended.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { Sessions } from "#src/http/session.ts";
import type { SessionView } from "#src/schema/case.ts";
import { openScreen } from "../support/events.ts";
import { type Client, startServer, TEST_PASSWORD, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ RETA_TRUST_PROXY: "yes" });
});
afterAll(() => server?.close());

const from = (address: string) => ({ "x-forwarded-for": address });
const tryIn = (login: string, password: string, address = "192.0.2.1") =>
  server.anonymous.send("POST", "/api/session", { login, password }, from(address));
const who = (client: Client) => client.get("/api/session");
/** An officer of the test's own, signed in. */
async function officer(unitId: string = UNITS.station, role: "registrar" | "investigator" = "registrar") {
  const login = `o-${randomUUID().slice(0, 8)}`;
  await server.addOfficer(login, unitId, role);
  return { login, client: await server.signIn(login) };
}
const postingOf = async (client: Client) => ((await who(client)).json as SessionView).postingId;
const NEXT = "otra-contrasena-larga";

describe("signing in", () => {
  test("answers who somebody is, with a cookie no script and no other site can use", async () => {
    const { login } = await officer();
    const answer = await tryIn(login, TEST_PASSWORD);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      name: `Oficial ${login}`,
      unitId: UNITS.station,
      unitPlace: "170101",
      role: "registrar",
      training: false,
      mustEnrol: false,
      recovered: null,
      draftKey: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(Object.keys(answer.json)).not.toContain("login");
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^__Host-sid=[\w-]{43}; /);
    for (const flag of ["HttpOnly", "Secure", "SameSite=Strict", "Path=/", "Expires="])
      expect(cookie).toContain(flag);
    expect(cookie).not.toMatch(/Domain=/i);
    const hours = (Date.parse((answer.json as SessionView).expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(11.9);
    expect(hours).toBeLessThanOrEqual(12);
  });

  test("keeps only a hash of the cookie", async () => {
    const { client } = await officer();
    const token = client.cookie.split("=")[1] ?? "";
    const kept = await server.rows<{ row: string }>("select s::text as row from sessions s");
    for (const { row } of kept) expect(row).not.toContain(token);
    expect(kept.length).toBeGreaterThan(0);
  });

  test("refuses a wrong password and a wrong login alike, and what is no sign-in at all", async () => {
    const { login } = await officer();
    const [password, nobody] = [await tryIn(login, "no-es-esta"), await tryIn("nadie-asi", TEST_PASSWORD)];
    expect([password.status, password.text]).toEqual([401, nobody.text]);
    expect(password.json).toMatchObject({ code: "session.wrong-credentials" });
    expect(password.headers.get("set-cookie")).toBeNull();
    const path = "/api/session";
    expect((await server.anonymous.send("POST", path, { login })).status).toBe(422);
    expect((await server.anonymous.send("POST", path, "{")).status).toBe(400);
    expect(
      (await server.anonymous.send("POST", path, { login, password: TEST_PASSWORD }, { "x-reta": "" }))
        .status,
    ).toBe(403);
    const echoed = await server.anonymous.send("POST", path, {
      login: ["mi-clave"],
      password: { x: "mi-clave" },
    });
    expect(echoed.status).toBe(422);
    expect(echoed.text).not.toContain("mi-clave");
    expect((await who(server.anonymous)).status).toBe(401);
  });

  test("does not care for capitals and blanks around the login", async () => {
    const { login } = await officer();
    expect((await tryIn(` ${login.toUpperCase()} `, TEST_PASSWORD)).status).toBe(200);
  });
});

describe("five failures", () => {
  test("lock the login out from that address, and neither another login nor another address", async () => {
    const [{ login }, other] = [await officer(), await officer()];
    for (let i = 0; i < 5; i += 1) expect((await tryIn(login, "no-es-esta")).status).toBe(401);
    expect(await tryIn(login, TEST_PASSWORD)).toMatchObject({
      status: 429,
      json: { code: "session.locked-out" },
    });
    expect((await tryIn(other.login, TEST_PASSWORD)).status).toBe(200);
    expect((await tryIn(login, TEST_PASSWORD, "198.51.100.7")).status).toBe(200);
    // What the client claims further left is not the address.
    expect((await tryIn(login, TEST_PASSWORD, "203.0.113.9, 192.0.2.1")).status).toBe(429);
    await server.rows("update sign_in_attempts set tried_at = tried_at - interval '16 minutes'");
    expect((await tryIn(login, TEST_PASSWORD)).status).toBe(200);
  });

  test("are counted from the last success, and of a login that does not exist as well", async () => {
    const { login } = await officer();
    for (let i = 0; i < 4; i += 1) await tryIn(login, "no-es-esta");
    expect((await tryIn(login, TEST_PASSWORD)).status).toBe(200);
    for (let i = 0; i < 4; i += 1) await tryIn(login, "no-es-esta");
    expect((await tryIn(login, TEST_PASSWORD)).status).toBe(200);
    for (let i = 0; i < 5; i += 1) await tryIn("quien-sabe", "no-es-esta");
    expect((await tryIn("quien-sabe", "no-es-esta")).status).toBe(429);
  });
});

describe("a session", () => {
  test("ends with its sign-out, at once, and tells the browser to forget", async () => {
    const { client } = await officer();
    expect((await who(client)).status).toBe(200);
    const out = await client.send("DELETE", "/api/session");
    expect(out.status).toBe(204);
    expect(out.headers.get("set-cookie")).toMatch(/^__Host-sid=; /);
    expect((await who(client)).status).toBe(401);
    expect((await server.anonymous.send("DELETE", "/api/session")).status).toBe(401);
  });

  test("of another device ends when the password changes, and the old password is no longer one", async () => {
    const { login, client } = await officer();
    const elsewhere = await server.signIn(login);
    expect((await who(elsewhere)).status).toBe(200);
    const changed = await client.send("PUT", "/api/session/password", { current: TEST_PASSWORD, next: NEXT });
    expect(changed.status).toBe(204);
    expect([(await who(client)).status, (await who(elsewhere)).status]).toEqual([200, 401]);
    expect((await tryIn(login, TEST_PASSWORD)).status).toBe(401);
    expect((await tryIn(login, NEXT)).status).toBe(200);
  });

  test("changes its password for a long one only, and with the one it has", async () => {
    const { login, client } = await officer();
    const change = (current: string, next: string) =>
      client.send("PUT", "/api/session/password", { current, next });
    expect(await change("no-es-esta", NEXT)).toMatchObject({
      status: 401,
      json: { code: "session.wrong-credentials" },
    });
    for (const weak of ["catorce-letras", TEST_PASSWORD, `${login}-y-algo-mas`])
      expect(await change(TEST_PASSWORD, weak)).toMatchObject({
        status: 422,
        json: { code: "password.too-weak" },
      });
    expect(
      (await server.anonymous.send("PUT", "/api/session/password", { current: "a", next: NEXT })).status,
    ).toBe(401);
    expect((await who(client)).status).toBe(200);
  });

  test("takes any kind of letters for a password, and a very long one", async () => {
    for (const next of ["solo minúsculas y sin cifras", `${"frase larga y propia ".repeat(6)}🔑`]) {
      const { login, client } = await officer();
      const answer = await client.send("PUT", "/api/session/password", { current: TEST_PASSWORD, next });
      expect(answer.status).toBe(204);
      expect((await tryIn(login, next)).status).toBe(200);
    }
  });

  test("does not outlive its posting by more than five seconds, nor its time", async () => {
    const [posted, timed] = [await officer(), await officer()];
    await server.rows("update postings set valid_to = clock_timestamp() where posting_id = $1", [
      await postingOf(posted.client),
    ]);
    await server.rows(
      "update sessions set expires_at = clock_timestamp() from officers o where o.officer_id = sessions.officer_id and o.login = $1",
      [timed.login],
    );
    const ended = performance.now();
    for (const { client } of [posted, timed])
      await vi.waitFor(async () => expect((await who(client)).status).toBe(401), {
        timeout: 10_000,
        interval: 50,
      });
    expect(performance.now() - ended).toBeLessThan(6_000);
    expect((await tryIn(posted.login, TEST_PASSWORD)).status).toBe(401);
  });

  test("that is remembered is asked for again after five seconds", async () => {
    let now = 1_000_000;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
    let found = 0;
    const sessions = new Sessions(async () => {
      found += 1;
      return { officerId: "x" } as never;
    });
    const request = { headers: {}, ip: "127.0.0.1", cookies: { "__Host-sid": "a".repeat(43) } } as never;
    for (const later of [0, 4_999, 2]) {
      now += later;
      await sessions.identify(request);
    }
    clock.mockRestore();
    expect(found).toBe(2);
  });

  test("of an officer who is suspended opens nothing and signs in no more", async () => {
    const { login, client } = await officer();
    await server.rows("update officers set suspended_at = clock_timestamp() where login = $1", [login]);
    await vi.waitFor(async () => expect((await who(client)).status).toBe(401), {
      timeout: 10_000,
      interval: 100,
    });
    expect((await tryIn(login, TEST_PASSWORD)).status).toBe(401);
  });
});

test("an open screen ends soon after the posting behind it", async () => {
  const { client } = await officer(UNITS.regional, "investigator");
  const [screen, staying] = [
    await openScreen(server.url, client),
    await openScreen(server.url, (await officer(UNITS.regional, "investigator")).client),
  ];
  expect(screen.status).toBe(200);
  await server.rows("update postings set valid_to = clock_timestamp() where posting_id = $1", [
    await postingOf(client),
  ]);
  const first = await Promise.race([
    screen.ended.then(() => "ended"),
    staying.ended.then(() => "the other one"),
    new Promise((resolve) => setTimeout(() => resolve("too late"), 55_000)),
  ]);
  expect(first).toBe("ended");
  staying.close();
});

test("a clock that is put back ends the sessions used since, and prolongs none", async () => {
  const client = await server.signIn("colleague");
  const other = await server.signIn("investigator2");
  expect((await client.get("/api/session")).status).toBe(200);
  // To the register it is the same whether its clock goes back two hours or what it wrote lies two hours ahead.
  await server.rows(
    `update sessions set created_at = created_at + interval '2 hours', last_used_at = last_used_at + interval '2 hours',
       authenticated_at = authenticated_at + interval '2 hours', expires_at = expires_at + interval '2 hours'
     where officer_id = (select officer_id from officers where login = 'colleague')`,
  );
  await vi.waitFor(async () => expect((await client.get("/api/session")).status).toBe(401), {
    timeout: 20_000,
    interval: 200,
  });
  expect((await other.get("/api/session")).status).toBe(200);
  expect((await (await server.signIn("colleague")).get("/api/session")).status).toBe(200);
});
