// Whoever opened names and was asked what for reads the question and answers it, once.
import { findQuestionTo, insertOpeningAnswer, listQuestionsTo } from "#src/database/opening-samples.ts";
import { insertText } from "#src/database/sealed-texts.ts";
import type { NewOpeningAnswer, OpeningQuestion } from "#src/schema/opening-sample.ts";
import { Problem } from "#src/schema/problem.ts";
import { sealText } from "#src/vault/sealed-text.ts";
import type { Context, Trace } from "./context.ts";

const zone = "reta_audit" as const;
// Every screen asks; that nothing waits is no event.
export const listTrace: Trace = { action: "review.questions", zone, quiet: true };
export const answerTrace: Trace = { action: "review.answer", zone };

/** Questions to the officer who asks, under whatever posting. A case that a wall hides from them has none. */
export async function listQuestions(
  ctx: Context,
  _input: undefined,
): Promise<{ questions: OpeningQuestion[] }> {
  return { questions: await listQuestionsTo(ctx.tx, ctx.actor.officerId) };
}

/**
 * Keeps the answer, sealed as other free text about the case is. Sent again with its id it is kept already. Throws
 * `not-found` for a question to somebody else, `opening.answered` when another answer stands.
 */
export async function answerOpening(
  ctx: Context,
  { openingId, answerId, text }: NewOpeningAnswer & { openingId: string },
): Promise<void> {
  const { officerId } = ctx.actor;
  const question = await findQuestionTo(ctx.tx, openingId, officerId);
  if (question === undefined) throw new Problem("not-found");
  const { caseId } = question;
  ctx.tell({ caseId, detail: { opening: openingId } });
  if (question.answerId === answerId) return;
  if (question.answerId !== null) throw new Problem("opening.answered");
  await insertOpeningAnswer(ctx.tx, { openingId, answerId, by: officerId, at: ctx.now });
  const sealed = sealText(ctx.register.wrapper, { textId: answerId, caseId, about: "opening-answer" }, text);
  await insertText(ctx.tx, sealed);
}
