// The own account: the ways in an officer has, and setting up others.
import * as z from "zod/mini";
import * as passkeys from "#src/actions/manage-passkeys.ts";
import * as account from "#src/actions/read-account.ts";
import { Account, NewPasskeyAnswer, PasskeyQuestion } from "#src/schema/account.ts";
import { partyOf } from "./relying-party.ts";
import { type Caller, type Route, route, signedIn } from "./route.ts";
import type { SessionDoor } from "./session.ts";

/** Minutes since the officer last proved to be there, for whatever changes how one gets in. */
const FRESH = 15;

// Accounts are of the register, in training mode as well.
const own = (caller: Caller) => ({ ...signedIn(caller), training: false });

export function accountRoutes({ perform }: SessionDoor, webAddress: string): Route[] {
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
      body: NewPasskeyAnswer,
      status: 201,
      answer: Account,
      handle: async ({ body, caller, request }) => {
        const add = { trace: passkeys.addTrace, verb: passkeys.addPasskey };
        await perform(own(caller), add, { answer: body, party: partyOf(request, webAddress) });
        return perform(own(caller), { trace: account.trace, verb: account.readAccount }, {});
      },
    }),
    route({
      method: "DELETE",
      path: "/api/account/passkeys/:passkeyId",
      summary: "Remove a passkey; never the last way in",
      auth: "session",
      fresh: FRESH,
      params: z.object({ passkeyId: z.string().check(z.regex(/^[\w-]{1,1400}$/)) }),
      handle: ({ params, caller }) =>
        perform(
          own(caller),
          { trace: passkeys.removeTrace, verb: passkeys.removePasskey },
          { ...params, passwordAlone: true },
        ),
    }),
  ];
}
