// Draws, once a week, the openings of names that the ombudsman asks about: by the first checkpoint after the week.
import {
  findCheckpointAfter,
  findDraw,
  insertDraw,
  listOpeningsBetween,
} from "#src/database/opening-samples.ts";
import { drawSample } from "#src/domain/audit/opening-sample.ts";
import { weekBefore } from "#src/domain/audit/week.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "review.draw", zone: "reta_audit", quiet: true, ofRegister: true };

/** How long the log may have stood still before the last draw: an event is a leaf within seconds when it does not. */
const SLACK_MS = 7 * 86_400_000;

/**
 * Draws for the last week that is over, from every opening that came into the log since the draw before. Waits for the log
 * to have signed something after the week. Repeated, here or by another process, it finds the week drawn.
 */
export async function drawOpenings(ctx: Context<null>, _input: undefined): Promise<{ drawn: number }> {
  const { auditReview, manifest } = ctx.register.rules.pack;
  const week = weekBefore(ctx.now, manifest.timeZone);
  const before = await findDraw(ctx.tx);
  if (before !== undefined && before.week >= week.monday) return { drawn: 0 };
  const checkpoint = await findCheckpointAfter(ctx.tx, week.to);
  if (checkpoint === undefined) return { drawn: 0 };
  const since =
    before === undefined ? week.from : new Date(Date.parse(before.endedAt) - SLACK_MS).toISOString();
  const span = { firstLeaf: before?.logSize ?? 0, logSize: checkpoint.size, since };
  const found = await listOpeningsBetween(ctx.tx, { ...span, until: checkpoint.publishedAt, but: null });
  const seed = { week: week.monday, size: checkpoint.size, root: checkpoint.root };
  const byHash = new Map(found.map((opening) => [opening.hash, opening]));
  const chosen = drawSample(seed, byHash.keys(), auditReview.sample).flatMap((hash) => {
    const opening = byHash.get(hash);
    return opening === undefined ? [] : [{ ...opening, openingId: ctx.newId() }];
  });
  const byUnit = new Map<string, number>();
  for (const { unitId } of found) byUnit.set(unitId, (byUnit.get(unitId) ?? 0) + 1);
  const made = await insertDraw(
    ctx.tx,
    {
      ...{ ...span, week: week.monday, endedAt: week.to, root: checkpoint.root },
      ...{ ...auditReview.sample, openings: found.length, drawn: chosen.length, chosen },
      units: [...byUnit].map(([unitId, openings]) => ({ unitId, openings })),
    },
    ctx.now,
  );
  if (!made) return { drawn: 0 };
  ctx.tell({ detail: { week: week.monday, openings: found.length, rows: chosen.length } });
  return { drawn: chosen.length };
}
