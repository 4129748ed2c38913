// The questions whose answers would settle what is missing.
import type { Question } from "#src/schema/finding.ts";
import { type JudgedVictim, joinMissing } from "./verdict.ts";

const ELEMENT_QUESTIONS = {
  act: Object.freeze({ code: "ask-act" }),
  means: Object.freeze({ code: "ask-means" }),
  purpose: Object.freeze({ code: "ask-purpose" }),
} as const satisfies Record<string, Question>;

/**
 * One question per victim of unknown age, then one per element missing for any victim under the law. Where the law
 * does not reach the facts at all, what the protocol misses is asked as well: it may still be trafficking there.
 */
export function questionsFor(
  victims: readonly JudgedVictim[],
  protocol: readonly JudgedVictim[],
): Question[] {
  const questions: Question[] = [];
  for (const { id, minor } of victims) {
    if (id === undefined) questions.push({ code: "ask-victims" }, { code: "ask-age" });
    else if (minor === "unknown") questions.push({ code: "ask-age", victim: id });
  }
  const isOutsideLaw = victims.every(({ judgement }) => judgement.verdict === "not-consistent");
  const missing = joinMissing(isOutsideLaw ? [...victims, ...protocol] : victims);
  for (const element of missing) questions.push(ELEMENT_QUESTIONS[element]);
  return questions;
}
