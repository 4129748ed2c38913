// What is added to a case: supplements, proposals of every kind, and the decisions on them.
import * as z from "zod/mini";
import * as supplement from "#src/actions/add-supplement.ts";
import * as compare from "#src/actions/compare-values.ts";
import type { Trace } from "#src/actions/context.ts";
import * as decide from "#src/actions/decide-amendment.ts";
import * as propose from "#src/actions/propose-amendment.ts";
import * as dividing from "#src/actions/propose-division.ts";
import * as ending from "#src/actions/propose-ending.ts";
import * as merging from "#src/actions/propose-merge.ts";
import { Acknowledgement } from "#src/schema/case.ts";
import { NewSupplement } from "#src/schema/complaint.ts";
import {
  AmendmentDecision,
  NewAmendment,
  NewAnnulment,
  NewClosing,
  NewDivision,
  NewMerge,
} from "#src/schema/proposal.ts";
import { FRESH_MINUTES } from "#src/schema/session.ts";
import { appendOnce, type SentEntry } from "./append-once.ts";
import { type Caller, type Perform, type Route, route, signedIn } from "./route.ts";

type Act<I> = { trace: Trace; verb: (ctx: never, input: I) => Promise<Acknowledgement> };
type Comparison<I> = { trace: Trace; verb: (ctx: never, input: I) => Promise<compare.Compared> };

export function caseEntryRoutes(perform: Perform): Route[] {
  const append = appendOnce(perform);
  const one = <I>(caller: Caller, action: Act<I>, body: I) => perform(signedIn(caller), action, body);
  // Sealed values are compared in the zone of identities, what follows is written in the zone of cases; the second holds
  // only if the case is still the one that was compared, and both are done anew when it is not.
  const compared = async <I extends SentEntry>(
    caller: Caller,
    comparison: Comparison<I>,
    action: Act<I & { compared: compare.Compared }>,
    body: I,
    needed: boolean,
  ) => {
    const answer = needed ? await perform(signedIn(caller), comparison, body) : undefined;
    return perform(signedIn(caller), action, { ...body, compared: answer });
  };
  const entry = {
    auth: "session",
    params: z.object({ caseId: z.uuid() }),
    answer: Acknowledgement,
    status: 201,
    method: "POST",
  } as const;
  return [
    route({
      ...entry,
      path: "/api/cases/:caseId/supplements",
      summary: "Add a supplement",
      body: NewSupplement,
      handle: ({ params, body, caller }) =>
        append(caller, params.caseId, "supplement", body, body.supplement, () =>
          one(caller, { trace: supplement.trace, verb: supplement.addSupplement }, body),
        ),
    }),
    route({
      ...entry,
      path: "/api/cases/:caseId/amendments",
      summary: "Propose a correction, or to strike or put back a person or an item; an amender decides",
      body: NewAmendment,
      handle: ({ params, body, caller }) =>
        append(caller, params.caseId, "amendment", body, body.amendment, () =>
          compared(
            caller,
            { trace: compare.proposedTrace, verb: compare.compareProposed },
            { trace: propose.trace, verb: propose.proposeAmendment },
            body,
            // Of who complained nothing is opened, and nothing compared.
            /^(?!\/complainant\/).*\/personal/.test(body.amendment.pointer),
          ),
        ),
    }),
    route({
      ...entry,
      path: "/api/cases/:caseId/closings",
      summary: "Propose to close a case with its outcome, or to open it again",
      body: NewClosing,
      handle: ({ params, body, caller }) =>
        append(caller, params.caseId, "closing", body, body.closing, () =>
          one(caller, { trace: ending.closingTrace, verb: ending.proposeClosing }, body),
        ),
    }),
    route({
      ...entry,
      path: "/api/cases/:caseId/annulments",
      summary: "Propose to annul or reinstate a case, by a prosecutor's or judge's reference",
      body: NewAnnulment,
      handle: ({ params, body, caller }) =>
        append(caller, params.caseId, "annulment", body, body.annulment, () =>
          one(caller, { trace: ending.annulmentTrace, verb: ending.proposeAnnulment }, body),
        ),
    }),
    route({
      ...entry,
      path: "/api/cases/:caseId/merges",
      summary: "Propose that another case goes into this one, or is separated from it again",
      body: NewMerge,
      handle: ({ params, body, caller }) =>
        append(caller, params.caseId, body.merge.change, body, { ...body.merge, change: undefined }, () =>
          one(caller, { trace: merging.trace, verb: merging.proposeMerge }, body),
        ),
    }),
    route({
      ...entry,
      path: "/api/cases/:caseId/divisions",
      summary: "Propose that a part of this case goes on as a case of its own",
      body: NewDivision,
      handle: ({ params, body, caller }) =>
        append(caller, params.caseId, "division", body, body.division, () =>
          one(caller, { trace: dividing.trace, verb: dividing.proposeDivision }, body),
        ),
    }),
    route({
      ...entry,
      path: "/api/cases/:caseId/decisions",
      summary: "Approve or refuse a proposal",
      fresh: FRESH_MINUTES,
      body: AmendmentDecision,
      handle: ({ params, body, caller }) =>
        append(caller, params.caseId, "amendment-decision", body, body.decision, () =>
          compared(
            caller,
            { trace: compare.decidedTrace, verb: compare.compareSeen },
            { trace: decide.trace, verb: decide.decideAmendment },
            body,
            body.seen !== undefined,
          ),
        ),
    }),
  ];
}
