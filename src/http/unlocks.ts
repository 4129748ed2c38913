// Break-glass: one class of one case, opened by two persons for four hours.
import * as z from "zod/mini";
import * as manage from "#src/actions/manage-unlocks.ts";
import * as open from "#src/actions/open-unlocked.ts";
import { FRESH_MINUTES } from "#src/schema/session.ts";
import { NewUnlock, UnlockedFile, UnlockList } from "#src/schema/unlock.ts";
import { type Perform, type Route, route, signedIn } from "./route.ts";

const OfUnlock = z.object({ unlockId: z.uuid() });

export function unlockRoutes(perform: Perform): Route[] {
  return [
    route({
      method: "POST",
      path: "/api/cases/:caseId/unlocks",
      summary: "Ask to open sealed names in an emergency; a second person has fifteen minutes to agree",
      auth: "session",
      fresh: FRESH_MINUTES,
      params: z.object({ caseId: z.uuid() }),
      body: NewUnlock,
      answer: z.object({ unlockId: z.string() }),
      status: 201,
      handle: ({ params, body, caller }) =>
        perform(signedIn(caller), { trace: manage.askTrace, verb: manage.askUnlock }, { ...body, ...params }),
    }),
    route({
      method: "GET",
      path: "/api/unlocks",
      // Every page looks whether somebody waits, with nobody there as well.
      attended: false,
      summary:
        "What waits for this officer as second person, what they asked for, and what they must know of",
      auth: "session",
      query: z.strictObject({ caseId: z.optional(z.uuid()) }),
      answer: UnlockList,
      handle: ({ query, caller }) =>
        perform(signedIn(caller), { trace: manage.listTrace, verb: manage.readUnlocks }, query),
    }),
    route({
      method: "POST",
      path: "/api/unlocks/:unlockId/explanation",
      summary: "What the first person wrote; opened by the vault, on the record",
      auth: "session",
      params: OfUnlock,
      answer: z.object({ explanation: z.string() }),
      handle: ({ params, caller }) =>
        perform(signedIn(caller), { trace: manage.readTrace, verb: manage.readExplanation }, params),
    }),
    route({
      method: "POST",
      path: "/api/unlocks/:unlockId/answer",
      summary: "Agree as the second person, or refuse",
      auth: "session",
      fresh: FRESH_MINUTES,
      params: OfUnlock,
      body: z.strictObject({ agreed: z.boolean() }),
      answer: z.object({ agreed: z.boolean() }),
      handle: ({ params, body, caller }) =>
        perform(
          signedIn(caller),
          { trace: manage.answerTrace, verb: manage.answerUnlock },
          { ...params, ...body },
        ),
    }),
    route({
      method: "POST",
      path: "/api/unlocks/:unlockId/end",
      summary: "End it before its time; either of the two may",
      auth: "session",
      params: OfUnlock,
      answer: z.object({ ended: z.boolean() }),
      handle: ({ params, caller }) =>
        perform(signedIn(caller), { trace: manage.endTrace, verb: manage.endUnlock }, params),
    }),
    route({
      method: "POST",
      path: "/api/unlocks/:unlockId/notice",
      summary: "This officer has read that names were opened",
      auth: "session",
      params: OfUnlock,
      handle: ({ params, caller }) =>
        perform(signedIn(caller), { trace: manage.noticeTrace, verb: manage.readNotice }, params),
    }),
    route({
      method: "POST",
      path: "/api/unlocks/:unlockId/names",
      summary: "The case file with what two persons agreed to open; recorded by the vault before it opens",
      auth: "session",
      fresh: FRESH_MINUTES,
      params: OfUnlock,
      answer: UnlockedFile,
      handle: ({ params, caller }) =>
        perform(signedIn(caller), { trace: open.trace, verb: open.openUnlocked }, params),
    }),
  ];
}
