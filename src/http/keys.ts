// Class keys: how they are, and what two key custodians order about them.
import * as z from "zod/mini";
import * as manage from "#src/actions/manage-keys.ts";
import { KeysReport, NewKeyOrder } from "#src/schema/key-order.ts";
import { FRESH_MINUTES } from "#src/schema/session.ts";
import { type Perform, type Route, route, signedIn } from "./route.ts";

const OfOrder = z.object({ orderId: z.uuid() });

/** `days`: after how many a class key is old. There is one set of keys: it is the register's in training mode as well. */
export function keyRoutes(perform: Perform, days: number): Route[] {
  return [
    route({
      method: "GET",
      path: "/api/keys",
      summary: "Class keys with their age and use, and what custodians ordered; never a key",
      auth: "session",
      answer: KeysReport,
      handle: ({ caller }) =>
        perform(
          { ...signedIn(caller), training: false },
          { trace: manage.readTrace, verb: manage.readKeys },
          { days },
        ),
    }),
    route({
      method: "POST",
      path: "/api/keys/orders",
      summary: "Ask to replace or to destroy a class key; a second custodian has three days to agree",
      auth: "session",
      fresh: FRESH_MINUTES,
      strongest: "key-order",
      body: NewKeyOrder,
      answer: z.object({ orderId: z.string() }),
      status: 201,
      handle: ({ body, caller }) =>
        perform(signedIn(caller), { trace: manage.askTrace, verb: manage.askOrder }, body),
    }),
    route({
      method: "POST",
      path: "/api/keys/orders/:orderId/answer",
      summary: "Agree as the second custodian, or refuse",
      auth: "session",
      fresh: FRESH_MINUTES,
      strongest: "key-order",
      params: OfOrder,
      body: z.strictObject({ agreed: z.boolean() }),
      answer: z.object({ agreed: z.boolean() }),
      handle: ({ params, body, caller }) =>
        perform(
          signedIn(caller),
          { trace: manage.answerTrace, verb: manage.answerOrder },
          { ...params, ...body },
        ),
    }),
    route({
      method: "POST",
      path: "/api/keys/orders/:orderId/end",
      summary: "Take back what was not begun; any custodian may",
      auth: "session",
      params: OfOrder,
      answer: z.object({ ended: z.boolean() }),
      handle: ({ params, caller }) =>
        perform(signedIn(caller), { trace: manage.endTrace, verb: manage.endOrder }, params),
    }),
  ];
}
