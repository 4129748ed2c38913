// An officer is suspended at once: by whom, with whom, what ends with it, and who lifts it.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { transact } from "#src/database/transact.ts";
import type { Suspension } from "#src/schema/suspension.ts";
import { openScreen } from "../support/events.ts";
import { type Client, startServer, TEST_PASSWORD, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
let chief: Client;
let administrator: Client;
let affairs: Client;
beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("affairs-two", "pe-inspectoria", "internal-affairs");
  await server.addOfficer("directorate", UNITS.top, "national-directorate");
  [chief, administrator, affairs] = await Promise.all(
    (["chief", "administrator", "affairs"] as const).map((login) => server.signIn(login)) as [
      Promise<Client>,
      Promise<Client>,
      Promise<Client>,
    ],
  );
});
afterAll(() => server?.close());

let made = 0;
async function officer(
  role: Parameters<TestServer["addOfficer"]>[2] = "registrar",
  unitId: string = UNITS.station,
) {
  const login = `suspected-${++made}`;
  await server.addOfficer(login, unitId, role);
  return login;
}
async function suspend(by: Client, login: string, change: object = {}) {
  const suspensionId = randomUUID();
  const body = { ...{ suspensionId, login, reason: "inquiry", orderNumber: "RD-9-2026" }, ...change };
  return { suspensionId, answer: await by.send("POST", "/api/suspensions", body) };
}
const step = (by: Client, suspensionId: string, what: string, body: object = {}) =>
  by.send("POST", `/api/suspensions/${suspensionId}/${what}`, body);
const lift = (by: Client, suspensionId: string) =>
  by.send("POST", `/api/suspensions/${suspensionId}/lift`, { orderNumber: "RD-10-2026" });
const confirm = (by: Client, suspensionId: string) =>
  by.send("POST", `/api/suspensions/${suspensionId}/confirm`, {});
const withdraw = (by: Client, suspensionId: string) =>
  by.send("POST", `/api/suspensions/${suspensionId}/withdraw`, {});
const listed = async (by: Client) =>
  ((await by.get("/api/suspensions")).json as { suspensions: Suspension[] }).suspensions;
const enters = async (login: string, password = TEST_PASSWORD) =>
  (await server.anonymous.send("POST", "/api/session", { login, password })).status;

test("a posting that oversees or keeps the register is ended once somebody else had the officer stopped", async () => {
  const end = async (login: string) => {
    const [row] = await server.rows<{ id: string }>(
      "select posting_id as id from postings join officers using (officer_id) where login = $1",
      [login],
    );
    return administrator.send("POST", `/api/postings/${row?.id}/end`, {});
  };
  const refused = { status: 403, json: { code: "posting.end-takes-two" } };
  const [auditor, keeper] = [
    await officer("auditor", "pe-defensoria"),
    await officer("administrator", UNITS.top),
  ];
  const earlier = await server.signIn(auditor);
  expect(await end(auditor)).toMatchObject(refused);
  expect((await earlier.get("/api/session")).status).toBe(200);
  // The administrator's own word alone is nobody else's.
  expect((await suspend(administrator, keeper)).answer).toMatchObject({ json: { inForce: true } });
  expect(await end(keeper)).toMatchObject(refused);
  const asked = await suspend(affairs, auditor);
  expect(await end(auditor)).toMatchObject(refused);
  expect((await confirm(administrator, asked.suspensionId)).status).toBe(204);
  expect((await end(auditor)).status).toBe(204);
  expect((await end(await officer())).status).toBe(204);
});

