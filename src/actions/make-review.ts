// Makes the weekly list of what an auditor should look at, some officers a transaction; and tells of touched canaries.
import {
  insertReviewItems,
  insertWeek,
  isWeekMade,
  listActiveOfficers,
  listJudgedEvents,
  listPostingEnds,
  listWork,
  type NewItem,
  tellOfCanaries,
} from "#src/database/audit-reviews.ts";
import { CASE_WORK } from "#src/domain/audit/case-work.ts";
import { reviewOfficer } from "#src/domain/audit/review.ts";
import { weekBefore } from "#src/domain/audit/week.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "review.make", zone: "reta_audit", quiet: true, ofRegister: true };
export const canaryTrace: Trace = {
  action: "canary.watch",
  zone: "reta_audit",
  quiet: true,
  ofRegister: true,
};

/** Officers a transaction: some thousand events. */
const OFFICERS_AT_ONCE = 100;
const DAY = 86_400_000;
const NOBODY = "00000000-0000-0000-0000-000000000000";

/**
 * The next officers of the last week that is over, after `after`; `undefined` when its list is whole. A run that is
 * repeated, here or by another process, finds its items there already.
 */
export async function makeReview(
  ctx: Context<null>,
  { after = NOBODY }: { after?: string | undefined },
): Promise<string | undefined> {
  const { auditReview, manifest } = ctx.register.rules.pack;
  const week = weekBefore(ctx.now, manifest.timeZone);
  if (await isWeekMade(ctx.tx, week.monday)) return undefined;
  // Also who did nothing in the week itself: names were opened before, and work on them was waited for.
  const back = auditReview.openingsWithoutWork.withinDays * DAY;
  const from = new Date(Date.parse(week.from) - back).toISOString();
  const span = { from, to: week.to, after, most: OFFICERS_AT_ONCE };
  const officerIds = await listActiveOfficers(ctx.tx, span);
  if (officerIds.length === 0) {
    await insertWeek(ctx.tx, week.monday, ctx.now);
    ctx.tell({ detail: { week: week.monday } });
    return undefined;
  }
  const [events, ends] = await Promise.all([
    listJudgedEvents(ctx.tx, officerIds, from, week.to),
    listPostingEnds(ctx.tx, officerIds),
  ]);
  const opened = new Set(
    events.flatMap(({ action, caseId }) =>
      caseId !== null && /^case\.(names\.open|print)$/.test(action) ? [caseId] : [],
    ),
  );
  const workedAt = new Map<string, string[]>();
  for (const { caseId, at } of await listWork(ctx.tx, [...opened], CASE_WORK, from, week.to))
    workedAt.set(caseId, [...(workedAt.get(caseId) ?? []), at]);
  const items = officerIds.flatMap((officerId): NewItem[] => {
    const subject = {
      events: events.filter((event) => event.officerId === officerId),
      endedAt: new Map(
        ends
          .filter((end) => end.officerId === officerId)
          .map(({ postingId, endedAt }) => [postingId, endedAt]),
      ),
      workedAt,
    };
    const found = reviewOfficer(subject, auditReview, {
      ...week,
      timeZone: manifest.timeZone,
      warnDays: manifest.postings?.warnDays,
    });
    return found.map((one) => ({ ...one, itemId: ctx.newId(), week: week.monday, officerId }));
  });
  await insertReviewItems(ctx.tx, items, ctx.now);
  return officerIds.at(-1);
}

/** How far back touched canaries are looked for: a register that stood still for a week misses none. */
const CANARY_DAYS = 8;

export async function watchCanaries(ctx: Context<null>): Promise<{ touched: number }> {
  const since = new Date(Date.parse(ctx.now) - CANARY_DAYS * DAY).toISOString();
  const { timeZone } = ctx.register.rules.pack.manifest;
  const touched = await tellOfCanaries(ctx.tx, { since, at: ctx.now, timeZone });
  if (touched > 0) ctx.tell({ detail: { touched } });
  return { touched };
}
