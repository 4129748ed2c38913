// What can be done to single sign-on: by a provider that lies, an answer of somebody else's, a browser that asked nothing.
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Account } from "#src/schema/account.ts";
import type { TestProvider } from "../support/identity-provider.ts";
import { BACK, FRESH, LINK, refused, SignOn } from "../support/single-sign-on.ts";

let on: SignOn;
beforeAll(async () => {
  on = await SignOn.start();
});
afterEach(() => {
  on.provider.lies = {};
});
afterAll(() => on?.close());

describe("an attack", () => {
  const seconds = () => Math.floor(Date.now() / 1000);
  test.each<[string, TestProvider["lies"], string]>([
    ["a nonce of another sign-in", { claims: { nonce: "another" } }, "refused"],
    ["no nonce", { claims: { nonce: undefined } }, "refused"],
    ["a token of another issuer", { claims: { iss: "https://evil.example" } }, "refused"],
    ["a token for another client", { claims: { aud: "another" } }, "refused"],
    [
      "a token for several, given to another",
      { claims: { aud: ["reta", "other"], azp: "other" } },
      "refused",
    ],
    ["a token that is over", { claims: { iat: seconds() - 900, exp: seconds() - 600 } }, "clock"],
    ["a token without an end", { claims: { exp: undefined } }, "refused"],
    ["a token nobody signed", { signature: "none" }, "refused"],
    ["a token signed by a stranger", { signature: "stranger" }, "refused"],
    ["a sign-in of an hour before", { claims: { auth_time: seconds() - 3_600 } }, "clock"],
    ["a sign-in of five minutes before", { claims: { auth_time: seconds() - 300 } }, "refused"],
    ["a sign-in of no time", { claims: { auth_time: undefined } }, "refused"],
    ["a sign-in with a password alone", { claims: { amr: ["pwd"] } }, "refused"],
    ["a sign-in by unknown means", { claims: { amr: undefined } }, "refused"],
    ["an account without a subject", { claims: { sub: "" } }, "refused"],
    ["an account that is no text", { claims: { sub: 7 } }, "refused"],
  ])("by %s lets nobody in", async (_, lies, outcome) => {
    const { subject } = await fixed();
    on.provider.lies = lies;
    const jar = on.jar();
    expect(await on.through(jar, BACK, subject)).toMatchObject(refused(outcome));
    expect(jar.cookies.size).toBe(0);
    expect((await on.outcomes("session.single-sign-on"))[0]).toBe(outcome);
  });

  let once: ReturnType<SignOn["linked"]> | undefined;
  const fixed = () => {
    once ??= on.linked();
    return once;
  };

  test("with another state is refused, and the question is gone", async () => {
    const { subject } = await fixed();
    const jar = on.jar();
    const back = new URL(on.provider.signIn(await on.ask(jar, BACK), subject));
    const right = back.href;
    back.searchParams.set("state", `sign-in.${"A".repeat(43)}`);
    await jar.come(back.href);
    const question = jar.cookies.get("__Host-sso-question") ?? "";
    expect(await jar.send("POST", BACK)).toMatchObject(refused("refused"));
    jar.cookies.set("__Host-sso-question", question);
    await jar.come(right);
    expect(await jar.send("POST", BACK)).toMatchObject(refused("refused"));
    expect((await on.outcomes("session.single-sign-on"))[0]).toBe("refused");
  });

  test("from a provider that is not ours is refused before any code is sent anywhere", async () => {
    const { subject } = await fixed();
    for (const iss of ["https://evil.example", undefined]) {
      const jar = on.jar();
      const back = new URL(on.provider.signIn(await on.ask(jar, BACK), subject));
      back.searchParams.delete("iss");
      if (iss !== undefined) back.searchParams.set("iss", iss);
      await jar.come(back.href);
      const sent = on.provider.exchanges.length;
      expect(await jar.send("POST", BACK)).toMatchObject(refused("refused"));
      expect(on.provider.exchanges.length).toBe(sent);
    }
  });

  test("that repeats an answer finds it used", async () => {
    const { subject } = await fixed();
    const jar = on.jar();
    const address = on.provider.signIn(await on.ask(jar, BACK), subject);
    await jar.come(address);
    const held = new Map(jar.cookies);
    expect((await jar.send("POST", BACK)).status).toBe(200);
    const again = on.jar();
    for (const [name, value] of held) again.cookies.set(name, value);
    expect(await again.send("POST", BACK)).toMatchObject(refused("refused"));
    // The same code under a question of the thief's own: another verifier, and used besides.
    const thief = on.jar();
    const own = new URL(await on.ask(thief, BACK));
    const stolen = new URL(address);
    stolen.searchParams.set("state", own.searchParams.get("state") ?? "");
    await thief.come(stolen.href);
    expect(await thief.send("POST", BACK)).toMatchObject(refused("refused"));
  });

  test("with a code that was stolen before it was used fails for want of the verifier", async () => {
    const { subject } = await fixed();
    const stolen = new URL(on.provider.signIn(await on.ask(on.jar(), BACK), subject));
    const thief = on.jar();
    const own = new URL(await on.ask(thief, BACK));
    stolen.searchParams.set("state", own.searchParams.get("state") ?? "");
    await thief.come(stolen.href);
    expect(await thief.send("POST", BACK)).toMatchObject(refused("refused"));
    expect(on.provider.exchanges.at(-1)?.given).toBe(false);
  });

  test("by an address sent to somebody whose browser asked nothing lets nobody in", async () => {
    const { subject } = await fixed();
    const address = on.provider.signIn(await on.ask(on.jar(), BACK), subject);
    const victim = on.jar();
    await victim.come(address);
    expect(await victim.send("POST", BACK)).toMatchObject(refused("refused"));
    expect(victim.cookies.size).toBe(0);
    for (const question of ["", "x", randomUUID(), "'; drop table officers"]) {
      victim.cookies.set("__Host-sso-question", encodeURIComponent(question));
      await victim.come(address);
      expect(await victim.send("POST", BACK)).toMatchObject(refused("refused"));
    }
  });

  test("to link somebody else's account is refused, and it stays theirs", async () => {
    const [{ jar }, theirs] = [await on.officer(), await on.linked()];
    expect(await on.through(jar, LINK, theirs.subject)).toMatchObject({
      status: 409,
      json: { code: "single-sign-on.taken" },
    });
    expect(((await jar.session.get("/api/account")).json as Account).singleSignOn).toBeNull();
    expect(await on.through(on.jar(), BACK, theirs.subject)).toMatchObject({
      json: { name: `Oficial ${theirs.login}` },
    });
  });

  test("to have the own account linked in a colleague's session is refused", async () => {
    const [thief, colleague] = [await on.officer(), await on.officer()];
    await thief.jar.come(on.provider.signIn(await on.ask(thief.jar, LINK), "thief"));
    for (const name of ["__Host-sso-question", "__Host-sso-answer"])
      colleague.jar.cookies.set(name, thief.jar.cookies.get(name) ?? "");
    expect(await colleague.jar.send("POST", LINK)).toMatchObject(refused("refused"));
    expect(((await colleague.jar.session.get("/api/account")).json as Account).singleSignOn).toBeNull();
  });

  test("with the answer to another kind of question is refused", async () => {
    const { jar, subject } = await on.linked();
    await jar.come(on.provider.signIn(await on.ask(jar, LINK), subject));
    expect(await jar.send("POST", FRESH)).toMatchObject(refused("refused"));
    await jar.come(on.provider.signIn(await on.ask(jar, FRESH), subject));
    expect(await jar.send("POST", BACK)).toMatchObject(refused("refused"));
  });

  test("with words of the provider's page reaches neither page nor trail", async () => {
    const jar = on.jar();
    const back = new URL(on.provider.cancel(await on.ask(jar, BACK)));
    back.searchParams.set("error", "<script>alert(1)</script>");
    back.searchParams.set("error_description", "call 555-0100 and tell them your password");
    const { headers } = await jar.come(back.href);
    expect(headers.get("location")).toBe("/single-sign-on/back/sign-in");
    const answer = await jar.send("POST", BACK);
    expect(answer).toMatchObject(refused("refused"));
    expect(answer.text).not.toContain("script");
    const [event] = await on.server.rows<{ body: string }>(
      "select body::text from audit_events where action = 'session.single-sign-on' order by event_id desc limit 1",
    );
    expect(event?.body).toContain("provider-error");
    expect(event?.body).not.toMatch(/script|555/);
  });

  test("nothing of tokens or accounts is kept, logged or told", async () => {
    const { subject } = await fixed();
    const kept = await on.server.rows<{ text: string }>(
      "select l::text as text from single_sign_on_links l union all select body::text from audit_events where action like '%single-sign-on%'",
    );
    expect(kept.length).toBeGreaterThan(5);
    for (const { text } of kept) {
      expect(text).not.toContain(subject);
      expect(text).not.toContain("eyJ");
    }
  });
});
