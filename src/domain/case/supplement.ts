// What a supplement may say of somebody the case already knows: what was open, never something else than was said.
import type { Complaint } from "#src/schema/complaint.ts";
import type { FieldFault } from "#src/schema/problem.ts";
import type { VariableAnswers } from "#src/schema/variable.ts";
import type { CaseState } from "./case-state.ts";
import { readPointer } from "./pointer.ts";

type Answered = { variables?: VariableAnswers | undefined };
type PersonLike = { personId: string; personal?: object | undefined } & Answered;

/** Answers that leave a question open: they may be settled by a supplement. */
const OPEN: readonly unknown[] = [undefined, "unknown", "not-asked"];

const isOpen = (value: unknown) =>
  OPEN.includes(value) || (Array.isArray(value) && value.every((code) => OPEN.includes(code)));

/**
 * Faults of what a supplement says that would change what an entry said before, of people and in answers: that is a
 * correction, which somebody proposes and somebody else approves. `known` is the case as folded, commitments in the place
 * of personal values.
 */
export function changesOfKnown(
  known: Pick<Complaint, "victims" | "suspects" | "variables">,
  added: {
    victims?: readonly PersonLike[] | undefined;
    suspects?: readonly PersonLike[] | undefined;
  } & Answered,
): FieldFault[] {
  const ofPeople = (["victims", "suspects"] as const).flatMap((part) => {
    const people = new Map<string, PersonLike>(known[part].map((person) => [person.personId, person]));
    return (added[part] ?? []).flatMap((person, position) => {
      const before = people.get(person.personId);
      return before === undefined ? [] : changesOf(before, person, `/${part}/${position}`);
    });
  });
  return [...ofPeople, ...changedAnswers(known, added, "")];
}

/** Faults of people who were struck out, or are another case's now: who is not part of the case gets nothing added. */
export function saidOfStruck(
  state: Pick<CaseState, "complaint" | "struck" | "moved">,
  added: { victims?: readonly PersonLike[] | undefined; suspects?: readonly PersonLike[] | undefined },
): FieldFault[] {
  const struck = new Set(
    [...state.struck.map(({ pointer }) => pointer), ...state.moved].map(
      (pointer) => (readPointer(state.complaint, pointer) as { personId?: string }).personId,
    ),
  );
  return (["victims", "suspects"] as const).flatMap((part) =>
    (added[part] ?? []).flatMap(({ personId }, position) =>
      struck.has(personId) ? [{ pointer: `/${part}/${position}`, code: "struck" }] : [],
    ),
  );
}

/** Looked at member by member, each on its own. */
const PARTS: readonly string[] = ["personId", "personal", "variables"];

function changesOf(before: PersonLike, after: PersonLike, pointer: string): FieldFault[] {
  return [
    ...changed(before, after, pointer, true),
    ...changed(before.personal, after.personal, `${pointer}/personal`, false),
    ...changedAnswers(before, after, pointer),
  ];
}

function changedAnswers({ variables: one }: Answered, { variables: other }: Answered, at: string) {
  return [
    ...changed(one?.answers, other?.answers, `${at}/variables/answers`, true, []),
    ...changed(one?.personal, other?.personal, `${at}/variables/personal`, false, []),
  ];
}

function changed(
  one: object | undefined,
  other: object | undefined,
  at: string,
  same: boolean,
  parts = PARTS,
): FieldFault[] {
  return Object.entries(other ?? {}).flatMap(([name, value]) => {
    const said = (one as Record<string, unknown> | undefined)?.[name];
    if (parts.includes(name) || value === undefined || isOpen(said)) return [];
    // A sealed value cannot be compared; saying it again is not adding.
    if (same && JSON.stringify(said) === JSON.stringify(value)) return [];
    return [{ pointer: `${at}/${name}`, code: "use-amendment" }];
  });
}
