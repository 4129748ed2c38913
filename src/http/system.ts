// How the register runs, for administrators and key custodians.
import * as system from "#src/actions/read-system.ts";
import { SystemReport } from "#src/schema/system.ts";
import { type Perform, type Route, route, signedIn } from "./route.ts";

/** `state`: what the process knows of itself at the moment. */
export function systemRoutes(perform: Perform, state: () => Promise<system.SystemState>): Route[] {
  return [
    route({
      method: "GET",
      path: "/api/system",
      summary: "Alarms with their beginning, the audit spool, versions of the class keys",
      auth: "session",
      answer: SystemReport,
      // There is one system: it is the register's in training mode as well.
      handle: async ({ caller }) =>
        perform(
          { ...signedIn(caller), training: false },
          { trace: system.trace, verb: system.readSystem },
          await state(),
        ),
    }),
  ];
}
