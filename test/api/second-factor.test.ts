// Password and second factor over HTTP, in a register where a password alone lets nobody in.
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { generate } from "otplib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Account, TotpQuestion } from "#src/schema/account.ts";
import { breachedPasswordsIn } from "#src/vault/breached-passwords.ts";
import { Authenticator, addPasskey, provePasskey, tryPasskey } from "../support/authenticator.ts";
import {
  type Client,
  clientOf,
  startServer,
  TEST_PASSWORD,
  type TestServer,
  UNITS,
} from "../support/server.ts";
import { temporaryDirectory } from "../support/temporary.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ RETA_SIGN_IN: "second-factor" });
});
afterAll(() => server?.close());

const cookieOf = (answer: { headers: Headers }) =>
  clientOf(server.url, (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
const tryIn = (login: string, password: string, code?: string) =>
  server.anonymous.send("POST", "/api/session", { login, password, code });
/** The code of a secret now, or so many periods of 30 seconds later. */
const codeOf = (secret: string, later = 0) =>
  generate({ secret, epoch: Math.floor(Date.now() / 1000) + 30 * later });
async function officer() {
  const login = `o-${randomUUID().slice(0, 8)}`;
  await server.addOfficer(login, UNITS.station, "registrar");
  return { login, limited: await server.signIn(login) };
}
/** An officer whose app is set up; `client` is the whole session that took the limited one's place. */
async function officerWithApp() {
  const { login, limited } = await officer();
  const question = (await limited.send("POST", "/api/account/totp/question", {})).json as TotpQuestion;
  const { stepId, secret } = question;
  const added = await limited.send("POST", "/api/account/totp", { stepId, code: await codeOf(secret) });
  return { login, secret, added, limited, client: cookieOf(added) };
}
const WRONG = { status: 401, json: { code: "session.wrong-credentials" } };

describe("a password alone", () => {
  test("opens nothing but setting up a second factor, and no draft", async () => {
    const { limited } = await officer();
    expect((await limited.get("/api/session")).json).toMatchObject({ mustEnrol: true, draftKey: "" });
    for (const answer of [
      await limited.get("/api/cases"),
      await limited.send("POST", "/api/complaints", {}),
      await limited.send("PUT", "/api/session/mode", { training: true }),
      await limited.send("DELETE", "/api/account/totp"),
      await limited.send("DELETE", "/api/account/passkeys/abc"),
    ])
      expect(answer).toMatchObject({ status: 403, json: { code: "session.must-enrol" } });
    expect((await limited.get("/api/account")).json).toMatchObject({ password: true, totp: false });
    expect((await server.anonymous.get("/api/sign-in")).json).toMatchObject({ passwordAlone: false });
  });

  test("becomes a whole session with a passkey, and the limited one ends", async () => {
    const { login, limited } = await officer();
    const key = new Authenticator(server.url);
    const whole = cookieOf(await addPasskey(limited, key));
    expect((await whole.get("/api/session")).json).toMatchObject({
      mustEnrol: false,
      draftKey: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect((await whole.get("/api/cases")).status).toBe(200);
    expect((await limited.get("/api/session")).status).toBe(401);
    expect((await tryPasskey(server.anonymous, key)).status).toBe(200);
    // From now on a stolen password is not even enough to add a second factor of the thief's own.
    expect(await tryIn(login, TEST_PASSWORD)).toMatchObject({
      status: 401,
      json: { code: "session.passkey-needed" },
    });
    expect(await tryIn(login, "no es esta")).toMatchObject(WRONG);
  });
});

describe("an authenticator app", () => {
  test("is in force once a code of it has come back, and then asked for at every sign-in", async () => {
    const { login, secret, added, limited, client } = await officerWithApp();
    expect(added).toMatchObject({ status: 200, json: { totp: true } });
    expect((await limited.get("/api/session")).status).toBe(401);
    expect((await client.get("/api/cases")).status).toBe(200);
    expect(await tryIn(login, TEST_PASSWORD)).toMatchObject({
      status: 401,
      json: { code: "session.code-needed" },
    });
    expect(await tryIn(login, "no es esta", await codeOf(secret))).toMatchObject(WRONG);
    expect(await tryIn(login, TEST_PASSWORD, "000000")).toMatchObject(WRONG);
    const entered = await tryIn(login, TEST_PASSWORD, await codeOf(secret, 1));
    expect(entered).toMatchObject({ status: 200, json: { mustEnrol: false } });
    expect(
      await server.rows(
        "select method from sessions s join officers o using (officer_id) where login = $1 and ended_at is null order by s.created_at desc limit 1",
        [login],
      ),
    ).toEqual([{ method: "totp" }]);
  });

  test("takes no code twice, nor one before the newest that was used", async () => {
    const { login, secret } = await officerWithApp();
    const code = await codeOf(secret, 1);
    expect((await tryIn(login, TEST_PASSWORD, code)).status).toBe(200);
    expect(await tryIn(login, TEST_PASSWORD, code)).toMatchObject(WRONG);
    expect(await tryIn(login, TEST_PASSWORD, await codeOf(secret))).toMatchObject(WRONG);
  });

  test("takes no code again when the server's clock has gone ahead and come back", async () => {
    const { login, secret } = await officerWithApp();
    const { clock } = server.house.real;
    const HOURS = 3;
    const periods = HOURS * 120;
    const ahead = await codeOf(secret, periods);
    try {
      server.house.real.clock = () => new Date(Date.now() + HOURS * 3_600_000);
      expect((await tryIn(login, TEST_PASSWORD, ahead)).status).toBe(200);
      expect(await tryIn(login, TEST_PASSWORD, ahead)).toMatchObject(WRONG);
    } finally {
      server.house.real.clock = clock;
    }
    // Back in the present: neither what was used then nor what is older than it.
    expect(await tryIn(login, TEST_PASSWORD, ahead)).toMatchObject(WRONG);
    expect(await tryIn(login, TEST_PASSWORD, await codeOf(secret))).toMatchObject(WRONG);
  });

  test("of two that come with one code at once lets one in", async () => {
    const { login, secret } = await officerWithApp();
    const code = await codeOf(secret, 1);
    const both = await Promise.all([tryIn(login, TEST_PASSWORD, code), tryIn(login, TEST_PASSWORD, code)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  test("is not set up with a code of another secret, of another session's question, or without a password", async () => {
    const [{ limited }, other] = [await officer(), await officer()];
    const ask = async (by: Client) =>
      (await by.send("POST", "/api/account/totp/question", {})).json as TotpQuestion;
    const give = (by: Client, stepId: string, code: string) =>
      by.send("POST", "/api/account/totp", { stepId, code });
    const [mine, theirs] = [await ask(limited), await ask(other.limited)];
    const refused = { status: 422, json: { code: "totp.wrong-code" } };
    expect(await give(limited, mine.stepId, await codeOf(theirs.secret))).toMatchObject(refused);
    expect(await give(limited, theirs.stepId, await codeOf(theirs.secret))).toMatchObject(refused);
    expect((await give(limited, mine.stepId, "12345")).status).toBe(422);
    // A slip of the finger leaves the question open.
    expect((await give(limited, mine.stepId, await codeOf(mine.secret))).status).toBe(200);
    await server.rows(
      "update credentials c set password_hash = null from officers o where o.officer_id = c.officer_id and o.login = $1",
      [other.login],
    );
    expect(await give(other.limited, theirs.stepId, await codeOf(theirs.secret))).toMatchObject({
      status: 409,
      json: { code: "totp.no-password" },
    });
    for (const path of ["question", ""])
      expect(
        (await server.anonymous.send("POST", `/api/account/totp/${path}`.replace(/\/$/, ""), {})).status,
      ).toBe(401);
  });

  test("is kept sealed", async () => {
    const { login, secret } = await officerWithApp();
    const [row] = await server.rows<{ kept: string }>(
      "select encode(totp_secret, 'escape') as kept from credentials c join officers o using (officer_id) where login = $1",
      [login],
    );
    expect(row?.kept.length).toBeGreaterThan(40);
    expect(row?.kept).not.toContain(secret);
    const steps = await server.rows<{ content: string }>("select content::text from sign_in_steps");
    for (const { content } of steps) expect(content).not.toContain(secret);
  });

  test("is removed only when a passkey is left, and proves presence with the password", async () => {
    const { login, secret, client } = await officerWithApp();
    const remove = () => client.send("DELETE", "/api/account/totp");
    expect(await remove()).toMatchObject({ status: 409, json: { code: "account.last-way-in" } });
    const fresh = (code?: string) =>
      client.send("POST", "/api/session/fresh", { password: TEST_PASSWORD, code });
    expect(await fresh()).toMatchObject({ status: 401, json: { code: "session.code-needed" } });
    expect(await fresh("000000")).toMatchObject(WRONG);
    expect((await fresh(await codeOf(secret, 1))).status).toBe(200);
    const key = new Authenticator(server.url);
    await addPasskey(client, key);
    expect((await remove()).status).toBe(204);
    expect((await client.get("/api/account")).json as Account).toMatchObject({ totp: false });
    expect((await remove()).status).toBe(404);
    // The passkey is the last way in now: the password alone is none.
    const { passkeys } = (await client.get("/api/account")).json as Account;
    const removePasskey = () => client.send("DELETE", `/api/account/passkeys/${passkeys[0]?.passkeyId}`);
    expect(await removePasskey()).toMatchObject({ status: 403, json: { code: "session.passkey-asked" } });
    expect((await provePasskey(client, key)).status).toBe(200);
    expect((await removePasskey()).status).toBe(409);
    expect((await tryIn(login, TEST_PASSWORD)).status).toBe(401);
  });
});

test("codes are guessed no faster than passwords: five wrong ones, and the right one waits too", async () => {
  const { login, secret } = await officerWithApp();
  const guesses = ["000000", "111111", "222222", "333333"];
  expect((await tryIn(login, TEST_PASSWORD)).status).toBe(401);
  for (const code of guesses) expect(await tryIn(login, TEST_PASSWORD, code)).toMatchObject(WRONG);
  expect(await tryIn(login, TEST_PASSWORD, await codeOf(secret, 1))).toMatchObject({
    status: 429,
    json: { code: "session.locked-out" },
  });
});

describe("a new password", () => {
  test.each([
    ["a row of the same", "aaaaaaaaaaaaaaaaaaaa"],
    ["keys beside each other", "qwertyuiopasdfghjkl"],
    ["a listed one written twice", "contraseñacontraseña"],
    ["the register's own words", "RETA Comisaría Tambopata"],
  ])("of %s is refused", async (_, next) => {
    const { limited } = await officer();
    expect(
      await limited.send("PUT", "/api/session/password", { current: TEST_PASSWORD, next }),
    ).toMatchObject({
      status: 422,
      json: { code: "password.guessable" },
    });
  });

  test("that is in the operator's list of leaked ones is refused, whatever stands around it there", async () => {
    const folder = await temporaryDirectory();
    const leaked = ["cuatro caballos miran la niña", "siete montañas bajo la lluvia"];
    const [first = "", second = ""] = leaked;
    const others = Array.from({ length: 5_000 }, (_, i) => `otra frase cualquiera ${i}`);
    const file = join(folder.path, "leaked.txt");
    writeFileSync(file, ["corta", first.normalize("NFD"), ...others, second, ""].join("\r\n"));
    const { register } = server.house.real;
    register.breached = breachedPasswordsIn(file);
    try {
      const { limited } = await officer();
      const change = (next: string) =>
        limited.send("PUT", "/api/session/password", { current: TEST_PASSWORD, next });
      for (const next of [...leaked, others[0] ?? "", others.at(-1) ?? ""])
        expect(await change(next), next).toMatchObject({ status: 422, json: { code: "password.guessable" } });
      expect((await change(`${first} otra vez`)).status).toBe(204);
    } finally {
      register.breached = null;
      await folder.remove();
    }
    await expect(server.second({ RETA_BREACHED_PASSWORDS: file })).rejects.toThrow("RETA_BREACHED_PASSWORDS");
  });

  test("of several words is taken", async () => {
    const { login, limited } = await officer();
    const next = "tres gallinas cruzan despacio";
    expect(
      (await limited.send("PUT", "/api/session/password", { current: TEST_PASSWORD, next })).status,
    ).toBe(204);
    expect((await tryIn(login, next)).status).toBe(200);
  });
});
