// The ombudsman's sample of openings, and the questions it puts to those who opened.
import * as z from "zod/mini";
import * as answering from "#src/actions/answer-opening.ts";
import * as reviewing from "#src/actions/review-openings.ts";
import {
  NewOpeningAnswer,
  NewOpeningVerdict,
  OpeningQuestion,
  OpeningSample,
} from "#src/schema/opening-sample.ts";
import { FRESH_MINUTES } from "#src/schema/session.ts";
import { type Caller, type Perform, type Route, route, signedIn } from "./route.ts";

const inRegister = (caller: Caller) => ({ ...signedIn(caller), training: false });
const OfOpening = z.object({ openingId: z.uuid() });

export function openingSampleRoutes(perform: Perform): Route[] {
  return [
    route({
      method: "GET",
      path: "/api/audit/sample",
      summary:
        "Openings of names drawn in a week (by its Monday; the newest when none is named), how they were drawn, and of how many what was asked and judged",
      auth: "session",
      query: z.strictObject({ week: z.optional(z.iso.date()) }),
      answer: OpeningSample,
      handle: ({ query, caller }) =>
        perform(inRegister(caller), { trace: reviewing.listTrace, verb: reviewing.readSample }, query),
    }),
    route({
      method: "POST",
      path: "/api/audit/sample/:openingId/question",
      summary: "Ask whoever opened what for; asked again it stays asked",
      auth: "session",
      params: OfOpening,
      body: z.strictObject({}),
      handle: ({ params, caller }) =>
        perform(inRegister(caller), { trace: reviewing.askTrace, verb: reviewing.askOpener }, params),
    }),
    route({
      method: "POST",
      path: "/api/audit/sample/:openingId/answer",
      summary: "What whoever opened answered; opened by the vault, on the record",
      auth: "session",
      fresh: FRESH_MINUTES,
      params: OfOpening,
      body: z.strictObject({}),
      answer: z.object({ text: z.string() }),
      handle: ({ params, caller }) =>
        perform(inRegister(caller), { trace: reviewing.readTrace, verb: reviewing.readAnswer }, params),
    }),
    route({
      method: "POST",
      path: "/api/audit/sample/:openingId/verdicts",
      summary: "Say what was found about an opening, and why",
      auth: "session",
      params: OfOpening,
      body: NewOpeningVerdict,
      handle: ({ params, body, caller }) =>
        perform(
          inRegister(caller),
          { trace: reviewing.verdictTrace, verb: reviewing.giveVerdict },
          { ...params, ...body },
        ),
    }),
    route({
      method: "GET",
      path: "/api/opening-questions",
      summary: "What the officer was asked about names they opened",
      auth: "session",
      answer: z.object({ questions: z.array(OpeningQuestion) }),
      handle: ({ caller }) =>
        perform(inRegister(caller), { trace: answering.listTrace, verb: answering.listQuestions }, undefined),
    }),
    route({
      method: "POST",
      path: "/api/opening-questions/:openingId/answer",
      summary: "Answer what names were opened for, once",
      auth: "session",
      params: OfOpening,
      body: NewOpeningAnswer,
      handle: ({ params, body, caller }) =>
        perform(
          inRegister(caller),
          { trace: answering.answerTrace, verb: answering.answerOpening },
          { ...params, ...body },
        ),
    }),
  ];
}
