// Joining to a complaint what is now also known: by a supplement, or by another case that turned out to be the same.
import type { Complaint } from "#src/schema/complaint.ts";
import type { VariableAnswers } from "#src/schema/variable.ts";

/** List fields a supplement adds codes or items to. */
const CODE_LISTS = ["acts", "means", "purposes", "control", "recruitment"] as const;
const ITEM_LISTS = ["route", "vehicles", "externalNumbers"] as const;
const PEOPLE = ["victims", "suspects"] as const;

/** What is now also known: codes joined without repeating, items appended, people known before completed. */
export function withSupplement(complaint: Complaint, supplement: Record<string, unknown>): Complaint {
  const next = { ...complaint } as unknown as Record<string, unknown>;
  for (const name of CODE_LISTS) {
    const added = supplement[name] as string[] | undefined;
    if (added === undefined) continue;
    const known = ((next[name] as string[] | undefined) ?? []).filter(isAnswer);
    next[name] = [...new Set([...known, ...added])];
  }
  for (const name of ITEM_LISTS) {
    const added = supplement[name] as unknown[] | undefined;
    if (added !== undefined) next[name] = [...((next[name] as unknown[] | undefined) ?? []), ...added];
  }
  for (const name of PEOPLE) {
    const added = supplement[name] as PersonLike[] | undefined;
    if (added !== undefined) next[name] = joinPeople(next[name] as PersonLike[], added);
  }
  const variables = joinAnswers(complaint.variables, supplement.variables as VariableAnswers | undefined);
  if (variables !== undefined) next.variables = variables;
  return next as unknown as Complaint;
}

/**
 * The surviving complaint with what a case that went into it adds. The survivor's own answers stand; persons keep their
 * ids, so that one who is in both is one person. The other's narrative and place stay with its own file.
 */
export function withMerged(survivor: Complaint, merged: Complaint): Complaint {
  const added: Record<string, unknown> = {};
  for (const name of CODE_LISTS) {
    const codes = merged[name]?.filter(isAnswer) ?? [];
    if (codes.length > 0) added[name] = codes;
  }
  for (const name of ITEM_LISTS) if (merged[name] !== undefined) added[name] = merged[name];
  for (const name of PEOPLE) {
    const known = new Set(survivor[name].map(({ personId }) => personId));
    added[name] = merged[name].filter(({ personId }) => !known.has(personId));
  }
  return withSupplement(survivor, added);
}

type PersonLike = {
  personId: string;
  personal?: Record<string, unknown>;
  variables?: VariableAnswers;
} & Record<string, unknown>;

// Each answer by itself: one more of a person known before takes nothing away.
function joinAnswers(
  known: VariableAnswers | undefined,
  added: VariableAnswers | undefined,
): VariableAnswers | undefined {
  if (known === undefined || added === undefined) return added ?? known;
  const answers = { ...known.answers, ...added.answers };
  const personal = { ...known.personal, ...added.personal };
  return {
    ...(Object.keys(answers).length > 0 && { answers }),
    ...(Object.keys(personal).length > 0 && { personal }),
  };
}

// `unknown`, `none` and `unspecified` gave way to something definite; kept beside it they would contradict it.
const isAnswer = (code: string) => code !== "unknown" && code !== "none" && code !== "unspecified";

function joinPeople(known: readonly PersonLike[], added: readonly PersonLike[]): PersonLike[] {
  const people = new Map(known.map((person) => [person.personId, person]));
  for (const person of added) {
    const before = people.get(person.personId);
    const personal = { ...before?.personal, ...person.personal };
    const variables = joinAnswers(before?.variables, person.variables);
    const joined = { ...before, ...person, ...(variables !== undefined && { variables }) };
    people.set(person.personId, Object.keys(personal).length > 0 ? { ...joined, personal } : joined);
  }
  return [...people.values()];
}