test("whatever the program says, one person ends no posting of whoever oversees, and sooner is an end as well", async () => {
  const [by] = await server.rows<{ id: string }>(
    "select officer_id as id from officers where login = 'administrator'",
  );
  const context = { zone: "reta_people", officerId: by?.id ?? null } as never;
  const end = (login: string, at: string) =>
    transact(server.house.real.pool.pool, context, (tx) =>
      sql`update postings set valid_to = ${at}::timestamptz
        where officer_id = (select officer_id from officers where login = ${login})`.execute(tx),
    );
  const ended = async (login: string) =>
    (
      await server.rows<{ ended: boolean }>(
        "select valid_to < now() + interval '9 days' as ended from postings join officers using (officer_id) where login = $1",
        [login],
      )
    )[0]?.ended === true;
  const soon = new Date(Date.now() + 86_400_000).toISOString();
  const later = new Date(Date.now() + 99 * 86_400_000).toISOString();
  const alone = { constraint: "postings_ended_by_two" };
  const made: string[] = [];
  for (const [role, unitId] of [
    ["auditor", UNITS.top],
    ["internal-affairs", "pe-inspectoria"],
    ["administrator", UNITS.top],
    ["amender", UNITS.top],
    ["key-custodian", UNITS.top],
    ["chief", "pe-defensoria"],
    ["prosecutor", "pe-mp-fistrap"],
  ] as const) {
    const login = await officer(role, unitId);
    made.push(login);
    await expect(end(login, "now"), role).rejects.toMatchObject(alone);
    await expect(end(login, soon), role).rejects.toMatchObject(alone);
    expect(await ended(login), role).toBe(false);
  }
  // What only waits, or was asked for and agreed to by the same hand, stops nobody; with another's word it ends.
  const [auditor = "", affairsOfficer = "", keeper = ""] = made;
  const { suspensionId } = await suspend(administrator, auditor);
  await expect(end(auditor, "now")).rejects.toMatchObject(alone);
  expect((await confirm(affairs, suspensionId)).status).toBe(204);
  await end(auditor, "now");
  expect(await ended(auditor)).toBe(true);
  await suspend(administrator, keeper);
  await expect(end(keeper, "now")).rejects.toMatchObject(alone);
  // A day where none was written down is an end too; one that is further away is none.
  await expect(end(affairsOfficer, later)).rejects.toMatchObject(alone);
  await server.rows(
    "update postings set valid_to = $2 where officer_id = (select officer_id from officers where login = $1)",
    [affairsOfficer, soon],
  );
  await end(affairsOfficer, later);
  await expect(end(affairsOfficer, soon)).rejects.toMatchObject(alone);
  const below = await officer();
  await end(below, "now");
  expect(await ended(below)).toBe(true);
});

