// Open sessions: whose are seen by whom, ended by whom, and that an ended one is ended everywhere within seconds.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { SessionView } from "#src/schema/case.ts";
import type { OpenSession } from "#src/schema/session.ts";
import { openScreen } from "../support/events.ts";
import { type Client, startServer, TEST_PASSWORD, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.close());

const OWN = "/api/account/sessions";
const UA = {
  windows:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36",
  phone:
    "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36",
};
type Listed = { sessions: OpenSession[] };

async function officer(unitId: string = UNITS.station, role: "registrar" | "investigator" = "registrar") {
  const login = `o-${randomUUID().slice(0, 8)}`;
  await server.addOfficer(login, unitId, role);
  return { login, client: await server.signIn(login) };
}
const listOf = async (client: Client, path = OWN) => ((await client.get(path)).json as Listed).sessions;
const viewOf = async (client: Client) => (await client.get("/api/session")).json as SessionView;
const status = async (client: Client) => (await client.get("/api/session")).status;
/** One more session of the same officer, from a browser that says this of itself. */
async function enter(login: string, userAgent: string): Promise<Client> {
  const answer = await server.anonymous.send(
    "POST",
    "/api/session",
    { login, password: TEST_PASSWORD },
    { "user-agent": userAgent },
  );
  const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const headers = { cookie, "user-agent": userAgent };
  return {
    cookie,
    get: (path) => server.anonymous.get(path, headers),
    send: (method, path, body) => server.anonymous.send(method, path, body, headers),
  };
}

describe("as many as may be open at a time", () => {
  test("one more ends the one unused for longest, of that officer alone; at the same moment too", async () => {
    const { register } = server.house.real;
    const before = register.sessionsAtOnce;
    register.sessionsAtOnce = 3;
    try {
      const { login, client } = await officer();
      const other = await officer();
      const [second, third] = [await enter(login, UA.windows), await enter(login, UA.windows)];
      // The first was used after the second.
      await server.rows(
        "update sessions set last_used_at = now() - interval '2 minutes' where officer_id = $1",
        [(await viewOf(client)).officerId],
      );
      await client.send("POST", "/api/session/use");
      await third.send("POST", "/api/session/use");
      const fourth = await enter(login, UA.windows);
      expect(await Promise.all([client, second, third, fourth].map(status))).toEqual([200, 401, 200, 200]);
      expect(await status(other.client)).toBe(200);
      await Promise.all(Array.from({ length: 5 }, () => enter(login, UA.windows)));
      const open =
        "select from sessions join officers using (officer_id) where login = $1 and ended_at is null";
      expect(await server.rows(open, [login])).toHaveLength(3);
    } finally {
      register.sessionsAtOnce = before;
    }
  });

  test("none, or no number, keeps the register from starting", async () => {
    for (const RETA_SESSIONS of ["0", "many", "2.5"])
      await expect(server.second({ RETA_SESSIONS })).rejects.toThrow("RETA_SESSIONS");
  });
});

