// Break-glass at the server: asks, answers and ends through the vault, and lists what the reader may know of.
import { listUnlocks, markNoticeRead, type SeenUnlock } from "#src/database/unlocks.ts";
import { takesCourtOrder } from "#src/domain/access/court-order.ts";
import { commands } from "#src/domain/access/duties.ts";
import { unlockStep } from "#src/domain/access/proof.ts";
import { decideSecond } from "#src/domain/access/second-person.ts";
import { answerUntil, openUntil, unlockState } from "#src/domain/access/unlock.ts";
import { Problem } from "#src/schema/problem.ts";
import type { NewUnlock, UnlockLine, UnlockList } from "#src/schema/unlock.ts";
import { askVault } from "./ask-vault.ts";
import type { Context, Trace } from "./context.ts";
import { demandStrongest } from "./demand-fresh.ts";
import { demand, loadCase } from "./load-case.ts";
import { requireCode } from "./require-code.ts";

const zone = "reta_cases" as const;
// What is done is recorded by the vault itself, in the transaction that does it; refusals before that are kept here.
export const askTrace: Trace = { action: "case.unlock.ask", zone, quiet: true };
export const readTrace: Trace = { action: "case.unlock.read", zone, quiet: true };
export const answerTrace: Trace = { action: "case.unlock.answer", zone, quiet: true };
export const endTrace: Trace = { action: "case.unlock.end", zone, quiet: true };
export const listTrace: Trace = { action: "case.unlock.list", zone, quiet: true };
export const noticeTrace: Trace = { action: "case.unlock.notice", zone };

/** Asks to open one class of one case. Throws `not-found`, `access.refused`, `input.invalid`, `entry.id-taken`. */
export async function askUnlock(
  ctx: Context,
  input: NewUnlock & { caseId: string },
): Promise<{ unlockId: string }> {
  const loaded = await loadCase(ctx, input.caseId);
  demand(ctx, loaded, "unlock", input.dataClass);
  demandStrongest(ctx.actor, unlockStep(input.dataClass));
  requireCode(ctx, "unlock-reason", "/reason", input.reason);
  if (takesCourtOrder(ctx.actor.role, input.dataClass) && input.courtOrder === undefined)
    throw new Problem("input.invalid", [{ pointer: "/courtOrder", code: "missing" }]);
  return askVault(ctx, "unlock-ask", { ...input });
}

/** Everything that waits for the reader, was asked or agreed to by the reader, or is to be made known to the reader. */
export async function readUnlocks(
  ctx: Context,
  { caseId }: { caseId?: string | undefined },
): Promise<UnlockList> {
  const { officerId } = ctx.actor;
  const seen = await listUnlocks(ctx.tx, { officerId, caseId });
  const unlocks = seen
    .map((unlock) => lineOf(ctx, unlock))
    .filter((line) => line.own || line.answer === true || line.notice !== "none");
  return { now: ctx.now, unlocks };
}

/** What the first wrote; opened by the vault for those concerned. */
export async function readExplanation(
  ctx: Context,
  { unlockId }: { unlockId: string },
): Promise<{ explanation: string }> {
  await findUnlock(ctx, unlockId);
  return askVault(ctx, "unlock-read", { unlockId });
}

/** The second person's word. Throws `unlock.not-second`, `unlock.already-answered`, `unlock.over`. */
export async function answerUnlock(
  ctx: Context,
  input: { unlockId: string; agreed: boolean },
): Promise<{ agreed: boolean }> {
  const unlock = await findUnlock(ctx, input.unlockId);
  // The case must be one the second may know of, by the rule as well as by the database.
  await loadCase(ctx, unlock.caseId);
  if (secondOf(ctx, unlock).effect === "refuse") throw new Problem("unlock.not-second");
  demandStrongest(ctx.actor, unlockStep(unlock.dataClass));
  const { timeZone } = ctx.register.rules.pack.manifest;
  return askVault(ctx, "unlock-answer", { ...input, timeZone });
}

/** Either of the two ends it. */
export async function endUnlock(
  ctx: Context,
  { unlockId }: { unlockId: string },
): Promise<{ ended: boolean }> {
  const unlock = await findUnlock(ctx, unlockId);
  if (!isOfTwo(ctx, unlock)) throw new Problem("access.refused");
  return askVault(ctx, "unlock-end", { unlockId });
}

/** The reader has read that names were opened. */
export async function readNotice(ctx: Context, { unlockId }: { unlockId: string }): Promise<void> {
  const unlock = await findUnlock(ctx, unlockId);
  if (!unlock.notified) throw new Problem("access.refused");
  await markNoticeRead(ctx.tx, { unlockId, officerId: ctx.actor.officerId, at: ctx.now });
  ctx.tell({ caseId: unlock.caseId, detail: { unlock: unlockId } });
}

/** One the reader may know of; the same not-found for every other. */
export async function findUnlock(ctx: Context, unlockId: string): Promise<SeenUnlock> {
  const [unlock] = await listUnlocks(ctx.tx, { officerId: ctx.actor.officerId, unlockId });
  if (unlock === undefined) throw new Problem("not-found");
  return unlock;
}

const isOfTwo = ({ actor }: Context, { officerId, secondId, agreed }: SeenUnlock) =>
  officerId === actor.officerId || (agreed === true && secondId === actor.officerId);

function secondOf({ actor }: Context, unlock: SeenUnlock) {
  return decideSecond({
    role: actor.role,
    dataClass: unlock.dataClass,
    sameOfficer: unlock.officerId === actor.officerId,
    samePosting: unlock.postingId === actor.postingId,
    delegated: unlock.delegated,
    underFirst: unlock.above && commands(unlock.role),
    inLine: unlock.above || unlock.below,
  });
}

function lineOf(ctx: Context, unlock: SeenUnlock): UnlockLine {
  const state = unlockState(unlock, ctx.now);
  const second = secondOf(ctx, unlock);
  const own = isOfTwo(ctx, unlock);
  return {
    ...unlock,
    askedUnitId: unlock.unitId,
    answerUntil: answerUntil(unlock.askedAt),
    openUntil: unlock.agreed === true && unlock.answeredAt !== null ? openUntil(unlock.answeredAt) : null,
    state,
    own,
    asker: unlock.officerId === ctx.actor.officerId && unlock.postingId === ctx.actor.postingId,
    mayEnd: own && (state === "open" || (state === "waiting" && unlock.officerId === ctx.actor.officerId)),
    answer: state !== "waiting" ? state : second.effect === "allow" ? true : second.reason,
    notice: !unlock.notified || own ? "none" : unlock.read ? "read" : "unread",
  };
}
