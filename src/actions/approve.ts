// Whether the officer may decide on a proposal: what it would do, and how the officer stands to whoever proposed it.

import { isInLine, servesIn } from "#src/database/approvals.ts";
import { standsIn } from "#src/database/delegations.ts";
import { type Approval, decideApproval } from "#src/domain/access/approval.ts";
import type { CaseState } from "#src/domain/case/case-state.ts";
import { inForce } from "#src/domain/case/case-state.ts";
import { type Consequence, consequencesOf } from "#src/domain/case/consequence.ts";
import type { Proposal } from "#src/domain/case/proposal.ts";
import { takeEffect } from "#src/domain/case/take-effect.ts";
import type { Context, Rules } from "./context.ts";
import { findingFor } from "./fold.ts";
import type { LoadedCase } from "./load-case.ts";

/** The case is judged as it stands and as it would stand. */
export function consequencesFor(rules: Rules, state: CaseState, proposal: Proposal): Consequence[] {
  const before = findingFor(rules, inForce(state));
  const after = findingFor(rules, inForce(takeEffect(state, proposal)));
  return consequencesOf(proposal, { before, after });
}

/** Leaving things as they are asks for an approver, and for nobody from outside. */
export const REFUSING: readonly Consequence[] = ["corrects"];

export async function approvalOf(
  ctx: Context,
  { ties: { wall } }: Pick<LoadedCase, "ties">,
  proposal: Proposal,
  consequences: readonly Consequence[],
): Promise<Approval> {
  const { officerId, postingId, role } = ctx.actor;
  return decideApproval({
    role,
    consequences,
    sameOfficer: proposal.proposedBy === officerId,
    samePosting: proposal.postingId === postingId,
    delegated: await standsIn(ctx.tx, proposal.proposedBy, officerId),
    inLine: await isInLine(ctx.tx, officerId, proposal.unitId),
    alone: wall?.side === "prosecutor",
    sameUnit: await servesIn(ctx.tx, officerId, proposal.unitId),
  });
}
