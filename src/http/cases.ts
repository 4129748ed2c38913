// Cases: the list and search, the case file, names.
import * as z from "zod/mini";
import * as list from "#src/actions/list-cases.ts";
import * as read from "#src/actions/read-case.ts";
import * as part from "#src/actions/read-part.ts";
import { CaseFile, CasePage, CasePartFile } from "#src/schema/case.ts";
import { Code } from "#src/schema/code.ts";
import { VERDICTS } from "#src/schema/finding.ts";
import { FRESH_MINUTES } from "#src/schema/session.ts";
import { type Perform, type Route, route, signedIn } from "./route.ts";

const CaseId = z.object({ caseId: z.uuid() });
const Search = z.strictObject({
  number: z.optional(z.string().check(z.maxLength(40))),
  place: z.optional(z.string().check(z.regex(/^\d{1,6}$/))),
  from: z.optional(z.iso.date()),
  to: z.optional(z.iso.date()),
  verdict: z.optional(z.enum(VERDICTS)),
  mine: z.optional(z.enum(["1"])),
  assigned: z.optional(z.enum(["1"])),
  holder: z.optional(z.uuid()),
  pending: z.optional(z.enum(["1"])),
  variable: z.optional(Code),
  answer: z.optional(Code),
  answerFrom: z.optional(z.string().check(z.regex(/^[-0-9]{1,12}$/))),
  answerTo: z.optional(z.string().check(z.regex(/^[-0-9]{1,12}$/))),
  cursor: z.optional(z.string().check(z.maxLength(100))),
});

export function caseRoutes(perform: Perform): Route[] {
  return [
    route({
      method: "GET",
      path: "/api/cases",
      summary:
        "Cases this officer may see, newest arrival first; search by number, place, day, finding, added question",
      auth: "session",
      delegable: "read-cases",
      query: Search,
      answer: CasePage,
      handle: ({ query, caller }) =>
        perform(
          signedIn(caller),
          { trace: list.trace, verb: list.listCases },
          {
            ...query,
            mine: query.mine === "1",
            assigned: query.assigned === "1",
            pending: query.pending === "1",
          },
        ),
    }),
    route({
      method: "GET",
      path: "/api/cases/:caseId",
      summary: "The case file without personal values",
      auth: "session",
      delegable: "read-cases",
      // Why a case is walled.
      freshWhenObliged: FRESH_MINUTES,
      params: CaseId,
      answer: CaseFile,
      handle: ({ params, caller }) =>
        perform(signedIn(caller), { trace: read.trace, verb: read.readCase }, params),
    }),
    route({
      method: "GET",
      path: "/api/cases/:caseId/part",
      summary: "The own part of a case: for a court, a service or the labour inspection it was opened to",
      auth: "session",
      params: CaseId,
      answer: CasePartFile,
      handle: ({ params, caller }) =>
        perform(signedIn(caller), { trace: read.trace, verb: part.readPart }, params),
    }),
    route({
      method: "POST",
      path: "/api/cases/:caseId/part/names",
      summary:
        "The own part of a service with who the victims entrusted to it are; the purpose goes on the record",
      auth: "session",
      freshWhenObliged: FRESH_MINUTES,
      params: CaseId,
      body: z.strictObject({ purpose: Code }),
      answer: CasePartFile,
      handle: ({ params, body, caller }) =>
        perform(
          signedIn(caller),
          { trace: read.namesTrace, verb: part.openPartNames },
          { ...params, ...body },
        ),
    }),
    route({
      method: "POST",
      path: "/api/cases/:caseId/names",
      summary: "The case file with the names this officer may open; the purpose goes on the record",
      auth: "session",
      freshWhenObliged: FRESH_MINUTES,
      params: CaseId,
      body: z.strictObject({ purpose: Code }),
      answer: CaseFile,
      handle: ({ params, body, caller }) =>
        perform(signedIn(caller), { trace: read.namesTrace, verb: read.openNames }, { ...params, ...body }),
    }),
  ];
}
