// Administration: changes of the pack in force: units, lists, variables, rules of alert, marks of the law, the weekly review.
import * as z from "zod/mini";
import * as pack from "#src/actions/change-pack.ts";
import * as trial from "#src/actions/try-alert-rule.ts";
import { AlertRule } from "#src/schema/pack.ts";
import { PackChange } from "#src/schema/pack-change.ts";
import { FieldFault } from "#src/schema/problem.ts";
import { FRESH_MINUTES } from "#src/schema/session.ts";
import { line } from "#src/schema/text.ts";
import { type Caller, type Perform, type Route, route, signedIn } from "./route.ts";

const NewChange = z.strictObject({
  changeId: z.uuid(),
  effectiveOn: z.iso.date(),
  orderNumber: z.optional(line(60)),
  change: PackChange,
});
const ChangeId = z.object({ changeId: z.uuid() });

// There is one pack: it is changed in the register, in training mode as well.
const inRegister = (caller: Caller) => ({ ...signedIn(caller), training: false });

export function packChangeRoutes(perform: Perform): Route[] {
  return [
    route({
      method: "GET",
      path: "/api/pack-changes",
      summary: "Changes of the pack about one subject, newest first",
      auth: "session",
      query: z.strictObject({
        subject: z
          .string()
          .check(
            z.regex(/^(units|variables|alert-rules|institution|law|review-rules|catalogue\/[a-z0-9-]+)$/),
            z.maxLength(80),
          ),
      }),
      answer: z.object({
        changes: z.array(
          z.object({
            changeId: z.string(),
            madeAt: z.string(),
            officer: z.nullable(z.string()),
            effectiveOn: z.string(),
            orderNumber: z.nullable(z.string()),
            change: z.unknown(),
            revoked: z.boolean(),
            confirmed: z.boolean(),
            decidedBy: z.nullable(z.string()),
            decidedAt: z.nullable(z.string()),
          }),
        ),
      }),
      handle: ({ query, caller }) =>
        perform(inRegister(caller), { trace: pack.listTrace, verb: pack.listChanges }, query),
    }),
    route({
      method: "POST",
      path: "/api/pack-changes/preview",
      summary: "What would keep a change from being made, and which officers it would touch; makes nothing",
      auth: "session",
      body: NewChange,
      answer: z.object({
        faults: z.array(FieldFault),
        officers: z.array(
          z.object({
            officerId: z.string(),
            name: z.string(),
            login: z.string(),
            unitId: z.string(),
            role: z.string(),
          }),
        ),
        openAlerts: z.boolean(),
        takesTwo: z.boolean(),
      }),
      handle: ({ body, caller }) =>
        perform(inRegister(caller), { trace: pack.previewTrace, verb: pack.previewChange }, body),
    }),
    route({
      method: "POST",
      path: "/api/pack-changes",
      summary: "Change the pack from a day on; what takes two people waits for the second",
      auth: "session",
      fresh: FRESH_MINUTES,
      body: NewChange,
      answer: z.object({ version: z.int() }),
      status: 201,
      handle: ({ body, caller }) =>
        perform(inRegister(caller), { trace: pack.changeTrace, verb: pack.makeChange }, body),
    }),
    route({
      method: "POST",
      path: "/api/alert-rules/trials",
      summary:
        "For how many cases of the last twelve months a rule of alert would fire, rounded; fewer than ten: null",
      auth: "session",
      body: z.strictObject({ rule: AlertRule }),
      answer: z.object({
        since: z.string(),
        asked: z.nullable(z.int()),
        inForce: z.optional(z.nullable(z.int())),
      }),
      handle: ({ body, caller }) =>
        perform(inRegister(caller), { trace: trial.trace, verb: trial.tryRule }, body),
    }),
    route({
      method: "POST",
      path: "/api/pack-changes/:changeId/revoke",
      summary: "Take a change back before it begins",
      auth: "session",
      fresh: FRESH_MINUTES,
      params: ChangeId,
      body: z.strictObject({}),
      handle: ({ params, caller }) =>
        perform(inRegister(caller), { trace: pack.revokeTrace, verb: pack.revokeChange }, params),
    }),
    route({
      method: "POST",
      path: "/api/pack-changes/:changeId/confirm",
      summary: "Agree to a change somebody else proposed",
      auth: "session",
      fresh: FRESH_MINUTES,
      params: ChangeId,
      body: z.strictObject({}),
      handle: ({ params, caller }) =>
        perform(inRegister(caller), { trace: pack.confirmTrace, verb: pack.confirmChange }, params),
    }),
  ];
}
