// That a number by which an officer is known is somebody else's: one asks, another agrees, and from then on no case is
// walled by it. Walls that stand are lifted by their own rule (declare-wall.ts).
import {
  findMarked,
  insertAnswer,
  insertWithdrawal,
  isAsked,
  listWithdrawals,
  type WithdrawalRow,
} from "#src/database/mark-withdrawals.ts";
import { firstWordCounts } from "#src/domain/access/first-word.ts";
import {
  type AskedWithdrawal,
  mayAgreeToUnmark,
  mayRefuseToUnmark,
  mayUnmark,
  type Unmarking,
} from "#src/domain/access/mark-withdrawal.ts";
import { orderOnTrail } from "#src/domain/audit/order-number.ts";
import type { MarkWithdrawal, NewMarkWithdrawal } from "#src/schema/mark-withdrawal.ts";
import { Problem } from "#src/schema/problem.ts";
import { sameSecret } from "#src/vault/same-secret.ts";
import type { Actor, Context, Trace } from "./context.ts";
import { reachOf } from "./within-reach.ts";

const zone = "reta_people" as const;
export const listTrace: Trace = { action: "officer.unmark.list", zone, quiet: true };
export const askTrace: Trace = { action: "officer.unmark", zone };
export const agreeTrace: Trace = { action: "officer.unmark.agree", zone };
export const refuseTrace: Trace = { action: "officer.unmark.refuse", zone };

// Refuses whoever has a word about nobody's marks, and whoever acts for another.
const demandUnmark = ({ actor }: Context) => reachOf(actor, "unmark", "accounts");

const standing = (
  { role, officerId }: Actor,
  of: { officerId: string; inLine: boolean; forProsecutors: boolean },
): Unmarking => ({
  ...{ role, own: of.officerId === officerId },
  ...{ inLine: of.inLine, forProsecutors: of.forProsecutors },
});

/**
 * Asks a second person to withdraw the mark of a number. Throws `not-found` for a login of nobody and for a number the
 * officer is not known by, alike.
 */
export async function askWithdrawal(ctx: Context, input: NewMarkWithdrawal): Promise<void> {
  demandUnmark(ctx);
  const { actor } = ctx;
  const found = await findMarked(ctx.tx, input.login.trim().toLowerCase());
  if (found === undefined) throw new Problem("not-found");
  const { officerId } = found;
  const { withdrawalId, reason, document } = input;
  // The number is kept nowhere: not as the paper's either.
  if (document.replaceAll(/\D/g, "").includes(input.number.replaceAll(/\D/g, "")))
    throw new Problem("input.invalid", [{ pointer: "/document", code: "invalid" }]);
  ctx.tell({
    detail: { officer: officerId, withdrawal: withdrawalId, reason, document: orderOnTrail(document) },
  });
  if (!mayUnmark(standing(actor, found))) throw new Problem("access.refused");
  const mark = ctx.register.staffMarks.of(input.number);
  const row = {
    ...{ withdrawalId, officerId, mark, reason, document },
    ...{ askedBy: actor.officerId, askedPosting: actor.postingId, askedRole: actor.role },
  };
  if (await isAsked(ctx.tx, row)) throw new Problem("mark.already-asked");
  await insertWithdrawal(ctx.tx, row);
}

const askedOf = ({ officerId }: Actor, one: WithdrawalRow): AskedWithdrawal => ({
  ...{ waits: one.state === "waits", askedRole: one.askedRole },
  ownRequest: one.askedBy === officerId,
  askerStands: firstWordCounts("mark-withdrawal", one.word) && !one.askerInLine,
});

const stepsOf = (actor: Actor, one: WithdrawalRow): MarkWithdrawal["steps"] => [
  ...(mayAgreeToUnmark(standing(actor, one), askedOf(actor, one)) ? (["agree"] as const) : []),
  ...(mayRefuseToUnmark(standing(actor, one), askedOf(actor, one)) ? (["refuse"] as const) : []),
];

/** Of officers about whose marks the reader has a word: what waits, and what became of the others. */
export async function listMarkWithdrawals(
  ctx: Context,
  _input: Record<string, never>,
): Promise<{ withdrawals: MarkWithdrawal[] }> {
  demandUnmark(ctx);
  const rows = await listWithdrawals(ctx.tx);
  const withdrawals = rows
    .filter((row) => mayUnmark(standing(ctx.actor, row)))
    .map((row) => ({ ...row, askedBy: row.asker, steps: stepsOf(ctx.actor, row) }));
  return { withdrawals };
}

async function find(ctx: Context, withdrawalId: string): Promise<WithdrawalRow> {
  demandUnmark(ctx);
  const [found] = await listWithdrawals(ctx.tx, withdrawalId);
  if (found === undefined || !mayUnmark(standing(ctx.actor, found))) throw new Problem("not-found");
  ctx.tell({ detail: { officer: found.officerId, withdrawal: withdrawalId } });
  if (found.state !== "waits") throw new Problem("change.already-decided");
  return found;
}

/**
 * The second person's word: the mark counts no more. Whoever gives it writes the number as well: who has not seen the
 * papers cannot agree. Throws `mark.other-number`.
 */
export async function agreeToWithdrawal(
  ctx: Context,
  { withdrawalId, number }: { withdrawalId: string; number: string },
): Promise<void> {
  const found = await find(ctx, withdrawalId);
  if (!mayAgreeToUnmark(standing(ctx.actor, found), askedOf(ctx.actor, found)))
    throw new Problem("access.refused");
  if (!sameSecret(found.mark, ctx.register.staffMarks.of(number))) throw new Problem("mark.other-number");
  await answer(ctx, withdrawalId, true);
}

/** It will not count: refused, or taken back by who asked. */
export async function refuseWithdrawal(
  ctx: Context,
  { withdrawalId }: { withdrawalId: string },
): Promise<void> {
  const found = await find(ctx, withdrawalId);
  if (!mayRefuseToUnmark(standing(ctx.actor, found), askedOf(ctx.actor, found)))
    throw new Problem("access.refused");
  await answer(ctx, withdrawalId, false);
}

const answer = ({ tx, actor }: Context, withdrawalId: string, agreed: boolean) =>
  insertAnswer(tx, { withdrawalId, agreed, answeredBy: actor.officerId, answeredRole: actor.role });
