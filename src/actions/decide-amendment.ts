// Approves or refuses a proposal: an amender, never the one who proposed it, and from outside where the chain asks for it.

import { findFirstWord } from "#src/database/first-words.ts";
import type { Approval } from "#src/domain/access/approval.ts";
import { firstWordCounts } from "#src/domain/access/first-word.ts";
import { type CaseAction, canDo } from "#src/domain/case/allowed.ts";
import { isBlind, isOvertaken } from "#src/domain/case/blind-correction.ts";
import { valueAt } from "#src/domain/case/case.ts";
import { type CaseState, statusOf } from "#src/domain/case/case-state.ts";
import { divisionFaults, isMoved } from "#src/domain/case/division.ts";
import { fieldChanges } from "#src/domain/case/history.ts";
import { isPersonal, type Proposal, type ProposedAmendment } from "#src/domain/case/proposal.ts";
import { wallBeside } from "#src/domain/case/wall.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import { Problem, type ProblemCode } from "#src/schema/problem.ts";
import type { AmendmentDecision } from "#src/schema/proposal.ts";
import { appendEntry } from "./append-entry.ts";
import { approvalOf, consequencesFor, REFUSING } from "./approve.ts";
import { classOfPointer } from "./class-of-pointer.ts";
import type { Compared } from "./compare-values.ts";
import type { Context, Trace } from "./context.ts";
import { demand, foldSealed, type LoadedCase, loadCase, loadPair, withoutPersonal } from "./load-case.ts";
import { openDivided } from "./open-divided.ts";
import { demandCompared } from "./propose-amendment.ts";
import { placedAt, wallSaidIn } from "./raise-wall.ts";

export const trace: Trace = { action: "case.amendment.decide", zone: "reta_cases" };

/** Stores the decision as an entry, in both cases where the proposal stands in two; approving carries the proposal out. */
export async function decideAmendment(
  ctx: Context,
  input: AmendmentDecision & { compared: Compared },
): Promise<Acknowledgement> {
  const { loaded, other } = await loadSides(ctx, input);
  const state = foldSealed(loaded.entries);
  const { proposal: proposalId, approved } = input.decision;
  if (state.decided.includes(proposalId)) throw new Problem("amendment.already-decided");
  const proposal = state.pending.find((pending) => pending.proposalId === proposalId);
  if (proposal === undefined) throw new Problem("not-found");
  const word = { officerId: proposal.proposedBy, postingId: proposal.postingId };
  // Refused it is all the same, and whoever has the case may propose it anew.
  if (approved && !firstWordCounts("correction", await findFirstWord(ctx.tx, word)))
    throw new Problem("first-word.lapsed");
  const consequences = approved ? consequencesFor(ctx.register.rules, state, proposal) : REFUSING;
  demandApproval(await approvalOf(ctx, loaded, proposal, consequences));
  const own = proposal.proposedBy === ctx.actor.officerId;
  const dataClass = proposal.kind === "amendment" ? classOfPointer(proposal.pointer) : "facts";
  const { obligations } = demand(ctx, loaded, "decide", dataClass, own);
  // The case the part would become is opened by an amender, and none sees this one.
  if (approved && proposal.kind === "division" && loaded.ties.wall?.side === "prosecutor")
    throw new Problem("access.refused");
  if (approved) demandStands(state, proposal);
  if (approved && proposal.kind === "amendment" && isBlind(proposal.pointer)) demandNewest(loaded, proposal);
  if (approved && obligations.includes("seen-values") && proposal.kind === "amendment" && !proposal.change) {
    if (input.compared === undefined) throw new Problem("amendment.values-not-seen");
    demandCompared(loaded, input.compared);
  }
  if (other !== undefined && (proposal.kind === "merge" || proposal.kind === "split")) {
    const { otherEntryId } = input;
    if (otherEntryId === undefined)
      throw new Problem("input.invalid", [{ pointer: "/otherEntryId", code: "missing" }]);
    const envelope = { ...input, caseId: proposal.other.caseId, entryId: otherEntryId };
    const decision = { ...input.decision, proposal: proposal.pair };
    if (approved) demandStands(foldSealed(other.entries), pairOf(other, proposal.pair));
    // One of them may have come behind a wall while it waited.
    const besideOther = { beside: approved ? wallBeside(loaded.ties.wall) : null };
    await appendEntry(ctx, other, envelope, "amendment-decision", decision, besideOther);
  }
  if (approved && proposal.kind === "division") {
    const { otherEntryId } = input;
    if (otherEntryId === undefined)
      throw new Problem("input.invalid", [{ pointer: "/otherEntryId", code: "missing" }]);
    const answer = await appendEntry(ctx, loaded, input, "amendment-decision", input.decision);
    const said = await wallSaidIn(ctx, placedAt(ctx, loaded), "amendment-decision", input.decision);
    await openDivided(ctx, loaded, proposal, { ...input, entryId: otherEntryId }, said);
    return answer;
  }
  const beside = approved && other !== undefined ? wallBeside(other.ties.wall) : null;
  return appendEntry(ctx, loaded, input, "amendment-decision", input.decision, { beside });
}

