// Who changed which field, when and why: read off the entries, so that it cannot say anything they do not.

import type { FieldChange } from "#src/schema/case.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import { applyEntry } from "./case.ts";
import type { CaseState, FoldableEntry } from "./case-state.ts";
import { readPointer } from "./pointer.ts";
import { isPersonal, type ProposedAmendment } from "./proposal.ts";

/**
 * Every change of what was said, oldest first. Of entries folded without personal values it holds none either: a change
 * of one the reader may not see is there as `closed`, with who, when and why, and without what.
 */
export function fieldChanges(entries: readonly FoldableEntry[]): FieldChange[] {
  const changes: FieldChange[] = [];
  let state: CaseState | undefined;
  for (const entry of entries) {
    const next = applyEntry(state, entry);
    if (state !== undefined) changes.push(...changesBy(entry, state, next));
    state = next;
  }
  return changes;
}

function changesBy(entry: FoldableEntry, before: CaseState, after: CaseState): FieldChange[] {
  if (entry.kind === "supplement") return settledBy(entry, before.complaint, after.complaint);
  if (entry.kind !== "amendment-decision" || entry.content.approved !== true) return [];
  const proposal = before.pending.find(({ proposalId }) => proposalId === entry.content.proposal);
  return proposal?.kind === "amendment" ? [correctedBy(entry, proposal, before, after)] : [];
}

function correctedBy(
  entry: FoldableEntry,
  { pointer, change, reason, proposalId }: ProposedAmendment,
  before: CaseState,
  after: CaseState,
): FieldChange {
  const made = { pointer, entryId: proposalId, decidedIn: entry.entryId, reason };
  if (change !== undefined) return { ...made, change, closed: false };
  return { ...made, change: "corrected", ...valuesOf(before.complaint, after.complaint, pointer) };
}

function valuesOf(before: Complaint, after: Complaint, pointer: string) {
  const [oldValue, newValue] = [readPointer(before, pointer), readPointer(after, pointer)];
  return {
    closed: isPersonal(pointer) && oldValue === undefined && newValue === undefined,
    ...(oldValue !== undefined && { oldValue }),
    ...(newValue !== undefined && { newValue }),
  };
}

/** Lists of codes a supplement can make longer. */
const LISTS = ["acts", "means", "purposes", "control", "recruitment"] as const;

// A supplement settles what was open of somebody known before, and adds codes to lists; new people and new items change
// nothing that was said.
function settledBy(entry: FoldableEntry, before: Complaint, after: Complaint): FieldChange[] {
  const lists = LISTS.map((name) => `/${name}`);
  const people = (["victims", "suspects"] as const).flatMap((part) =>
    before[part].flatMap((person, i) => [
      ...Object.keys(after[part][i] ?? {})
        .filter((name) => !PARTS.includes(name) && Object.hasOwn(person, name))
        .map((name) => `/${part}/${i}/${name}`),
      ...answersAt(person, `/${part}/${i}`),
    ]),
  );
  return [...lists, ...answersAt(before, ""), ...people]
    .filter((pointer) => isSaid(readPointer(before, pointer)))
    .filter(
      (pointer) =>
        JSON.stringify(readPointer(before, pointer)) !== JSON.stringify(readPointer(after, pointer)),
    )
    .map((pointer) => ({
      pointer,
      change: "added" as const,
      entryId: entry.entryId,
      decidedIn: null,
      reason: null,
      ...valuesOf(before, after, pointer),
    }));
}

/** Looked at member by member, or never comparable. */
const PARTS: readonly string[] = ["personal", "personId", "variables"];

const answersAt = ({ variables }: Pick<Complaint, "variables">, at: string) =>
  Object.keys(variables?.answers ?? {}).map((code) => `${at}/variables/answers/${code}`);

const isSaid = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0);
