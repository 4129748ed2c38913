// Answers to variables the administrator added: asked of this, on that day, and of the type the variable has.
import { NOT_ASKED, UNKNOWN } from "#src/schema/code.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import type { Pack } from "#src/schema/pack.ts";
import { isPartialDate } from "#src/schema/partial-date.ts";
import type { DatedVariable, VariableAnswers, VariableSubject } from "#src/schema/variable.ts";
import type { Collector } from "./complaint-faults.ts";

/** The variables by code, each list with its codes. */
export interface PreparedVariables {
  byCode: ReadonlyMap<string, DatedVariable>;
  codesOf: (catalogue: string) => readonly string[];
}

export function prepareVariables({
  variables = [],
  catalogues,
}: Pick<Pack, "variables" | "catalogues">): PreparedVariables {
  return {
    byCode: new Map(variables.map((variable) => [variable.code, variable])),
    codesOf: (catalogue) => catalogues[catalogue]?.items.map(({ code }) => code) ?? [],
  };
}

/** Of the case as a whole; the place of the facts has no answers of its own, a case has one. */
const OF_CASE: readonly VariableSubject[] = ["case", "place"];

/**
 * Faults of answers in a complaint or supplement. `days`: when it was entered and when it was received; an answer given
 * on the last day and sent on the next one counts. Answers are never repeated: words that do not answer may name somebody.
 */
export function validateVariables(
  said: Pick<Complaint, "variables" | "victims" | "suspects">,
  prepared: PreparedVariables,
  days: readonly string[],
  found: Collector,
): void {
  const look = (given: VariableAnswers | undefined, subjects: readonly VariableSubject[], at: string) => {
    for (const part of ["answers", "personal"] as const)
      for (const [code, answer] of Object.entries(given?.[part] ?? {})) {
        const sealed = part === "personal";
        const pointer = `${at}/variables/${part}/${code}`;
        const variable = prepared.byCode.get(code);
        // Said where it would be read by everybody, or sealed where figures are to be made of it: not that variable.
        if (variable === undefined || !subjects.includes(variable.subject) || variable.personal !== sealed)
          found.fault(pointer, "unknown-variable");
        // First what it says: what is asked no longer can still be corrected, but not into nonsense.
        else if (!isAnswer(variable, answer, prepared))
          found.fault(pointer, "wrong-answer", { expected: variable.type });
        else if (couldName(variable, answer)) found.fault(pointer, "answer-too-exact");
        else if (!days.some((day) => isAskedOn(variable, day)))
          found.fault(pointer, "variable-not-then", {
            expected: `${variable.validFrom}/${variable.validTo ?? "…"}`,
          });
      }
  };
  look(said.variables, OF_CASE, "");
  said.victims.forEach(({ variables }, index) => {
    look(variables, ["victim"], `/victims/${index}`);
  });
  said.suspects.forEach(({ variables }, index) => {
    look(variables, ["suspect"], `/suspects/${index}`);
  });
}

/** Digits of a number and characters of a date (`YYYY-MM`) that of a person are said in the open. */
const OPEN_DIGITS = 4;
const OPEN_DATE = 7;

// A document, a telephone, a day of birth: whatever the question was called, the answer stands where everybody reads it.
function couldName({ personal, subject, type }: DatedVariable, answer: string | number): boolean {
  if (personal || (subject !== "victim" && subject !== "suspect")) return false;
  if (type === "number") return typeof answer === "number" && Math.abs(answer) >= 10 ** OPEN_DIGITS;
  return type === "date" && typeof answer === "string" && isPartialDate(answer) && answer.length > OPEN_DATE;
}

/** Whether the variable is asked on a day (`YYYY-MM-DD`). */
export const isAskedOn = ({ validFrom, validTo }: DatedVariable, day: string): boolean =>
  validFrom <= day && (validTo === undefined || day <= validTo);

function isAnswer(
  { type, catalogue }: DatedVariable,
  answer: string | number,
  { codesOf }: PreparedVariables,
): boolean {
  if (type === "number" && typeof answer === "number") return true;
  if (typeof answer !== "string") return false;
  if (type === "text") return answer.trim() !== "";
  if (answer === UNKNOWN || answer === NOT_ASKED) return true;
  switch (type) {
    case "yes-no":
      return answer === "yes" || answer === "no";
    case "date":
      return isPartialDate(answer);
    case "code":
      return codesOf(catalogue ?? "").includes(answer);
    default:
      return false;
  }
}