// Which cases to lock follows from the proposal, so it is looked up once before: entries never change.
async function loadSides(
  ctx: Context,
  { caseId, decision }: AmendmentDecision,
): Promise<{ loaded: LoadedCase; other?: LoadedCase }> {
  const unlocked = await loadCase(ctx, caseId);
  const proposal = unlocked.entries.find(({ entryId }) => entryId === decision.proposal)?.body;
  if (proposal?.kind !== "merge" && proposal?.kind !== "split")
    return { loaded: await loadCase(ctx, caseId, true) };
  const { caseId: otherId } = proposal.content.other as { caseId: string };
  const [loaded, other] = await loadPair(ctx, caseId, otherId);
  return { loaded, other };
}

function pairOf(other: LoadedCase, pair: string): Proposal {
  const found = foldSealed(other.entries).pending.find(({ proposalId }) => proposalId === pair);
  if (found === undefined) throw new Problem("amendment.already-decided");
  return found;
}

const REFUSALS: Readonly<Record<Extract<Approval, { effect: "refuse" }>["reason"], ProblemCode>> = {
  "own-proposal": "amendment.own-proposal",
  "own-posting": "amendment.own-proposal",
  delegate: "amendment.own-proposal",
  "not-approver": "access.refused",
  "in-line": "amendment.in-line",
};

function demandApproval(approval: Approval): void {
  if (approval.effect === "refuse") throw new Problem(REFUSALS[approval.reason]);
}

/** What a proposal does to the case, as the table of what may happen calls it. */
export function actionOf(proposal: Pick<Proposal, "kind"> & { change?: unknown }): CaseAction {
  if (proposal.kind === "amendment") return "amend";
  if (proposal.kind === "merge" || proposal.kind === "split") return proposal.kind;
  if (proposal.kind === "division") return "divide";
  return proposal.change as "close" | "reopen" | "annul" | "reinstate";
}

// What stands there is not compared: of two corrections of one field the older one comes too late.
function demandNewest({ entries }: LoadedCase, proposal: ProposedAmendment): void {
  const bodies = entries.map(({ body }) => ({ ...body, content: withoutPersonal(body.content) }));
  const order = entries.map(({ entryId }) => entryId);
  if (isOvertaken(proposal, fieldChanges(bodies), order)) throw new Problem("amendment.value-changed");
}

// Between proposal and approval the case went on: what the proposal would replace must still be there.
function demandStands(state: CaseState, proposal: Proposal): void {
  if (!canDo(actionOf(proposal), statusOf(state))) throw new Problem("case.wrong-state");
  // What went into another case meanwhile takes none with it: nobody looks for a case two joins away.
  if (proposal.kind === "merge" && proposal.part === "merged" && state.absorbed.length > 0)
    throw new Problem("case.wrong-state");
  if (proposal.kind === "division" && divisionFaults(state, proposal).length > 0)
    throw new Problem("amendment.value-changed");
  if (proposal.kind !== "amendment") return;
  if (isMoved(state, proposal.pointer)) throw new Problem("amendment.value-changed");
  if (proposal.change !== undefined) {
    const isStruck = state.struck.some(({ pointer }) => pointer === proposal.pointer);
    if (isStruck !== (proposal.change === "restore")) throw new Problem("amendment.value-changed");
  } else if (!isPersonal(proposal.pointer) && !isBlind(proposal.pointer)) {
    const now = valueAt(state.complaint, proposal.pointer) ?? null;
    if (JSON.stringify(now) !== JSON.stringify(proposal.oldValue ?? null))
      throw new Problem("amendment.value-changed");
  }
}
