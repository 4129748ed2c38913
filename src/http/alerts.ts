// Alerts: the inbox, the answer, and the stream of events that tells an open screen to look again.
import type { FastifyReply } from "fastify";
import * as z from "zod/mini";
import * as answer from "#src/actions/acknowledge-alert.ts";
import type { Actor } from "#src/actions/context.ts";
import * as list from "#src/actions/list-alerts.ts";
import * as print from "#src/actions/record-print.ts";
import { AlertLine } from "#src/schema/case.ts";
import { type Perform, type Route, route, signedIn } from "./route.ts";

/** Where open screens are told of what is new; events carry ids only, the screen asks for the rest. */
export interface AlertStream {
  open(reply: FastifyReply, actor: Actor): void;
}

export function alertRoutes(perform: Perform, stream: AlertStream): Route[] {
  return [
    route({
      method: "GET",
      path: "/api/alerts",
      summary: "The unit's inbox: open alerts, or the newest of all",
      auth: "session",
      delegable: "alerts",
      attended: false,
      query: z.strictObject({ state: z.optional(z.enum(["open", "all"])) }),
      answer: z.object({ alerts: z.array(AlertLine) }),
      handle: ({ query, caller }) =>
        perform(
          signedIn(caller),
          { trace: list.trace, verb: list.listAlerts },
          { state: query.state ?? "open" },
        ),
    }),
    route({
      method: "POST",
      path: "/api/alerts/prints",
      summary: "Tells that the inbox is being printed",
      auth: "session",
      body: z.strictObject({ printed: z.literal("alerts") }),
      handle: ({ caller }) =>
        perform(signedIn(caller), { trace: print.alertsTrace, verb: print.recordAlertsPrint }, {}),
    }),
    route({
      method: "POST",
      path: "/api/alerts/:alertId/acknowledgement",
      summary: "Answer an alert: received",
      auth: "session",
      delegable: "alerts",
      params: z.object({ alertId: z.uuid() }),
      body: z.strictObject({}),
      answer: AlertLine,
      handle: ({ params, caller }) =>
        perform(signedIn(caller), { trace: answer.trace, verb: answer.acknowledgeAlert }, params),
    }),
    route({
      method: "GET",
      path: "/api/alerts/stream",
      summary:
        "Server-sent events: sync, alert, acknowledged; also while locked, for they say no more than that",
      auth: "session",
      delegable: "alerts",
      attended: false,
      whileLocked: "here",
      handle: async ({ caller, reply }) => {
        const { actor } = signedIn(caller);
        list.demandInbox({ actor });
        // Whoever practises hears nothing of the register.
        stream.open(reply, actor.training ? { ...actor, units: [] } : actor);
      },
    }),
  ];
}
