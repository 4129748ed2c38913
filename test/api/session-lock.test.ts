// The lock: what a locked session still opens (nothing), how it opens again, and that the server ends what nobody uses.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as forgetting from "#src/actions/forget-sign-ins.ts";
import { perform } from "#src/actions/perform.ts";
import { createPool } from "#src/database/connect.ts";
import { transact } from "#src/database/transact.ts";
import { findVaultSession } from "#src/database/vault.ts";
import { Sessions } from "#src/http/session.ts";
import type { SessionView } from "#src/schema/case.ts";
import { openScreen } from "../support/events.ts";
import {
  type Client,
  clientOf,
  type SecondServer,
  startServer,
  TEST_PASSWORD,
  type TestServer,
  UNITS,
} from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ RETA_LOCK_MINUTES: "5", RETA_IDLE_MINUTES: "15" });
});
afterAll(() => server?.close());

async function officer(unitId: string = UNITS.regional, role: "registrar" | "investigator" = "investigator") {
  const login = `o-${randomUUID().slice(0, 8)}`;
  await server.addOfficer(login, unitId, role);
  return { login, client: await server.signIn(login) };
}
const lock = (client: Client) => client.send("POST", "/api/session/lock", { unused: false });
const viewOf = async (client: Client) => (await client.get("/api/session")).json as SessionView;
/** As if the officer had last done something so many minutes ago. */
const unusedFor = (login: string, minutes: number) =>
  server.rows(
    "update sessions s set last_used_at = clock_timestamp() - make_interval(mins => $2) from officers o where o.officer_id = s.officer_id and o.login = $1 and s.ended_at is null",
    [login, minutes],
  );

describe("a locked session", () => {
  test("opens nothing, shows no key of drafts, and opens again with the password", async () => {
    const { client } = await officer();
    const before = await viewOf(client);
    expect(before).toMatchObject({ locked: false, lockAfter: 300 });
    expect((await lock(client)).status).toBe(204);
    const view = await viewOf(client);
    expect(view).toMatchObject({ locked: true, draftKey: "" });
    for (const path of ["/api/cases", "/api/account", "/api/account/sessions", "/api/alerts?state=open"])
      expect(await client.get(path), path).toMatchObject({ status: 403, json: { code: "session.locked" } });
    expect(await client.send("PUT", "/api/session/mode", { training: true })).toMatchObject({
      json: { code: "session.locked" },
    });
    // Moving the mouse on a page that is locked is no proof.
    expect((await client.send("POST", "/api/session/use", {})).status).toBe(403);
    const wrong = await client.send("POST", "/api/session/fresh", { password: "no-es-esta" });
    expect(wrong).toMatchObject({ status: 401, json: { code: "session.wrong-credentials" } });
    expect((await viewOf(client)).locked).toBe(true);
    const opened = await client.send("POST", "/api/session/fresh", { password: TEST_PASSWORD });
    expect(opened).toMatchObject({ status: 200, json: { locked: false, draftKey: before.draftKey } });
    expect((await client.get("/api/cases")).status).toBe(200);
  });

  test("ends after five wrong passwords", async () => {
    const { client } = await officer();
    await lock(client);
    for (let i = 0; i < 5; i += 1)
      await client.send("POST", "/api/session/fresh", { password: "no-es-esta" });
    expect((await client.send("POST", "/api/session/fresh", { password: TEST_PASSWORD })).status).toBe(429);
    expect((await client.get("/api/session")).status).toBe(401);
  });

  test("can be left by signing out, and ends when somebody else signs in at the same browser", async () => {
    const [first, second] = [await officer(), await officer()];
    await lock(first.client);
    const body = { login: second.login, password: TEST_PASSWORD };
    const entered = await first.client.send("POST", "/api/session", body);
    expect(entered.status).toBe(200);
    expect((await first.client.get("/api/session")).status).toBe(401);
    await lock(second.client);
    expect((await second.client.send("DELETE", "/api/session")).status).toBe(204);
    expect((await second.client.get("/api/session")).status).toBe(401);
  });

  test("is locked in every process, and for the vault", async () => {
    const other = await server.second();
    try {
      const { client } = await officer();
      const there = (path: string) => fetch(other.url + path, { headers: { cookie: client.cookie } });
      expect((await there("/api/cases")).status).toBe(200);
      await lock(client);
      // What a process remembers of a session it remembers for five seconds.
      await vi.waitFor(async () => expect((await there("/api/cases")).status).toBe(403), {
        timeout: 8_000,
        interval: 100,
      });
      const [row] = await server.rows<{ hash: string }>(
        "select encode(session_hash, 'hex') as hash from sessions where locked_at is not null and ended_at is null order by locked_at desc limit 1",
      );
      const pool = createPool(server.database.vaultUrl, { schema: "reta", max: 1 });
      const asVault = () =>
        transact(pool.pool, { zone: "reta_vault" }, (tx) =>
          findVaultSession(tx, Buffer.from(row?.hash ?? "", "hex")),
        );
      expect(await asVault()).toBeUndefined();
      await client.send("POST", "/api/session/fresh", { password: TEST_PASSWORD });
      expect(await asVault()).toMatchObject({ role: "investigator" });
      await pool.close();
    } finally {
      await other.close();
    }
  });

  test("keeps its screen listening: an alert rings, and says no more than that there is one", async () => {
    const { client } = await officer();
    await lock(client);
    const screen = await openScreen(server.url, client);
    expect(screen.status).toBe(200);
    await vi.waitFor(() => expect(screen.events.map(({ event }) => event)).toContain("sync"), 15_000);
    screen.close();
  });

  test("is on record, by hand or by itself, and so is its opening", async () => {
    const { client } = await officer();
    const { officerId } = await viewOf(client);
    await lock(client);
    await client.send("POST", "/api/session/fresh", { password: TEST_PASSWORD });
    const events = await server.rows<{ action: string; detail: { unused?: boolean } }>(
      "select action, body->'detail' as detail from audit_events where officer_id = $1 and action in ('session.lock', 'session.fresh') and outcome = 'done' order by event_id",
      [officerId],
    );
    expect(events).toMatchObject([
      { action: "session.lock", detail: { unused: false } },
      { action: "session.fresh" },
    ]);
  });

  test("is nobody's without a cookie, and takes no other shape", async () => {
    for (const path of ["/api/session/lock", "/api/session/use"])
      expect((await server.anonymous.send("POST", path, { unused: true })).status).toBe(401);
    const { client } = await officer();
    expect((await client.send("POST", "/api/session/lock", {})).status).toBe(422);
  });
});

