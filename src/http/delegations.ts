// Standing in for somebody: what is given and held, giving, ending, and moving between the own posting and a delegated one.
import * as z from "zod/mini";
import * as delegations from "#src/actions/manage-delegations.ts";
import { SessionView } from "#src/schema/case.ts";
import { Delegations, NewDelegation } from "#src/schema/delegation.ts";
import { type Caller, type Route, route, signedIn } from "./route.ts";
import { answerOpened, type SessionDoor } from "./session.ts";

/** Minutes since the giver last proved to be there. */
const FRESH = 15;

// Postings are of the register, in training mode as well.
const inRegister = (caller: Caller) => ({ ...signedIn(caller), training: false });

export function delegationRoutes(door: SessionDoor): Route[] {
  const { perform, kept } = door;
  return [
    route({
      method: "GET",
      path: "/api/delegations",
      summary: "Delegations in force, given and held, and what can be delegated",
      auth: "session",
      delegable: "always",
      answer: Delegations,
      handle: ({ caller }) =>
        perform(inRegister(caller), { trace: delegations.listTrace, verb: delegations.list }, {}),
    }),
    route({
      method: "POST",
      path: "/api/delegations",
      summary: "Delegate a part of the rights of the own posting to a named officer, for 14 days at most",
      auth: "session",
      fresh: FRESH,
      body: NewDelegation,
      status: 201,
      answer: Delegations,
      handle: async ({ body, caller }) => {
        const give = { trace: delegations.giveTrace, verb: delegations.give };
        const given = await perform(inRegister(caller), give, body);
        kept.forget();
        return given;
      },
    }),
    route({
      method: "DELETE",
      path: "/api/delegations/:delegationId",
      summary: "End a delegation at once, as its giver or as whoever holds it",
      auth: "session",
      delegable: "always",
      params: z.object({ delegationId: z.uuid() }),
      handle: async ({ params, caller }) => {
        await perform(inRegister(caller), { trace: delegations.endTrace, verb: delegations.end }, params);
        kept.forget();
      },
    }),
    route({
      method: "PUT",
      path: "/api/session/delegation",
      summary: "Go on under a delegation, or (null) back under the own posting",
      auth: "session",
      delegable: "always",
      body: z.strictObject({ delegationId: z.nullable(z.uuid()) }),
      answer: SessionView,
      handle: async ({ body, caller, request, reply }) => {
        const use = { trace: delegations.useTrace, verb: delegations.use };
        const input = { ...body, userAgent: request.headers["user-agent"] };
        return answerOpened(door, reply, await perform(inRegister(caller), use, input));
      },
    }),
  ];
}
