// Single sign-on: the way to the institution's provider and back, to sign in, to prove again to be there, to link an account.

import { randomUUID } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod/mini";
import type { Actor } from "#src/actions/context.ts";
import * as linking from "#src/actions/manage-single-sign-on.ts";
import * as account from "#src/actions/read-account.ts";
import * as sso from "#src/actions/single-sign-on.ts";
import { Account, SingleSignOnQuestion } from "#src/schema/account.ts";
import { SessionView } from "#src/schema/case.ts";
import { Problem } from "#src/schema/problem.ts";
import { findParty } from "./relying-party.ts";
import { type Caller, type Route, route, signedIn } from "./route.ts";
import { answerOpened, browserOf, giveCookie, ownView, type SessionDoor } from "./session.ts";

/** The provider, and what the button that leads to it says. */
export interface SingleSignOn {
  provider: sso.IdentityProvider;
  label: { es: string; en: string };
}

/** Minutes since the officer last proved to be there, for whatever changes how one gets in. */
const FRESH = 15;
const BACK = "/api/session/single-sign-on";

/**
 * Which question this browser has asked, and what it came back with. Neither is looked at when another site sends the
 * browser here: the answer is put into the second, and our own page then asks for it to be judged. So both may be
 * strict, the session's cookie is there again, and the address in the browser's history holds nothing.
 */
const QUESTION = "__Host-sso-question";
const ANSWER = "__Host-sso-answer";
const STRICT = { path: "/", httpOnly: true, secure: true, sameSite: "strict" } as const;
/** Seconds: as long as the question is kept; and from coming back until our page has loaded. */
const QUESTION_AGE = 600;
const ANSWER_AGE = 120;
/** What a browser keeps of one cookie is 4096 bytes; codes are a tenth of it. */
const ANSWER_MAX = 3_500;

/** What a provider adds beside its code is not for us. `iss` tells which provider answers (RFC 9207). */
const MEANT = ["code", "state", "iss", "error"] as const;
const Said = z.optional(z.string());
const Back = z.object({ code: Said, state: Said, iss: Said, error: Said });