describe("a session nobody uses", () => {
  test("opens locked when a page is opened after the time of the lock", async () => {
    const { login, client } = await officer();
    await unusedFor(login, 4);
    expect((await viewOf(client)).locked).toBe(false);
    await unusedFor(login, 6);
    expect((await viewOf(client)).locked).toBe(true);
    expect((await client.get("/api/cases")).status).toBe(403);
  });

  test("is ended by the server after its own limit, unless it is locked; use puts it off", async () => {
    const [gone, locked, used] = [await officer(), await officer(), await officer()];
    await lock(locked.client);
    for (const { login } of [gone, locked, used]) await unusedFor(login, 16);
    expect((await used.client.send("POST", "/api/session/use", {})).status).toBe(204);
    // Looked at from outside: asking for the session would lock it, and so keep it.
    const open = () =>
      server.rows(
        "select from sessions s join officers o using (officer_id) where o.login = $1 and s.ended_at is null",
        [gone.login],
      );
    await vi.waitFor(async () => expect(await open()).toHaveLength(0), { timeout: 25_000, interval: 250 });
    expect((await gone.client.get("/api/session")).status).toBe(401);
    expect((await viewOf(locked.client)).locked).toBe(true);
    expect((await used.client.get("/api/cases")).status).toBe(200);
    const [event] = await server.rows<{ detail: object }>(
      "select body->'detail' as detail from audit_events where action = 'session.idle' order by event_id desc limit 1",
    );
    expect(event).toMatchObject({ detail: { ended: 1, minutes: 15 } });
  });

  test("is noted as used at most twice a minute, however much it asks", async () => {
    let now = 1_000_000;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
    const noted: boolean[] = [];
    const sessions = new Sessions(async (_hash, used) => {
      noted.push(used);
      return { officerId: "x", device: null } as never;
    });
    const request = { headers: {}, ip: "127.0.0.1", cookies: { "__Host-sid": "a".repeat(43) } } as never;
    for (const [later, attended] of [
      [0, true],
      [1_000, true],
      [6_000, false],
      [22_000, true],
      [2_000, true],
    ] as const) {
      now += later;
      await sessions.identify(request, false, attended);
    }
    clock.mockRestore();
    expect(noted).toEqual([true, false, false, true]);
  });
});

