// The session door: who is signed in, sign out, change mode; the cookie and the actor behind it.
import type { FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod/mini";
import type { Actor } from "#src/actions/context.ts";
import * as locking from "#src/actions/lock-session.ts";
import { type Browser, hashToken, type Opened } from "#src/actions/open-session.ts";
import { actorAt, deviceWords } from "#src/actions/session-place.ts";
import * as sessions from "#src/actions/sessions.ts";
import { SessionView } from "#src/schema/case.ts";
import { Problem } from "#src/schema/problem.ts";
import { addressOf, type Caller, type Perform, type Route, route, signedIn } from "./route.ts";

/** `__Host-` binds the cookie to this host, to https (or localhost) and to the whole path. */
export const COOKIE = "__Host-sid";

const COOKIE_OPTIONS = { path: "/", httpOnly: true, secure: true, sameSite: "strict" } as const;

/** Finds the actor of a cookie's hash; `used`: note that the officer has asked for something, in the browser `device`. */
export type FindActor = (hash: Buffer, used: boolean, device?: string | null) => Promise<Actor | undefined>;

interface Kept {
  actor: Actor;
  until: number;
  /** When this process last noted that the officer uses the session. */
  usedAt: number;
}

/** Finds the actor of a cookie; a few seconds old at most, so that an ended posting ends its sessions at once. */
export class Sessions {
  private readonly known = new Map<string, Kept>();
  private readonly find: FindActor;
  private static readonly KEEP_MS = 5_000;
  /** How often it is written down that a session is in use. */
  private static readonly USED_MS = 30_000;

  constructor(find: FindActor) {
    this.find = find;
  }

  /** `anew`: past what is kept; `attended`: false for what a page asks for while nobody may be there. */
  async identify(request: FastifyRequest, anew = false, attended = true): Promise<Actor | null> {
    const hash = hashOfCookie(request);
    if (hash === null) return null;
    const key = hash.toString("base64");
    const now = performance.now();
    const kept = this.known.get(key);
    const from = { userAgent: request.headers["user-agent"], address: addressOf(request) };
    const elsewhere = kept !== undefined && actorAt(kept.actor, from).elsewhere;
    const used = attended && !elsewhere && (kept === undefined || now - kept.usedAt >= Sessions.USED_MS);
    if (!anew && !used && kept !== undefined && kept.until > now) return actorAt(kept.actor, from);
    const actor = await this.find(hash, used, deviceWords(from.userAgent));
    if (actor === undefined) {
      this.known.delete(key);
      return null;
    }
    if (this.known.size > 10_000) this.known.clear();
    const placed = actorAt(actor, from);
    const usedAt = used && !placed.elsewhere ? now : (kept?.usedAt ?? Number.NEGATIVE_INFINITY);
    this.known.set(key, { actor, until: now + Sessions.KEEP_MS, usedAt });
    return placed;
  }

  /** Forgets what is kept, so that the next request of any session asks the database. */
  forget(): void {
    this.known.clear();
  }
}

function hashOfCookie(request: FastifyRequest): Buffer | null {
  const token = request.cookies[COOKIE];
  return token === undefined || token.length > 100 ? null : hashToken(token);
}

/** What the browser that signs in says of itself. */
export function browserOf(request: FastifyRequest): Browser {
  const userAgent = request.headers["user-agent"];
  return { address: addressOf(request), userAgent, replaces: hashOfCookie(request) };
}

/** What the routes of signing in share: finding and answering sessions, and what the register asks for. */
export interface SessionDoor {
  perform: Perform;
  kept: Sessions;
  find: FindActor;
  /** Minutes without use after which a screen locks. */
  lockMinutes: number;
  openDraftKey(actor: Actor): Buffer;
}

/** What a browser is told of its own session. */
export function viewOf(door: SessionDoor, actor: Actor): SessionView {
  // Whoever is not yet let in, or has left the computer, reads no drafts either.
  const draftKey = actor.mustEnrol || actor.locked ? "" : door.openDraftKey(actor).toString("base64url");
  return { ...actor, draftKey, lockAfter: door.lockMinutes * 60 };
}

/** Gives the browser the cookie of a session that was just opened. */
export async function giveCookie(door: SessionDoor, reply: FastifyReply, opened: Opened): Promise<Actor> {
  door.kept.forget();
  const actor = await door.find(opened.hash, false);
  if (actor === undefined) throw new Problem("session.missing");
  reply.setCookie(COOKIE, opened.token, { ...COOKIE_OPTIONS, expires: new Date(actor.expiresAt) });
  return actor;
}

/** Answers a session that was just opened, with its cookie. */
export async function answerOpened(door: SessionDoor, reply: FastifyReply, opened: Opened) {
  return viewOf(door, await giveCookie(door, reply, opened));
}

/** The same of the session that asks, as it is now. */
export async function ownView(door: SessionDoor, request: FastifyRequest) {
  const actor = await door.kept.identify(request, true);
  if (actor === null) throw new Problem("session.missing");
  return viewOf(door, actor);
}

export function sessionRoutes(door: SessionDoor): Route[] {
  const { perform, kept } = door;
  const lockAs = async (caller: Caller, unused: boolean) => {
    const asked = { ...signedIn(caller), training: false };
    await perform(asked, { trace: locking.trace, verb: locking.lock }, { unused });
    kept.forget();
  };
  return [
    route({
      method: "GET",
      path: "/api/session",
      summary: "Who is signed in, under which posting",
      auth: "any-session",
      delegable: "always",
      attended: false,
      whileLocked: true,
      answer: SessionView,
      handle: async ({ caller, request }) => {
        const actor = (await kept.identify(request, true, false)) ?? signedIn(caller).actor;
        // A browser that was closed before it could lock: a page that opens later opens locked.
        // Whoever is setting up a way in has nothing to open it with yet.
        if (actor.locked || actor.mustEnrol || actor.unusedFor <= door.lockMinutes * 60)
          return viewOf(door, actor);
        await lockAs(caller, true);
        return viewOf(door, { ...actor, locked: true });
      },
    }),
    route({
      method: "POST",
      path: "/api/session/use",
      summary: "The officer is at the screen, whether or not the page has asked for anything",
      auth: "any-session",
      delegable: "always",
      body: z.strictObject({}),
      // Finding the session has noted it.
      handle: async () => undefined,
    }),
    route({
      method: "POST",
      path: "/api/session/lock",
      summary: "Lock the session until its officer proves to be there again",
      auth: "any-session",
      delegable: "always",
      attended: false,
      whileLocked: "here",
      body: z.strictObject({ unused: z.boolean() }),
      handle: ({ body, caller }) => lockAs(caller, body.unused),
    }),
    route({
      method: "DELETE",
      path: "/api/session",
      summary: "Sign out",
      auth: "any-session",
      delegable: "always",
      whileLocked: true,
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
      handle: async ({ body, caller, request, reply }) => {
        const asked = { ...signedIn(caller), training: false };
        const change = { trace: sessions.modeTrace, verb: sessions.switchMode };
        const input = { ...body, userAgent: request.headers["user-agent"] };
        return answerOpened(door, reply, await perform(asked, change, input));
      },
    }),
  ];
}
