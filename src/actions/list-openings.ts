// Who has opened a case, for whoever has it; and how often the units below a chief open names: counts and no more.
import { countUnitOpenings, listCaseOpenings, PAGE } from "#src/database/audit-trail.ts";
import { countsOpenings } from "#src/domain/access/audit-reach.ts";
import { weekBefore } from "#src/domain/audit/week.ts";
import type { Opening, UnitOpenings } from "#src/schema/audit.ts";
import { Problem } from "#src/schema/problem.ts";
import { placeOf, readPlace } from "./audit-place.ts";
import type { Context, Trace } from "./context.ts";
import { demand, loadCase } from "./load-case.ts";

export const trace: Trace = { action: "case.openings", zone: "reta_cases" };
export const countTrace: Trace = { action: "audit.unit-openings", zone: "reta_cases" };

/** Whoever has the case and may open the victims' names in it sees who else did; who only decides on it does not. */
export async function listOpenings(
  ctx: Context,
  { caseId, cursor }: { caseId: string; cursor?: string | undefined },
): Promise<{ openings: Opening[]; next: string | null }> {
  const loaded = await loadCase(ctx, caseId);
  demand(ctx, loaded, "read", "victim-identity");
  if (!loaded.relation.keeps && !loaded.relation.assigned) throw new Problem("access.refused");
  const found = await listCaseOpenings(ctx.tx, caseId, readPlace(cursor));
  ctx.tell({ caseId });
  const openings = found.slice(0, PAGE);
  return { openings, next: found.length > PAGE ? placeOf(openings.at(-1)) : null };
}

/** Weeks a chief looks back, from Monday to Monday by the country's clock; the present one comes on top. */
const WEEKS = 3;

/** By unit and day, of the units below and the own one. Cases behind a wall are not counted. */
export async function countOpenings(ctx: Context): Promise<{ counts: UnitOpenings[] }> {
  if (!countsOpenings(ctx.actor.role)) throw new Problem("access.refused");
  const { timeZone } = ctx.register.rules.pack.manifest;
  const earlier = new Date(Date.parse(ctx.now) - (WEEKS - 1) * 7 * 86_400_000).toISOString();
  const counts = await countUnitOpenings(ctx.tx, weekBefore(earlier, timeZone).from, timeZone);
  ctx.tell({ detail: { rows: counts.length } });
  return { counts };
}