describe("the own sessions", () => {
  test("are listed with device, times and which one asks, and never with what opens them", async () => {
    const { login, client } = await officer();
    const phone = await enter(login, UA.phone);
    const listed = await listOf(phone);
    expect(listed).toHaveLength(2);
    expect(listed.filter(({ own }) => own)).toMatchObject([{ device: "Chrome · Android", training: false }]);
    const text = JSON.stringify(listed);
    for (const { cookie } of [client, phone]) expect(text).not.toContain(cookie.split("=")[1]);
    expect(text).not.toContain("Mozilla");
    const [hash] = await server.rows<{ hash: string }>(
      "select encode(session_hash, 'base64') as hash from sessions s join officers o using (officer_id) where o.login = $1",
      [login],
    );
    expect(text).not.toContain(hash?.hash);
  });

  test("say when they were last used, and what a page asks for by itself is no use", async () => {
    const { login, client } = await officer(UNITS.regional, "investigator");
    const [screen] = [await enter(login, UA.windows)];
    await server.rows(
      "update sessions set last_used_at = last_used_at - interval '1 hour' from officers o where o.officer_id = sessions.officer_id and o.login = $1",
      [login],
    );
    expect((await screen.get("/api/alerts?state=open")).status).toBe(200);
    const listed = await listOf(client);
    const age = ({ lastUsedAt }: OpenSession) => Date.now() - Date.parse(lastUsedAt);
    expect(listed.map((session) => [session.own, age(session) > 3_000_000])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect((await screen.get("/api/account")).status).toBe(200);
    expect((await listOf(client)).every((session) => age(session) < 60_000)).toBe(true);
  });

  test("can be ended one by one or all others at once, on the record", async () => {
    const { login, client } = await officer();
    const [one, two, three] = [
      await enter(login, UA.windows),
      await enter(login, UA.phone),
      await enter(login, UA.phone),
    ];
    const target = (await listOf(one)).find(({ own }) => own)?.sessionId ?? "";
    expect((await client.send("DELETE", `/api/account/sessions/${target}`)).status).toBe(204);
    expect([await status(one), await status(two)]).toEqual([401, 200]);
    expect((await client.send("DELETE", `/api/account/sessions/${target}`)).status).toBe(404);
    expect((await client.send("DELETE", "/api/account/sessions")).status).toBe(204);
    expect([await status(client), await status(two), await status(three)]).toEqual([200, 401, 401]);
    const { officerId } = await viewOf(client);
    const events = await server.rows<{ action: string; detail: object }>(
      "select action, body->'detail' as detail from audit_events where officer_id = $1 and action like 'session.end%' and outcome = 'done' order by event_id",
      [officerId],
    );
    expect(events).toMatchObject([
      { action: "session.end", detail: { session: target, officer: officerId } },
      { action: "session.end-all", detail: { ended: 2, officer: officerId } },
    ]);
  });

  test("of somebody else are not found by their id", async () => {
    const [victim, thief] = [await officer(), await officer()];
    const { sessionId } = (await listOf(victim.client))[0] as OpenSession;
    expect((await thief.client.send("DELETE", `/api/account/sessions/${sessionId}`)).status).toBe(404);
    expect(await status(victim.client)).toBe(200);
    expect((await server.anonymous.get(OWN)).status).toBe(401);
    expect((await server.anonymous.send("DELETE", OWN)).status).toBe(401);
    expect((await victim.client.send("DELETE", "/api/account/sessions/no-uuid")).status).toBe(422);
  });
});

describe("the sessions of an officer", () => {
  test("are seen and ended by the command above and by administrators, and by nobody else", async () => {
    const target = await officer();
    const { officerId } = await viewOf(target.client);
    const path = `/api/officers/${officerId}/sessions`;
    for (const login of ["registrar", "investigator", "auditor", "affairs"]) {
      const client = await server.signIn(login);
      const id = (await listOf(target.client))[0]?.sessionId;
      expect((await client.get(path)).status, login).toBe(403);
      expect((await client.send("DELETE", path)).status, login).toBe(403);
      expect((await client.send("DELETE", `/api/officers/${officerId}/sessions/${id}`)).status).toBe(403);
    }
    for (const login of ["chief", "administrator"]) {
      const client = await server.signIn(login);
      const again = await server.signIn(target.login);
      const listed = await listOf(client, path);
      expect(listed.length, login).toBeGreaterThan(0);
      expect(listed.some(({ own }) => own)).toBe(false);
      const { sessionId } = (await listOf(again)).find(({ own }) => own) as OpenSession;
      expect(
        (await client.send("DELETE", `/api/officers/${officerId}/sessions/${sessionId}`)).status,
        login,
      ).toBe(204);
      expect(await status(again)).toBe(401);
      const last = await server.signIn(target.login);
      expect((await client.send("DELETE", `/api/officers/${officerId}/sessions`)).status).toBe(204);
      expect(await status(last)).toBe(401);
    }
    // On record as about the officer, whoever looked or ended.
    const events = await server.rows<{ action: string }>(
      "select distinct action from audit_events where subject_id = $1 and action like 'session.%' and outcome = 'done' and officer_id <> $1",
      [officerId],
    );
    expect(events.map(({ action }) => action).sort()).toEqual([
      "session.end",
      "session.end-all",
      "session.list",
    ]);
  });

  test("of another region answer its chief as an officer who does not exist", async () => {
    const elsewhere = await officer(UNITS.otherStation);
    const { officerId } = await viewOf(elsewhere.client);
    const chief = await server.signIn("chief");
    const [far, nobody] = [officerId, randomUUID()].map((id) => `/api/officers/${id}/sessions`);
    expect((await chief.get(far as string)).status).toBe(404);
    expect((await chief.get(nobody as string)).status).toBe(404);
    expect((await chief.send("DELETE", far as string)).status).toBe(404);
    expect(await status(elsewhere.client)).toBe(200);
  });
});

test("an ended session's open screen ends within seconds, in every process of the register", async () => {
  const other = await server.second();
  try {
    const { login, client } = await officer(UNITS.regional, "investigator");
    const lost = await enter(login, UA.windows);
    const screens = [
      await openScreen(server.url, lost, UA.windows),
      await openScreen(other.url, lost, UA.windows),
    ];
    const staying = await openScreen(other.url, client);
    expect(screens.map((screen) => screen.status)).toEqual([200, 200]);
    let stayed = true;
    void staying.ended.then(() => {
      stayed = false;
    });
    const began = performance.now();
    expect((await client.send("DELETE", OWN)).status).toBe(204);
    await Promise.all(screens.map(({ ended }) => ended));
    expect(performance.now() - began).toBeLessThan(10_000);
    // The other process remembers a session for five seconds at most.
    await vi.waitFor(
      async () =>
        expect((await fetch(`${other.url}/api/session`, { headers: { cookie: lost.cookie } })).status).toBe(
          401,
        ),
      { timeout: 8_000, interval: 100 },
    );
    expect(stayed).toBe(true);
    staying.close();
  } finally {
    await other.close();
  }
});
