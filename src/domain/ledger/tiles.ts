// Tiles (C2SP tlog-tiles): the tree cut into pieces of at most 256 hashes; which there are, and their paths.
import type { NodeId } from "./merkle.ts";

/** Hashes in a full tile, and tree levels that one level of tiles spans (2^8 = 256). */
export const TILE_WIDTH = 256;
export const TILE_HEIGHT = 8;

/** Which tile: hash i of it covers the 256^level leaves from (index × 256 + i) × 256^level on. */
export interface TileId {
  readonly level: number;
  readonly index: number;
  /** Hashes in it: 256 when full, 1 to 255 while the log has not outgrown it. */
  readonly width: number;
}

/** A tile and its hashes, one after the other: width × 32 bytes. */
export interface Tile extends TileId {
  readonly hashes: Uint8Array;
}

/** Path of a tile below the log's address: `tile/0/x001/x234/067`, `tile/0/273.p/112`. */
export function tilePath({ level, index, width }: TileId): string {
  return `tile/${level}/${indexPath(index)}${partialSuffix(width)}`;
}

/** Path of the bundle with the entries below a tile of level 0. */
export function bundlePath({ index, width }: Omit<TileId, "level">): string {
  return `tile/entries/${indexPath(index)}${partialSuffix(width)}`;
}

/** Reads a path of either kind; `undefined` for what no writer of ours would have written. */
export function parseTilePath(path: string): (TileId & { entries: boolean }) | undefined {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  const [, kind, digits, partial] = match ?? [];
  if (kind === undefined || digits === undefined) return undefined;
  const entries = kind === "entries";
  const level = entries ? 0 : Number(kind);
  const index = Number(digits.replace(/[x/]/g, ""));
  const width = partial === undefined ? TILE_WIDTH : Number(partial);
  if (level > 63 || width < 1 || !Number.isSafeInteger(index * TILE_WIDTH)) return undefined;
  const tile = { level, index, width };
  // Leading zeros, a full width written as partial, and the like do not survive the way back.
  return path === (entries ? bundlePath(tile) : tilePath(tile)) ? { ...tile, entries } : undefined;
}

/** Every tile of a tree of `size` leaves, each at its widest. */
export function tilesOf(size: number): TileId[] {
  return tilesOfGrowth(0, size);
}

/**
 * The tiles that a tree has at `to` leaves and had not yet, or not as wide, at `from`: what a growth writes.
 * Full ones first within a level; at most one partial tile for each level.
 */
export function tilesOfGrowth(from: number, to: number): TileId[] {
  const tiles: TileId[] = [];
  for (let level = 0; ; level++) {
    const [had, has] = [hashesAt(from, level), hashesAt(to, level)];
    if (has === 0) return tiles;
    if (had === has) continue;
    for (let index = Math.floor(had / TILE_WIDTH); index * TILE_WIDTH < has; index++) {
      tiles.push({ level, index, width: Math.min(TILE_WIDTH, has - index * TILE_WIDTH) });
    }
  }
}

/** The partial tiles of a tree, all that is needed to let it grow: none for a level that ends in a full tile. */
export function edgeTiles(size: number): TileId[] {
  return tilesOf(size).filter(({ width }) => width < TILE_WIDTH);
}

/** The tile that holds a node's hash or the hashes it is folded from, at its width in a tree of `size` leaves. */
export function tileOfNode({ level, index }: NodeId, size: number): TileId {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const first = index * 2 ** (level - tileLevel * TILE_HEIGHT);
  const tileIndex = Math.floor(first / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, hashesAt(size, tileLevel) - tileIndex * TILE_WIDTH);
  return { level: tileLevel, index: tileIndex, width };
}

/** The tiles, each once, from which these nodes of a tree of `size` leaves can be read. */
export function tilesOfNodes(nodes: Iterable<NodeId>, size: number): TileId[] {
  const tiles = new Map<string, TileId>();
  for (const node of nodes) {
    const tile = tileOfNode(node, size);
    tiles.set(tilePath(tile), tile);
  }
  return [...tiles.values()];
}

/** How many hashes a level of tiles holds in a tree of `size` leaves. */
function hashesAt(size: number, level: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

function indexPath(index: number): string {
  const last = String(index % 1000).padStart(3, "0");
  const path: string[] = [last];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
  }
  return path.join("/");
}

function partialSuffix(width: number): string {
  return width === TILE_WIDTH ? "" : `.p/${width}`;
}
