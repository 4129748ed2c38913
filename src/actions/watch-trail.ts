// Keeps the audit trail writable: partitions ahead of time, the spool put back, and a proof that it can be written.
import {
  drainAuditSpool,
  makeAuditPartitions,
  readTrailState,
  type TrailState,
} from "#src/database/audit.ts";
import { oversees } from "#src/domain/access/audit-reach.ts";
import type { TrailReport } from "#src/schema/audit.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "audit.watch", zone: "reta_audit", quiet: true, ofRegister: true };

/** Answered although the trail cannot be written: it is how those who oversee it learn so. */
export const stateTrace: Trace = { action: "audit.state", zone: "reta_audit", quiet: true };

/** Partitions are made this many months ahead: a register that nobody tends for a season still has them. */
const MONTHS_AHEAD = 3;

/**
 * Run by the clock. With `prove` an event is written even if nothing was to be done, so that a trail that cannot be
 * written is noticed when nobody works (CJIS AU-5: within the hour).
 */
export async function watchTrail(
  ctx: Context<null>,
  { prove }: { prove: boolean },
): Promise<{ made: number; drained: number }> {
  const month = new Date(ctx.now);
  const ahead = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + MONTHS_AHEAD, 1));
  const { strayed, spooled } = await readTrailState(ctx.tx);
  const made = await makeAuditPartitions(ctx.tx, dayOf(month), dayOf(ahead));
  const drained = spooled > 0 ? await drainAuditSpool(ctx.tx) : 0;
  if (prove || made > 0 || drained > 0) ctx.tell({ detail: { made, drained, strayed } });
  return { made, drained };
}

const dayOf = (time: Date) => time.toISOString().slice(0, 10);

/** How the trail is, for those who oversee: what waits and since when. */
export async function readTrail(
  ctx: Context,
  { failingSince }: { failingSince: number | undefined },
): Promise<TrailReport> {
  if (!oversees(ctx.actor.role)) throw new Problem("access.refused");
  const state = await readTrailState(ctx.tx);
  return { ...state, health: trailHealth(state, failingSince, Date.parse(ctx.now)) };
}

/** What is wrong with the trail: a code for everybody. `failing` since it refuses events, `late` what waits too long. */
export function trailHealth(
  state: TrailState,
  failingSince: number | undefined,
  now: number,
): "ok" | "late" | "failing" {
  if (failingSince !== undefined || state.spooled > 0) return "failing";
  const waits = state.unsealedSince === null ? 0 : now - Date.parse(state.unsealedSince);
  return state.strayed || waits > LATE_MS ? "late" : "ok";
}

/** The same minute within which a promise is to be kept. */
const LATE_MS = 60_000;
