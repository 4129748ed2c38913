// A case is a fold over its entries: this file says what each kind of entry does to what is known.
import type { Complaint } from "#src/schema/complaint.ts";
import type { EntryKind, SealedFinding, SealedSuggestion } from "#src/schema/entry.ts";
import { readPointer, writePointer } from "./pointer.ts";

/** An entry as the fold needs it. Personal values are in place where the reader may see them, and absent elsewhere. */
export interface FoldableEntry {
  kind: EntryKind;
  entryId: string;
  caseId: string;
  caseNumber: string;
  seq: number;
  officerId: string;
  receivedAt: string;
  content: Record<string, unknown>;
  finding: SealedFinding;
  suggested: SealedSuggestion | null;
}

/** A correction somebody proposed and nobody has decided yet. */
export interface PendingAmendment {
  proposalId: string;
  proposedBy: string;
  proposedAt: string;
  pointer: string;
  reason: string;
  oldValue?: unknown;
  newValue?: unknown;
  personal?: { oldValue?: unknown; newValue?: unknown; explanation?: string };
}

export interface CaseState {
  caseId: string;
  caseNumber: string;
  complaint: Complaint;
  entries: number;
  finding: SealedFinding;
  suggested: SealedSuggestion | null;
  pending: readonly PendingAmendment[];
  decided: readonly string[];
}

/** List fields a supplement adds codes or items to. */
const CODE_LISTS = ["acts", "means", "purposes", "control", "recruitment"] as const;
const ITEM_LISTS = ["route", "vehicles", "externalNumbers"] as const;
const PEOPLE = ["victims", "suspects"] as const;

/** The state of a case after one more entry; `undefined` is the case before its first. Throws on an impossible order. */
export function applyEntry(state: CaseState | undefined, entry: FoldableEntry): CaseState {
  if (state === undefined) return openCase(entry);
  const next: CaseState = {
    ...state,
    entries: state.entries + 1,
    finding: entry.finding,
    suggested: entry.suggested ?? state.suggested,
  };
  switch (entry.kind) {
    case "complaint":
      throw new Error("a case has one complaint, its first entry");
    case "supplement":
      return { ...next, complaint: withSupplement(state.complaint, entry.content) };
    case "amendment":
      return { ...next, pending: [...state.pending, proposalOf(entry)] };
    case "amendment-decision":
      return withDecision(next, entry.content);
    default: {
      const never: never = entry.kind;
      throw new Error(`unknown kind of entry: ${never}`);
    }
  }
}

/** Folds all entries of one case, in their order. */
export function foldCase(entries: readonly FoldableEntry[], from?: CaseState): CaseState | undefined {
  return entries.reduce<CaseState | undefined>(applyEntry, from);
}

function openCase(entry: FoldableEntry): CaseState {
  if (entry.kind !== "complaint") throw new Error("a case begins with a complaint");
  return {
    caseId: entry.caseId,
    caseNumber: entry.caseNumber,
    complaint: entry.content as unknown as Complaint,
    entries: 1,
    finding: entry.finding,
    suggested: entry.suggested,
    pending: [],
    decided: [],
  };
}

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
  return next as unknown as Complaint;
}

type PersonLike = { personId: string; personal?: Record<string, unknown> } & Record<string, unknown>;

// `unknown`, `none` and `unspecified` gave way to something definite; kept beside it they would contradict it.
const isAnswer = (code: string) => code !== "unknown" && code !== "none" && code !== "unspecified";

function joinPeople(known: readonly PersonLike[], added: readonly PersonLike[]): PersonLike[] {
  const people = new Map(known.map((person) => [person.personId, person]));
  for (const person of added) {
    const before = people.get(person.personId);
    const personal = { ...before?.personal, ...person.personal };
    const joined = { ...before, ...person };
    people.set(person.personId, Object.keys(personal).length > 0 ? { ...joined, personal } : joined);
  }
  return [...people.values()];
}

function proposalOf(entry: FoldableEntry): PendingAmendment {
  const content = entry.content as unknown as Omit<
    PendingAmendment,
    "proposalId" | "proposedBy" | "proposedAt"
  >;
  return { ...content, proposalId: entry.entryId, proposedBy: entry.officerId, proposedAt: entry.receivedAt };
}

function withDecision(state: CaseState, content: Record<string, unknown>): CaseState {
  const proposal = state.pending.find(({ proposalId }) => proposalId === content.proposal);
  if (proposal === undefined) throw new Error("a decision names a proposal that waits");
  const next = {
    ...state,
    pending: state.pending.filter((other) => other !== proposal),
    decided: [...state.decided, proposal.proposalId],
  };
  if (content.approved !== true) return next;
  return { ...next, complaint: writePointer(state.complaint, proposal.pointer, newValueOf(proposal)) };
}

/** The value a proposal would put in place; `undefined` where it takes the value away or the reader may not see it. */
export function newValueOf(proposal: PendingAmendment): unknown {
  const value = isPersonal(proposal.pointer) ? proposal.personal?.newValue : proposal.newValue;
  return value ?? undefined;
}

/** True for a pointer to a personal value, or to a member of one. */
export function isPersonal(pointer: string): boolean {
  return pointer.split("/").includes("personal");
}

/** The value a pointer names in the complaint as folded; `undefined` when there is none. */
export function valueAt(complaint: Complaint, pointer: string): unknown {
  return readPointer(complaint, pointer);
}
