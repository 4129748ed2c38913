// Answers to variables the administrator added: asked of this, on that day, and of the type the variable has.

import type { CatalogueItem } from "#src/schema/catalogue.ts";
import { NOT_ASKED, UNKNOWN } from "#src/schema/code.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import type { Pack } from "#src/schema/pack.ts";
import { isPartialDate } from "#src/schema/partial-date.ts";
import type {
  DatedVariable,
  VariableAnswer,
  VariableAnswers,
  VariableSubject,
  VariableType,
} from "#src/schema/variable.ts";
import type { Collector } from "./complaint-faults.ts";

/** An option of a list, and whether it stands alone. */
type Option = Pick<CatalogueItem, "code" | "exclusive">;

/** The variables by code, each list with its codes. */
export interface PreparedVariables {
  byCode: ReadonlyMap<string, DatedVariable>;
  optionsOf: (catalogue: string) => readonly Option[];
}

export function prepareVariables({
  variables = [],
  catalogues,
}: Pick<Pack, "variables" | "catalogues">): PreparedVariables {
  return {
    byCode: new Map(variables.map((variable) => [variable.code, variable])),
    optionsOf: (catalogue) => catalogues[catalogue]?.items ?? [],
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
          found.fault(pointer, "wrong-answer", { expected: expectedOf(variable, prepared) });
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
function couldName({ personal, subject, type }: DatedVariable, answer: VariableAnswer): boolean {
  if (personal || (subject !== "victim" && subject !== "suspect")) return false;
  if (type === "number") return typeof answer === "number" && Math.abs(answer) >= 10 ** OPEN_DIGITS;
  return type === "date" && typeof answer === "string" && isPartialDate(answer) && answer.length > OPEN_DATE;
}

/** Whether the variable is asked on a day (`YYYY-MM-DD`). */
export const isAskedOn = ({ validFrom, validTo }: DatedVariable, day: string): boolean =>
  validFrom <= day && (validTo === undefined || day <= validTo);

const EXPECTED: Readonly<Partial<Record<VariableType, string>>> = {
  "yes-no": "yes, no, unknown or not-asked",
  number: "a whole number",
  date: "YYYY, YYYY-MM or YYYY-MM-DD",
  text: "words",
};
/** Fewest options that are not listed one by one in a fault. */
const LISTED = 40;

function expectedOf(
  { type, catalogue = "" }: DatedVariable,
  { optionsOf }: PreparedVariables,
): string | string[] {
  const options = optionsOf(catalogue).map(({ code }) => code);
  const listed = options.length <= LISTED ? options : `a code of catalogue ${catalogue}`;
  return EXPECTED[type] ?? listed;
}

function isAnswer(
  { type, catalogue = "" }: DatedVariable,
  answer: VariableAnswer,
  { optionsOf }: PreparedVariables,
): boolean {
  if (Array.isArray(answer)) return type === "codes" && areOptions(answer, optionsOf(catalogue));
  if (typeof answer === "number") return type === "number";
  if (type === "text") return answer.trim() !== "";
  if (answer === UNKNOWN || answer === NOT_ASKED) return type !== "codes";
  switch (type) {
    case "yes-no":
      return answer === "yes" || answer === "no";
    case "date":
      return isPartialDate(answer);
    case "code":
      return optionsOf(catalogue).some(({ code }) => code === answer);
    default:
      return false;
  }
}

// As every list of codes: what is not known, and what excludes the others, stands alone.
function areOptions(answer: readonly string[], options: readonly Option[]): boolean {
  const known = new Map(options.map((option) => [option.code, option]));
  if (answer.length === 1 && (answer[0] === UNKNOWN || answer[0] === NOT_ASKED)) return true;
  return answer.every((code) => {
    const option = known.get(code);
    return option !== undefined && (answer.length === 1 || option.exclusive !== true);
  });
}
