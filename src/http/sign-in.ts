// The ways in: password and passkey, for signing in and for proving again to be there.
import * as z from "zod/mini";
import type { Actor } from "#src/actions/context.ts";
import * as passkeys from "#src/actions/passkey-sign-in.ts";
import { isAtHome } from "#src/actions/session-place.ts";
import * as sessions from "#src/actions/sessions.ts";
import * as signIn from "#src/actions/sign-in.ts";
import { PasskeyAnswer, PasskeyQuestion, SignInWays, TotpCode } from "#src/schema/account.ts";
import { SessionView } from "#src/schema/case.ts";
import { Problem, type ProblemCode } from "#src/schema/problem.ts";
import { findParty, partyOf } from "./relying-party.ts";
import { type Caller, type Route, route, signedIn } from "./route.ts";
import { answerOpened, browserOf, ownView, type SessionDoor } from "./session.ts";
import type { SingleSignOn } from "./single-sign-on.ts";

const Password = z.string().check(z.minLength(1), z.maxLength(400));

/** What the register asks of whoever signs in. */
export interface SignInSettings {
  /** Where browsers reach the register, for passkeys; empty: on this machine only. */
  webAddress: string;
  /** A password alone is enough. */
  passwordAlone: boolean;
  /** The institution's single sign-on, where there is one. */
  singleSignOn?: SingleSignOn | undefined;
}

