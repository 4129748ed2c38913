// The case file as the register answers it, with the parts its answer leaves open given their shape.
import * as z from "zod/mini";
import { isBlind } from "#src/domain/case/blind-correction.ts";
import type { Consequence } from "#src/domain/case/consequence.ts";
import { isPersonal, type Proposal } from "#src/domain/case/proposal.ts";
import type { CaseFile } from "#src/schema/case.ts";
import { SealedSuggestion } from "#src/schema/entry.ts";
import { Finding } from "#src/schema/finding.ts";

/** A proposal that waits, what it would do, and whether the reader may decide on it, or why not. */
export type Pending = Proposal & { consequences: Consequence[]; decide: true | string };

// The register checked its parts when they were proposed; here only that it is one.
const Pending = z.custom<Pending>(
  (json) => typeof json === "object" && json !== null && "proposalId" in json && "kind" in json,
);

/** What is answered in another shape than expected is left out rather than shown wrong. */
export function findingOf(file: CaseFile): Finding | undefined {
  return readFinding(file.finding);
}

/** The finding over this case and those that went into it; undefined when there are none in reach. */
export function joinedFindingOf(file: CaseFile): Finding | undefined {
  return readFinding(file.joinedFinding);
}

function readFinding(json: unknown): Finding | undefined {
  const parsed = Finding.safeParse(json);
  return parsed.success ? parsed.data : undefined;
}

export function suggestionOf(file: CaseFile): SealedSuggestion | undefined {
  const parsed = SealedSuggestion.safeParse(file.suggested);
  return parsed.success ? parsed.data : undefined;
}

export function pendingOf(file: CaseFile): Pending[] {
  return file.pendingAmendments.flatMap((pending) => {
    const parsed = Pending.safeParse(pending);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Whether the reader may propose a correction of a field: the same question the register asks. */
export function mayPropose(file: CaseFile, pointer: string): boolean {
  if (pointer.startsWith("/complainant") || isMoved(file, pointer)) return false;
  if (!isPersonal(pointer)) return file.allowed.propose === true;
  return file.namesOpened && file.allowed.proposePersonal === true;
}

/** Whether the reader may decide on a correction; a personal value has to be in sight first. */
export function mayDecide(file: CaseFile, pending: Pending): boolean {
  return pending.decide === true && (!isSealed(pending) || file.namesOpened);
}

/** Whether it is about a personal value, which has to be opened to be seen. */
export function isSealed(pending: Pending): boolean {
  return (
    pending.kind === "amendment" &&
    pending.change === undefined &&
    isPersonal(pending.pointer) &&
    !isOfBlind(pending)
  );
}

/** Whether it corrects who complained: nobody sees either value, and whoever decides goes by the field and why. */
export function isOfBlind(pending: Pending): boolean {
  return pending.kind === "amendment" && isBlind(pending.pointer);
}

/** Whether the reader may propose to correct who complained, with nothing of them opened. */
export function mayProposeBlind({ allowed, complaint }: CaseFile): boolean {
  return allowed.proposeComplainant === true && complaint.complainant.kind !== "anonymous";
}

/** Whether a person or item, or what it stands in, was struck out as put there by mistake. */
export function isStruck({ struck }: CaseFile, pointer: string): boolean {
  return struck.some((each) => pointer === each || pointer.startsWith(`${each}/`));
}

/** Whether a person, or anything said about that person, is another case's now. */
export function isMoved({ moved }: CaseFile, pointer: string): boolean {
  return moved.some((each) => pointer === each || pointer.startsWith(`${each}/`));
}

/** The first characters of a hash, in groups that can be read aloud. */
export const shortHash = (hash: string) => hash.slice(0, 16).replace(/(.{4})(?=.)/g, "$1 ");
