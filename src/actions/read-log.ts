// The published log for outsiders: checkpoint, tiles and bundles of entry hashes as C2SP tlog-tiles lays them out.
import { findCheckpoint, type LogName, listLeaves } from "#src/database/ledger.ts";
import { findTiles } from "#src/database/ledger-tiles.ts";
import { formatBundle } from "#src/domain/ledger/tile-hashes.ts";
import { parseTilePath, TILE_WIDTH } from "#src/domain/ledger/tiles.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "log.read", zone: "reta_ledger", quiet: true };

/** The bytes at a path of the log (`checkpoint`, `tile/0/000`, `tile/entries/000.p/7`). Throws `not-found`. */
export async function readLog(
  ctx: Context<null>,
  { log, path }: { log: LogName; path: string },
): Promise<Buffer> {
  if (path === "checkpoint") {
    const checkpoint = await findCheckpoint(ctx.tx, log);
    if (checkpoint === undefined) throw new Problem("not-found");
    return Buffer.from(checkpoint.note);
  }
  const wanted = parseTilePath(path);
  if (wanted === undefined) throw new Problem("not-found");
  if (wanted.entries) {
    const leaves = await listLeaves(ctx.tx, log, wanted.index * TILE_WIDTH, wanted.width);
    if (leaves.length < wanted.width) throw new Problem("not-found");
    return Buffer.from(formatBundle(leaves.map(({ entryHash }) => entryHash)));
  }
  const [tile] = await findTiles(ctx.tx, log, [wanted]);
  if (tile === undefined) throw new Problem("not-found");
  return Buffer.from(tile.hashes);
}
