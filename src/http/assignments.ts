// Assignments: who takes a case or is given it, and the lists by which cases are handed over.
import * as z from "zod/mini";
import * as assign from "#src/actions/assign-case.ts";
import * as handOver from "#src/actions/hand-over.ts";
import * as receivers from "#src/actions/list-receivers.ts";
import * as register from "#src/actions/register-complaint.ts";
import { registerOnce } from "#src/actions/register-once.ts";
import {
  GiverLine,
  HandOverAnswer,
  HandOverLine,
  NewAssignment,
  NewHandOver,
  ReceiverLine,
} from "#src/schema/assignment.ts";
import { Acknowledgement, Role } from "#src/schema/case.ts";
import { Code } from "#src/schema/code.ts";
import { Problem } from "#src/schema/problem.ts";
import { type Perform, type Route, route, signedIn } from "./route.ts";

const HandOverId = z.object({ handOverId: z.string() });

export function assignmentRoutes(perform: Perform): Route[] {
  return [
    route({
      method: "POST",
      path: "/api/cases/:caseId/assignments",
      summary: "Take the case, give it to a posting, or lay it down",
      auth: "session",
      delegable: "assign-cases",
      params: z.object({ caseId: z.uuid() }),
      body: NewAssignment,
      answer: Acknowledgement,
      status: 201,
      handle: ({ params, body, caller }) => {
        if (body.caseId !== params.caseId)
          throw new Problem("input.invalid", [
            { pointer: "/caseId", code: "not-the-path", expected: params.caseId },
          ]);
        const request = signedIn(caller);
        const again = { ...body, kind: "assignment" as const, content: body.assignment };
        return registerOnce(
          () => perform(request, { trace: assign.trace, verb: assign.assignCase }, body),
          () => perform(request, { trace: register.repeatTrace, verb: register.findFirstAnswer }, again),
        );
      },
    }),
    route({
      method: "GET",
      path: "/api/receivers",
      summary: "Officers a case can be given to, by name and unit",
      auth: "session",
      delegable: "assign-cases",
      query: z.strictObject({
        unit: z.optional(Code),
        search: z.optional(z.string().check(z.maxLength(100))),
        role: z.optional(Role),
        for: z.optional(z.enum(["assign", "hand-over"])),
      }),
      answer: z.object({ receivers: z.array(ReceiverLine) }),
      handle: ({ query, caller }) =>
        perform(signedIn(caller), { trace: receivers.trace, verb: receivers.listReceivers }, query),
    }),
    route({
      method: "GET",
      path: "/api/hand-overs",
      summary: "Hand-over lists that wait for an answer, with what the reader may answer",
      auth: "session",
      answer: z.object({ handOvers: z.array(HandOverLine) }),
      handle: ({ caller }) =>
        perform(signedIn(caller), { trace: handOver.listTrace, verb: handOver.listOffers }, {}),
    }),
    route({
      method: "GET",
      path: "/api/hand-overs/givers",
      summary: "Officers of the command, of ended postings too, whose cases their chief can hand over",
      auth: "session",
      query: z.strictObject({ search: z.optional(z.string().check(z.maxLength(100))) }),
      answer: z.object({ givers: z.array(GiverLine) }),
      handle: ({ query, caller }) =>
        perform(signedIn(caller), { trace: handOver.giversTrace, verb: handOver.findGivers }, query),
    }),
    route({
      method: "POST",
      path: "/api/hand-overs",
      summary: "Offer a list of cases to one receiver",
      auth: "session",
      body: NewHandOver,
      answer: HandOverId,
      status: 201,
      handle: ({ body, caller }) =>
        perform(signedIn(caller), { trace: handOver.offerTrace, verb: handOver.offerHandOver }, body),
    }),
    route({
      method: "POST",
      path: "/api/hand-overs/:handOverId/answer",
      summary: "Approve, accept, refuse or withdraw a hand-over list",
      auth: "session",
      params: z.object({ handOverId: z.uuid() }),
      body: HandOverAnswer,
      answer: HandOverId,
      handle: ({ params, body, caller }) =>
        perform(
          signedIn(caller),
          { trace: handOver.answerTrace, verb: handOver.answerHandOver },
          { ...params, ...body },
        ),
    }),
  ];
}
