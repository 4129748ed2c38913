// Renewing a posting before it ends: the chief's word with the number of an order, in one step; and ends for those that have none.
import { boundPostings, findCurrentPosting, renewPosting as renewRow } from "#src/database/postings.ts";
import { longestEnd } from "#src/domain/access/posting-term.ts";
import { decideRenewal } from "#src/domain/access/renewal.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context, Trace } from "./context.ts";
import { reachOf } from "./within-reach.ts";

const zone = "reta_people" as const;
export const trace: Trace = { action: "posting.renew", zone };
/** Run by the clock on any server process. */
export const boundTrace: Trace = { action: "posting.bound", zone, quiet: true };

/** Nobody is put out by a rule that was not there when the posting was given. */
const GRACE_DAYS = 90;

/**
 * The posting goes on for another term from now. Whoever lets officers in renews those within reach, and nobody one's own.
 * An end that was given nearer than the term, and a posting over others, is an administrator's to prolong.
 * Throws `not-found` for a posting that has ended, is out of reach, or of a pack that knows no term.
 */
export async function renewPosting(
  ctx: Context,
  input: { renewalId: string; postingId: string; orderNumber: string },
): Promise<{ until: string }> {
  const { actor, now } = ctx;
  const units = reachOf(actor, "enrol", "accounts");
  const term = ctx.register.rules.pack.manifest.postings;
  const found = await findCurrentPosting(ctx.tx, input.postingId);
  if (term === undefined || found === undefined) throw new Problem("not-found");
  if (units !== null && !units.includes(found.unitId)) throw new Problem("not-found");
  if (found.officerId === actor.officerId) throw new Problem("access.refused");
  const decision = decideRenewal({ ...found, byAdministrator: units === null, now, term });
  if (decision === "administrator") throw new Problem("posting.administrator-renews");
  if (decision === "later") throw new Problem("posting.renewed-later");
  const until = longestEnd(now, term);
  ctx.tell({ detail: { posting: input.postingId, officer: found.officerId, until } });
  await renewRow(ctx.tx, { ...input, until, officerId: actor.officerId, byPosting: actor.postingId });
  return { until };
}

/** Gives an end to postings from before there was a term, and to those made outside of it. */
export async function boundAll(ctx: Context<null>): Promise<{ bounded: number }> {
  const term = ctx.register.rules.pack.manifest.postings;
  if (term === undefined) return { bounded: 0 };
  const bounded = await boundPostings(ctx.tx, { months: term.months, graceDays: GRACE_DAYS });
  if (bounded > 0) ctx.tell({ detail: { bounded } });
  return { bounded };
}
