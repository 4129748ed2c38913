// What is directed: in one case, and in all that the reader directs or works on.
import { listCaseDirections, listOwnDirections } from "#src/database/directions.ts";
import { carriesOut, directs } from "#src/domain/access/duties.ts";
import { dayIn } from "#src/domain/case/day-in.ts";
import type { DirectionList } from "#src/schema/direction.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context, Trace } from "./context.ts";
import { demand, loadCase } from "./load-case.ts";

export const caseTrace: Trace = { action: "case.directions", zone: "reta_cases", quiet: true };
export const listTrace: Trace = { action: "case.directions.list", zone: "reta_cases", quiet: true };

const today = (ctx: Context) => dayIn(ctx.register.rules.pack.manifest.timeZone, ctx.now);

/**
 * For whoever directs or works on the case, asked again and again while its page is open and therefore not recorded each
 * time; everybody else reads it in the file, on the record. The words that go with each open with the names.
 */
export async function listOfCase(ctx: Context, { caseId }: { caseId: string }): Promise<DirectionList> {
  const loaded = await loadCase(ctx, caseId);
  demand(ctx, loaded, "read", "facts");
  const { relation } = loaded;
  const { role, delegation } = ctx.actor;
  const has = (directs(role) || carriesOut(role)) && (relation.assigned || relation.keeps);
  if (!has || delegation !== null) throw new Problem("access.refused");
  return { directions: await listCaseDirections(ctx.tx, { caseId, today: today(ctx) }) };
}

/** Throws `access.refused` for roles that neither direct nor carry out. */
export async function listOwn(ctx: Context, { onlyOpen }: { onlyOpen: boolean }): Promise<DirectionList> {
  const { role, delegation } = ctx.actor;
  if (delegation !== null || !(directs(role) || carriesOut(role))) throw new Problem("access.refused");
  return { directions: await listOwnDirections(ctx.tx, { onlyOpen, today: today(ctx) }) };
}
