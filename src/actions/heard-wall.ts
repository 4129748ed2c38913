// A wall heard at the receipt rests on a row until an entry seals it: the trail keeps its hash, so that it cannot go unseen.

import type { Runner } from "#src/database/ledger.ts";
import { findHeardRow, type HeardRow, listHeardEvents } from "#src/database/walls.ts";
import { sealableText } from "#src/domain/ledger/canonical.ts";
import { sha256 } from "#src/vault/sha256.ts";
import type { Context, Trace } from "./context.ts";

export const heardTrace: Pick<Trace, "action"> = { action: "wall.heard" };

// With the answer's id, which is random: whom the wall names cannot be guessed from it.
const hashOf = (row: HeardRow): string => sha256(sealableText(row)).toString("hex");

/** Has the trail say what was heard; neither who answered nor from where. */
export async function tellHeard(ctx: Context<null>, answerId: string): Promise<void> {
  const row = await findHeardRow(ctx.tx, answerId);
  ctx.tellApart(heardTrace, { caseId: row.caseId, detail: { answer: answerId, hash: hashOf(row) } });
}

/** The cases of which the trail names a wall that was heard and is not there any more, or is another. */
export async function casesThatLostHeard(tx: Runner): Promise<Set<string>> {
  const told = await listHeardEvents(tx);
  return new Set(
    told.filter(({ hash, row }) => row === null || hashOf(row) !== hash).map(({ caseId }) => caseId),
  );
}
