// Stopping an officer at once, and letting the officer in again.
import * as z from "zod/mini";
import * as suspending from "#src/actions/suspend-officer.ts";
import { NewSuspension, Suspendable, Suspension } from "#src/schema/suspension.ts";
import { text } from "#src/schema/text.ts";
import { type Caller, type Route, route, signedIn } from "./route.ts";
import type { SessionDoor } from "./session.ts";

/** Minutes since whoever stops somebody, or lets somebody in again, last proved to be there. */
const FRESH = 15;

const SuspensionId = z.object({ suspensionId: z.uuid() });
const inRegister = (caller: Caller) => ({ ...signedIn(caller), training: false });

export function suspensionRoutes({ perform, kept }: SessionDoor): Route[] {
  return [
    route({
      method: "GET",
      path: "/api/suspensions",
      summary: "Suspensions in force or waiting for a second person, of officers within reach",
      auth: "session",
      answer: z.object({ suspensions: z.array(Suspension) }),
      handle: ({ caller }) =>
        perform(inRegister(caller), { trace: suspending.listTrace, verb: suspending.listSuspensions }, {}),
    }),
    route({
      // A name is in no address: those are in logs and histories.
      method: "POST",
      path: "/api/suspensions/officers",
      summary: "Officers within reach by part of the name or login, to be named in a suspension; at most 50",
      auth: "session",
      body: z.strictObject({ search: text(100) }),
      answer: z.object({ officers: z.array(Suspendable) }),
      handle: ({ body, caller }) =>
        perform(inRegister(caller), { trace: suspending.findTrace, verb: suspending.findSuspendable }, body),
    }),
    route({
      method: "POST",
      path: "/api/suspensions",
      summary: "Suspend an officer at once, or ask a second person to; every session of the officer ends",
      auth: "session",
      fresh: FRESH,
      body: NewSuspension,
      answer: z.object({ inForce: z.boolean() }),
      status: 201,
      handle: async ({ body, caller }) => {
        const ask = { trace: suspending.askTrace, verb: suspending.askSuspension };
        const answer = await perform(inRegister(caller), ask, body);
        kept.forget();
        return answer;
      },
    }),
    route({
      method: "POST",
      path: "/api/suspensions/:suspensionId/confirm",
      summary: "Agree to a suspension somebody else asked for: from then on it counts",
      auth: "session",
      fresh: FRESH,
      params: SuspensionId,
      body: z.strictObject({}),
      handle: async ({ params, caller }) => {
        const confirm = { trace: suspending.confirmTrace, verb: suspending.confirmSuspension };
        await perform(inRegister(caller), confirm, params);
        kept.forget();
      },
    }),
    route({
      method: "POST",
      path: "/api/suspensions/:suspensionId/withdraw",
      summary: "Refuse a suspension that waits, or take back the one asked for",
      auth: "session",
      fresh: FRESH,
      params: SuspensionId,
      body: z.strictObject({}),
      handle: ({ params, caller }) =>
        perform(
          inRegister(caller),
          { trace: suspending.withdrawTrace, verb: suspending.withdrawSuspension },
          params,
        ),
    }),
    route({
      method: "POST",
      path: "/api/suspensions/:suspensionId/lift",
      summary: "Lift a suspension by an order; never by whoever suspended",
      auth: "session",
      fresh: FRESH,
      params: SuspensionId,
      body: z.strictObject({ orderNumber: text(60) }),
      handle: ({ params, body, caller }) =>
        perform(
          inRegister(caller),
          { trace: suspending.liftTrace, verb: suspending.liftSuspension },
          { ...params, ...body },
        ),
    }),
  ];
}
