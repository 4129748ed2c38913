// Approves or refuses a proposed correction: never the one who proposed it, never an administrator.
import { isPersonal, valueAt } from "#src/domain/case/case.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import type { AmendmentDecision } from "#src/schema/complaint.ts";
import { Problem } from "#src/schema/problem.ts";
import { appendEntry } from "./append-entry.ts";
import { classOfPointer } from "./class-of-pointer.ts";
import type { Context, Trace } from "./context.ts";
import { demand, foldSealed, loadCase } from "./load-case.ts";

export const trace: Trace = { action: "case.amendment.decide", zone: "reta_cases" };

/** Stores the decision as an entry; approving puts the new value in place. */
export async function decideAmendment(ctx: Context, input: AmendmentDecision): Promise<Acknowledgement> {
  const loaded = await loadCase(ctx, input.caseId, true);
  const state = foldSealed(loaded.entries);
  const { proposal: proposalId, approved } = input.decision;
  if (state.decided.includes(proposalId)) throw new Problem("amendment.already-decided");
  const proposal = state.pending.find((pending) => pending.proposalId === proposalId);
  if (proposal === undefined) throw new Problem("not-found");
  const own = proposal.proposedBy === ctx.actor.officerId;
  demand(ctx, loaded.relation, "decide", classOfPointer(proposal.pointer), own);
  if (approved && !isPersonal(proposal.pointer)) {
    // Another correction of the same field was approved in between: what this one would replace is no longer there.
    const now = valueAt(state.complaint, proposal.pointer) ?? null;
    if (JSON.stringify(now) !== JSON.stringify(proposal.oldValue ?? null))
      throw new Problem("amendment.value-changed");
  }
  return appendEntry(ctx, loaded, input, "amendment-decision", input.decision);
}