test("a request whose line is gone is from a place of its own", async () => {
  const sessions = new Sessions(async () => ({ device: null, provedFrom: "local", locked: false }) as never);
  const from = async (id: string) => {
    const request = { id, ip: undefined, headers: {}, cookies: { "__Host-sid": "a".repeat(43) } };
    return (await sessions.identify(request as never))?.place?.network;
  };
  const [one, other] = [await from("one"), await from("other")];
  expect(one).toMatch(/^unknown-/);
  expect(other).not.toBe(one);
});

test("a limit that is no time stops the start", async () => {
  await expect(startServer({ RETA_LOCK_MINUTES: "nunca" })).rejects.toThrow("RETA_LOCK_MINUTES");
});

describe("what is long over", () => {
  test("goes by age: failed attempts and sessions after 90 days, what makes a login known after 400", async () => {
    const { login, client } = await officer();
    const other = await server.signIn(login);
    await server.anonymous.send("POST", "/api/session", { login: "nobody-known", password: TEST_PASSWORD });
    const aged = (table: string, column: string, days: number, which: string) =>
      server.rows(
        `update ${table} set ${column} = ${column} - make_interval(days => ${days}) where ${which} returning 1`,
      );
    const forget = () =>
      perform(
        server.house.real,
        { actor: null, requestId: randomUUID() },
        { trace: forgetting.trace, verb: forgetting.forget },
        undefined,
      );
    const count = async () =>
      (
        await server.rows<{ failed: number; right: number; sessions: number }>(
          `select (select count(*)::int from sign_in_attempts where not succeeded) as failed,
             (select count(*)::int from sign_in_attempts where succeeded) as right,
             (select count(*)::int from sessions) as sessions`,
        )
      )[0] ?? { failed: 0, right: 0, sessions: 0 };
    const start = await count();
    const mine = `officer_id = (select officer_id from officers where login = '${login}')`;
    expect(await aged("sign_in_attempts", "tried_at", 89, "true")).toHaveLength(start.failed + start.right);
    expect((await other.send("DELETE", "/api/session")).status).toBe(204);
    await aged("sessions", "ended_at", 89, `${mine} and ended_at is not null`);
    await forget();
    expect(await count()).toEqual(start);
    await aged("sign_in_attempts", "tried_at", 2, "true");
    await aged("sessions", "ended_at", 2, `${mine} and ended_at is not null`);
    await forget();
    expect(await count()).toEqual({ failed: 0, right: start.right, sessions: start.sessions - 1 });
    await aged("sign_in_attempts", "tried_at", 310, "true");
    await forget();
    expect((await count()).right).toBe(0);
    // One that is open stays, and the program itself may delete none.
    expect((await viewOf(client)).locked).toBe(false);
    const people = server.house.real.pool.pool;
    for (const table of ["sessions", "sign_in_attempts"])
      await expect(
        transact(people, { zone: "reta_people" }, (tx) => sql.raw(`delete from ${table}`).execute(tx)),
      ).rejects.toThrow(/permission denied/);
  });
});

