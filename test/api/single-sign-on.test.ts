// Single sign-on against a provider of the test's own: linked once by the officer, then a way in like the others.
import { generateKeyPairSync } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Account } from "#src/schema/account.ts";
import { giveCode, sessionOf, typeCode } from "../support/enrolment.ts";
import { startProvider } from "../support/identity-provider.ts";
import { clientOf, TEST_PASSWORD, UNITS } from "../support/server.ts";
import { BACK, FRESH, LINK, newLogin, QUESTION, refused, SignOn } from "../support/single-sign-on.ts";

let on: SignOn;
beforeAll(async () => {
  on = await SignOn.start();
});
afterEach(() => {
  on.provider.lies = {};
});
afterAll(() => on?.close());

describe("an officer", () => {
  test("links an account once and signs in with it from then on", async () => {
    const { login, subject } = await on.linked();
    const jar = on.jar();
    const entered = await on.through(jar, BACK, subject);
    expect(entered).toMatchObject({ status: 200, json: { name: `Oficial ${login}`, mustEnrol: false } });
    expect(await jar.session.get("/api/cases")).toMatchObject({ status: 200 });
    expect(
      await on.server.rows(
        "select method from sessions join officers using (officer_id) where login = $1 order by sessions.created_at desc limit 1",
        [login],
      ),
    ).toEqual([{ method: "single-sign-on" }]);
    expect(await on.outcomes("session.single-sign-on")).toContain("signed-in");
    expect([...jar.cookies.keys()]).toEqual(["__Host-sid"]);
    expect((await jar.session.get("/api/account")).json).toMatchObject({
      singleSignOn: { inUse: true, lastUsedAt: expect.any(String) },
    });
  });

  test("is asked anew by the provider, with state, nonce and a challenge, and no secret in the address", async () => {
    const { searchParams: sent } = new URL(await on.ask(on.jar(), BACK));
    expect(Object.fromEntries(sent)).toMatchObject({
      response_type: "code",
      scope: "openid",
      prompt: "login",
      max_age: "0",
      code_challenge_method: "S256",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^sign-in\.[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      redirect_uri: on.server.url + BACK,
    });
    expect([...sent.keys()]).not.toContain("client_secret");
  });

  test("comes back to a clean address, and what was brought is in a cookie no script can read", async () => {
    const jar = on.jar();
    const address = on.provider.signIn(await on.ask(jar, BACK), "whoever");
    const back = await jar.come(address);
    expect(back.status).toBe(303);
    expect(back.headers.get("location")).toBe("/single-sign-on/back/sign-in");
    expect(back.headers.get("referrer-policy")).toBe("no-referrer");
    const [cookie = ""] = back.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-sso-answer=.+; Max-Age=120; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    // What is no navigation leaves nothing: an image of another site.
    const image = await on.jar().come(address, { "sec-fetch-mode": "no-cors" });
    expect(image.headers.getSetCookie()).toEqual([]);
  });

  test("who is not known here is told so, and nobody is made an officer", async () => {
    const before = await on.server.rows("select count(*) from officers");
    expect(await on.through(on.jar(), BACK, "nobody here")).toMatchObject(refused("unknown"));
    expect(await on.server.rows("select count(*) from officers")).toEqual(before);
    expect(await on.outcomes("session.single-sign-on")).toContain("unknown");
  });

  test("whose posting has ended is not let in, and a session it opened ends", async () => {
    const { login, subject } = await on.linked();
    const jar = on.jar();
    await on.through(jar, BACK, subject);
    await on.server.rows(
      "update postings p set valid_to = now() from officers o where o.officer_id = p.officer_id and o.login = $1",
      [login],
    );
    await expect.poll(async () => (await jar.session.get("/api/session")).status).toBe(401);
    expect(await on.through(on.jar(), BACK, subject)).toMatchObject(refused("unknown"));
  });

  test("a newcomer links with the code of the unit, and the limited session becomes a whole one", async () => {
    const login = newLogin();
    await on.server.addOfficer(login, UNITS.station, "registrar");
    await on.server.rows(
      "update credentials c set password_hash = null from officers o where o.officer_id = c.officer_id and o.login = $1",
      [login],
    );
    const [{ id } = { id: "" }] = await on.server.rows<{ id: string }>(
      "select officer_id as id from officers where login = $1",
      [login],
    );
    const by = await on.client(UNITS.region, "chief");
    const given = await giveCode(by, id);
    const jar = on.jar(
      sessionOf(on.server, await typeCode(on.server, (given.json as { code: string }).code)).cookie,
    );
    const limited = jar.session;
    expect(await on.through(jar, LINK, `newcomer ${login}`)).toMatchObject({ status: 201 });
    expect((await jar.session.get("/api/session")).json).toMatchObject({ mustEnrol: false });
    expect((await limited.get("/api/session")).status).toBe(401);
    // It is the only way in: it stays, and from now on a lost one takes two people.
    expect(await jar.send("DELETE", LINK)).toMatchObject({
      status: 409,
      json: { code: "account.last-way-in" },
    });
    expect(await giveCode(by, id)).toMatchObject({ status: 409, json: { code: "enrolment.has-way-in" } });
  });

  test("unlinks it, and it lets nobody in any more", async () => {
    const { jar, subject } = await on.linked();
    expect((await jar.send("DELETE", LINK)).status).toBe(204);
    expect((await jar.send("DELETE", LINK)).status).toBe(404);
    expect(((await jar.session.get("/api/account")).json as Account).singleSignOn).toBeNull();
    expect(await on.through(on.jar(), BACK, subject)).toMatchObject(refused("unknown"));
  });

  test("with a linked account and no app, a stolen password opens nothing", async () => {
    const { login, jar } = await on.linked();
    await on.server.rows(
      "update passkeys k set removed_at = now() from officers o where o.officer_id = k.officer_id and o.login = $1",
      [login],
    );
    expect(
      await on.server.anonymous.send("POST", "/api/session", { login, password: TEST_PASSWORD }),
    ).toMatchObject({ status: 401, json: { code: "session.passkey-needed" } });
    expect((await jar.session.get("/api/session")).status).toBe(200);
  });

  test("loses it with a recovery by two people", async () => {
    const { login, subject } = await on.linked();
    await on.server.rows(
      `insert into recoveries (recovery_id, officer_id, asked_by)
       select gen_random_uuid(), o.officer_id, a.officer_id from officers o, officers a
       where o.login = $1 and a.login = 'administrator'`,
      [login],
    );
    const [{ id } = { id: "" }] = await on.server.rows<{ id: string }>(
      "select recovery_id as id from recoveries r join officers o using (officer_id) where o.login = $1",
      [login],
    );
    const by = await on.client(UNITS.region, "chief");
    expect((await by.send("POST", `/api/recoveries/${id}/confirm`, {})).status).toBe(200);
    expect(await on.through(on.jar(), BACK, subject)).toMatchObject(refused("unknown"));
  });
});

describe("a fresh proof", () => {
  const age = (login: string) =>
    on.server.rows(
      "update sessions s set authenticated_at = authenticated_at - interval '20 minutes' from officers o where o.officer_id = s.officer_id and o.login = $1",
      [login],
    );

  test("is given by signing in there again, and opens a locked screen", async () => {
    const { login, jar, subject } = await on.linked();
    await age(login);
    await jar.send("POST", "/api/session/lock", { unused: false });
    expect(await jar.send("DELETE", LINK)).toMatchObject({ status: 403, json: { code: "session.locked" } });
    expect(await on.through(jar, FRESH, subject)).toMatchObject({ status: 200, json: { locked: false } });
    expect((await jar.send("DELETE", LINK)).status).toBe(204);
    expect(await on.outcomes("session.fresh.single-sign-on")).toContain("done");
  });

  test("is not given by somebody else's account, nor by one linked to nobody", async () => {
    const [mine, theirs] = [await on.linked(), await on.linked()];
    await age(mine.login);
    for (const subject of [theirs.subject, "nobody here"])
      expect(await on.through(mine.jar, FRESH, subject)).toMatchObject(refused("unknown"));
    expect(await mine.jar.send("DELETE", LINK)).toMatchObject({ json: { code: "session.not-fresh" } });
  });

  test("is needed to link an account", async () => {
    const { login, jar } = await on.officer();
    await age(login);
    await on.server.signIn("colleague");
    expect(await jar.send("POST", `${LINK}/question`)).toMatchObject({
      status: 403,
      json: { code: "session.not-fresh" },
    });
  });

  test.each([
    ["POST", "/api/session/fresh/single-sign-on/question"],
    ["POST", "/api/session/fresh/single-sign-on"],
    ["POST", "/api/account/single-sign-on/question"],
    ["POST", "/api/account/single-sign-on"],
    ["DELETE", "/api/account/single-sign-on"],
  ] as const)("nor a link is anything for nobody: %s %s", async (method, path) => {
    expect(await on.server.anonymous.send(method, path, {})).toMatchObject({ status: 401 });
    expect(
      await on.server.anonymous.send(method, path, {}, { "sec-fetch-site": "cross-site" }),
    ).toMatchObject({
      status: 403,
      json: { code: "request.cross-site" },
    });
  });
});

describe("what goes wrong without anybody's fault", () => {
  test("the officer cancels", async () => {
    const jar = on.jar();
    await jar.come(on.provider.cancel(await on.ask(jar, BACK)));
    expect(await jar.send("POST", BACK)).toMatchObject(refused("cancelled"));
    expect((await on.outcomes("session.single-sign-on"))[0]).toBe("cancelled");
  });

  test("clocks that differ are told apart from a lie", async () => {
    on.provider.lies = { claims: { nbf: Math.floor(Date.now() / 1000) + 600 } };
    expect(await on.through(on.jar(), BACK, "whoever")).toMatchObject(refused("clock"));
  });

  test("the provider is away: before, and while the browser comes back", async () => {
    const gone = await startProvider();
    const away = { status: 503, json: { code: "single-sign-on.unreachable" } };
    const withGone = on.settings(gone, gone.secret);
    const other = await on.server.second(withGone);
    const jar = on.jar("", other.url);
    await jar.come(gone.signIn(await on.ask(jar, BACK), "whoever"));
    await gone.close();
    expect(await jar.send("POST", BACK)).toMatchObject(away);
    await other.close();
    const never = await on.server.second(withGone);
    expect(await on.jar("", never.url).send("POST", QUESTION)).toMatchObject(away);
    await never.close();
  });
});

test("the register proves itself by signing where the file holds a private key", async () => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const signing = await startProvider({ publicKey });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const other = await on.server.second(on.settings(signing, pem));
  expect(await on.through(on.jar("", other.url), BACK, "nobody here", signing)).toMatchObject(
    refused("unknown"),
  );
  expect(signing.exchanges).toMatchObject([{ given: true, authorization: undefined }]);
  expect(signing.exchanges[0]?.body.has("client_secret")).toBe(false);
  await other.close();
  await signing.close();
});

