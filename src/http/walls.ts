// Walls: that a known case concerns an officer is declared, and two of the side behind the wall lift it.
import * as z from "zod/mini";
import * as walls from "#src/actions/declare-wall.ts";
import { Acknowledgement } from "#src/schema/case.ts";
import { FRESH_MINUTES } from "#src/schema/session.ts";
import { NewWall, WallConsent } from "#src/schema/wall.ts";
import { appendOnce } from "./append-once.ts";
import { type Perform, type Route, route, signedIn } from "./route.ts";

export function wallRoutes(perform: Perform): Route[] {
  const append = appendOnce(perform);
  const entry = {
    method: "POST",
    auth: "session",
    params: z.object({ caseId: z.uuid() }),
    answer: Acknowledgement,
    status: 201,
    fresh: FRESH_MINUTES,
    strongest: "wall",
  } as const;
  return [
    route({
      ...entry,
      path: "/api/cases/:caseId/walls",
      summary:
        "Declare that the case concerns an officer or official: it leaves the reach of the unit at once",
      body: NewWall,
      handle: ({ params, body, caller }) =>
        append(caller, params.caseId, "wall", body, body.wall, () =>
          perform(signedIn(caller), { trace: walls.declareTrace, verb: walls.declareWall }, body),
        ),
    }),
    route({
      ...entry,
      path: "/api/cases/:caseId/wall-consents",
      summary:
        "Agree to lift the wall around the case; it takes internal affairs and a prosecutor, two persons",
      body: WallConsent,
      handle: ({ params, body, caller }) =>
        append(caller, params.caseId, "wall", body, { ...body.wall, as: signedIn(caller).actor.role }, () =>
          perform(signedIn(caller), { trace: walls.liftTrace, verb: walls.consentToLift }, body),
        ),
    }),
  ];
}
