// Complaints: one route in, and its neutral answer, the same however often it is asked.

import * as register from "#src/actions/register-complaint.ts";
import { registerOnce } from "#src/actions/register-once.ts";
import { Acknowledgement } from "#src/schema/case.ts";
import { NewComplaint } from "#src/schema/complaint.ts";
import { type Perform, type PerformTogether, type Route, route, signedIn } from "./route.ts";

export function complaintRoutes(perform: Perform, performTogether: PerformTogether): Route[] {
  return [
    route({
      method: "POST",
      path: "/api/complaints",
      summary:
        "Register a complaint: the first entry of a case. Repeating it with the same entryId gives the same answer",
      auth: "session",
      body: NewComplaint,
      answer: Acknowledgement,
      status: 201,
      handle: ({ body, caller }) => {
        const request = signedIn(caller);
        return registerOnce(
          () => performTogether(request, register.registerComplaint, body),
          () =>
            perform(
              request,
              { trace: register.repeatTrace, verb: register.findFirstAnswer },
              { ...body, kind: "complaint" as const, content: body.complaint },
            ),
        );
      },
    }),
  ];
}