describe("who suspends", () => {
  test("is nobody without a session or a word in it, and each within reach", async () => {
    const login = await officer("registrar", UNITS.otherStation);
    expect((await server.anonymous.get("/api/suspensions")).status).toBe(401);
    expect((await suspend(server.anonymous, login)).answer.status).toBe(401);
    for (const what of ["confirm", "withdraw", "lift"])
      expect((await step(server.anonymous, randomUUID(), what)).status).toBe(401);
    const registrar = await server.signIn("registrar");
    expect((await suspend(registrar, login)).answer.status).toBe(403);
    const hidden = await suspend(chief, login);
    const missing = await suspend(chief, "nobody-of-that-login");
    expect([hidden.answer.status, missing.answer.status]).toEqual([404, 404]);
    const bare = ({ json }: typeof hidden.answer) => ({ ...(json as object), requestId: "" });
    expect(bare(hidden.answer)).toEqual(bare(missing.answer));
    expect((await suspend(chief, await officer(), { orderNumber: "" })).answer.status).toBe(422);
    expect((await suspend(chief, "chief")).answer.status).toBe(403);
    expect(await enters(login)).toBe(200);
  });

  test("finds whom within reach by part of the name, under the posting within reach and no other", async () => {
    const find = async (by: Client, search: string) =>
      by.send("POST", "/api/suspensions/officers", { search });
    const found = async (by: Client, search: string) =>
      ((await find(by, search)).json as { officers: { login: string; unitId: string }[] }).officers;
    const [below, elsewhere] = [await officer(), await officer("registrar", UNITS.otherStation)];
    // A further posting elsewhere is nothing the chief is told of.
    await server.rows(
      `insert into postings (posting_id, officer_id, unit_id, role, valid_from)
       select gen_random_uuid(), officer_id, $1, 'investigator', clock_timestamp() from officers where login = $2`,
      [UNITS.otherRegional, below],
    );
    expect(await found(chief, below.toUpperCase())).toEqual([
      expect.objectContaining({ login: below, name: `Oficial ${below}`, unitId: UNITS.station }),
    ]);
    expect(await found(chief, elsewhere)).toEqual([]);
    expect(await found(chief, "chief")).toEqual([]);
    expect(await found(chief, "%")).toEqual([]);
    expect(await found(affairs, elsewhere)).toMatchObject([{ login: elsewhere }]);
    expect((await find(chief, "")).status).toBe(422);
    expect((await find(server.anonymous, below)).status).toBe(401);
    expect((await find(await server.signIn("registrar"), below)).status).toBe(403);
  });

  test("a chief alone an officer below: sessions and streams end, and nobody is told why at the door", async () => {
    const login = await officer("investigator");
    const client = await server.signIn(login);
    const [screen, other] = [
      await openScreen(server.url, client),
      await openScreen(server.url, await server.signIn("investigator")),
    ];
    expect([screen.status, other.status]).toEqual([200, 200]);
    let otherEnded = false;
    void other.ended.then(() => {
      otherEnded = true;
    });
    const stopped = await suspend(chief, login);
    expect(stopped.answer).toMatchObject({ status: 201, json: { inForce: true } });
    // Within the five seconds in which every open screen is asked about once, and what a busy machine adds.
    const since = performance.now();
    await screen.ended;
    expect(performance.now() - since).toBeLessThan(10_000);
    expect(otherEnded).toBe(false);
    other.close();
    const again = await openScreen(server.url, client);
    expect(again.status).toBe(401);
    await vi.waitFor(async () => expect((await client.get("/api/session")).status).toBe(401), {
      timeout: 10_000,
    });
    const wrong = await server.anonymous.send("POST", "/api/session", { login, password: "not the one" });
    const right = await server.anonymous.send("POST", "/api/session", { login, password: TEST_PASSWORD });
    expect([wrong.status, right.status]).toEqual([401, 401]);
    expect((right.json as { code: string }).code).toBe((wrong.json as { code: string }).code);
    expect((await suspend(chief, login)).answer).toMatchObject({
      status: 409,
      json: { code: "suspension.already" },
    });
    const shown = (
      (await administrator.get(`/api/officers?search=${login}`)).json as {
        officers: { suspendedAt: string | null }[];
      }
    ).officers;
    expect(shown[0]?.suspendedAt).not.toBeNull();
    const trail = await server.rows<{ action: string; detail: { reason: string; order: string } }>(
      `select action, body -> 'detail' as detail from audit_events
       where action = 'officer.suspend' and outcome = 'done' and body::text like $1`,
      [`%${stopped.suspensionId}%`],
    );
    expect(trail).toMatchObject([{ detail: { reason: "inquiry", order: "RD-9-2026" } }]);
  });

  test("an administrator alone only who keeps the register, and with a chief an officer below", async () => {
    const custodian = await officer("key-custodian", UNITS.top);
    expect((await suspend(administrator, custodian)).answer).toMatchObject({ json: { inForce: true } });
    const login = await officer();
    const asked = await suspend(administrator, login);
    expect(asked.answer).toMatchObject({ status: 201, json: { inForce: false } });
    expect(await enters(login)).toBe(200);
    expect((await confirm(administrator, asked.suspensionId)).status).toBe(403);
    expect((await listed(chief)).find((one) => one.login === login)?.steps).toEqual(["confirm", "withdraw"]);
    expect((await confirm(chief, asked.suspensionId)).status).toBe(204);
    expect(await enters(login)).toBe(401);
  });

  test("nobody alone whoever oversees the police, who is told of nothing; and no chief", async () => {
    for (const role of ["auditor", "internal-affairs", "prosecutor", "amender"] as const) {
      const login = await officer(role, UNITS.station);
      const overseer = await server.signIn(login);
      expect((await suspend(chief, login)).answer.status, role).toBe(403);
      const { suspensionId, answer } = await suspend(affairs, login);
      expect(answer, role).toMatchObject({ status: 201, json: { inForce: false } });
      expect((await confirm(affairs, suspensionId)).status).toBe(403);
      expect((await confirm(chief, suspensionId)).status).toBe(403);
      if (role === "internal-affairs") {
        expect((await listed(overseer)).map((one) => one.login)).not.toContain(login);
        expect((await confirm(overseer, suspensionId)).status).toBe(404);
      }
      expect((await overseer.get("/api/session")).status).toBe(200);
      expect((await confirm(administrator, suspensionId)).status).toBe(204);
      expect((await confirm(administrator, suspensionId)).status).toBe(403);
      expect(await enters(login), role).toBe(401);
    }
  });

  test("one that waits is taken back, or refused, and never counts then", async () => {
    const login = await officer("auditor", UNITS.top);
    const first = await suspend(affairs, login);
    expect((await withdraw(affairs, first.suspensionId)).status).toBe(204);
    expect((await confirm(administrator, first.suspensionId)).status).toBe(404);
    const second = await suspend(affairs, login);
    expect((await withdraw(administrator, second.suspensionId)).status).toBe(204);
    expect(await enters(login)).toBe(200);
  });
});

