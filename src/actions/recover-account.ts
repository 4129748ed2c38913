// Recovery by two people: one asks, another confirms, neither is the officer; the officer is told who they were.

import type { EnrolmentRow } from "#src/database/enrolment-codes.ts";
import {
  confirmRecovery as confirmRow,
  findOpenRecovery,
  insertRecovery,
  recoveryTold,
  withdrawRecovery as withdrawRow,
} from "#src/database/recoveries.ts";
import { endSessionsOf } from "#src/database/sessions.ts";
import { firstWordCounts } from "#src/domain/access/first-word.ts";
import { letsIn } from "#src/domain/access/posting-consent.ts";
import type { EnrolmentCode } from "#src/schema/account.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context, Trace } from "./context.ts";
import { newCode } from "./enrol.ts";
import { findWithinReach, isElsewhere } from "./within-reach.ts";

const zone = "reta_people" as const;
export const askTrace: Trace = { action: "recovery.ask", zone };
export const confirmTrace: Trace = { action: "recovery.confirm", zone };
export const withdrawTrace: Trace = { action: "recovery.withdraw", zone };
export const toldTrace: Trace = { action: "recovery.told", zone };

export async function askRecovery(ctx: Context, { officerId }: { officerId: string }): Promise<void> {
  const found = await findWithinReach(ctx, officerId, "enrol", "accounts");
  ctx.tell({ detail: { officer: officerId, unit: found.unitId } });
  demandOfTheLine(ctx, found);
  // The first way in of somebody of another institution takes two people as well.
  if (!found.enrolled && !isElsewhere(ctx, found)) throw new Problem("enrolment.no-way-in");
  // One whose first word counts no more is in nobody's way.
  const waiting = await findOpenRecovery(ctx.tx, { officerId });
  if (waiting !== undefined && !firstWordCounts("recovery", waiting.word))
    await withdrawRow(ctx.tx, waiting.recoveryId);
  const { officerId: askedBy, postingId: askedPosting } = ctx.actor;
  await insertRecovery(ctx.tx, { recoveryId: ctx.newId(), officerId, askedBy, askedPosting });
}

// Whoever oversees the police is not let in anew by it: its chiefs have no word, neither the first nor the second, and
// none against it. What counts is every posting the officer has, also one beyond the chief's reach.
function demandOfTheLine({ actor }: Context, { postings }: EnrolmentRow): void {
  if (!letsIn(actor, postings)) throw new Problem("access.refused");
}

/** Every way in the officer had is gone and every session ends; the code is shown to whoever confirms, at the unit. */
export async function confirmRecovery(
  ctx: Context,
  { recoveryId }: { recoveryId: string },
): Promise<EnrolmentCode> {
  const open = await findOpenRecovery(ctx.tx, { recoveryId });
  if (open === undefined) throw new Problem("not-found");
  const found = await findWithinReach(ctx, open.officerId, "enrol", "accounts");
  const { officerId: confirmedBy } = ctx.actor;
  ctx.tell({ detail: { officer: open.officerId, askedBy: open.askedBy } });
  demandOfTheLine(ctx, found);
  if (open.askedBy === confirmedBy) throw new Problem("recovery.own");
  if (!firstWordCounts("recovery", open.word)) throw new Problem("first-word.lapsed");
  await confirmRow(ctx.tx, { recoveryId, officerId: open.officerId, confirmedBy });
  await endSessionsOf(ctx.tx, open.officerId, null);
  return newCode(ctx, found, confirmedBy);
}

/** Whoever could confirm it, or asked for it, may also take it back. */
export async function withdrawRecovery(ctx: Context, { recoveryId }: { recoveryId: string }): Promise<void> {
  const open = await findOpenRecovery(ctx.tx, { recoveryId });
  if (open === undefined) throw new Problem("not-found");
  const found = await findWithinReach(ctx, open.officerId, "enrol", "accounts");
  ctx.tell({ detail: { officer: open.officerId } });
  demandOfTheLine(ctx, found);
  await withdrawRow(ctx.tx, recoveryId);
}

export async function tellRecovery(ctx: Context, _input: Record<string, never>): Promise<void> {
  await recoveryTold(ctx.tx, ctx.actor.officerId);
}
