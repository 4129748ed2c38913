// The session door: sign in and out, change mode and password; the cookie and the actor behind it.
import type { FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod/mini";
import type { Actor } from "#src/actions/context.ts";
import * as sessions from "#src/actions/sessions.ts";
import * as signInAction from "#src/actions/sign-in.ts";
import { SessionView } from "#src/schema/case.ts";
import { Problem } from "#src/schema/problem.ts";
import { type Perform, type Route, route, signedIn } from "./route.ts";

/** `__Host-` binds the cookie to this host, to https (or localhost) and to the whole path. */
export const COOKIE = "__Host-sid";

const COOKIE_OPTIONS = { path: "/", httpOnly: true, secure: true, sameSite: "strict" } as const;

/** Finds the actor of a cookie's hash; a few seconds old at most, so that an ended posting ends its sessions at once. */
export class Sessions {
  private readonly known = new Map<string, { actor: Actor; until: number }>();
  private readonly find: (hash: Buffer) => Promise<Actor | undefined>;
  private static readonly KEEP_MS = 5_000;

  constructor(find: (hash: Buffer) => Promise<Actor | undefined>) {
    this.find = find;
  }

  async identify(request: FastifyRequest): Promise<Actor | null> {
    const token = request.cookies[COOKIE];
    if (token === undefined || token.length > 100) return null;
    const hash = signInAction.hashToken(token);
    const key = hash.toString("base64");
    const now = performance.now();
    const kept = this.known.get(key);
    if (kept !== undefined && kept.until > now) return kept.actor;
    const actor = await this.find(hash);
    if (actor === undefined) {
      this.known.delete(key);
      return null;
    }
    if (this.known.size > 10_000) this.known.clear();
    this.known.set(key, { actor, until: now + Sessions.KEEP_MS });
    return actor;
  }

  /** Forgets what is kept, so that the next request of any session asks the database. */
  forget(): void {
    this.known.clear();
  }
}

function view(actor: Actor, draftKey: Buffer) {
  return { ...actor, draftKey: draftKey.toString("base64url") };
}

export function sessionRoutes(
  perform: Perform,
  kept: Sessions,
  find: (hash: Buffer) => Promise<Actor | undefined>,
  openDraftKey: (actor: Actor) => Buffer,
): Route[] {
  const answer = async (reply: FastifyReply, { token, hash }: { token: string; hash: Buffer }) => {
    kept.forget();
    const actor = await find(hash);
    if (actor === undefined) throw new Problem("session.missing");
    reply.setCookie(COOKIE, token, { ...COOKIE_OPTIONS, expires: new Date(actor.expiresAt) });
    return view(actor, openDraftKey(actor));
  };
  return [
    route({
      method: "GET",
      path: "/api/session",
      summary: "Who is signed in, under which posting",
      auth: "any-session",
      answer: SessionView,
      handle: async ({ caller }) => {
        const { actor } = signedIn(caller);
        return view(actor, openDraftKey(actor));
      },
    }),
    route({
      method: "POST",
      path: "/api/session",
      summary: "Sign in with login and password",
      auth: "open",
      body: z.strictObject({
        login: z.string().check(z.minLength(1), z.maxLength(100)),
        password: z.string().check(z.minLength(1), z.maxLength(400)),
      }),
      answer: SessionView,
      handle: async ({ body, caller, reply }) => {
        const { requestId, address } = caller;
        const request = { actor: null, requestId, training: false, address };
        const outcome = await signInAction.inTurn(async () => {
          const { login, password } = body;
          const begin = { trace: signInAction.trace, verb: signInAction.beginSignIn };
          const attempt = await perform(request, begin, { login, address: caller.address });
          const right = await signInAction.isRight(attempt, password);
          const end = { trace: signInAction.doneTrace, verb: signInAction.endSignIn };
          const session = await perform(request, end, { attempt, right });
          return { session, locked: "refused" in attempt };
        });
        if (outcome === undefined || outcome.locked) throw new Problem("session.locked-out");
        if (outcome.session === undefined) throw new Problem("session.wrong-credentials");
        return answer(reply, outcome.session);
      },
    }),
    route({
      method: "DELETE",
      path: "/api/session",
      summary: "Sign out",
      auth: "any-session",
      handle: async ({ caller, reply }) => {
        await perform(
          { ...signedIn(caller), training: false },
          { trace: sessions.signOutTrace, verb: sessions.signOut },
          {},
        );
        kept.forget();
        reply.clearCookie(COOKIE, COOKIE_OPTIONS).header("clear-site-data", '"cache"');
      },
    }),
    route({
      method: "PUT",
      path: "/api/session/mode",
      summary: "Move between the register and training",
      auth: "session",
      body: z.strictObject({ training: z.boolean() }),
      answer: SessionView,
      handle: async ({ body, caller, reply }) => {
        const request = { ...signedIn(caller), training: false };
        return answer(
          reply,
          await perform(request, { trace: sessions.modeTrace, verb: sessions.switchMode }, body),
        );
      },
    }),
    route({
      method: "PUT",
      path: "/api/session/password",
      summary: "Change the own password",
      auth: "any-session",
      body: z.strictObject({
        current: z.string().check(z.minLength(1), z.maxLength(400)),
        next: z.string().check(z.minLength(1), z.maxLength(400)),
      }),
      handle: async ({ body, caller }) => {
        const request = { ...signedIn(caller), training: false };
        const { login, officerId } = request.actor;
        const done = await signInAction.inTurn(async () => {
          const begin = { trace: signInAction.trace, verb: signInAction.beginSignIn };
          const attempt = await perform(request, begin, { login, address: `session of ${officerId}` });
          if ("refused" in attempt) {
            await perform(request, { trace: sessions.signOutTrace, verb: sessions.signOut }, {});
            kept.forget();
            return false;
          }
          const right = await signInAction.isRight(attempt, body.current);
          const change = { trace: sessions.passwordTrace, verb: sessions.changePassword };
          await perform(request, change, { ...body, attempt, right });
          return true;
        });
        kept.forget();
        if (done !== true) throw new Problem("session.locked-out");
      },
    }),
  ];
}
