// From the form of a supplement to what is sent, and from the register's faults back to its fields.
import type { FieldFault } from "#src/schema/problem.ts";
import { prune } from "../complaint/read-draft.ts";

/** What was written or ticked; undefined when nothing was. A person of whom nothing is said is nothing new. */
export function supplementOf(document: unknown): Record<string, unknown> | undefined {
  const { factsTo: _, ...written } = document as Record<string, unknown>;
  const filled = prune(written) as Record<string, unknown> | undefined;
  if (!filled) return undefined;
  for (const part of ["victims", "suspects"]) {
    const people = filled[part];
    if (!Array.isArray(people)) continue;
    if (people.every((person) => Object.keys(person as object).length <= 1)) delete filled[part];
  }
  return Object.keys(filled).length > 0 ? filled : undefined;
}

/** Values sealed whole, and the first of the fields they are written in. */
const FIRST_FIELDS: Readonly<Record<string, string>> = {
  name: "givenNames",
  documents: "0/number",
};

/**
 * The body's shape is checked under `/supplement`, its meaning as part of the complaint: the form has one place. A fault
 * of a sealed whole stands at the first of its fields.
 */
export function faultsInForm(faults: readonly FieldFault[]): FieldFault[] {
  return faults.map((fault) => ({
    ...fault,
    pointer: fault.pointer
      .replace(/^\/supplement(?=\/)/, "")
      .replace(/\/personal\/(name|documents)$/, (at, whole: string) => `${at}/${FIRST_FIELDS[whole]}`),
  }));
}
