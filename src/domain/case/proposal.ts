// A proposal as the fold keeps it: who made it, under which posting, what it would do; nothing happens until it is decided.
import {
  type Amendment,
  type Annulment,
  type Closing,
  type Part,
  ProposalKind,
} from "#src/schema/proposal.ts";
import type { CaseLink, FoldableEntry } from "./case-state.ts";

/** Where the entry stands of the two cases a merge or a split is about. */
export interface Joining {
  part: "survivor" | "merged";
  other: CaseLink;
  /** The entry of the same proposal in the other case. */
  pair: string;
  reason: string;
  personal?: { explanation?: string };
}

/** Which part of a case goes on as a case of its own. Its number is drawn when it is proposed. */
export interface Dividing {
  into: CaseLink;
  goes: Part;
  stays: Part;
  reason: string;
  personal?: { explanation?: string };
}

type Opened<T extends { personal: object }> = Omit<T, "personal"> & { personal?: Partial<T["personal"]> };

/**
 * `replaces`: whether a sealed correction is of a value that was there, which its commitments tell without opening one.
 * Absent where nobody looked.
 */
export type ProposalContent =
  | ({ kind: "amendment"; replaces?: boolean } & Opened<Amendment>)
  | ({ kind: "closing" } & Opened<Closing>)
  | ({ kind: "annulment" } & Opened<Annulment>)
  | ({ kind: "merge" | "split" } & Joining)
  | ({ kind: "division" } & Dividing);

/** Nobody has decided it yet. Personal values are there for who may see them. */
export type Proposal = ProposalContent & {
  proposalId: string;
  proposedBy: string;
  postingId: string;
  unitId: string;
  proposedAt: string;
};
export type ProposedAmendment = Extract<Proposal, { kind: "amendment" }>;

export function isProposalKind(kind: string): kind is ProposalKind {
  return (ProposalKind.options as readonly string[]).includes(kind);
}

/** The proposal an entry makes. Its content was checked when it was sealed. */
export function proposalOf(entry: FoldableEntry): Proposal {
  const content = { ...entry.content, kind: entry.kind } as ProposalContent;
  const { entryId, officerId, postingId, unitId, receivedAt } = entry;
  return {
    ...content,
    proposalId: entryId,
    proposedBy: officerId,
    postingId,
    unitId,
    proposedAt: receivedAt,
  };
}

/** True for a pointer to a personal value, or to a member of one. */
export function isPersonal(pointer: string): boolean {
  return pointer.split("/").includes("personal");
}

/** The value a correction would put in place; `undefined` where it takes the value away or the reader may not see it. */
export function newValueOf(
  proposal: Pick<Amendment, "pointer" | "newValue"> & { personal?: object },
): unknown {
  const personal = proposal.personal as { newValue?: unknown } | undefined;
  const value = isPersonal(proposal.pointer) ? personal?.newValue : proposal.newValue;
  return value ?? undefined;
}

/** Whole persons and items that can be struck: what was put on a list by mistake. */
const ITEM =
  /^(\/(victims|suspects|route|vehicles|externalNumbers)\/\d+|\/suspects\/\d+\/relationships\/\d+)$/;

export function isItem(pointer: string): boolean {
  return ITEM.test(pointer);
}
