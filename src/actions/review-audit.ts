// Those who oversee read the weekly list, mark what they have looked at, and set the cases that nobody should open.
import {
  deleteCanary,
  findReviewItem,
  insertCanary,
  insertReviewMark,
  listCanaries,
  listReviewItems,
  listReviewWeeks,
  listUnreviewedUnlocks,
} from "#src/database/audit-reviews.ts";
import { findCaseByNumber } from "#src/database/audit-trail.ts";
import { insertText } from "#src/database/sealed-texts.ts";
import { auditReach, oversees } from "#src/domain/access/audit-reach.ts";
import { readCaseNumber } from "#src/domain/case/case-number.ts";
import type {
  AuditReviewRules,
  Canary,
  CONCLUSIONS,
  ReviewItem,
  ReviewWeek,
} from "#src/schema/audit-review.ts";
import { Problem } from "#src/schema/problem.ts";
import { sealText } from "#src/vault/sealed-text.ts";
import type { Context, Trace } from "./context.ts";
import { readNotes } from "./read-notes.ts";

const zone = "reta_audit" as const;
export const listTrace: Trace = { action: "review.list", zone };
export const markTrace: Trace = { action: "review.mark", zone };
export const canariesTrace: Trace = { action: "canary.list", zone };
export const setTrace: Trace = { action: "canary.set", zone };
export const endTrace: Trace = { action: "canary.end", zone };

/**
 * The weeks there are, and the items of one: of the newest when none is named. `waiting` are the names opened in an
 * emergency that nobody has reviewed yet, of every week. `rules`: the thresholds in force.
 */
export async function readReview(
  ctx: Context,
  { week }: { week?: string | undefined },
): Promise<{
  weeks: ReviewWeek[];
  items: ReviewItem[];
  waiting: ReviewItem[];
  now: string;
  rules: AuditReviewRules;
}> {
  if (!oversees(ctx.actor.role)) throw new Problem("access.refused");
  const weeks = await listReviewWeeks(ctx.tx);
  const chosen = week ?? weeks[0]?.week;
  const items = chosen === undefined ? [] : await listReviewItems(ctx.tx, chosen);
  const waiting = await listUnreviewedUnlocks(ctx.tx);
  ctx.tell({ detail: { rows: items.length + waiting.length } });
  // What waits has no mark yet.
  const marks = items.flatMap((item) => item.marks.filter(({ note }) => note === null));
  const notes = await readNotes(
    ctx,
    "review-note",
    marks.map(({ markId }) => markId),
  );
  for (const mark of marks) mark.note = notes[mark.markId] ?? null;
  return { weeks, items, waiting, now: ctx.now, rules: ctx.register.rules.pack.auditReview };
}

export async function markReviewed(
  ctx: Context,
  input: { itemId: string; markId: string; conclusion: (typeof CONCLUSIONS)[number]; note: string },
): Promise<void> {
  if (!oversees(ctx.actor.role)) throw new Problem("access.refused");
  const item = await findReviewItem(ctx.tx, input.itemId);
  if (item === undefined) throw new Problem("not-found");
  const { itemId, markId, conclusion, note } = input;
  await insertReviewMark(ctx.tx, { itemId, markId, conclusion, by: ctx.actor.officerId, at: ctx.now });
  const place = { textId: markId, caseId: null, about: "review-note" };
  await insertText(ctx.tx, sealText(ctx.register.wrapper, place, note));
  ctx.tell({
    detail: { item: itemId, conclusion, ...(item.officerId !== null && { officer: item.officerId }) },
  });
}

export async function readCanaries(ctx: Context): Promise<{ canaries: Canary[] }> {
  if (!oversees(ctx.actor.role)) throw new Problem("access.refused");
  return { canaries: await listCanaries(ctx.tx) };
}

/** By its number, as it is told among people. The case itself is not touched. */
export async function setCanary(ctx: Context, { number }: { number: string }): Promise<void> {
  if (auditReach(ctx.actor.role) !== "nation") throw new Problem("access.refused");
  const read = readCaseNumber(number);
  const caseId = read === undefined ? undefined : await findCaseByNumber(ctx.tx, read);
  if (caseId === undefined) throw new Problem("not-found");
  await insertCanary(ctx.tx, { caseId, by: ctx.actor.officerId, at: ctx.now });
  ctx.tell({ caseId });
}

export async function endCanary(ctx: Context, { caseId }: { caseId: string }): Promise<void> {
  if (auditReach(ctx.actor.role) !== "nation") throw new Problem("access.refused");
  await deleteCanary(ctx.tx, caseId);
  ctx.tell({ caseId });
}
