// A variable the register's own administrator adds to the investigation: what is asked, of what, from when to when.
import * as z from "zod/mini";
import { Code, Codes } from "./code.ts";
import { PartialDate } from "./partial-date.ts";
import { line, lines, text } from "./text.ts";

/** Where it is asked: of the case as a whole, of each victim, of each suspect, or of the place of the facts. */
export const VariableSubject = z.enum(["case", "victim", "suspect", "place"]);
export type VariableSubject = z.infer<typeof VariableSubject>;

/** `code`: one option of a list; `codes`: as many of them as apply. */
export const VariableType = z.enum(["yes-no", "code", "codes", "number", "date", "text"]);
export type VariableType = z.infer<typeof VariableType>;

/** Parts of the complaint page that have room for an added question. */
export const ComplaintSection = z.enum([
  "facts",
  "place",
  "victim",
  "suspect",
  "recruitment",
  "exploitation",
  "route",
]);
export type ComplaintSection = z.infer<typeof ComplaintSection>;

/** Most added questions the complaint page asks at once: it stays one page, and an officer still reads it to the end. */
export const ON_COMPLAINT_MAX = 12;

const Label = z.strictObject({ es: line(200), en: line(200) });
const Help = z.strictObject({ es: lines(200), en: lines(200) });

export const Variable = z.strictObject({
  code: Code,
  label: Label,
  help: z.optional(Help),
  type: VariableType,
  /** For `code` and `codes`: the catalogue that answers it. */
  catalogue: z.optional(Code),
  subject: VariableSubject,
  /** Where the complaint page asks it as well; absent: only a supplement does. */
  section: z.optional(ComplaintSection),
  /** True where the answer can name or describe a person: it is sealed like a name. Free text always is. */
  personal: z.boolean(),
});
export type Variable = z.infer<typeof Variable>;

/** As it stands in the pack: from which day it is asked, and until which. */
export interface DatedVariable extends Variable {
  validFrom: string;
  /** Last day on which it may be answered. */
  validTo?: string;
}

/** An answer: a code or several, `yes`/`no`/`unknown`, a whole number, a partial date, or text. */
export const VariableAnswer = z.union([
  text(2000),
  Codes.check(z.minLength(1)),
  z.int().check(z.gte(-1_000_000_000), z.lte(1_000_000_000)),
]);
export type VariableAnswer = z.infer<typeof VariableAnswer>;

/** Most answers of one person or case: some ten years of an administrator who adds one a month. */
const ANSWERS_MAX = 120;

const Answers = z
  .record(Code, VariableAnswer)
  .check(z.refine((answers) => Object.keys(answers).length <= ANSWERS_MAX));

/**
 * Answers by code of the variable, in the open or sealed as the variable says: every member of `personal` is one personal
 * value, as everywhere in an entry.
 */
export const VariableAnswers = z.strictObject({
  answers: z.optional(Answers),
  personal: z.optional(Answers),
});
export type VariableAnswers = z.infer<typeof VariableAnswers>;

/** Where on the complaint page a question about this can be asked. */
export function sectionsFor(subject: VariableSubject): readonly ComplaintSection[] {
  return subject === "case" ? ["facts", "recruitment", "exploitation", "route"] : [subject];
}
/** Answered from a list. */
export const hasList = (type: VariableType | ""): boolean => type === "code" || type === "codes";

/** Codes no variable may have: a member of this name is sealed wherever it stands. */
export const RESERVED_VARIABLES: ReadonlySet<string> = new Set(["personal"]);

/** Pointer to an answer, from the person or case it is about; and back. */
export const pointerOfAnswer = ({ code, personal }: Pick<Variable, "code" | "personal">): string =>
  `/variables/${personal ? "personal" : "answers"}/${code}`;
/** The code of the variable a pointer names an answer of; undefined for any other field. */
export const variableAt = (pointer: string): string | undefined =>
  /\/variables\/(?:answers|personal)\/([^/]+)$/.exec(pointer)?.[1];

/** True for a date as far as it is known. */
export const isPartialDateText = (value: unknown) => PartialDate.safeParse(value).success;

/** What of an added question is looked for among cases. */
export type AnswerSought =
  | { variable: string; is: string }
  /** Both ends included; one may be open. */
  | { variable: string; type: "number"; from: number | null; to: number | null }
  /** Days `YYYY-MM-DD`. An answer known in part is found when any of its days lies between. */
  | { variable: string; type: "date"; from: string | null; to: string | null };