test("without a provider none is offered, and a link to one lets nobody in nor keeps another way in", async () => {
  const plain = await on.server.second({ RETA_OIDC_ISSUER: "" });
  const anybody = clientOf(plain.url, "");
  expect((await anybody.get("/api/sign-in")).json).toMatchObject({ singleSignOn: null });
  expect((await on.server.anonymous.get("/api/sign-in")).json).toMatchObject({
    singleSignOn: { es: "Cuenta institucional", en: "Institutional account" },
  });
  const unavailable = { status: 409, json: { code: "single-sign-on.unavailable" } };
  expect(await anybody.send("POST", "/api/session/single-sign-on/question", {})).toMatchObject(unavailable);
  expect(await anybody.send("POST", "/api/session/single-sign-on", {})).toMatchObject(unavailable);
  const { jar } = await on.linked();
  const there = clientOf(plain.url, jar.session.cookie);
  const { passkeys, singleSignOn } = (await there.get("/api/account")).json as Account;
  expect(singleSignOn?.inUse).toBe(false);
  // As if they had just proved to be there with it.
  await on.server.rows("update sessions set proved_by = 'passkey' where method = 'single-sign-on'");
  expect(await there.send("DELETE", `/api/account/passkeys/${passkeys[0]?.passkeyId}`)).toMatchObject({
    status: 409,
    json: { code: "account.last-way-in" },
  });
  expect((await there.send("DELETE", LINK)).status).toBe(204);
  await plain.close();
});
