// What is known of a case after its entries so far, and which part of it is in force.
import type { Complaint } from "#src/schema/complaint.ts";
import type { EntryKind, SealedFinding, SealedSuggestion } from "#src/schema/entry.ts";
import type { Reference } from "#src/schema/proposal.ts";
import type { SealedWall } from "#src/schema/wall.ts";
import type { Holding } from "./assignments.ts";
import type { Direction } from "./directions.ts";
import type { Proposal } from "./proposal.ts";
import type { Wall } from "./wall.ts";

/** An entry as the fold needs it. Personal values are in place where the reader may see them, and absent elsewhere. */
export interface FoldableEntry {
  kind: EntryKind;
  entryId: string;
  caseId: string;
  caseNumber: string;
  seq: number;
  officerId: string;
  postingId: string;
  unitId: string;
  receivedAt: string;
  content: Record<string, unknown>;
  finding: SealedFinding;
  suggested: SealedSuggestion | null;
  wall?: SealedWall | undefined;
}

export interface CaseLink {
  caseId: string;
  caseNumber: string;
}

export interface CaseState extends Holding {
  caseId: string;
  caseNumber: string;
  /** Everything that was ever said and stands corrected, struck persons and items included: positions never move. */
  complaint: Complaint;
  entries: number;
  finding: SealedFinding;
  suggested: SealedSuggestion | null;
  pending: readonly Proposal[];
  decided: readonly string[];
  /** Officers who decided on a proposal. */
  deciders: readonly string[];
  /** Pointers of what was put there by mistake, and the proposal that said so. */
  struck: readonly { pointer: string; proposalId: string }[];
  closing: { outcome: string | null; reference: Reference | null } | null;
  annulment: Reference | null;
  mergedInto: CaseLink | null;
  /** Cases that went into this one. */
  absorbed: readonly CaseLink[];
  /** The case this one was a part of; null where it began with a complaint of its own. */
  dividedFrom: CaseLink | null;
  /** Cases that were parts of this one, and pointers of the persons who are theirs and no longer of this one. */
  dividedInto: readonly CaseLink[];
  moved: readonly string[];
  /** What the prosecutor in charge directs in it, in the order in which it was. */
  directions: readonly Direction[];
  /** The wall that stands around it. */
  wall: Wall | null;
}

export const CASE_STATUSES = ["open", "closed", "annulled", "merged"] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** One word for where a case stands. What it was before comes back when the newer is taken back. */
export function statusOf(state: Pick<CaseState, "mergedInto" | "annulment" | "closing">): CaseStatus {
  if (state.mergedInto !== null) return "merged";
  if (state.annulment !== null) return "annulled";
  return state.closing === null ? "open" : "closed";
}

/** The complaint without what was struck or is another case's: what is judged, counted and searched. */
export function inForce({
  complaint,
  struck,
  moved,
}: Pick<CaseState, "complaint" | "struck" | "moved">): Complaint {
  if (struck.length + moved.length === 0) return complaint;
  const gone = new Set([...struck.map(({ pointer }) => pointer), ...moved]);
  const keep = (node: unknown, at: string): unknown => {
    if (node === null || typeof node !== "object") return node;
    if (Array.isArray(node)) {
      return node
        .map((item, i) => [item, `${at}/${i}`] as const)
        .filter(([, pointer]) => !gone.has(pointer))
        .map(([item, pointer]) => keep(item, pointer));
    }
    return Object.fromEntries(
      Object.entries(node).map(([name, member]) => [name, keep(member, `${at}/${name}`)]),
    );
  };
  const left = keep(complaint, "") as Complaint;
  const people = new Set(left.victims.map(({ personId }) => personId));
  return { ...left, suspects: left.suspects.map((suspect) => withKnownVictims(suspect, people)) };
}

// What a suspect is to somebody who is no victim of this case says nothing about it.
function withKnownVictims<T extends Complaint["suspects"][number]>(
  suspect: T,
  people: ReadonlySet<string>,
): T {
  if (suspect.relationships === undefined) return suspect;
  const relationships = suspect.relationships.filter(
    ({ victim }) => victim === undefined || people.has(victim),
  );
  return { ...suspect, relationships };
}
