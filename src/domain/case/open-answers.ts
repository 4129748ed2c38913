// Open answers to added questions, as rows for reading hold them: of one person, and of a case with everybody in it.
import type { Complaint } from "#src/schema/complaint.ts";
import type { VariableAnswers } from "#src/schema/variable.ts";

/** One answer as it was given: a code, `yes`/`no`/`unknown`, a number, a partial date, or several codes. */
export type OpenAnswer = string | number | readonly string[];
type Answered = { variables?: VariableAnswers | undefined };

/** By code of the question; what was sealed is not among them, and what was taken back neither. */
export function openAnswers({ variables }: Answered): Record<string, OpenAnswer> {
  return Object.fromEntries(Object.entries(variables?.answers ?? {}).filter(([, answer]) => answer != null));
}

/**
 * The different answers in a case by code of the question, of the case itself and of whoever is in force in it: numbers
 * before texts, each by value, so that it is the same row whoever makes it.
 */
export function answersInCase({
  variables,
  victims,
  suspects,
}: Pick<Complaint, "variables" | "victims" | "suspects">): Record<string, (string | number)[]> {
  const together = new Map<string, Set<string | number>>();
  for (const answered of [{ variables }, ...victims, ...suspects])
    for (const [code, answer] of Object.entries(openAnswers(answered))) {
      const known = together.get(code) ?? new Set();
      for (const one of [answer].flat()) known.add(one as string | number);
      together.set(code, known);
    }
  return Object.fromEntries([...together].map(([code, answers]) => [code, [...answers].sort(byValue)]));
}

function byValue(one: string | number, other: string | number): number {
  if (typeof one !== typeof other) return typeof one === "number" ? -1 : 1;
  return one < other ? -1 : Number(one > other);
}
