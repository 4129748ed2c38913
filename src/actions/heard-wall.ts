// What an answer at the receipt raises: a wall that rests on a row until an entry seals it. The trail keeps the row's hash,
// so that it cannot go unseen.

import { insertWallAlert } from "#src/database/alerts.ts";
import type { Runner } from "#src/database/ledger.ts";
import { findAnsweredCase } from "#src/database/relays.ts";
import {
  findStandingWall,
  type HeardRow,
  hearWall,
  listHeardEvents,
  listHeardRows,
} from "#src/database/walls.ts";
import type { Heard } from "#src/domain/case/heard.ts";
import { sealableText } from "#src/domain/ledger/canonical.ts";
import type { SealedWall } from "#src/schema/wall.ts";
import { sha256 } from "#src/vault/sha256.ts";
import type { Context, Trace } from "./context.ts";
import { wallAlerts, wallHeard } from "./raise-wall.ts";

export const heardTrace: Pick<Trace, "action"> = { action: "wall.heard" };

// With the row's salt, which is not on the trail: whom the wall names cannot be tried out by whoever reads the hash there.
const hashOf = ({ salt, ...row }: HeardRow): string =>
  sha256(sealableText({ ...row, ...(salt !== null && { salt }) })).toString("hex");

/**
 * Puts up what is heard in an answer, tells the side behind the wall, and has the trail say so: neither who answered nor from
 * where. Nobody is at hand who could add an entry: the wall stands from now on, and the next entry seals it. What an earlier
 * reading of the same answer said is not raised again, because that may have been lifted. False where nothing is raised.
 */
export async function raiseHeard(
  ctx: Context<null>,
  { messageId, answerId, caseId }: { messageId: string; answerId: string; caseId: string },
  heard: Heard,
  unchecked: boolean,
): Promise<boolean> {
  const { tx, register, now } = ctx;
  const { placeCode, entryId, registeredBy, unitId } = await findAnsweredCase(tx, messageId);
  const stationPlace = register.rules.units.units.get(unitId)?.place ?? null;
  const at = { unitId, stationPlace, factsPlace: placeCode, now };
  const wall = await wallHeard(ctx, at, heard, unchecked);
  if (wall === null) return false;
  const before = (await listHeardRows(tx, answerId)).map((row) => row.wall);
  if (before.length > 0 && !saysMore(wall, before)) return false;
  await hearWall(tx, answerId, wall, now);
  const rows = await listHeardRows(tx, answerId);
  const row = rows.at(-1);
  if (row === undefined) throw new Error("a wall that was not kept");
  ctx.tellApart(heardTrace, {
    caseId: row.caseId,
    detail: { answer: answerId, hearing: rows.length, hash: hashOf(row) },
  });
  // By the wall as it stands now: of a case that is the prosecutors' alone nobody else hears, whatever is said here.
  const standing = (await findStandingWall(tx, caseId)) ?? wall;
  for (const alert of register.alerting ? wallAlerts(register, standing, at) : [])
    await insertWallAlert(tx, { caseId, entryId, registeredBy }, { ...alert, alertId: ctx.newId(), at: now });
  ctx.afterCommit("alerts");
  return true;
}

/** Whether a wall hides a case from anybody, or for a reason, that none of these does. */
function saysMore(wall: SealedWall, before: readonly SealedWall[]): boolean {
  const adds = (part: "causes" | "namedOfficers" | "hiddenUnits") => {
    const said = new Set<string>(before.flatMap((one) => one[part]));
    return wall[part].some((one) => !said.has(one));
  };
  const moves = wall.side === "prosecutor" && before.every(({ side }) => side !== "prosecutor");
  return moves || adds("causes") || adds("namedOfficers") || adds("hiddenUnits");
}

/** The cases of which the trail names a wall that was heard and is not there any more, or is another. */
export async function casesThatLostHeard(tx: Runner): Promise<Set<string>> {
  const told = await listHeardEvents(tx);
  return new Set(
    told.filter(({ hash, row }) => row === null || hashOf(row) !== hash).map(({ caseId }) => caseId),
  );
}
