// Passkeys over HTTP with a security key in software: making, signing in, proving again, removing.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Account } from "#src/schema/account.ts";
import type { Role } from "#src/schema/case.ts";
import { device, takeCase } from "../support/assignments.ts";
import { Authenticator, addPasskey, provePasskey, tryPasskey } from "../support/authenticator.ts";
import { newComplaint } from "../support/complaints.ts";
import {
  type Client,
  clientOf,
  startServer,
  TEST_PASSWORD,
  type TestServer,
  UNITS,
} from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ RETA_TRUST_PROXY: "yes" });
});
afterAll(() => server?.close());

const cookieOf = (answer: { headers: Headers }) =>
  clientOf(server.url, (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
/** An officer of the test's own with a passkey, and the key that holds it. */
async function officer(role: Role = "registrar", unitId: string = UNITS.station) {
  const login = `o-${randomUUID().slice(0, 8)}`;
  await server.addOfficer(login, unitId, role);
  const client = await server.signIn(login);
  const key = new Authenticator(server.url);
  const added = await addPasskey(client, key);
  return { login, client, key, added };
}
const account = async (client: Client) => (await client.get("/api/account")).json as Account;
/** As if it had signed in longer ago. Somebody's sign-in makes the server forget what it kept of sessions. */
async function aged(login: string): Promise<void> {
  await server.rows(
    "update sessions s set authenticated_at = authenticated_at - interval '16 minutes' from officers o where o.officer_id = s.officer_id and o.login = $1",
    [login],
  );
  await server.signIn("colleague");
}
const ASKED = { status: 403, json: { code: "session.passkey-asked" } };
const REFUSED = { status: 401, json: { code: "session.wrong-credentials" } };

describe("without a session", () => {
  test("everything about the own account is refused", async () => {
    for (const answer of [
      await server.anonymous.get("/api/account"),
      await server.anonymous.send("POST", "/api/account/passkeys/question", {}),
      await server.anonymous.send("POST", "/api/account/passkeys", {}),
      await server.anonymous.send("DELETE", "/api/account/passkeys/abc"),
      await server.anonymous.send("POST", "/api/session/fresh", { password: TEST_PASSWORD }),
      await server.anonymous.send("POST", "/api/session/fresh/passkey/question", {}),
      await server.anonymous.send("POST", "/api/session/fresh/passkey", {}),
    ])
      expect(answer).toMatchObject({ status: 401, json: { code: "session.missing" } });
  });

  test("anybody is told whether this address has passkeys", async () => {
    expect((await server.anonymous.get("/api/sign-in")).json).toEqual({
      passkeys: true,
      passwordAlone: true,
      singleSignOn: null,
    });
    const { port } = new URL(server.url);
    const byNumber = clientOf(`http://127.0.0.1:${port}`, "");
    expect((await byNumber.get("/api/sign-in")).json).toMatchObject({ passkeys: false });
    expect(await byNumber.send("POST", "/api/session/passkey/question", {})).toMatchObject({
      status: 409,
      json: { code: "passkey.unavailable" },
    });
  });
});

describe("a passkey", () => {
  test("is made, named and shown, and signs its officer in without a login", async () => {
    const { login, client, key, added } = await officer();
    expect(added).toMatchObject({
      status: 201,
      json: {
        login,
        password: true,
        passkeys: [{ name: "Llave de prueba", synced: false, lastUsedAt: null }],
      },
    });
    const signedIn = await tryPasskey(server.anonymous, key);
    expect(signedIn).toMatchObject({
      status: 200,
      json: { name: `Oficial ${login}`, unitId: UNITS.station },
    });
    expect((await cookieOf(signedIn).get("/api/cases")).status).toBe(200);
    expect((await account(client)).passkeys[0]?.lastUsedAt).toEqual(expect.any(String));
    const [kept] = await server.rows<{ method: string }>(
      "select method from sessions s join officers o using (officer_id) where login = $1 order by s.created_at desc limit 1",
      [login],
    );
    expect(kept).toEqual({ method: "passkey" });
  });

  test("has no second chance with an answer that was given before", async () => {
    const { key } = await officer();
    const question = (await server.anonymous.send("POST", "/api/session/passkey/question", {})).json as never;
    const answer = key.sign(question);
    expect((await server.anonymous.send("POST", "/api/session/passkey", answer)).status).toBe(200);
    expect(await server.anonymous.send("POST", "/api/session/passkey", answer)).toMatchObject(REFUSED);
  });

  test.each<[string, (url: string) => Authenticator]>([
    ["made at another address", () => new Authenticator("https://reta.example.org")],
    ["without a PIN or a finger", (url) => new Authenticator(url, false)],
  ])("%s is not taken", async (_, make) => {
    const login = `o-${randomUUID().slice(0, 8)}`;
    await server.addOfficer(login, UNITS.station, "registrar");
    const client = await server.signIn(login);
    expect(await addPasskey(client, make(server.url))).toMatchObject({
      status: 422,
      json: { code: "passkey.refused" },
    });
    expect((await account(client)).passkeys).toEqual([]);
  });

  test("answers the question it was asked, of the session that asked, in time", async () => {
    const { client, key } = await officer();
    const other = await officer();
    const ask = async (by: Client) =>
      (await by.send("POST", "/api/account/passkeys/question", {})).json as never;
    const give = (by: Client, body: object) => by.send("POST", "/api/account/passkeys", body);
    for (const one of [{ client, key }, other]) await provePasskey(one.client, one.key);
    const mine = new Authenticator(server.url).create(await ask(client));
    expect(await give(other.client, mine)).toMatchObject({ status: 422, json: { code: "passkey.refused" } });
    const late = new Authenticator(server.url).create(await ask(client));
    await server.rows("update sign_in_steps set expires_at = clock_timestamp()");
    expect((await give(client, late)).status).toBe(422);
    expect((await give(client, { ...mine, stepId: randomUUID() })).status).toBe(422);
    expect((await give(client, { ...mine, name: "" })).status).toBe(422);
    expect(key.held).toHaveLength(1);
  });

  test("signed by a copy made earlier is refused, and so is one of nobody", async () => {
    const { key } = await officer();
    expect((await tryPasskey(server.anonymous, key)).status).toBe(200);
    key.rewind();
    expect(await tryPasskey(server.anonymous, key)).toMatchObject(REFUSED);
    const stranger = new Authenticator(server.url);
    stranger.create({ stepId: "", options: { challenge: "", rp: { id: "localhost" }, user: { id: "" } } });
    expect(await tryPasskey(server.anonymous, stranger)).toMatchObject(REFUSED);
  });

  test("of an officer whose posting has ended opens nothing, in the same words", async () => {
    const { login, key } = await officer();
    await server.rows(
      "update postings p set valid_to = clock_timestamp() from officers o where o.officer_id = p.officer_id and o.login = $1",
      [login],
    );
    expect(await tryPasskey(server.anonymous, key)).toMatchObject(REFUSED);
  });
});

describe("wrong passkeys", () => {
  test("make their sender wait, and keep neither a right one nor a password out", async () => {
    const { login, key } = await officer();
    const from = (address: string) => ({ "x-forwarded-for": address });
    const ask = async () =>
      (await server.anonymous.send("POST", "/api/session/passkey/question", {})).json as never;
    const wrong = new Authenticator("https://reta.example.org");
    wrong.create(await ask());
    const send = async (by: Authenticator) =>
      server.anonymous.send("POST", "/api/session/passkey", by.sign(await ask()), from("192.0.2.77"));
    for (let n = 0; n < 60; n += 1) expect((await send(wrong)).status).toBe(401);
    expect(await send(wrong)).toMatchObject({ status: 429, json: { code: "session.locked-out" } });
    expect((await send(key)).status).toBe(200);
    const password = { login, password: TEST_PASSWORD };
    expect((await server.anonymous.send("POST", "/api/session", password, from("192.0.2.77"))).status).toBe(
      200,
    );
  });
});

describe("a proof that is too old", () => {
  test("is asked for again before a way in changes, by the own passkey and not by the password", async () => {
    const { login, client, key } = await officer();
    const other = await officer();
    await aged(login);
    const add = () => addPasskey(client, new Authenticator(server.url), "Otra");
    expect((await client.send("POST", "/api/account/passkeys/question", {})).json).toMatchObject({
      code: "session.not-fresh",
    });
    expect(await client.send("POST", "/api/session/fresh", { password: "no es esta" })).toMatchObject(
      REFUSED,
    );
    expect((await client.send("POST", "/api/session/fresh", { password: TEST_PASSWORD })).status).toBe(200);
    expect(await client.send("POST", "/api/account/passkeys/question", {})).toMatchObject(ASKED);
    await aged(login);
    expect(await provePasskey(client, other.key)).toMatchObject(REFUSED);
    expect((await client.send("POST", "/api/account/passkeys/question", {})).status).toBe(403);
    expect((await provePasskey(client, key)).status).toBe(200);
    expect((await add()).status).toBe(201);
  });

  test("ends the session when the password is searched for", async () => {
    const { client } = await officer();
    for (let n = 0; n < 5; n += 1)
      expect((await client.send("POST", "/api/session/fresh", { password: "no es esta" })).status).toBe(401);
    expect((await client.send("POST", "/api/session/fresh", { password: TEST_PASSWORD })).status).toBe(429);
    expect((await client.get("/api/session")).status).toBe(401);
  });
});

describe("removing", () => {
  test("takes a passkey of one's own away, and it signs in no more", async () => {
    const { client, key } = await officer();
    const other = await officer();
    const [mine] = (await account(client)).passkeys;
    const remove = (by: Client) => by.send("DELETE", `/api/account/passkeys/${mine?.passkeyId}`);
    expect(await remove(client)).toMatchObject(ASKED);
    for (const one of [other, { client, key }])
      expect((await provePasskey(one.client, one.key)).status).toBe(200);
    expect((await remove(other.client)).status).toBe(404);
    expect((await remove(client)).status).toBe(204);
    expect((await account(client)).passkeys).toEqual([]);
    expect(await tryPasskey(server.anonymous, key)).toMatchObject(REFUSED);
    expect((await remove(client)).status).toBe(404);
  });

  test("leaves the last way in", async () => {
    const { login, client, key } = await officer();
    await server.rows(
      "update credentials c set password_hash = null from officers o where o.officer_id = c.officer_id and o.login = $1",
      [login],
    );
    const [mine] = (await account(client)).passkeys;
    await provePasskey(client, key);
    expect(await client.send("DELETE", `/api/account/passkeys/${mine?.passkeyId}`)).toMatchObject({
      status: 409,
      json: { code: "account.last-way-in" },
    });
    expect((await tryPasskey(server.anonymous, key)).status).toBe(200);
    expect(
      (await server.anonymous.send("POST", "/api/session", { login, password: TEST_PASSWORD })).status,
    ).toBe(401);
  });
});

describe("what harms most", () => {
  const unlockOf = (caseId: string, dataClass: string) =>
    [
      `/api/cases/${caseId}/unlocks`,
      { unlockId: randomUUID(), dataClass, reason: "danger-to-life", ...WORDS },
    ] as const;
  const wallOf = (caseId: string, content: object) => ({
    ...{ entryId: randomUUID(), caseId, ...device() },
    wall: { ...content, personal: WORDS },
  });
  const WORDS = { explanation: "Explicación inventada para la prueba de la llave." };
  async function register(): Promise<string> {
    const complaint = newComplaint();
    expect((await (await server.signIn("registrar")).send("POST", "/api/complaints", complaint)).status).toBe(
      201,
    );
    return complaint.caseId;
  }
  const proofs = async (action: string) =>
    (
      await server.rows<{ proof: string | null }>(
        "select body #>> '{detail,proof}' as proof from audit_events where action = $1 and outcome = 'done' order by event_id",
        [action],
      )
    ).map(({ proof }) => proof);

  test("takes the passkey of who has one, any fresh proof of who has none, and the trail says which", async () => {
    const special = await officer("specialised-unit", UNITS.national);
    const second = await officer("specialised-unit", UNITS.regional);
    const custodian = await officer("key-custodian", UNITS.top);
    await server.addOfficer("without", UNITS.national, "specialised-unit");
    const without = await server.signIn("without");
    const [caseId, walled, mine] = [await register(), await register(), await register()];
    await takeCase(special.client, caseId);
    await takeCase(without, mine);
    const order = () => ({
      orderId: randomUUID(),
      act: "rotate",
      keyClass: "facts",
      version: 2,
      reason: "Reemplazo anual de la llave.",
    });
    const steps = [
      [special, ...unlockOf(caseId, "complainant-identity")],
      [special, `/api/cases/${walled}/walls`, wallOf(walled, { step: "declare", cause: "declared" })],
      [custodian, "/api/keys/orders", order()],
    ] as const;
    for (const [{ client, key }, path, body] of steps) {
      expect(await client.send("POST", path, body), path).toMatchObject(ASKED);
      // A fresh proof of another kind is none.
      await client.send("POST", "/api/session/fresh", { password: TEST_PASSWORD });
      expect(await client.send("POST", path, body), path).toMatchObject(ASKED);
      expect((await provePasskey(client, key)).status).toBe(200);
      const answer = await client.send("POST", path, body);
      expect(answer.status, answer.text).toBe(201);
      // And the newest proof is the one that counts.
      await client.send("POST", "/api/session/fresh", { password: TEST_PASSWORD });
    }
    // What does not harm as much goes on with any fresh proof.
    expect((await special.client.get(`/api/cases/${caseId}`)).status).toBe(200);
    for (const [path, body] of [
      unlockOf(mine, "complainant-identity"),
      [`/api/cases/${mine}/walls`, wallOf(mine, { step: "declare", cause: "declared" })] as const,
    ]) {
      const answer = await without.send("POST", path, body);
      expect(answer.status, answer.text).toBe(201);
    }
    const { unlockId } = steps[0][2];
    const agree = () => second.client.send("POST", `/api/unlocks/${unlockId}/answer`, { agreed: true });
    expect(await agree()).toMatchObject(ASKED);
    await provePasskey(second.client, second.key);
    expect((await agree()).status).toBe(200);
    const open = () => special.client.send("POST", `/api/unlocks/${unlockId}/names`);
    expect(await open()).toMatchObject(ASKED);
    await provePasskey(special.client, special.key);
    expect((await open()).status).toBe(200);

    expect(await proofs("case.unlock.ask")).toEqual(["passkey", "password"]);
    expect(await proofs("wall.declare")).toEqual(["passkey", "password"]);
    expect(await proofs("key.order.ask")).toEqual(["passkey"]);
    expect(await proofs("case.unlock.answer")).toEqual(["passkey"]);
  });

  test("is asked before a recovery and a mark's withdrawal, both by who asks and by who agrees", async () => {
    const [{ login }, plain] = [await officer("internal-affairs", UNITS.national), randomUUID().slice(0, 8)];
    await server.addOfficer(plain, UNITS.national, "internal-affairs");
    const [byPassword, without] = [await server.signIn(login), await server.signIn(plain)];
    const id = randomUUID();
    for (const path of [
      `/api/officers/${id}/recovery`,
      `/api/recoveries/${id}/confirm`,
      "/api/mark-withdrawals",
      `/api/mark-withdrawals/${id}/agree`,
    ]) {
      expect(await byPassword.send("POST", path, {}), path).toMatchObject(ASKED);
      // Who has no passkey gets past the door, to what is wrong with the request.
      expect((await without.send("POST", path, {})).json, path).not.toMatchObject(ASKED.json);
    }
  });

  test("is refused by the vault as well, whatever the server has let through", async () => {
    const { login } = await officer("specialised-unit", UNITS.national);
    const [session] = await server.rows<{ hash: string }>(
      "select encode(s.session_hash, 'hex') as hash from sessions s join officers o using (officer_id) where o.login = $1 and s.ended_at is null",
      [login],
    );
    const caseId = await register();
    const [, input] = unlockOf(caseId, "complainant-identity");
    const asked = { ...input, caseId, session: session?.hash, requestId: randomUUID() };
    await expect(server.house.vault.ask("unlock-ask", asked)).rejects.toThrow("session.passkey-asked");
    const order = {
      orderId: randomUUID(),
      act: "rotate",
      keyClass: "facts",
      version: 2,
      reason: "Reemplazo anual de la llave.",
    };
    await server.rows(
      "update postings set role = 'key-custodian' where posting_id = (select posting_id from postings join officers using (officer_id) where login = $1)",
      [login],
    );
    const ordering = { ...order, session: session?.hash, requestId: randomUUID() };
    await expect(server.house.vault.ask("key-order-ask", ordering)).rejects.toThrow("session.passkey-asked");
  });
});
