// What of an added question is looked for among cases: one of its answers, or numbers and days between two.
import { UNKNOWN } from "#src/schema/code.ts";
import { firstDay, isPartialDate, lastDay } from "#src/schema/partial-date.ts";
import type { FieldFault } from "#src/schema/problem.ts";
import type { AnswerSought, DatedVariable } from "#src/schema/variable.ts";
import type { PreparedVariables } from "./validate-variables.ts";

/** As asked, in words of the address. */
export interface AnswerAsked {
  variable?: string | undefined;
  answer?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** True for a question whose answers stand in the open, in codes: also one that is asked no longer. */
export const isSearchable = ({ personal, type }: DatedVariable): boolean => !personal && type !== "text";
/** True for one whose answers are looked for between two. */
export const isSpan = ({ type }: DatedVariable): boolean => type === "number" || type === "date";

/** What is looked for, undefined where nothing is; or what is wrong with the question. */
export function answerSought(
  asked: AnswerAsked,
  { byCode, optionsOf }: PreparedVariables,
): { sought: AnswerSought | undefined } | { faults: FieldFault[] } {
  const { variable: code, answer, from, to } = asked;
  const fault = (field: string, code: string, expected?: string): { faults: FieldFault[] } => ({
    faults: [{ pointer: `/${field}`, code, ...(expected !== undefined && { expected }) }],
  });
  if (code === undefined)
    return [answer, from, to].every((part) => part === undefined)
      ? { sought: undefined }
      : fault("variable", "required");
  const variable = byCode.get(code);
  // One whose answers are sealed is told from none by nobody who asks here.
  if (variable === undefined || !isSearchable(variable)) return fault("variable", "unknown-variable");
  const span = isSpan(variable);
  if (answer !== undefined) {
    if (from !== undefined || to !== undefined) return fault("answer", "wrong-answer", "an answer or a span");
    if (span && answer !== UNKNOWN) return fault("answer", "wrong-answer", `${UNKNOWN}, or a span`);
    return isOption(variable, answer, optionsOf)
      ? { sought: { variable: code, is: answer } }
      : fault("answer", "wrong-answer", "an answer of the question");
  }
  if (!span || (from === undefined && to === undefined)) return fault("answer", "required");
  const isEnd = variable.type === "number" ? (text: string) => /^-?\d{1,10}$/.test(text) : isPartialDate;
  for (const [name, end] of Object.entries({ answerFrom: from, answerTo: to }))
    if (end !== undefined && !isEnd(end))
      return fault(
        name,
        "wrong-answer",
        variable.type === "number" ? "a whole number" : "YYYY, YYYY-MM or YYYY-MM-DD",
      );
  return {
    sought:
      variable.type === "number"
        ? { variable: code, type: "number", from: numberOr(from), to: numberOr(to) }
        : {
            variable: code,
            type: "date",
            from: from === undefined ? null : firstDay(from),
            to: to === undefined ? null : lastDay(to),
          },
  };
}

const numberOr = (text: string | undefined) => (text === undefined ? null : Number(text));

function isOption(
  { type, catalogue = "" }: DatedVariable,
  answer: string,
  optionsOf: PreparedVariables["optionsOf"],
): boolean {
  if (answer === UNKNOWN) return true;
  if (type === "yes-no") return answer === "yes" || answer === "no";
  return optionsOf(catalogue).some(({ code }) => code === answer);
}
