// Recomputes a log from its leaves and holds what was stored and signed against it. Memory does not grow with the log.
import { checkpointChecker, type LogTrust, type StoredCheckpoint } from "./check-checkpoints.ts";
import { compareTiles, type StoredTiles, TileBuilder } from "./check-tiles.ts";
import { append, emptyFrontier, frontierRoot } from "./frontier.ts";
import type { Hash } from "./hash.ts";
import { leafHash } from "./merkle.ts";
import { note, type ProblemList } from "./problem.ts";
import { TILE_WIDTH, type Tile } from "./tiles.ts";

/** A log as it is stored somewhere: in the database or in a directory of tiles. */
export interface LogSource {
  /** Leaves in order, in pages of any size. */
  readonly leaves: AsyncIterable<readonly { index: number; entryHash: Uint8Array }[]>;
  /** Signed checkpoints, smallest first. */
  readonly checkpoints: AsyncIterable<StoredCheckpoint>;
  readonly tiles: StoredTiles;
  /** False where partial tiles of level 0 are not stored but read from the leaves. */
  readonly storesLowestPartial: boolean;
}

/** Adds what is wrong to the list; answers the size and root that the leaves give. */
export async function checkLog(
  source: LogSource,
  trust: LogTrust,
  found: ProblemList,
): Promise<{ size: number; root: Hash }> {
  const frontier = emptyFrontier();
  const builder = new TileBuilder();
  const isStored = ({ level, width }: Tile) =>
    level > 0 || width === TILE_WIDTH || source.storesLowestPartial;
  const compare = (tiles: Tile[]) => compareTiles(tiles, source.tiles, isStored, found);
  const checkpoints = await checkpointChecker(source.checkpoints, trust, found);

  if (checkpoints.next === 0) await checkpoints.reached(0, frontierRoot(frontier));
  for await (const page of source.leaves) {
    for (const { index, entryHash } of page) {
      if (index !== frontier.size) {
        // Nothing computed from here on would mean anything.
        note(found, { kind: "leaf-missing", leafIndex: frontier.size, detail: `the next leaf is ${index}` });
        return { size: frontier.size, root: frontierRoot(frontier) };
      }
      append(frontier, leafHash(entryHash), builder.completed);
      if (frontier.size === checkpoints.next)
        await checkpoints.reached(frontier.size, frontierRoot(frontier));
    }
    await compare(builder.takeFull());
  }
  await compare(builder.takePartial());
  await checkpoints.ended(frontier.size);
  return { size: frontier.size, root: frontierRoot(frontier) };
}
