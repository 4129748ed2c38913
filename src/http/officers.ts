// Administration: officers, postings, one-time passwords.
import * as z from "zod/mini";
import * as ending from "#src/actions/end-posting-by-order.ts";
import * as officers from "#src/actions/manage-officers.ts";
import * as renewing from "#src/actions/renew-posting.ts";
import { Role } from "#src/schema/case.ts";
import { Code } from "#src/schema/code.ts";
import { text } from "#src/schema/text.ts";
import { type Caller, type Perform, type Route, route, signedIn } from "./route.ts";

const Posting = z.strictObject({
  postingId: z.uuid(),
  unitId: Code,
  role: Role,
  validFrom: z.optional(z.iso.datetime({ offset: true })),
  validTo: z.optional(z.nullable(z.iso.datetime({ offset: true }))),
  orderNumber: z.optional(text(60)),
});
const Officer = z.object({
  officerId: z.string(),
  login: z.string(),
  name: z.string(),
  rank: z.nullable(z.string()),
  cip: z.nullable(z.string()),
  /** Whether the register knows the officer by an identity card; the number is told to nobody. */
  identityCard: z.boolean(),
  /** Since when a suspension is in force. */
  suspendedAt: z.nullable(z.string()),
  postings: z.array(
    z.object({
      postingId: z.string(),
      unitId: z.string(),
      role: z.string(),
      validFrom: z.string(),
      validTo: z.nullable(z.string()),
      orderNumber: z.nullable(z.string()),
      /** The last time it was renewed, and by which order; null where it never was. */
      renewed: z.nullable(z.object({ at: z.string(), orderNumber: z.string() })),
    }),
  ),
});
/** Digits only, as a complaint's numbers are compared. */
const IdentityCard = z.string().check(z.regex(/^\d{6,15}$/));
const OfficerId = z.object({ officerId: z.uuid() });

/** Minutes since the administrator last proved to be there, for whatever changes rights. */
const FRESH = 15;

const byOrder = { trace: ending.trace, verb: ending.endPostingByOrder };
const renewal = { trace: renewing.trace, verb: renewing.renewPosting };

// There is one staff: administration works in the register, in training mode as well.
const inRegister = (caller: Caller) => ({ ...signedIn(caller), training: false });

export function officerRoutes(perform: Perform): Route[] {
  return [
    route({
      method: "GET",
      path: "/api/officers",
      summary: "Officers with their postings, by login",
      auth: "session",
      query: z.strictObject({
        search: z.optional(z.string().check(z.maxLength(100))),
        after: z.optional(z.string().check(z.maxLength(100))),
      }),
      answer: z.object({ officers: z.array(Officer) }),
      handle: ({ query, caller }) =>
        perform(inRegister(caller), { trace: officers.listTrace, verb: officers.listOfficers }, query),
    }),
    route({
      method: "POST",
      path: "/api/officers",
      summary: "A new officer with a first posting, which counts when a second person agrees",
      auth: "session",
      fresh: FRESH,
      body: z.strictObject({
        officerId: z.uuid(),
        login: z.string().check(z.regex(/^[a-z0-9][a-z0-9._-]{2,40}$/)),
        name: text(150),
        rank: z.optional(text(40)),
        cip: z.optional(z.string().check(z.regex(/^\d{8}$/))),
        identityCard: z.optional(IdentityCard),
        posting: Posting,
      }),
      handle: ({ body, caller }) =>
        perform(inRegister(caller), { trace: officers.addTrace, verb: officers.addOfficer }, body),
    }),
    route({
      method: "POST",
      path: "/api/officers/:officerId/identity-cards",
      summary:
        "An officer's identity card, by which a complaint that names it is recognised; the number is not kept",
      auth: "session",
      fresh: FRESH,
      params: OfficerId,
      body: z.strictObject({ identityCard: IdentityCard }),
      handle: ({ params, body, caller }) =>
        perform(
          inRegister(caller),
          { trace: officers.markTrace, verb: officers.markIdentityCard },
          { ...params, ...body },
        ),
    }),
    route({
      method: "POST",
      path: "/api/officers/:officerId/postings",
      summary: "A further posting of an officer, which counts when a second person agrees",
      auth: "session",
      fresh: FRESH,
      params: OfficerId,
      body: Posting,
      handle: ({ params, body, caller }) =>
        perform(
          inRegister(caller),
          { trace: officers.postTrace, verb: officers.beginPosting },
          { ...params, posting: body },
        ),
    }),
    route({
      method: "POST",
      path: "/api/postings/:postingId/end",
      summary: "End a posting now, with every session under it",
      auth: "session",
      fresh: FRESH,
      params: z.object({ postingId: z.uuid() }),
      body: z.strictObject({}),
      handle: ({ params, caller }) =>
        perform(inRegister(caller), { trace: officers.endTrace, verb: officers.endPosting }, params),
    }),
    route({
      method: "POST",
      path: "/api/postings/:postingId/endings",
      summary: "A chief ends the posting of an officer who serves under them, by the number of an order",
      auth: "session",
      fresh: FRESH,
      params: z.object({ postingId: z.uuid() }),
      body: z.strictObject({ endingId: z.uuid(), orderNumber: text(60) }),
      answer: OfficerId,
      status: 201,
      handle: ({ params, body, caller }) => perform(inRegister(caller), byOrder, { ...params, ...body }),
    }),
    route({
      method: "POST",
      path: "/api/postings/:postingId/renewals",
      summary: "Renew a posting within reach for another term, by the number of an order",
      auth: "session",
      fresh: FRESH,
      params: z.object({ postingId: z.uuid() }),
      body: z.strictObject({ renewalId: z.uuid(), orderNumber: text(60) }),
      answer: z.object({ until: z.string() }),
      status: 201,
      handle: ({ params, body, caller }) => perform(inRegister(caller), renewal, { ...params, ...body }),
    }),
  ];
}
