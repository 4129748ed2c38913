// Brings the tables of the unit tree to the day, and ends or moves the postings of units that have ended by then.
import { listPackChanges, lockPack } from "#src/database/pack-changes.ts";
import type { Transaction } from "#src/database/transact.ts";
import { settlePostings, storeUnitTree } from "#src/database/units.ts";
import { dayIn } from "#src/domain/case/day-in.ts";
import { applyChanges, standingChanges } from "#src/domain/pack/apply-changes.ts";
import { closureOf } from "#src/domain/pack/unit-closure.ts";
import { unitOn, unitsAsKnown } from "#src/domain/pack/unit-periods.ts";
import type { Pack } from "#src/schema/pack.ts";
import type { StoredChange } from "#src/schema/pack-change.ts";
import type { Unit } from "#src/schema/unit.ts";
import type { Context, Trace } from "./context.ts";

/** Run by the clock on any server process: what was decided for today takes effect today. */
export const trace: Trace = { action: "unit.settle", zone: "reta_people", quiet: true };

export async function settleUnits(ctx: Context<null>): Promise<{ postings: number }> {
  const { loaded } = ctx.register.rules;
  await lockPack(ctx.tx);
  const changes = await listPackChanges(ctx.tx);
  const postings = await settle(ctx.tx, loaded, changes, dayIn(loaded.manifest.timeZone, ctx.now));
  if (postings > 0) ctx.tell({ detail: { postings } });
  return { postings };
}

/** The tree of a day with its closure, as the database keeps it. */
export function treeOf(periods: readonly Unit[], day: string) {
  return { units: unitsAsKnown(periods, day), periods, closure: closureOf(periods) };
}

/** Stores the tree and settles postings; answers how many of them ended. */
export async function settle(
  tx: Transaction,
  loaded: Pack,
  changes: readonly StoredChange[],
  day: string,
): Promise<number> {
  const { units } = applyChanges(loaded, changes, day);
  await storeUnitTree(tx, treeOf(units, day));
  let ended = 0;
  for (const { change, effectiveOn, officerId } of standingChanges(changes)) {
    if (effectiveOn > day || (change.kind !== "unit-close" && change.kind !== "unit-merge")) continue;
    const closed = change.kind === "unit-close" ? [change.unitId] : change.unitIds;
    const unitIds = closed.filter((id) => unitOn(units, id, day) === undefined);
    if (unitIds.length === 0) continue;
    const successor = change.kind === "unit-close" ? change.successor : change.into;
    const target = change.postings === "move" ? successor : null;
    ended += await settlePostings(tx, { unitIds, target, by: officerId });
  }
  return ended;
}
