// The own account: the ways in an officer has, and setting up others.
import type { FastifyReply } from "fastify";
import * as z from "zod/mini";
import * as password from "#src/actions/choose-password.ts";
import * as passkeys from "#src/actions/manage-passkeys.ts";
import type { Opened } from "#src/actions/open-session.ts";
import * as account from "#src/actions/read-account.ts";
import * as totp from "#src/actions/second-factor.ts";
import { inTurn } from "#src/actions/sign-in.ts";
import { Account, NewPasskeyAnswer, PasskeyQuestion, TotpCode, TotpQuestion } from "#src/schema/account.ts";
import { Problem } from "#src/schema/problem.ts";
import { partyOf } from "./relying-party.ts";
import { type Caller, type Route, route, signedIn } from "./route.ts";
import { giveCookie, type SessionDoor } from "./session.ts";

/** Minutes since the officer last proved to be there, for whatever changes how one gets in. */
const FRESH = 15;

// Accounts are of the register, in training mode as well.
const own = (caller: Caller) => ({ ...signedIn(caller), training: false });

export function accountRoutes(door: SessionDoor, webAddress: string): Route[] {
  const { perform } = door;
  /** The account as it is now, with the cookie of a new session where the old one was a limited one. */
  const changed = async (caller: Caller, reply: FastifyReply, opened: Opened | undefined) => {
    const actor = opened === undefined ? caller.actor : await giveCookie(door, reply, opened);
    const read = { trace: account.trace, verb: account.readAccount };
    return perform(own({ ...caller, actor }), read, {});
  };
  return [
    route({
      method: "GET",
      path: "/api/account",
      summary: "The own ways in",
      auth: "any-session",
      answer: Account,
      handle: ({ caller }) => perform(own(caller), { trace: account.trace, verb: account.readAccount }, {}),
    }),
    route({
      method: "POST",
      path: "/api/account/passkeys/question",
      summary: "What an authenticator is asked, to make a passkey",
      auth: "any-session",
      fresh: FRESH,
      strongest: "passkeys",
      body: z.strictObject({}),
      answer: PasskeyQuestion,
      handle: ({ caller, request }) =>
        perform(
          own(caller),
          { trace: passkeys.askTrace, verb: passkeys.askNewPasskey },
          { party: partyOf(request, webAddress) },
        ),
    }),
    route({
      method: "POST",
      path: "/api/account/passkeys",
      summary: "Add a passkey",
      auth: "any-session",
      fresh: FRESH,
      strongest: "passkeys",
      body: NewPasskeyAnswer,
      status: 201,
      answer: Account,
      handle: async ({ body, caller, request, reply }) => {
        const add = { trace: passkeys.addTrace, verb: passkeys.addPasskey };
        const userAgent = request.headers["user-agent"];
        const input = { answer: body, party: partyOf(request, webAddress), userAgent };
        return changed(caller, reply, await perform(own(caller), add, input));
      },
    }),
    route({
      method: "DELETE",
      path: "/api/account/passkeys/:passkeyId",
      summary: "Remove a passkey; never the last way in",
      auth: "session",
      fresh: FRESH,
      strongest: "passkeys",
      params: z.object({ passkeyId: z.string().check(z.regex(/^[\w-]{1,1400}$/)) }),
      handle: ({ params, caller }) =>
        perform(own(caller), { trace: passkeys.removeTrace, verb: passkeys.removePasskey }, params),
    }),
    route({
      method: "POST",
      path: "/api/account/password",
      summary: "Choose the first password",
      auth: "any-session",
      fresh: FRESH,
      body: z.strictObject({ next: z.string().check(z.minLength(1), z.maxLength(400)) }),
      answer: Account,
      handle: async ({ body, caller, request, reply }) => {
        const choose = { trace: password.trace, verb: password.choosePassword };
        const input = { ...body, userAgent: request.headers["user-agent"] };
        const opened = await inTurn(() => perform(own(caller), choose, input).then((value) => ({ value })));
        if (opened === undefined) throw new Problem("session.locked-out");
        return changed(caller, reply, opened.value);
      },
    }),
    route({
      method: "POST",
      path: "/api/account/totp/question",
      summary: "A secret for an authenticator app, in force once a code of it has come back",
      auth: "any-session",
      fresh: FRESH,
      body: z.strictObject({}),
      answer: TotpQuestion,
      handle: ({ caller }) => perform(own(caller), { trace: totp.askTrace, verb: totp.askTotp }, {}),
    }),
    route({
      method: "POST",
      path: "/api/account/totp",
      summary: "Put the secret of an authenticator app in force",
      auth: "any-session",
      fresh: FRESH,
      body: z.strictObject({ stepId: z.uuid(), code: TotpCode }),
      answer: Account,
      handle: async ({ body, caller, request, reply }) => {
        const add = { trace: totp.addTrace, verb: totp.addTotp };
        const input = { ...body, userAgent: request.headers["user-agent"] };
        return changed(caller, reply, await perform(own(caller), add, input));
      },
    }),
    route({
      method: "DELETE",
      path: "/api/account/totp",
      summary: "Take the authenticator app out of use; never the last way in",
      auth: "session",
      fresh: FRESH,
      handle: ({ caller }) => perform(own(caller), { trace: totp.removeTrace, verb: totp.removeTotp }, {}),
    }),
  ];
}
