// Stopping an officer who is suspected, at once and by an order; alone or with a second person; and lifting it by another.
import { endSessionsOf } from "#src/database/sessions.ts";
import {
  confirmSuspension as confirmRow,
  findPostedTo,
  insertSuspension,
  liftSuspension as liftRow,
  listOpenSuspensions,
  listPostedTo,
  type OpenSuspension,
  withdrawSuspension as withdrawRow,
} from "#src/database/suspensions.ts";
import {
  decideSuspension,
  mayConfirm,
  mayLift,
  mayWithdraw,
  type Suspended,
  type Suspender,
} from "#src/domain/access/suspension.ts";
import { orderOnTrail } from "#src/domain/audit/order-number.ts";
import { Problem } from "#src/schema/problem.ts";
import type { NewSuspension, Suspendable, Suspension } from "#src/schema/suspension.ts";
import type { Context, Trace } from "./context.ts";
import { reachOf } from "./within-reach.ts";

const zone = "reta_people" as const;
export const listTrace: Trace = { action: "officer.suspend.list", zone, quiet: true };
export const findTrace: Trace = { action: "officer.suspend.find", zone, quiet: true };
export const askTrace: Trace = { action: "officer.suspend", zone };
export const confirmTrace: Trace = { action: "officer.suspend.confirm", zone };
export const withdrawTrace: Trace = { action: "officer.suspend.withdraw", zone };
export const liftTrace: Trace = { action: "officer.suspend.lift", zone };

// Refuses whoever has a word about nobody, and whoever acts for another.
function suspenderOf({ actor }: Context): Suspender {
  const { officerId, role, unitId, unitKind } = actor;
  return { officerId, role, unitId, unitKind, reach: reachOf(actor, "suspend", "accounts") };
}

const isWithin = ({ reach }: Suspender, { postings }: Suspended) =>
  reach === null || postings.some(({ unitId }) => reach.includes(unitId));

/** Whom the reader may name in a suspension, by part of the name or login: within reach, and never oneself. */
export async function findSuspendable(
  ctx: Context,
  { search }: { search: string },
): Promise<{ officers: Suspendable[] }> {
  const { officerId, reach } = suspenderOf(ctx);
  return { officers: await listPostedTo(ctx.tx, { units: reach, search, but: officerId }) };
}

/** Stops the officer, or asks a second person to. Throws `not-found` for a login of nobody within reach. */
export async function askSuspension(ctx: Context, input: NewSuspension): Promise<{ inForce: boolean }> {
  const by = suspenderOf(ctx);
  const found = await findPostedTo(ctx.tx, input.login.trim().toLowerCase());
  if (found === undefined || !isWithin(by, found)) throw new Problem("not-found");
  const { officerId } = found;
  const { suspensionId, reason, orderNumber } = input;
  ctx.tell({
    detail: { officer: officerId, suspension: suspensionId, reason, order: orderOnTrail(orderNumber) },
  });
  const decision = decideSuspension(by, found);
  if (decision === "refuse") throw new Problem("access.refused");
  const inForce = decision === "alone";
  const asker = {
    askedBy: by.officerId,
    askedRole: by.role,
    askedUnit: by.unitId,
    askedPosting: ctx.actor.postingId,
  };
  await insertSuspension(ctx.tx, {
    ...{ suspensionId, officerId, reason, orderNumber, takesTwo: !inForce },
    ...asker,
  });
  if (inForce) await endSessionsOf(ctx.tx, officerId, null);
  return { inForce };
}

const stepsOf = (by: Suspender, one: OpenSuspension): Suspension["steps"] => [
  ...(mayConfirm(by, one, one) ? (["confirm"] as const) : []),
  ...(mayWithdraw(by, one, one) ? (["withdraw"] as const) : []),
  ...(mayLift(by, one, one) ? (["lift"] as const) : []),
];

/** What the reader may know of: within reach, and never about oneself. */
const isKnownTo = (by: Suspender, one: OpenSuspension) =>
  one.officerId !== by.officerId && (one.askedBy === by.officerId || isWithin(by, one));

export async function listSuspensions(
  ctx: Context,
  _input: Record<string, never>,
): Promise<{ suspensions: Suspension[] }> {
  const by = suspenderOf(ctx);
  const open = await listOpenSuspensions(ctx.tx);
  const suspensions = open
    .filter((one) => isKnownTo(by, one))
    .map((one) => ({ ...one, askedBy: one.asker, confirmedBy: one.confirmer, steps: stepsOf(by, one) }));
  return { suspensions };
}

async function findOpen(ctx: Context, by: Suspender, suspensionId: string): Promise<OpenSuspension> {
  const [found] = await listOpenSuspensions(ctx.tx, suspensionId);
  if (found === undefined || !isKnownTo(by, found)) throw new Problem("not-found");
  ctx.tell({
    detail: { officer: found.officerId, suspension: suspensionId, order: orderOnTrail(found.orderNumber) },
  });
  return found;
}

/** The second person's word: from now on the officer is stopped. */
export async function confirmSuspension(
  ctx: Context,
  { suspensionId }: { suspensionId: string },
): Promise<void> {
  const by = suspenderOf(ctx);
  const found = await findOpen(ctx, by, suspensionId);
  if (!mayConfirm(by, found, found)) throw new Problem("access.refused");
  await confirmRow(ctx.tx, suspensionId, by.officerId);
  await endSessionsOf(ctx.tx, found.officerId, null);
}

/** One that waits will not count. */
export async function withdrawSuspension(
  ctx: Context,
  { suspensionId }: { suspensionId: string },
): Promise<void> {
  const by = suspenderOf(ctx);
  const found = await findOpen(ctx, by, suspensionId);
  if (!mayWithdraw(by, found, found)) throw new Problem("access.refused");
  await withdrawRow(ctx.tx, suspensionId);
}

/** Lifts it, by an order; the officer is let in again where no other is in force. */
export async function liftSuspension(
  ctx: Context,
  { suspensionId, orderNumber }: { suspensionId: string; orderNumber: string },
): Promise<void> {
  const by = suspenderOf(ctx);
  const found = await findOpen(ctx, by, suspensionId);
  if (!mayLift(by, found, found)) throw new Problem("access.refused");
  ctx.tell({
    detail: { officer: found.officerId, suspension: suspensionId, order: orderOnTrail(orderNumber) },
  });
  await liftRow(ctx.tx, { suspensionId, liftedBy: by.officerId, orderNumber });
}
