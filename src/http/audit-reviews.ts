// The weekly review and the canaries, for those who oversee.
import * as z from "zod/mini";
import * as review from "#src/actions/review-audit.ts";
import { AuditReviewRules, Canary, CONCLUSIONS, ReviewItem, ReviewWeek } from "#src/schema/audit-review.ts";
import { FRESH_MINUTES } from "#src/schema/session.ts";
import { text } from "#src/schema/text.ts";
import { type Caller, type Perform, type Route, route, signedIn } from "./route.ts";

const inRegister = (caller: Caller) => ({ ...signedIn(caller), training: false });

export function auditReviewRoutes(perform: Perform): Route[] {
  return [
    route({
      method: "GET",
      path: "/api/audit/reviews",
      summary:
        "What an auditor should look at in a week (by its Monday; the newest when none is named), the weeks there are, what was opened in an emergency and waits for review, and the thresholds in force",
      auth: "session",
      query: z.strictObject({ week: z.optional(z.iso.date()) }),
      answer: z.object({
        weeks: z.array(ReviewWeek),
        items: z.array(ReviewItem),
        waiting: z.array(ReviewItem),
        now: z.string(),
        rules: AuditReviewRules,
      }),
      handle: ({ query, caller }) =>
        perform(inRegister(caller), { trace: review.listTrace, verb: review.readReview }, query),
    }),
    route({
      method: "POST",
      path: "/api/audit/reviews/:itemId/marks",
      summary: "Marks an item as looked at, with a conclusion and a note",
      auth: "session",
      params: z.object({ itemId: z.uuid() }),
      body: z.strictObject({ markId: z.uuid(), conclusion: z.enum(CONCLUSIONS), note: text(500) }),
      handle: ({ params, body, caller }) =>
        perform(
          inRegister(caller),
          { trace: review.markTrace, verb: review.markReviewed },
          { ...params, ...body },
        ),
    }),
    route({
      method: "GET",
      path: "/api/audit/canaries",
      summary: "Cases that nobody has a reason to open",
      auth: "session",
      answer: z.object({ canaries: z.array(Canary) }),
      handle: ({ caller }) =>
        perform(inRegister(caller), { trace: review.canariesTrace, verb: review.readCanaries }, undefined),
    }),
    route({
      method: "POST",
      path: "/api/audit/canaries",
      summary: "Makes a case, by its number, one that nobody has a reason to open",
      auth: "session",
      fresh: FRESH_MINUTES,
      body: z.strictObject({ number: text(40) }),
      handle: ({ body, caller }) =>
        perform(inRegister(caller), { trace: review.setTrace, verb: review.setCanary }, body),
    }),
    route({
      method: "DELETE",
      path: "/api/audit/canaries/:caseId",
      summary: "Makes it a case like any other again",
      auth: "session",
      fresh: FRESH_MINUTES,
      params: z.object({ caseId: z.uuid() }),
      handle: ({ params, caller }) =>
        perform(inRegister(caller), { trace: review.endTrace, verb: review.endCanary }, params),
    }),
  ];
}