describe("it is lifted", () => {
  test("by another than who suspended, never from below, and the officer enters again", async () => {
    const login = await officer();
    const directorate = await server.signIn("directorate");
    const { suspensionId } = await suspend(directorate, login);
    expect((await lift(directorate, suspensionId)).status).toBe(403);
    expect((await lift(chief, suspensionId)).status).toBe(403);
    expect((await lift(administrator, suspensionId)).status).toBe(403);
    expect((await step(affairs, suspensionId, "lift")).status).toBe(422);
    expect((await lift(affairs, suspensionId)).status).toBe(204);
    expect(await enters(login)).toBe(200);
    expect((await lift(affairs, suspensionId)).status).toBe(404);
  });

  test("what internal affairs began by internal affairs, whatever else stands beside it", async () => {
    const login = await officer();
    const friendly = await suspend(chief, login);
    const earnest = await suspend(affairs, login);
    const directorate = await server.signIn("directorate");
    expect((await lift(directorate, friendly.suspensionId)).status).toBe(204);
    expect((await lift(directorate, earnest.suspensionId)).status).toBe(403);
    expect(await enters(login)).toBe(401);
    expect((await lift(await server.signIn("affairs-two"), earnest.suspensionId)).status).toBe(204);
    expect(await enters(login)).toBe(200);
  });
});

test("whatever the program says, one person neither suspends an auditor nor lifts what is their own", async () => {
  const login = await officer("auditor", UNITS.top);
  const [by] = await server.rows<{ id: string }>(
    "select officer_id as id from officers where login = 'affairs'",
  );
  const context = { zone: "reta_people", officerId: by?.id ?? null } as never;
  const alone = (statement: ReturnType<typeof sql>) =>
    transact(server.house.real.pool.pool, context, (tx) => statement.execute(tx));
  const insert = (takesTwo: boolean) =>
    alone(sql`insert into suspensions (suspension_id, officer_id, reason, order_number, takes_two, asked_by, asked_role,
        asked_unit)
      select gen_random_uuid(), officer_id, 'inquiry', 'RD-1', ${takesTwo}::boolean, ${by?.id}::uuid, 'internal-affairs', unit_id
      from officers, (select unit_id from units where parent_id is null limit 1) as top where login = ${login}`);
  await expect(insert(false)).rejects.toMatchObject({ constraint: "suspensions_takes_two" });
  await insert(true);
  await expect(
    alone(sql`update suspensions set confirmed_by = ${by?.id}, confirmed_at = now() where asked_by = ${by?.id}
      and officer_id = (select officer_id from officers where login = ${login})`),
  ).rejects.toMatchObject({ constraint: "suspensions_two_people" });
  await expect(alone(sql`update officers set suspended_at = null`)).rejects.toThrow("permission denied");
  const registrar = await officer();
  const { suspensionId } = await suspend(affairs, registrar);
  await expect(
    alone(sql`update suspensions set lifted_by = ${by?.id}, lifted_at = now(), lift_order = 'RD-1'
      where suspension_id = ${suspensionId}`),
  ).rejects.toMatchObject({ constraint: "suspensions_lifted_by_another" });
});
