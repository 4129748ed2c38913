// Letting officers in: codes for newcomers, recovery by two people, and the page where a code is typed.
import * as z from "zod/mini";
import * as agreeing from "#src/actions/agree-to-posting.ts";
import * as enrol from "#src/actions/enrol.ts";
import * as recovery from "#src/actions/recover-account.ts";
import { Enrolment, EnrolmentCode, ProposedPosting } from "#src/schema/account.ts";
import { SessionView } from "#src/schema/case.ts";
import { Problem } from "#src/schema/problem.ts";
import { type Caller, type Route, route, signedIn } from "./route.ts";
import { answerOpened, browserOf, type SessionDoor } from "./session.ts";

/** Minutes since whoever lets somebody in last proved to be there. */
const FRESH = 15;

const OfficerId = z.object({ officerId: z.uuid() });
const PostingId = z.object({ postingId: z.uuid() });
const RecoveryId = z.object({ recoveryId: z.uuid() });
const inRegister = (caller: Caller) => ({ ...signedIn(caller), training: false });

export function enrolmentRoutes(door: SessionDoor): Route[] {
  const { perform, kept } = door;
  return [
    route({
      method: "GET",
      path: "/api/enrolments",
      summary: "Officers within reach, by login: who has a way in, and which recoveries wait",
      auth: "session",
      query: z.strictObject({
        search: z.optional(z.string().check(z.maxLength(100))),
        after: z.optional(z.string().check(z.maxLength(100))),
        /** Only those whose posting is to be renewed soon. */
        ending: z.optional(z.literal("yes")),
      }),
      answer: z.object({ officers: z.array(Enrolment) }),
      handle: ({ query, caller }) =>
        perform(inRegister(caller), { trace: enrol.listTrace, verb: enrol.listEnrolments }, query),
    }),
    route({
      method: "GET",
      path: "/api/posting-proposals",
      summary: "Postings within reach that count when a second person agrees, the oldest first",
      auth: "session",
      answer: z.object({ proposals: z.array(ProposedPosting) }),
      handle: ({ caller }) =>
        perform(inRegister(caller), { trace: agreeing.listTrace, verb: agreeing.listProposals }, {}),
    }),
    route({
      method: "POST",
      path: "/api/posting-proposals/:postingId/agree",
      summary: "Agree to a posting somebody else proposed: from then on it counts",
      auth: "session",
      fresh: FRESH,
      params: PostingId,
      body: z.strictObject({}),
      handle: ({ params, caller }) =>
        perform(inRegister(caller), { trace: agreeing.agreeTrace, verb: agreeing.agreeToPosting }, params),
    }),
    route({
      method: "POST",
      path: "/api/posting-proposals/:postingId/refuse",
      summary: "Refuse a posting that waits, or take back the one proposed",
      auth: "session",
      fresh: FRESH,
      params: PostingId,
      body: z.strictObject({}),
      handle: ({ params, caller }) =>
        perform(inRegister(caller), { trace: agreeing.refuseTrace, verb: agreeing.refusePosting }, params),
    }),
    route({
      method: "POST",
      path: "/api/officers/:officerId/enrolment-code",
      summary: "A one-time code for an officer without a way in, shown this once",
      auth: "session",
      fresh: FRESH,
      params: OfficerId,
      body: z.strictObject({}),
      answer: EnrolmentCode,
      status: 201,
      handle: ({ params, caller }) =>
        perform(inRegister(caller), { trace: enrol.issueTrace, verb: enrol.issueCode }, params),
    }),
    route({
      method: "POST",
      path: "/api/officers/:officerId/recovery",
      summary: "Ask for a new way in for an officer; another person has to confirm",
      auth: "session",
      fresh: FRESH,
      strongest: "recovery",
      params: OfficerId,
      body: z.strictObject({}),
      handle: ({ params, caller }) =>
        perform(inRegister(caller), { trace: recovery.askTrace, verb: recovery.askRecovery }, params),
    }),
    route({
      method: "POST",
      path: "/api/recoveries/:recoveryId/confirm",
      summary:
        "Confirm a recovery somebody else asked for; every way in of the officer ends, a code is answered",
      auth: "session",
      fresh: FRESH,
      strongest: "recovery",
      params: RecoveryId,
      body: z.strictObject({}),
      answer: EnrolmentCode,
      handle: async ({ params, caller }) => {
        const confirm = { trace: recovery.confirmTrace, verb: recovery.confirmRecovery };
        const code = await perform(inRegister(caller), confirm, params);
        kept.forget();
        return code;
      },
    }),
    route({
      method: "DELETE",
      path: "/api/recoveries/:recoveryId",
      summary: "Take back a recovery that was asked for",
      auth: "session",
      params: RecoveryId,
      handle: ({ params, caller }) =>
        perform(
          inRegister(caller),
          { trace: recovery.withdrawTrace, verb: recovery.withdrawRecovery },
          params,
        ),
    }),
    route({
      method: "POST",
      path: "/api/session/recovery-told",
      summary: "The officer has read who had the own way in recovered",
      auth: "session",
      body: z.strictObject({}),
      handle: async ({ caller }) => {
        await perform(inRegister(caller), { trace: recovery.toldTrace, verb: recovery.tellRecovery }, {});
        kept.forget();
      },
    }),
    route({
      method: "POST",
      path: "/api/enrolment",
      summary: "Begin to set up a way in, with a code of the unit",
      auth: "open",
      body: z.strictObject({ code: z.string().check(z.minLength(1), z.maxLength(40)) }),
      answer: SessionView,
      handle: async ({ body, caller, request, reply }) => {
        const { requestId, address } = caller;
        const begun = await enrol.inTurn(() =>
          perform(
            { actor: null, requestId, training: false, address },
            { trace: enrol.beginTrace, verb: enrol.beginEnrolment },
            { typed: body.code, browser: browserOf(request) },
          ),
        );
        if (begun === undefined) throw new Problem("session.locked-out");
        const { outcome, opened } = begun;
        if (opened !== undefined) return answerOpened(door, reply, opened);
        throw new Problem(outcome === "locked-out" ? "session.locked-out" : "session.wrong-credentials");
      },
    }),
  ];
}