describe("a session elsewhere than it was opened", () => {
  const WINDOWS =
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36";
  const NEWER = WINDOWS.replace("120.0", "121.0");
  const LINUX = "curl/8.5.0 (Linux)";
  const HERE = "198.51.100.7";
  const SAME_PROVIDER = "198.51.7.250";
  const AWAY = "203.0.113.9";
  let behind: SecondServer;
  beforeAll(async () => {
    behind = await server.second({ RETA_TRUST_PROXY: "yes" });
  });
  afterAll(() => behind?.close());

  /** Signs in from a place; what it gives asks from wherever it is told to, with the same cookie. */
  async function enter(login: string) {
    const anonymous = clientOf(behind.url, "");
    const at = (userAgent: string, address: string) => ({
      "user-agent": userAgent,
      "x-forwarded-for": address,
    });
    const body = { login, password: TEST_PASSWORD };
    const answer = await anonymous.send("POST", "/api/session", body, at(WINDOWS, HERE));
    expect(answer.status).toBe(200);
    const client = clientOf(behind.url, (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
    return {
      get: (path: string, agent = WINDOWS, address = HERE) => client.get(path, at(agent, address)),
      post: (path: string, sent: unknown, agent = WINDOWS, address = HERE) =>
        client.send("POST", path, sent, at(agent, address)),
      others: (agent = WINDOWS, address = HERE) =>
        client.send("DELETE", "/api/account/sessions", undefined, at(agent, address)),
    };
  }

  test("is locked in another browser or system, and is its own again once its officer has proved to be there", async () => {
    const { login } = await officer();
    const session = await enter(login);
    expect((await session.get("/api/cases")).status).toBe(200);
    expect((await session.get("/api/cases", NEWER)).status).toBe(200);
    for (const agent of [LINUX, "", WINDOWS.replace("Windows NT", "Linux")])
      expect(await session.get("/api/cases", agent), agent).toMatchObject({
        status: 403,
        json: { code: "session.locked" },
      });
    expect((await session.get("/api/session", LINUX)).json).toMatchObject({ locked: true, draftKey: "" });
    // Nor does it listen to the alerts from there, or lock the officer out.
    expect((await session.get("/api/alerts/stream", LINUX)).status).toBe(403);
    expect((await session.post("/api/session/lock", { unused: false }, LINUX)).status).toBe(403);
    // At its own place it stays open, and whoever reads the trail sees what was tried.
    expect((await session.get("/api/session")).json).toMatchObject({ locked: false });
    const tried = await server.rows(
      `select 1 from audit_events e join officers o using (officer_id) where o.login = $1
         and e.outcome = 'refused' and e.body -> 'detail' ->> 'problem' = 'session.locked'`,
      [login],
    );
    expect(tried.length).toBeGreaterThan(0);
    const wrong = await session.post("/api/session/fresh", { password: "no-es-esta" }, LINUX);
    expect(wrong.status).toBe(401);
    expect((await session.get("/api/cases", LINUX)).status).toBe(403);
    expect((await session.post("/api/session/fresh", { password: TEST_PASSWORD }, LINUX)).status).toBe(200);
    expect((await session.get("/api/cases", LINUX)).status).toBe(200);
    expect((await session.get("/api/cases")).status).toBe(403);
  });

  test("is not ended by wrong passwords from elsewhere, nor noted as used there", async () => {
    const { login } = await officer();
    const session = await enter(login);
    await unusedFor(login, 4);
    expect((await session.get("/api/cases", LINUX)).status).toBe(403);
    const used = await server.rows(
      "select from sessions join officers using (officer_id) where login = $1 and last_used_at > now() - interval '3 minutes'",
      [login],
    );
    expect(used).toEqual([]);
    const wrong = { password: "no-es-esta" };
    for (const [agent, address] of [
      [LINUX, HERE],
      [WINDOWS, AWAY],
    ] as const) {
      for (let i = 0; i < 5; i += 1)
        expect((await session.post("/api/session/fresh", wrong, agent, address)).status).toBe(401);
      expect((await session.post("/api/session/fresh", wrong, agent, address)).status).toBe(429);
    }
    // At its own place it goes on, and its officer's own tries are counted from none.
    expect((await session.get("/api/cases")).status).toBe(200);
    for (let i = 0; i < 4; i += 1) expect((await session.post("/api/session/fresh", wrong)).status).toBe(401);
    expect((await session.post("/api/session/fresh", { password: TEST_PASSWORD })).status).toBe(200);
    // Those of others against the login are no reason to end it either.
    const { login: tried } = await officer();
    const own = await enter(tried);
    await server.rows(
      `insert into sign_in_attempts (login_hash, address_hash, succeeded)
       select sha256(convert_to('reta/login/' || $1, 'UTF8')), sha256(int4send(n)), false from generate_series(1, 50) n`,
      [tried],
    );
    expect((await own.post("/api/session/fresh", wrong)).status).toBe(429);
    expect((await own.get("/api/session")).status).toBe(200);
  });

  test("stays open on another network, where no proof given before counts", async () => {
    const session = await enter((await officer()).login);
    expect((await session.others()).status).toBe(204);
    expect((await session.others(WINDOWS, SAME_PROVIDER)).status).toBe(204);
    expect((await session.get("/api/cases", WINDOWS, AWAY)).status).toBe(200);
    expect(await session.others(WINDOWS, AWAY)).toMatchObject({ json: { code: "session.not-fresh" } });
    const proof = { password: TEST_PASSWORD };
    expect((await session.post("/api/session/fresh", proof, WINDOWS, AWAY)).status).toBe(200);
    expect((await session.others(WINDOWS, AWAY)).status).toBe(204);
    expect(await session.others()).toMatchObject({ json: { code: "session.not-fresh" } });
  });

  test("is known by a tag that names no address", async () => {
    const { login } = await officer();
    await enter(login);
    const rows = await server.rows<{ device: string; from: string }>(
      `select device, proved_from as "from" from sessions join officers using (officer_id)
       where login = $1 and proved_from <> 'local'`,
      [login],
    );
    expect(rows).toEqual([
      { device: "Chrome · Windows", from: expect.stringMatching(/^public-[0-9a-f]{3}$/) },
    ]);
  });
});
