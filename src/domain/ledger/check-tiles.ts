// Makes the tiles of a log anew from its leaves, in passing, and holds the stored ones against them.
import { bytesToHex, concatBytes, HASH_BYTES, type Hash, sameBytes } from "./hash.ts";
import type { NodeId } from "./merkle.ts";
import { note, type ProblemList } from "./problem.ts";
import { TILE_HEIGHT, TILE_WIDTH, type Tile, tilePath } from "./tiles.ts";

/** Stored tiles: every width there is of the tiles `from` to `to` (excluded) of a level. */
export type StoredTiles = (level: number, from: number, to: number) => Promise<readonly Tile[]>;

/** Collects the hashes that belong into tiles as a tree grows, and gives out the tiles as they fill. */
export class TileBuilder {
  /** The tile each level is filling. */
  readonly #open: { index: number; hashes: Hash[] }[] = [];
  #full: Tile[] = [];

  /** To be told of every node that a leaf completes. */
  readonly completed = ({ level }: NodeId, hash: Hash): void => {
    if (level % TILE_HEIGHT !== 0) return;
    const tileLevel = level / TILE_HEIGHT;
    const row = this.#open[tileLevel] ?? { index: 0, hashes: [] };
    this.#open[tileLevel] = row;
    row.hashes.push(hash);
    if (row.hashes.length < TILE_WIDTH) return;
    this.#full.push(tileOf(tileLevel, row));
    this.#open[tileLevel] = { index: row.index + 1, hashes: [] };
  };

  /** The tiles filled since the last call. */
  takeFull(): Tile[] {
    const taken = this.#full;
    this.#full = [];
    return taken;
  }

  /** The tiles that are not full; to be called when the tree has ended. */
  takePartial(): Tile[] {
    return this.#open.map((row, level) => tileOf(level, row)).filter(({ width }) => width > 0);
  }
}

/** Holds stored tiles against computed ones, which come in the order they were filled. */
export async function compareTiles(
  computed: readonly Tile[],
  stored: StoredTiles,
  isStored: (tile: Tile) => boolean,
  found: ProblemList,
): Promise<void> {
  for (const level of new Set(computed.map((tile) => tile.level))) {
    const tiles = computed.filter((tile) => tile.level === level);
    const from = tiles[0]?.index ?? 0;
    const widths = await stored(level, from, from + tiles.length);
    for (const tile of tiles) {
      const same = widths.filter(({ index }) => index === tile.index);
      if (isStored(tile) && !same.some(({ width }) => width === tile.width)) {
        note(found, { kind: "tile-missing", detail: tilePath(tile) });
      }
      for (const other of same) compareTile(tile, other, found);
    }
  }
}

function compareTile(computed: Tile, stored: Tile, found: ProblemList): void {
  const length = stored.width * HASH_BYTES;
  // Every narrower width of a tile is a beginning of the wider one.
  if (sameBytes(stored.hashes, computed.hashes.subarray(0, length))) return;
  if (stored.level > 0 || stored.width > computed.width || stored.hashes.length !== length) {
    note(found, { kind: "tile-altered", detail: tilePath(stored) });
    return;
  }
  for (let at = 0; at < length; at += HASH_BYTES) {
    const was = stored.hashes.subarray(at, at + HASH_BYTES);
    const is = computed.hashes.subarray(at, at + HASH_BYTES);
    if (sameBytes(was, is)) continue;
    const detail = `gives ${bytesToHex(is)}, ${tilePath(stored)} has ${bytesToHex(was)}`;
    note(found, { kind: "leaf-altered", leafIndex: stored.index * TILE_WIDTH + at / HASH_BYTES, detail });
  }
}

function tileOf(level: number, { index, hashes }: { index: number; hashes: readonly Hash[] }): Tile {
  return { level, index, width: hashes.length, hashes: concatBytes(...hashes) };
}
