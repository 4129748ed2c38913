// Compares personal values somebody claims with what is sealed, before a correction is proposed and before it is approved.
import type { DataClass } from "#src/domain/access/access-question.ts";
import { isBlind } from "#src/domain/case/blind-correction.ts";
import { valueAt } from "#src/domain/case/case.ts";
import { readPointer } from "#src/domain/case/pointer.ts";
import { isPersonal } from "#src/domain/case/proposal.ts";
import { canonicalBytes } from "#src/domain/ledger/canonical.ts";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import { Problem } from "#src/schema/problem.ts";
import type { AmendmentDecision, NewAmendment } from "#src/schema/proposal.ts";
import { sameSecret } from "#src/vault/same-secret.ts";
import { demandSealed, withValue } from "./changed-complaint.ts";
import { classOfPointer } from "./class-of-pointer.ts";
import type { Context, Trace } from "./context.ts";
import { demand, foldEntries, foldSealed, type LoadedCase, loadCase } from "./load-case.ts";
import { openContents } from "./open-contents.ts";

export const proposedTrace: Trace = { action: "case.amendment.compare", zone: "reta_identities" };
export const decidedTrace: Trace = { action: "case.amendment.compare-seen", zone: "reta_identities" };

/** The case's newest hash when the values agreed: what is done with the answer must still be chained to it. */
export type Compared = { lastHash: string } | undefined;

/**
 * The old value of a proposal must be the one the case holds, sealed as it is: a colleague's word for it is not enough.
 * Throws `amendment.value-changed`. Answers nothing for coded fields, which are compared in
 * the open, and for who complained, of whom nothing is compared.
 */
export async function compareProposed(ctx: Context, input: NewAmendment): Promise<Compared> {
  const { pointer, personal, change } = input.amendment;
  if (!isPersonal(pointer) || isBlind(pointer) || change !== undefined) return undefined;
  const loaded = await loadCase(ctx, input.caseId);
  const dataClass = classOfPointer(pointer);
  demand(ctx, loaded, "propose", dataClass);
  demand(ctx, loaded, "read", dataClass);
  demandSealed(input.amendment);
  const { complaint } = foldSealed(loaded.entries);
  const claimed = withValue(complaint, pointer, personal.oldValue, "/amendment/personal/oldValue");
  const state = await foldOpened(ctx, loaded, dataClass);
  demandSame(valueAt(state.complaint, pointer), readPointer(claimed, pointer));
  ctx.tell({ caseId: input.caseId });
  return { lastHash: bytesToHex(loaded.lastHash) };
}

/**
 * Both values of a personal correction as the approver has seen them, against what the proposal holds; and the old one
 * against what the case holds now. Throws `amendment.values-not-seen`, `amendment.value-changed`.
 */
export async function compareSeen(ctx: Context, input: AmendmentDecision): Promise<Compared> {
  const { seen, decision } = input;
  if (seen === undefined || !decision.approved) return undefined;
  const loaded = await loadCase(ctx, input.caseId);
  const waiting = foldSealed(loaded.entries).pending.find(
    ({ proposalId }) => proposalId === decision.proposal,
  );
  if (waiting?.kind !== "amendment" || !isPersonal(waiting.pointer) || isBlind(waiting.pointer))
    return undefined;
  const dataClass = classOfPointer(waiting.pointer);
  demand(ctx, loaded, "decide", dataClass);
  demand(ctx, loaded, "read", dataClass);
  const state = await foldOpened(ctx, loaded, dataClass);
  const proposal = state.pending.find(({ proposalId }) => proposalId === decision.proposal);
  const sealed = proposal?.kind === "amendment" ? (proposal.personal ?? {}) : {};
  const saw = isSame(sealed.oldValue, seen.oldValue) && isSame(sealed.newValue, seen.newValue);
  if (!saw) throw new Problem("amendment.values-not-seen");
  demandSame(valueAt(state.complaint, waiting.pointer), sealed.oldValue);
  ctx.tell({ caseId: input.caseId });
  return { lastHash: bytesToHex(loaded.lastHash) };
}

async function foldOpened(ctx: Context, loaded: LoadedCase, dataClass: DataClass) {
  const contents = await openContents(ctx, loaded, new Set([dataClass]), "correction");
  return foldEntries(loaded.entries.map(({ body }, i) => ({ ...body, content: contents[i] ?? {} })));
}

function demandSame(now: unknown, claimed: unknown): void {
  if (!isSame(now, claimed)) throw new Problem("amendment.value-changed");
}

// As they are sealed: the order of members says nothing, and a value that has no canonical form is nobody's.
function isSame(a: unknown, b: unknown): boolean {
  try {
    return sameSecret(canonicalBytes(a ?? null), canonicalBytes(b ?? null));
  } catch {
    return false;
  }
}
