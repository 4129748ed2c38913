// Letting officers in over HTTP: codes of the unit, what they open, and recovery by two people.
import { randomUUID } from "node:crypto";
import { hashRawSync } from "@node-rs/argon2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Enrolment } from "#src/schema/account.ts";
import { Authenticator, addPasskey, tryPasskey } from "../support/authenticator.ts";
import { agreeTo, CHOSEN, enrol, giveCode, sessionOf, typeCode } from "../support/enrolment.ts";
import { type Client, startServer, TEST_PASSWORD, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
let administrator: Client;
let chief: Client;
let second: Client;
beforeAll(async () => {
  server = await startServer({ RETA_TRUST_PROXY: "yes" });
  await server.addOfficer("second", UNITS.top, "administrator");
  [administrator, chief, second] = await Promise.all(
    ["administrator", "chief", "second"].map((login) => server.signIn(login)) as [
      Promise<Client>,
      Promise<Client>,
      Promise<Client>,
    ],
  );
});
afterAll(() => server?.close());

/** A new officer as an administrator makes one, without a way in. */
async function newcomer(unitId: string = UNITS.regional, role = "investigator") {
  const officerId = randomUUID();
  const login = `n-${randomUUID().slice(0, 8)}`;
  const posting = { postingId: randomUUID(), unitId, role, orderNumber: "RD-1-2026" };
  await administrator.send("POST", "/api/officers", { officerId, login, name: `Nueva ${login}`, posting });
  const agreed = await agreeTo(second, posting.postingId);
  if (agreed.status !== 204) throw new Error(`not agreed: ${agreed.text}`);
  return { officerId, login, postingId: posting.postingId };
}
const codeOf = async (by: Client, officerId: string) =>
  ((await giveCode(by, officerId)).json as { code: string }).code;
const ask = (by: Client, officerId: string) => by.send("POST", `/api/officers/${officerId}/recovery`, {});
const confirm = (by: Client, recoveryId: string) =>
  by.send("POST", `/api/recoveries/${recoveryId}/confirm`, {});
const line = async (by: Client, login: string) =>
  ((await by.get(`/api/enrolments?search=${login}`)).json as { officers: Enrolment[] }).officers[0];
const idOf = async (login: string) =>
  (await server.rows<{ id: string }>("select officer_id as id from officers where login = $1", [login]))[0]
    ?.id ?? "";
const signInWith = (login: string, password: string) =>
  server.anonymous.send("POST", "/api/session", { login, password });
const WRONG = { status: 401, json: { code: "session.wrong-credentials" } };

describe("who lets officers in", () => {
  const asked: [string, (by: Client) => ReturnType<Client["get"]>][] = [
    ["list", (by) => by.get("/api/enrolments")],
    ["code", (by) => by.send("POST", `/api/officers/${randomUUID()}/enrolment-code`, {})],
    ["ask", (by) => ask(by, randomUUID())],
  ];

  test("is nobody without a session, and no officer who works on cases", async () => {
    for (const [what, askIt] of asked) expect((await askIt(server.anonymous)).status, what).toBe(401);
    for (const path of [`/api/recoveries/${randomUUID()}/confirm`, "/api/session/recovery-told"])
      expect((await server.anonymous.send("POST", path, {})).status).toBe(401);
    expect((await server.anonymous.send("POST", "/api/enrolment", { code: "" })).status).toBe(422);
    expect((await server.anonymous.send("DELETE", `/api/recoveries/${randomUUID()}`)).status).toBe(401);
    expect((await server.anonymous.send("POST", "/api/account/password", { next: CHOSEN })).status).toBe(401);
    for (const login of ["registrar", "investigator"]) {
      const client = await server.signIn(login);
      for (const [what, askIt] of asked)
        expect(await askIt(client), `${what} by ${login}`).toMatchObject({
          status: 403,
          json: { code: "access.refused" },
        });
    }
  });

  test("a chief does so for the units below and sees nobody else's officers", async () => {
    const below = await newcomer(UNITS.regional);
    const elsewhere = await newcomer(UNITS.otherRegional);
    expect(await line(chief, below.login)).toMatchObject({ enrolled: false, unitId: UNITS.regional });
    expect(await line(chief, elsewhere.login)).toBeUndefined();
    expect((await giveCode(chief, elsewhere.officerId)).status).toBe(404);
    expect((await giveCode(chief, below.officerId)).status).toBe(201);
    expect(await line(administrator, elsewhere.login)).toMatchObject({ enrolled: false });
  });

  test("does so for nobody who has a way in, and never for oneself", async () => {
    expect(await giveCode(administrator, await idOf("registrar"))).toMatchObject({
      status: 409,
      json: { code: "enrolment.has-way-in" },
    });
    for (const send of [giveCode, ask])
      expect(await send(administrator, await idOf("administrator"))).toMatchObject({ status: 403 });
  });

  test("has proved within the last quarter of an hour to be there", async () => {
    const { officerId } = await newcomer();
    await server.addOfficer("aged-chief", UNITS.region, "chief");
    const aged = await server.signIn("aged-chief");
    await server.rows(
      "update sessions s set authenticated_at = authenticated_at - interval '16 minutes' from officers o where o.officer_id = s.officer_id and o.login = 'aged-chief'",
    );
    await server.signIn("colleague");
    for (const answer of [await giveCode(aged, officerId), await ask(aged, officerId)])
      expect(answer).toMatchObject({ status: 403, json: { code: "session.not-fresh" } });
    await aged.send("POST", "/api/session/fresh", { password: TEST_PASSWORD });
    expect((await giveCode(aged, officerId)).status).toBe(201);
  });
});

describe("a posting", () => {
  test("is of a role that is had in such a unit: nobody prosecutes at a station or registers at a court", async () => {
    await server.addOfficer("to-be-posted", UNITS.station, "registrar");
    const path = `/api/officers/${await idOf("to-be-posted")}/postings`;
    const post = (unitId: string, role: string, postingId: string = randomUUID()) =>
      administrator.send("POST", path, { postingId, unitId, role, orderNumber: "R-1" });
    for (const [unitId, role] of [
      [UNITS.station, "prosecutor"],
      [UNITS.top, "court-clerk"],
      [UNITS.court, "registrar"],
      [UNITS.shelter, "administrator"],
      [UNITS.prosecutors, "national-directorate"],
    ] as const)
      expect(await post(unitId, role), `${role} at ${unitId}`).toMatchObject({
        status: 422,
        json: { faults: [{ pointer: "/posting/role", code: "role-of-another-institution" }] },
      });
    const postingId = randomUUID();
    expect((await post(UNITS.court, "court-clerk", postingId)).status).toBe(204);
    // Its own chief agrees, and no chief of police finds it.
    await server.addOfficer("chief-of-court", UNITS.court, "chief");
    expect((await agreeTo(chief, postingId)).status).toBe(404);
    expect((await agreeTo(await server.signIn("chief-of-court"), postingId)).status).toBe(204);
  });
});

describe("those who oversee the police, or keep the register", () => {
  test("get their first code from the administrator who did not propose them, and never from a chief", async () => {
    const { officerId } = await newcomer(UNITS.region, "auditor");
    expect((await giveCode(chief, officerId)).status).toBe(403);
    expect(await giveCode(administrator, officerId)).toMatchObject({
      status: 403,
      json: { code: "enrolment.own-proposal" },
    });
    expect((await giveCode(second, officerId)).status).toBe(201);
  });

  test("are recovered by two administrators, also where a chief reaches another posting of theirs", async () => {
    const { officerId, login } = await newcomer(UNITS.top, "internal-affairs");
    await enrol(server, second, officerId);
    const posting = { ...{ postingId: randomUUID(), unitId: UNITS.regional, role: "registrar" } };
    const below = { ...posting, orderNumber: "RD-2-2026" };
    expect((await administrator.send("POST", `/api/officers/${officerId}/postings`, below)).status).toBe(204);
    expect((await agreeTo(chief, posting.postingId)).status).toBe(204);
    expect((await line(chief, login))?.role).toBe("registrar");
    expect((await ask(chief, officerId)).status).toBe(403);
    expect((await ask(administrator, officerId)).status).toBe(204);
    const recoveryId = (await line(second, login))?.recovery?.recoveryId ?? "";
    expect((await confirm(chief, recoveryId)).status).toBe(403);
    expect((await chief.send("DELETE", `/api/recoveries/${recoveryId}`)).status).toBe(403);
    expect((await confirm(administrator, recoveryId)).status).toBe(403);
    expect(await confirm(second, recoveryId)).toMatchObject({
      status: 200,
      json: { code: expect.anything() },
    });
  });
});

describe("a code", () => {
  test("opens nothing but setting up a way in, and a password makes it a whole session", async () => {
    const { officerId, login } = await newcomer();
    const code = await codeOf(chief, officerId);
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const begun = await typeCode(server, code.toLowerCase().replaceAll("-", ""));
    expect(begun).toMatchObject({ status: 200, json: { mustEnrol: true, draftKey: "" } });
    const minutes = (Date.parse((begun.json as { expiresAt: string }).expiresAt) - Date.now()) / 60_000;
    expect(minutes).toBeLessThanOrEqual(30);
    const limited = sessionOf(server, begun);
    expect(await limited.get("/api/cases")).toMatchObject({
      status: 403,
      json: { code: "session.must-enrol" },
    });
    const choose = (next: string) => limited.send("POST", "/api/account/password", { next });
    expect(await choose("catorce-letras")).toMatchObject({
      status: 422,
      json: { code: "password.too-weak" },
    });
    expect(await choose("aaaaaaaaaaaaaaaaaaaa")).toMatchObject({ json: { code: "password.guessable" } });
    const whole = sessionOf(server, await choose(CHOSEN));
    expect((await whole.get("/api/session")).json).toMatchObject({ mustEnrol: false, role: "investigator" });
    expect((await limited.get("/api/session")).status).toBe(401);
    expect((await signInWith(login, CHOSEN)).status).toBe(200);
    expect(await whole.send("POST", "/api/account/password", { next: `${CHOSEN} ya` })).toMatchObject({
      status: 409,
      json: { code: "password.there-is-one" },
    });
  });

  test("lets a passkey be made without any password", async () => {
    const { officerId } = await newcomer();
    const limited = sessionOf(server, await typeCode(server, await codeOf(chief, officerId)));
    const key = new Authenticator(server.url);
    const whole = sessionOf(server, await addPasskey(limited, key));
    expect((await whole.get("/api/cases")).status).toBe(200);
    expect((await tryPasskey(server.anonymous, key)).status).toBe(200);
  });

  test("works once, in its time, while its posting lasts, and until there is a newer one", async () => {
    const { officerId } = await newcomer();
    const first = await codeOf(chief, officerId);
    const second = await codeOf(chief, officerId);
    expect(await typeCode(server, first)).toMatchObject(WRONG);
    expect((await typeCode(server, second)).status).toBe(200);
    expect(await typeCode(server, second)).toMatchObject(WRONG);
    const late = await codeOf(chief, officerId);
    await server.rows("update enrolment_codes set expires_at = clock_timestamp() where officer_id = $1", [
      officerId,
    ]);
    expect(await typeCode(server, late)).toMatchObject(WRONG);
    const ended = await newcomer();
    const code = await codeOf(chief, ended.officerId);
    await administrator.send("POST", `/api/postings/${ended.postingId}/end`, {});
    expect(await typeCode(server, code)).toMatchObject(WRONG);
  });

  test("is kept as a hash, and whoever gave it is on the trail", async () => {
    const { officerId } = await newcomer();
    const code = await codeOf(chief, officerId);
    const kept = await server.rows<{ row: string }>("select e::text as row from enrolment_codes e");
    for (const { row } of kept) expect(row).not.toContain(code);
    const trail = await server.rows<{ officer: string; body: string }>(
      "select o.name as officer, body::text from audit_events e join officers o using (officer_id) where action = 'enrolment.issue' and body::text like $1",
      [`%${officerId}%`],
    );
    expect(trail).toMatchObject([{ officer: "Oficial chief" }]);
    expect(trail[0]?.body).not.toContain(code);
  });

  test("is hashed as passwords are, under a salt of its own, and found among others that begin alike", async () => {
    const [one, two] = [await newcomer(), await newcomer()];
    const code = await codeOf(chief, one.officerId);
    await codeOf(chief, two.officerId);
    const kept = await server.rows<{ hash: Buffer; salt: Buffer }>(
      "select code_hash as hash, salt from enrolment_codes where officer_id = $1",
      [one.officerId],
    );
    const salt = kept[0]?.salt ?? Buffer.alloc(0);
    const hash = hashRawSync(code, { memoryCost: 19_456, timeCost: 2, parallelism: 1, salt });
    expect(kept).toEqual([{ hash, salt }]);
    const alike = "update enrolment_codes set code_group = $1 where officer_id = $2";
    await server.rows(alike, [code.slice(0, 4), two.officerId]);
    expect(await typeCode(server, `${code.slice(0, 4)}-0000-0000`)).toMatchObject(WRONG);
    expect((await typeCode(server, code)).status).toBe(200);
  });

  test("that is wrong sixty times makes its sender wait, and keeps no right one and no password out", async () => {
    const { officerId } = await newcomer();
    const code = await codeOf(chief, officerId);
    const address = "192.0.2.200";
    for (let n = 0; n < 60; n += 1)
      expect(await typeCode(server, "AAAA-AAAA-AAAA", address)).toMatchObject(WRONG);
    expect(await typeCode(server, "no es", address)).toMatchObject({ status: 429 });
    const body = { login: "colleague", password: TEST_PASSWORD };
    expect(
      (await server.anonymous.send("POST", "/api/session", body, { "x-forwarded-for": address })).status,
    ).toBe(200);
    expect((await typeCode(server, code, address)).status).toBe(200);
  });
});

describe("recovery", () => {
  test("takes two people, ends every way in and every session, and tells the officer who they were", async () => {
    const { officerId, login } = await newcomer();
    const client = await enrol(server, chief, officerId);
    const key = new Authenticator(server.url);
    await addPasskey(client, key);
    expect((await ask(administrator, officerId)).status).toBe(204);
    expect(await ask(chief, officerId)).toMatchObject({
      status: 409,
      json: { code: "recovery.already-asked" },
    });
    const { recovery } = (await line(chief, login)) as Enrolment;
    expect(recovery).toMatchObject({ askedBy: "Oficial administrator", own: false });
    const recoveryId = recovery?.recoveryId ?? "";
    expect(await confirm(administrator, recoveryId)).toMatchObject({
      status: 403,
      json: { code: "recovery.own" },
    });
    // The officer is one of nobody's two people, nor is a chief of other units.
    expect((await confirm(client, recoveryId)).status).toBe(403);
    await server.addOfficer(`c-${login}`, UNITS.otherRegional, "chief");
    expect((await confirm(await server.signIn(`c-${login}`), recoveryId)).status).toBe(404);
    expect((await client.get("/api/session")).status).toBe(200);

    const confirmed = await confirm(chief, recoveryId);
    expect(confirmed.status).toBe(200);
    expect((await client.get("/api/session")).status).toBe(401);
    expect(await signInWith(login, CHOSEN)).toMatchObject(WRONG);
    expect(await tryPasskey(server.anonymous, key)).toMatchObject(WRONG);
    expect((await confirm(chief, recoveryId)).status).toBe(404);

    const limited = sessionOf(server, await typeCode(server, (confirmed.json as { code: string }).code));
    const chosen = await limited.send("POST", "/api/account/password", { next: CHOSEN });
    const again = sessionOf(server, chosen);
    const told = async () => ((await again.get("/api/session")).json as { recovered: unknown }).recovered;
    expect(await told()).toMatchObject({ askedBy: "Oficial administrator", confirmedBy: "Oficial chief" });
    expect((await again.send("POST", "/api/session/recovery-told", {})).status).toBe(204);
    expect(await told()).toBeNull();
    const trail = await server.rows<{ action: string }>(
      "select action from audit_events where action like 'recovery.%' and outcome = 'done' and (body::text like $1 or officer_id = $2) order by event_id",
      [`%${officerId}%`, officerId],
    );
    expect(trail.map(({ action }) => action)).toEqual(["recovery.ask", "recovery.confirm", "recovery.told"]);
  });

  test("of whoever oversees the police takes nobody of its command", async () => {
    await server.addOfficer("national-chief", UNITS.top, "national-directorate");
    const directorate = await server.signIn("national-chief");
    for (const role of ["auditor", "internal-affairs", "amender"]) {
      const { officerId, login } = await newcomer(UNITS.top, role);
      await enrol(server, second, officerId);
      expect(await ask(directorate, officerId), role).toMatchObject({ status: 403 });
      await ask(administrator, officerId);
      const recoveryId = (await line(administrator, login))?.recovery?.recoveryId ?? "";
      expect(await confirm(directorate, recoveryId), role).toMatchObject({ status: 403 });
      expect((await confirm(second, recoveryId)).status, role).toBe(200);
    }
  });

  test("is taken back, and is nothing for whoever never had a way in", async () => {
    const { officerId, login } = await newcomer();
    expect(await ask(administrator, officerId)).toMatchObject({
      status: 409,
      json: { code: "enrolment.no-way-in" },
    });
    await enrol(server, chief, officerId);
    await ask(administrator, officerId);
    const { recovery } = (await line(chief, login)) as Enrolment;
    expect((await chief.send("DELETE", `/api/recoveries/${recovery?.recoveryId}`)).status).toBe(204);
    expect(await line(chief, login)).toMatchObject({ enrolled: true, recovery: null });
    expect((await confirm(chief, recovery?.recoveryId ?? "")).status).toBe(404);
    expect((await signInWith(login, CHOSEN)).status).toBe(200);
  });

  test("takes two for staff of another institution, the first time too, but for its own chief", async () => {
    await server.addOfficer("chief-of-prosecutors", UNITS.prosecutors, "chief");
    await server.addOfficer("chief-of-police", UNITS.top, "chief");
    const newly = async (login: string) => {
      await server.addOfficer(login, UNITS.localProsecutors, "prosecutor");
      const officerId = await idOf(login);
      await server.rows("update credentials set password_hash = null where officer_id = $1", [officerId]);
      return { login, officerId };
    };
    const [one, other] = [await newly("new-prosecutor"), await newly("new-prosecutor-2")];
    const [other2, own, police] = await Promise.all(
      ["second", "chief-of-prosecutors", "chief-of-police"].map((login) => server.signIn(login)),
    );
    for (const by of [chief, police as Client])
      for (const send of [giveCode, ask]) expect((await send(by, one.officerId)).status).toBe(404);
    expect(await line(administrator, one.login)).toMatchObject({ enrolled: false, byTwo: true });
    expect(await giveCode(administrator, one.officerId)).toMatchObject({
      status: 403,
      json: { code: "enrolment.takes-two" },
    });
    expect((await ask(administrator, one.officerId)).status).toBe(204);
    const { recovery } = (await line(administrator, one.login)) as Enrolment;
    expect(await confirm(administrator, recovery?.recoveryId ?? "")).toMatchObject({
      json: { code: "recovery.own" },
    });
    expect((await confirm(other2 as Client, recovery?.recoveryId ?? "")).status).toBe(200);
    expect(await line(own as Client, other.login)).toMatchObject({ byTwo: false });
    expect((await giveCode(own as Client, other.officerId)).status).toBe(201);
    // Nor by a further posting that one administrator gives alone.
    const third = await newly("new-prosecutor-3");
    const monitor = { postingId: randomUUID(), unitId: UNITS.top, role: "monitor" };
    expect(
      (await administrator.send("POST", `/api/officers/${third.officerId}/postings`, monitor)).status,
    ).toBe(204);
    expect(await line(administrator, third.login)).toMatchObject({ role: "monitor", byTwo: true });
    expect(await giveCode(administrator, third.officerId)).toMatchObject({
      status: 403,
      json: { code: "enrolment.takes-two" },
    });
    // And reaches nobody of the police.
    expect((await giveCode(own as Client, await idOf("registrar"))).status).toBe(404);
  });

  test("by one person alone is refused by the database as well", async () => {
    const [officer, one] = [await idOf("registrar"), await idOf("administrator")];
    const insert = (asked: string, confirmed: string) =>
      server.rows(
        "insert into recoveries (recovery_id, officer_id, asked_by, confirmed_by, confirmed_at) values (gen_random_uuid(), $1, $2, $3, now())",
        [officer, asked, confirmed],
      );
    await expect(insert(one, one)).rejects.toMatchObject({ constraint: "recoveries_two_people" });
    await expect(insert(officer, one)).rejects.toMatchObject({ constraint: "recoveries_never_oneself" });
    await expect(insert(one, officer)).rejects.toMatchObject({ constraint: "recoveries_never_oneself" });
  });
});
