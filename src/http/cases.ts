// Cases: the list and search, the case file, names, supplements and amendments.
import * as z from "zod/mini";
import * as supplement from "#src/actions/add-supplement.ts";
import type { Trace } from "#src/actions/context.ts";
import * as decide from "#src/actions/decide-amendment.ts";
import * as list from "#src/actions/list-cases.ts";
import * as propose from "#src/actions/propose-amendment.ts";
import * as read from "#src/actions/read-case.ts";
import * as register from "#src/actions/register-complaint.ts";
import { registerOnce } from "#src/actions/register-once.ts";
import { Acknowledgement, CaseFile, CaseLine } from "#src/schema/case.ts";
import { Code } from "#src/schema/code.ts";
import { AmendmentDecision, NewAmendment, NewSupplement } from "#src/schema/complaint.ts";
import type { EntryKind } from "#src/schema/entry.ts";
import { VERDICTS } from "#src/schema/finding.ts";
import { Problem } from "#src/schema/problem.ts";
import { type Caller, type Perform, type Route, route, signedIn } from "./route.ts";

const CaseId = z.object({ caseId: z.uuid() });
const Search = z.strictObject({
  number: z.optional(z.string().check(z.maxLength(40))),
  place: z.optional(z.string().check(z.regex(/^\d{1,6}$/))),
  from: z.optional(z.iso.date()),
  to: z.optional(z.iso.date()),
  verdict: z.optional(z.enum(VERDICTS)),
  mine: z.optional(z.enum(["1"])),
  pending: z.optional(z.enum(["1"])),
  cursor: z.optional(z.string().check(z.maxLength(100))),
});

export function caseRoutes(perform: Perform): Route[] {
  // A further entry: the case in the path is the one in the body, and a repeated entry gives its first answer.
  const append = <I extends { entryId: string; caseId: string }>(
    caller: Caller,
    caseId: string,
    kind: EntryKind,
    action: { trace: Trace; verb: (ctx: never, input: I) => Promise<Acknowledgement> },
    body: I,
  ) => {
    if (body.caseId !== caseId)
      throw new Problem("input.invalid", [{ pointer: "/caseId", code: "not-the-path", expected: caseId }]);
    const request = signedIn(caller);
    return registerOnce(
      () => perform(request, action, body),
      () =>
        perform(request, { trace: register.repeatTrace, verb: register.findFirstAnswer }, { ...body, kind }),
    );
  };
  const entry = {
    auth: "session",
    params: CaseId,
    answer: Acknowledgement,
    status: 201,
    method: "POST",
  } as const;
  return [
    route({
      method: "GET",
      path: "/api/cases",
      summary: "Cases this officer may see, newest arrival first; search by number, place, day, finding",
      auth: "session",
      query: Search,
      answer: z.object({ cases: z.array(CaseLine), next: z.nullable(z.string()) }),
      handle: ({ query, caller }) =>
        perform(
          signedIn(caller),
          { trace: list.trace, verb: list.listCases },
          { ...query, mine: query.mine === "1", pending: query.pending === "1" },
        ),
    }),
    route({
      method: "GET",
      path: "/api/cases/:caseId",
      summary: "The case file without personal values",
      auth: "session",
      params: CaseId,
      answer: CaseFile,
      handle: ({ params, caller }) =>
        perform(signedIn(caller), { trace: read.trace, verb: read.readCase }, params),
    }),
    route({
      method: "POST",
      path: "/api/cases/:caseId/names",
      summary: "The case file with the names this officer may open; the purpose goes on the record",
      auth: "session",
      params: CaseId,
      body: z.strictObject({ purpose: Code }),
      answer: CaseFile,
      handle: ({ params, body, caller }) =>
        perform(signedIn(caller), { trace: read.namesTrace, verb: read.openNames }, { ...params, ...body }),
    }),
    route({
      ...entry,
      path: "/api/cases/:caseId/supplements",
      summary: "Add a supplement",
      body: NewSupplement,
      handle: ({ params, body, caller }) =>
        append(
          caller,
          params.caseId,
          "supplement",
          { trace: supplement.trace, verb: supplement.addSupplement },
          body,
        ),
    }),
    route({
      ...entry,
      path: "/api/cases/:caseId/amendments",
      summary: "Propose a correction of one field; another officer decides on it",
      body: NewAmendment,
      handle: ({ params, body, caller }) =>
        append(
          caller,
          params.caseId,
          "amendment",
          { trace: propose.trace, verb: propose.proposeAmendment },
          body,
        ),
    }),
    route({
      ...entry,
      path: "/api/cases/:caseId/decisions",
      summary: "Approve or refuse a proposed correction",
      body: AmendmentDecision,
      handle: ({ params, body, caller }) =>
        append(
          caller,
          params.caseId,
          "amendment-decision",
          { trace: decide.trace, verb: decide.decideAmendment },
          body,
        ),
    }),
  ];
}