export function singleSignOnRoutes(
  door: SessionDoor,
  { webAddress, singleSignOn }: { webAddress: string; singleSignOn?: SingleSignOn | undefined },
): Route[] {
  const { perform, kept } = door;
  // Accounts and sessions are of the register, in training mode as well.
  const anybody = (caller: Caller) => ({ ...caller, training: false });
  const own = (caller: Caller) => ({ ...signedIn(caller), training: false });

  const offered = (): SingleSignOn => {
    if (singleSignOn === undefined) throw new Problem("single-sign-on.unavailable");
    return singleSignOn;
  };

  /** Asks the provider for nobody yet: keeps the question, and tells the browser where to go. */
  const ask = async (caller: Caller, request: FastifyRequest, reply: FastifyReply, purpose: sso.Purpose) => {
    const { provider } = offered();
    const party = findParty(request, webAddress);
    if (party === undefined) throw new Problem("single-sign-on.unavailable");
    const { address, asked } = await provider.ask(purpose, party.origin + BACK).catch(() => {
      throw new Problem("single-sign-on.unreachable");
    });
    const question = { stepId: randomUUID(), purpose, sessionHash: caller.actor?.sessionHash ?? null, asked };
    await perform(anybody(caller), { trace: sso.askTrace, verb: sso.keepQuestion }, question);
    reply.setCookie(QUESTION, question.stepId, { ...STRICT, maxAge: QUESTION_AGE });
    return { address };
  };

  /** Who signed in there, by what this browser came back with. Both cookies are used up, whatever comes of it. */
  const answered = async (
    caller: Caller,
    request: FastifyRequest,
    reply: FastifyReply,
    purpose: sso.Purpose,
  ): Promise<sso.Answered> => {
    const { provider } = offered();
    const stepId = z.uuid().safeParse(request.cookies[QUESTION]).data;
    const answer = request.cookies[ANSWER];
    reply.clearCookie(QUESTION, STRICT).clearCookie(ANSWER, STRICT);
    if (stepId === undefined || answer === undefined) return sso.NOT_ASKED;
    const take = { trace: sso.takeTrace, verb: sso.takeQuestion };
    const question = { stepId, purpose, sessionHash: caller.actor?.sessionHash ?? null };
    const asked = await perform(anybody(caller), take, question);
    return asked === undefined ? sso.NOT_ASKED : provider.check(asked, answer);
  };

  return [
    route({
      method: "POST",
      path: "/api/session/single-sign-on/question",
      summary: "Where to sign in with the institution's account",
      auth: "open",
      body: z.strictObject({}),
      answer: SingleSignOnQuestion,
      handle: ({ caller, request, reply }) => ask(caller, request, reply, "sign-in"),
    }),
    route({
      method: "GET",
      path: BACK,
      summary:
        "Where the institution's provider sends the browser back; goes on to a page without what it brought",
      auth: "open",
      query: Back,
      status: 303,
      handle: async ({ query, request, reply }) => {
        const { address, answer } = readBack(query, request);
        if (answer !== undefined) reply.setCookie(ANSWER, answer, { ...STRICT, maxAge: ANSWER_AGE });
        reply.redirect(address, 303);
      },
    }),
    route({
      method: "POST",
      path: BACK,
      summary: "Sign in with the institution's account, once the browser is back",
      auth: "open",
      body: z.strictObject({}),
      answer: SessionView,
      handle: async ({ caller, request, reply }) => {
        const found = await answered(caller, request, reply, "sign-in");
        const signIn = { trace: sso.trace, verb: sso.signInWithAccount };
        const input = { answered: found, browser: browserOf(request) };
        const { outcome, opened } = await perform({ ...anybody(caller), actor: null }, signIn, input);
        if (opened !== undefined) return answerOpened(door, reply, opened);
        if (outcome === "locked-out" || outcome === "signed-in") throw new Problem("session.locked-out");
        throw new Problem(`single-sign-on.${outcome}`);
      },
    }),
    route({
      method: "POST",
      path: "/api/session/fresh/single-sign-on/question",
      summary: "Where to prove again to be there, with the institution's account",
      auth: "any-session",
      delegable: "always",
      whileLocked: true,
      body: z.strictObject({}),
      answer: SingleSignOnQuestion,
      handle: ({ caller, request, reply }) => ask(caller, request, reply, "prove"),
    }),
    route({
      method: "POST",
      path: "/api/session/fresh/single-sign-on",
      summary: "Prove again to be there, with the institution's account",
      auth: "any-session",
      delegable: "always",
      whileLocked: true,
      body: z.strictObject({}),
      answer: SessionView,
      handle: async ({ caller, request, reply }) => {
        const found = await answered(caller, request, reply, "prove");
        const refresh = { trace: sso.freshTrace, verb: sso.refreshWithAccount };
        await perform(own(caller), refresh, { answered: found });
        kept.forget();
        return ownView(door, request);
      },
    }),
    route({
      method: "POST",
      path: "/api/account/single-sign-on/question",
      summary: "Where to sign in with the institution's account that is to be linked",
      auth: "any-session",
      fresh: FRESH,
      body: z.strictObject({}),
      answer: SingleSignOnQuestion,
      handle: ({ caller, request, reply }) => ask(caller, request, reply, "link"),
    }),
    route({
      method: "POST",
      path: "/api/account/single-sign-on",
      summary: "Link the institution's account that has signed in",
      auth: "any-session",
      fresh: FRESH,
      body: z.strictObject({}),
      status: 201,
      answer: Account,
      handle: async ({ caller, request, reply }) => {
        const { issuer } = offered().provider;
        const found = await answered(caller, request, reply, "link");
        const link = { trace: linking.linkTrace, verb: linking.linkAccount };
        const input = { answered: found, issuer, userAgent: request.headers["user-agent"] };
        const opened = await perform(own(caller), link, input);
        const actor: Actor =
          opened === undefined ? signedIn(caller).actor : await giveCookie(door, reply, opened);
        const read = { trace: account.trace, verb: account.readAccount };
        return perform(own({ ...caller, actor }), read, {});
      },
    }),
    route({
      method: "DELETE",
      path: "/api/account/single-sign-on",
      summary: "Unlink the institution's account; never the last way in",
      auth: "session",
      fresh: FRESH,
      handle: ({ caller }) =>
        perform(own(caller), { trace: linking.unlinkTrace, verb: linking.unlinkAccount }, {}),
    }),
  ];
}

/**
 * The clean address to go on to, by what the state says it was asked for, and the answer to keep for our page. Nothing
 * is believed here, and nothing kept of a request that is no navigation: this is the one address other sites may call.
 */
function readBack(
  query: z.output<typeof Back>,
  request: FastifyRequest,
): { address: string; answer?: string } {
  const said = new URLSearchParams();
  for (const name of MEANT) {
    const value = query[name];
    if (value !== undefined) said.set(name, value);
  }
  const purpose = sso.PURPOSES.find((one) => said.get("state")?.startsWith(`${one}.`)) ?? "sign-in";
  const address = `/single-sign-on/back/${purpose}`;
  const answer = said.toString();
  const { "sec-fetch-mode": mode = "navigate" } = request.headers;
  return mode === "navigate" && answer !== "" && answer.length <= ANSWER_MAX
    ? { address, answer }
    : { address };
}
