// Answers to added questions in a draft: what is not asked on the page today goes along no more.
import { isAskedOn, type PreparedVariables } from "#src/domain/case/validate-variables.ts";
import type { DraftDocument } from "./draft.ts";

type Members = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Members => typeof value === "object" && value !== null;

/**
 * The document without answers to what the page no longer shows: a question that ended while the draft lay there has no
 * field in which a fault of its answer could be mended, and must not keep a complaint from being registered.
 */
export function withAskedAnswers(
  document: DraftDocument,
  { byCode }: PreparedVariables,
  today: string,
): DraftDocument {
  const isAsked = (code: string) => {
    const variable = byCode.get(code);
    return variable?.section !== undefined && isAskedOn(variable, today);
  };
  const askedOf = (answers: unknown) =>
    isObject(answers)
      ? Object.fromEntries(Object.entries(answers).filter(([code]) => isAsked(code)))
      : answers;
  const cleaned = (holder: unknown): unknown =>
    isObject(holder) && isObject(holder.variables)
      ? {
          ...holder,
          variables: Object.fromEntries(
            Object.entries(holder.variables).map(([part, answers]) => [part, askedOf(answers)]),
          ),
        }
      : holder;
  const people = Object.fromEntries(
    (["victims", "suspects"] as const).flatMap((part) => {
      const list = document[part];
      return Array.isArray(list) ? [[part, list.map(cleaned)]] : [];
    }),
  );
  return { ...(cleaned(document) as DraftDocument), ...people };
}
