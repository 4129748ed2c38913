// Open sessions: the own ones at the account, and those of officers within reach of whoever lets officers in.
import * as z from "zod/mini";
import * as sessions from "#src/actions/manage-sessions.ts";
import { OpenSessions } from "#src/schema/session.ts";
import { type Caller, type Route, route, signedIn } from "./route.ts";
import type { SessionDoor } from "./session.ts";

/** Minutes since whoever ends a session last proved to be there (ASVS 7.5.2). */
const FRESH = 15;

const OfficerId = z.object({ officerId: z.uuid() });
const SessionId = z.object({ sessionId: z.uuid() });
const Both = z.object({ officerId: z.uuid(), sessionId: z.uuid() });

// A session is of the register, in training mode as well.
const inRegister = (caller: Caller) => ({ ...signedIn(caller), training: false });

export function openSessionRoutes({ perform, kept }: SessionDoor): Route[] {
  const end = async (caller: Caller, input: { officerId: string; sessionId: string }) => {
    await perform(inRegister(caller), { trace: sessions.endTrace, verb: sessions.endOne }, input);
    kept.forget();
  };
  const endAll = async (caller: Caller, officerId: string) => {
    const all = { trace: sessions.endAllTrace, verb: sessions.endAll };
    await perform(inRegister(caller), all, { officerId });
    kept.forget();
  };
  return [
    route({
      method: "GET",
      path: "/api/account/sessions",
      summary: "The own open sessions, the one last used first",
      auth: "session",
      answer: OpenSessions,
      handle: ({ caller }) =>
        perform(inRegister(caller), { trace: sessions.ownTrace, verb: sessions.listOwn }, {}),
    }),
    route({
      method: "DELETE",
      path: "/api/account/sessions/:sessionId",
      summary: "End one of the own sessions, with its open screens",
      auth: "session",
      fresh: FRESH,
      params: SessionId,
      handle: ({ params, caller }) => end(caller, { ...params, officerId: signedIn(caller).actor.officerId }),
    }),
    route({
      method: "DELETE",
      path: "/api/account/sessions",
      summary: "End all own sessions but this one",
      auth: "session",
      fresh: FRESH,
      handle: ({ caller }) => endAll(caller, signedIn(caller).actor.officerId),
    }),
    route({
      method: "GET",
      path: "/api/officers/:officerId/sessions",
      summary: "Open sessions of an officer within reach",
      auth: "session",
      params: OfficerId,
      answer: OpenSessions,
      handle: ({ params, caller }) =>
        perform(inRegister(caller), { trace: sessions.listTrace, verb: sessions.listSessions }, params),
    }),
    route({
      method: "DELETE",
      path: "/api/officers/:officerId/sessions/:sessionId",
      summary: "End one session of an officer within reach",
      auth: "session",
      fresh: FRESH,
      params: Both,
      handle: ({ params, caller }) => end(caller, params),
    }),
    route({
      method: "DELETE",
      path: "/api/officers/:officerId/sessions",
      summary: "End all sessions of an officer within reach",
      auth: "session",
      fresh: FRESH,
      params: OfficerId,
      handle: ({ params, caller }) => endAll(caller, params.officerId),
    }),
  ];
}
