// Messages from a case to whoever complained: sent, read, answered; never who that is.
import * as z from "zod/mini";
import * as relay from "#src/actions/relay-message.ts";
import { NewRelay, RelayList, RelayText } from "#src/schema/relay.ts";
import { type Perform, type Route, route, signedIn } from "./route.ts";

const OfCase = z.object({ caseId: z.uuid() });

export function relayRoutes(perform: Perform): Route[] {
  return [
    route({
      method: "POST",
      path: "/api/cases/:caseId/relays",
      summary: "Leave a message for whoever complained, at the receipt",
      auth: "session",
      params: OfCase,
      body: NewRelay,
      handle: ({ params, body, caller }) =>
        perform(signedIn(caller), { trace: relay.trace, verb: relay.sendRelay }, { ...body, ...params }),
    }),
    route({
      method: "GET",
      path: "/api/cases/:caseId/relays",
      summary: "The messages of a case: sent, read, answered",
      auth: "session",
      params: OfCase,
      answer: RelayList,
      handle: ({ params, caller }) =>
        perform(signedIn(caller), { trace: relay.listTrace, verb: relay.readRelays }, params),
    }),
    route({
      method: "POST",
      path: "/api/cases/:caseId/relays/texts",
      summary: "The words of messages and answers, opened by the vault on the record",
      auth: "session",
      params: OfCase,
      answer: z.object({ texts: z.array(RelayText) }),
      handle: ({ params, caller }) =>
        perform(signedIn(caller), { trace: relay.readTrace, verb: relay.readRelayTexts }, params),
    }),
  ];
}
