// Oversight: the audit trail by officer, case and unit, inquiries, who opened a case, what was printed.
import * as z from "zod/mini";
import * as audit from "#src/actions/list-audit.ts";
import * as openings from "#src/actions/list-openings.ts";
import * as inquiries from "#src/actions/manage-inquiries.ts";
import * as print from "#src/actions/record-print.ts";
import * as trail from "#src/actions/watch-trail.ts";
import {
  AUDIT_GROUP_CODES,
  AUDIT_OUTCOMES,
  AuditPage,
  Inquiry,
  Opening,
  PRINTED,
  TrailReport,
  UnitOpenings,
} from "#src/schema/audit.ts";
import { Code } from "#src/schema/code.ts";
import { FRESH_MINUTES } from "#src/schema/session.ts";
import { text } from "#src/schema/text.ts";
import { type Caller, type Perform, type Route, route, signedIn } from "./route.ts";

const Time = z.iso.datetime({ offset: true });
const Cursor = z.optional(z.string().check(z.maxLength(60)));
const CaseId = z.object({ caseId: z.uuid() });
const NamedOfficer = z.object({
  officerId: z.string(),
  name: z.string(),
  login: z.string(),
  unitId: z.nullable(z.string()),
});

// There is one staff: its trail is that of the register, in training mode as well.
const inRegister = (caller: Caller) => ({ ...signedIn(caller), training: false });

export function auditRoutes(perform: Perform, failingSince: () => number | undefined): Route[] {
  return [
    route({
      method: "GET",
      path: "/api/audit",
      summary:
        "The audit trail as far as the reader's post reaches, newest first; times are in UTC, `to` is excluded",
      auth: "session",
      query: z.strictObject({
        officer: z.optional(z.uuid()),
        case: z.optional(z.uuid()),
        number: z.optional(z.string().check(z.maxLength(40))),
        unit: z.optional(Code),
        group: z.optional(z.enum(AUDIT_GROUP_CODES)),
        action: z.optional(z.string().check(z.maxLength(60))),
        outcome: z.optional(z.enum(AUDIT_OUTCOMES)),
        class: z.optional(Code),
        from: z.optional(Time),
        to: z.optional(Time),
        cursor: Cursor,
      }),
      answer: AuditPage,
      handle: ({ query, caller }) =>
        perform(inRegister(caller), { trace: audit.trace, verb: audit.listAudit }, query),
    }),
    route({
      method: "GET",
      path: "/api/audit/officers",
      summary: "Officers by name or login, for those who oversee them",
      auth: "session",
      query: z.strictObject({ search: z.string().check(z.minLength(2), z.maxLength(100)) }),
      answer: z.object({ officers: z.array(NamedOfficer) }),
      handle: ({ query, caller }) =>
        perform(inRegister(caller), { trace: audit.officersTrace, verb: audit.findOverseen }, query),
    }),
    route({
      method: "GET",
      path: "/api/audit/state",
      summary: "How the audit trail itself is: whether it refuses events, what waits and since when",
      auth: "session",
      answer: TrailReport,
      handle: ({ caller }) =>
        perform(
          inRegister(caller),
          { trace: trail.stateTrace, verb: trail.readTrail },
          { failingSince: failingSince() },
        ),
    }),
    route({
      method: "GET",
      path: "/api/audit/openings",
      summary:
        "How often names were opened and cases printed in the units below a chief, a regional chief or the national directorate, by unit and day",
      auth: "session",
      answer: z.object({ counts: z.array(UnitOpenings) }),
      handle: ({ caller }) =>
        perform(inRegister(caller), { trace: openings.countTrace, verb: openings.countOpenings }, undefined),
    }),
    route({
      method: "GET",
      path: "/api/cases/:caseId/openings",
      summary: "Who has opened a case, for whoever has it; newest first",
      auth: "session",
      params: CaseId,
      query: z.strictObject({ cursor: Cursor }),
      answer: z.object({ openings: z.array(Opening), next: z.nullable(z.string()) }),
      handle: ({ params, query, caller }) =>
        perform(
          signedIn(caller),
          { trace: openings.trace, verb: openings.listOpenings },
          { ...params, ...query },
        ),
    }),
    route({
      method: "POST",
      path: "/api/cases/:caseId/prints",
      summary:
        "Tells that a page about a case is being printed; the same answer for every case where it is a receipt",
      auth: "session",
      params: CaseId,
      body: z.strictObject({ printed: z.enum(PRINTED) }),
      handle: ({ params, body, caller }) =>
        perform(signedIn(caller), { trace: print.trace, verb: print.recordPrint }, { ...params, ...body }),
    }),
    route({
      method: "GET",
      path: "/api/inquiries",
      summary: "Officers under inquiry, but for the reader",
      auth: "session",
      answer: z.object({ inquiries: z.array(Inquiry) }),
      handle: ({ caller }) =>
        perform(inRegister(caller), { trace: inquiries.listTrace, verb: inquiries.readInquiries }, undefined),
    }),
    route({
      method: "POST",
      path: "/api/inquiries",
      summary: "Internal affairs opens an inquiry about an officer, and may read that officer's trail",
      auth: "session",
      fresh: FRESH_MINUTES,
      body: z.strictObject({ inquiryId: z.uuid(), officerId: z.uuid(), reference: text(60) }),
      handle: ({ body, caller }) =>
        perform(inRegister(caller), { trace: inquiries.openTrace, verb: inquiries.openInquiry }, body),
    }),
    route({
      method: "POST",
      path: "/api/inquiries/:inquiryId/close",
      summary: "Internal affairs ends an inquiry",
      auth: "session",
      fresh: FRESH_MINUTES,
      params: z.object({ inquiryId: z.uuid() }),
      body: z.strictObject({}),
      handle: ({ params, caller }) =>
        perform(inRegister(caller), { trace: inquiries.closeTrace, verb: inquiries.endInquiry }, params),
    }),
  ];
}
