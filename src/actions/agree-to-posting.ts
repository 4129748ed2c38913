// The second word on a posting: the chief of the unit or another administrator agrees or refuses; until then it is nothing.
import {
  beginAgreed,
  decideProposal,
  listWaiting,
  type WaitingPosting,
} from "#src/database/posting-proposals.ts";
import { firstWordCounts } from "#src/domain/access/first-word.ts";
import { decideConsent } from "#src/domain/access/posting-consent.ts";
import { isOver } from "#src/domain/access/posting-term.ts";
import { orderOnTrail } from "#src/domain/audit/order-number.ts";
import type { ProposedPosting } from "#src/schema/account.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context, Trace } from "./context.ts";
import { reachOf } from "./within-reach.ts";

const zone = "reta_people" as const;
export const listTrace: Trace = { action: "posting.proposals", zone, quiet: true };
export const agreeTrace: Trace = { action: "posting.agree", zone };
export const refuseTrace: Trace = { action: "posting.refuse", zone };

// Out of reach is not even found: `listWaiting` was asked for the units in reach.
const consentOf = ({ actor }: Context, waiting: WaitingPosting) =>
  decideConsent({
    posted: waiting.role,
    role: actor.role,
    unitKind: actor.unitKind,
    own: waiting.officerId === actor.officerId,
    proposed: waiting.proposedBy === actor.officerId,
    delegated: actor.delegation !== null,
    inReach: true,
  });

/** What waits in the units the officer lets people into, with whether this officer may agree. */
export async function listProposals(
  ctx: Context,
  _input: Record<string, never>,
): Promise<{ proposals: ProposedPosting[] }> {
  const proposals = (await waitingIn(ctx)).map(({ proposedBy, word, ...row }) => {
    const consent = consentOf(ctx, { proposedBy, word, ...row });
    return {
      ...row,
      own: proposedBy === ctx.actor.officerId,
      agree: consent.effect === "allow" ? (true as const) : consent.reason,
    };
  });
  return { proposals };
}

// Not what was proposed by somebody who is suspended or administers no more: one of the two would have no word by now.
async function waitingIn(ctx: Context, postingId?: string): Promise<WaitingPosting[]> {
  const units = reachOf(ctx.actor, "enrol", "accounts");
  const waiting = await listWaiting(ctx.tx, { units, ...(postingId !== undefined && { postingId }) });
  return waiting.filter(({ word }) => firstWordCounts("posting", word));
}

async function findWaiting(ctx: Context, postingId: string): Promise<WaitingPosting> {
  const [found] = await waitingIn(ctx, postingId);
  if (found === undefined) throw new Problem("not-found");
  const { officerId, unitId, role, orderNumber } = found;
  ctx.tell({
    detail: { officer: officerId, posting: postingId, unit: unitId, role, order: orderOnTrail(orderNumber) },
  });
  return found;
}

/** The posting counts from now, or from its day where that is later. Throws `posting.own-proposal`, `posting.over`, `not-found`. */
export async function agreeToPosting(ctx: Context, { postingId }: { postingId: string }): Promise<void> {
  const found = await findWaiting(ctx, postingId);
  const consent = consentOf(ctx, found);
  if (consent.effect === "refuse")
    throw new Problem(consent.reason === "own-proposal" ? "posting.own-proposal" : "access.refused");
  if (isOver(found.validTo, ctx.now)) throw new Problem("posting.over");
  const decided = { postingId, decidedBy: ctx.actor.officerId, agreed: true };
  if (!(await decideProposal(ctx.tx, decided))) throw new Problem("not-found");
  await beginAgreed(ctx.tx, postingId);
}

/** It never counts. Whoever could agree may refuse, and whoever proposed it takes it back; nobody decides on the own. */
export async function refusePosting(ctx: Context, { postingId }: { postingId: string }): Promise<void> {
  const found = await findWaiting(ctx, postingId);
  const consent = consentOf(ctx, found);
  if (consent.effect === "refuse" && consent.reason !== "own-proposal") throw new Problem("access.refused");
  const decided = { postingId, decidedBy: ctx.actor.officerId, agreed: false };
  if (!(await decideProposal(ctx.tx, decided))) throw new Problem("not-found");
}
