// Directions: the prosecutor in charge orders a step, whoever works on the case answers, both see what is open.
import * as z from "zod/mini";
import * as direct from "#src/actions/direct-case.ts";
import * as list from "#src/actions/list-directions.ts";
import { Acknowledgement } from "#src/schema/case.ts";
import { DirectionList, NewDirection } from "#src/schema/direction.ts";
import { appendOnce } from "./append-once.ts";
import { type Perform, type Route, route, signedIn } from "./route.ts";

const CaseId = z.object({ caseId: z.uuid() });

export function directionRoutes(perform: Perform): Route[] {
  const append = appendOnce(perform);
  return [
    route({
      method: "GET",
      path: "/api/cases/:caseId/directions",
      summary:
        "What is directed in a case the reader directs or works on, the newest first; others read it in the file",
      auth: "session",
      attended: false,
      params: CaseId,
      answer: DirectionList,
      handle: ({ params, caller }) =>
        perform(signedIn(caller), { trace: list.caseTrace, verb: list.listOfCase }, params),
    }),
    route({
      method: "POST",
      path: "/api/cases/:caseId/directions",
      summary:
        "Direct a step or withdraw it, as the prosecutor in charge; say that it is done, or why not, as who works on it",
      auth: "session",
      params: CaseId,
      body: NewDirection,
      answer: Acknowledgement,
      status: 201,
      handle: ({ params, body, caller }) =>
        append(caller, params.caseId, "direction", body, body.direction, () =>
          perform(signedIn(caller), { trace: direct.trace, verb: direct.directCase }, body),
        ),
    }),
    route({
      method: "GET",
      path: "/api/directions",
      summary: "What is directed in the cases the reader directs or works on: open, or the newest of all",
      auth: "session",
      query: z.strictObject({ state: z.optional(z.enum(["open", "all"])) }),
      answer: DirectionList,
      handle: ({ query, caller }) =>
        perform(
          signedIn(caller),
          { trace: list.listTrace, verb: list.listOwn },
          { onlyOpen: query.state !== "all" },
        ),
    }),
  ];
}
