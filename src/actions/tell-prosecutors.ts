// Tells the prosecutors of a walled case that became theirs by a posting, with no entry in it. Run by the clock.
import { insertWallAlert, listUntoldWalls } from "#src/database/alerts.ts";
import { routeWallAlerts } from "#src/domain/alerts/route-alerts.ts";
import { dayIn } from "#src/domain/case/day-in.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = {
  action: "alert.tell-prosecutors",
  zone: "reta_ledger",
  quiet: true,
  essential: true,
};

/** Raises what is missing; two processes doing so at once raise it once, by the table's key. */
export async function tellProsecutors(ctx: Context<null>): Promise<{ told: number }> {
  const { pack, units } = ctx.register.rules;
  const day = dayIn(pack.manifest.timeZone, ctx.now);
  const theirs = { side: "prosecutor" as const, hiddenUnits: [] };
  const receivers = routeWallAlerts(pack.alertRules.wall, units, theirs, [], day);
  const untold = await listUntoldWalls(
    ctx.tx,
    receivers.map(({ unitId }) => unitId),
  );
  let told = 0;
  for (const wall of untold)
    for (const alert of receivers)
      if (await insertWallAlert(ctx.tx, wall, { ...alert, alertId: ctx.newId(), at: ctx.now })) told += 1;
  if (told > 0) {
    ctx.tell({ detail: { told } });
    ctx.afterCommit("alerts");
  }
  return { told };
}