export function signInRoutes(door: SessionDoor, settings: SignInSettings): Route[] {
  const { perform, kept } = door;
  const { webAddress, passwordAlone, singleSignOn } = settings;
  const anybody = ({ requestId, address }: Caller) => ({ actor: null, requestId, training: false, address });

  /**
   * Checks the password of whoever is signed in, as a sign-in is checked: five wrong ones end the session, so that
   * whoever found it open does not get to search for the password. Five of them from elsewhere, by whoever has a copy
   * of the cookie, end the trying there and not the session.
   */
  const checkOwn = async <T>(
    caller: { actor: Actor; requestId: string; address: string },
    password: string,
    then: (attempt: signIn.Attempt, right: boolean) => Promise<T>,
  ): Promise<T> => {
    const asked = { ...caller, training: false };
    const { login, officerId } = caller.actor;
    const done = await signIn.inTurn(async () => {
      const begin = { trace: signIn.trace, verb: signIn.beginSignIn };
      const home = isAtHome(caller.actor);
      const { device = null, network = "" } = caller.actor.place ?? {};
      const from = home ? `at ${device} on ${network}` : `elsewhere on ${network}`;
      const attempt = await perform(asked, begin, { login, address: `session of ${officerId} ${from}` });
      if ("refused" in attempt) {
        if (home && attempt.by === "here")
          await perform(asked, { trace: sessions.signOutTrace, verb: sessions.signOut }, {});
        return undefined;
      }
      return { value: await then(attempt, await signIn.isRight(attempt, password)) };
    });
    kept.forget();
    if (done === undefined) throw new Problem("session.locked-out");
    return done.value;
  };

  return [
    route({
      method: "GET",
      path: "/api/sign-in",
      summary: "Which ways in there are at this address",
      auth: "open",
      answer: SignInWays,
      handle: async ({ request }) => ({
        passkeys: findParty(request, webAddress) !== undefined,
        passwordAlone,
        singleSignOn: singleSignOn?.label ?? null,
      }),
    }),
    route({
      method: "POST",
      path: "/api/session",
      summary: "Sign in with login and password, and the code of the authenticator app where there is one",
      auth: "open",
      body: z.strictObject({
        login: z.string().check(z.minLength(1), z.maxLength(100)),
        password: Password,
        code: z.optional(TotpCode),
      }),
      answer: SessionView,
      handle: async ({ body, caller, request, reply }) => {
        const browser = browserOf(request);
        const asked = anybody(caller);
        const outcome = await signIn.inTurn(async () => {
          const begin = { trace: signIn.trace, verb: signIn.beginSignIn };
          const attempt = await perform(asked, begin, { login: body.login, address: browser.address });
          const right = await signIn.isRight(attempt, body.password);
          const end = { trace: signIn.doneTrace, verb: signIn.endSignIn };
          return perform(asked, end, { attempt, right, code: body.code, browser });
        });
        if (outcome?.opened !== undefined) return answerOpened(door, reply, outcome.opened);
        throw new Problem(problemOf(outcome?.outcome));
      },
    }),
    route({
      method: "POST",
      path: "/api/session/passkey/question",
      summary: "What an authenticator is asked to sign, for signing in",
      auth: "open",
      body: z.strictObject({}),
      answer: PasskeyQuestion,
      handle: ({ caller, request }) =>
        perform(
          anybody(caller),
          { trace: passkeys.askTrace, verb: passkeys.askPasskey },
          { party: partyOf(request, webAddress), sessionHash: null },
        ),
    }),
    route({
      method: "POST",
      path: "/api/session/passkey",
      summary: "Sign in with a passkey",
      auth: "open",
      body: PasskeyAnswer,
      answer: SessionView,
      handle: async ({ body, caller, request, reply }) => {
        const { outcome, opened } = await perform(
          anybody(caller),
          { trace: passkeys.trace, verb: passkeys.signInWithPasskey },
          { answer: body, party: partyOf(request, webAddress), browser: browserOf(request) },
        );
        if (opened !== undefined) return answerOpened(door, reply, opened);
        throw new Problem(problemOf(outcome));
      },
    }),
    route({
      method: "POST",
      path: "/api/session/fresh",
      summary: "Prove again to be there, with the password",
      auth: "any-session",
      delegable: "always",
      whileLocked: true,
      body: z.strictObject({ password: Password, code: z.optional(TotpCode) }),
      answer: SessionView,
      handle: async ({ body, caller, request }) => {
        const own = signedIn(caller);
        await checkOwn(own, body.password, (attempt, right) => {
          const refresh = { trace: sessions.freshTrace, verb: sessions.refreshWithPassword };
          return perform({ ...own, training: false }, refresh, { attempt, right, code: body.code });
        });
        kept.forget();
        return ownView(door, request);
      },
    }),
    route({
      method: "POST",
      path: "/api/session/fresh/passkey/question",
      summary: "What an authenticator is asked to sign, for proving again to be there",
      auth: "any-session",
      delegable: "always",
      whileLocked: true,
      body: z.strictObject({}),
      answer: PasskeyQuestion,
      handle: ({ caller, request }) => {
        const own = { ...signedIn(caller), training: false };
        const { sessionHash } = own.actor;
        const ask = { trace: passkeys.askTrace, verb: passkeys.askPasskey };
        return perform(own, ask, { party: partyOf(request, webAddress), sessionHash });
      },
    }),
    route({
      method: "POST",
      path: "/api/session/fresh/passkey",
      summary: "Prove again to be there, with a passkey",
      auth: "any-session",
      delegable: "always",
      whileLocked: true,
      body: PasskeyAnswer,
      answer: SessionView,
      handle: async ({ body, caller, request }) => {
        const own = { ...signedIn(caller), training: false };
        const refresh = { trace: passkeys.freshTrace, verb: passkeys.refreshWithPasskey };
        await perform(own, refresh, { answer: body, party: partyOf(request, webAddress) });
        kept.forget();
        return ownView(door, request);
      },
    }),
    route({
      method: "PUT",
      path: "/api/session/password",
      summary: "Change the own password",
      auth: "any-session",
      body: z.strictObject({ current: Password, next: Password }),
      handle: async ({ body, caller }) => {
        const own = signedIn(caller);
        await checkOwn(own, body.current, (attempt, right) => {
          const change = { trace: sessions.passwordTrace, verb: sessions.changePassword };
          return perform({ ...own, training: false }, change, { ...body, attempt, right });
        });
      },
    }),
  ];
}

/** An attempt that never got its turn is told as one too many. */
function problemOf(outcome: signIn.SignInOutcome["outcome"] | undefined): ProblemCode {
  if (outcome === "code-needed" || outcome === "passkey-needed") return `session.${outcome}`;
  return outcome === "wrong-credentials" ? "session.wrong-credentials" : "session.locked-out";
}
