// What is in the tiles: growing them leaf by leaf, reading the tree's nodes back, and the bundles of entries below them.
import { append, type Frontier } from "./frontier.ts";
import { concatBytes, type Digest, HASH_BYTES, type Hash } from "./hash.ts";
import { leafHash, type NodeAt, nodeHash } from "./merkle.ts";
import { TILE_HEIGHT, TILE_WIDTH, type Tile, tilesOfGrowth } from "./tiles.ts";

/**
 * Reads nodes back from tiles. A node without its tile is an error: the caller fetched too few. A proof folds some
 * hundreds of nodes, which is nearly all it costs: `digest` says how.
 */
export function nodesFromTiles(tiles: Iterable<Tile>, digest?: Digest): NodeAt {
  const held = new Map<string, Tile>();
  for (const tile of tiles) held.set(`${tile.level}/${tile.index}`, tile);
  return ({ level, index }) => {
    const tileLevel = Math.floor(level / TILE_HEIGHT);
    const span = 2 ** (level - tileLevel * TILE_HEIGHT);
    const first = index * span;
    const tile = held.get(`${tileLevel}/${Math.floor(first / TILE_WIDTH)}`);
    const at = first % TILE_WIDTH;
    if (tile === undefined || at + span > tile.width) throw new Error(`no tile holds node ${level}/${index}`);
    return foldPerfect(tile.hashes, at, span, digest);
  };
}

/** The hashes of a tile one by one. */
export function hashesOf(tile: Tile): Hash[] {
  return Array.from({ length: tile.width }, (_, i) => hashIn(tile.hashes, i));
}

/** The hash that a full tile contributes to the level above it. */
export function tileRoot(hashes: Uint8Array): Hash {
  return foldPerfect(hashes, 0, TILE_WIDTH);
}

/**
 * Appends leaf hashes to a frontier and gives the tiles that this growth writes. `edge` must hold the partial tiles of
 * the tree as it was (see `edgeTiles`): a wider tile begins with the hashes of the narrower one.
 */
export function growTiles(frontier: Frontier, leaves: Iterable<Hash>, edge: Iterable<Tile>): Tile[] {
  const from = frontier.size;
  const hashes = new Map<number, Hash[]>();
  for (const tile of edge) hashes.set(tile.level, hashesOf(tile));
  for (const leaf of leaves) {
    append(frontier, leaf, ({ level }, hash) => {
      if (level % TILE_HEIGHT !== 0) return;
      const row = hashes.get(level / TILE_HEIGHT);
      if (row === undefined) hashes.set(level / TILE_HEIGHT, [hash]);
      else row.push(hash);
    });
  }
  const taken = new Map<number, number>();
  return tilesOfGrowth(from, frontier.size).map((tile) => {
    const start = taken.get(tile.level) ?? 0;
    taken.set(tile.level, start + tile.width);
    const row = (hashes.get(tile.level) ?? []).slice(start, start + tile.width);
    if (row.length !== tile.width)
      throw new Error(`the edge handed in does not belong to a tree of ${from} leaves`);
    return { ...tile, hashes: concatBytes(...row) };
  });
}

/** A bundle of entries: each with its length before it, two bytes, most significant first. Ours are 32-byte hashes. */
export function formatBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(
    ...entries.map((entry) => {
      if (entry.length > 0xffff) throw new RangeError("an entry of a bundle has at most 65,535 bytes");
      return concatBytes(Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry);
    }),
  );
}

/** Reads a bundle; `undefined` when it ends in the middle of an entry. */
export function parseBundle(bundle: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length; ) {
    const [high, low] = [bundle[at], bundle[at + 1]];
    if (high === undefined || low === undefined) return undefined;
    const end = at + 2 + ((high << 8) | low);
    if (end > bundle.length) return undefined;
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

/** The tile of level 0 over these entries. */
export function tileOfEntries(index: number, entries: readonly Uint8Array[]): Tile {
  return { level: 0, index, width: entries.length, hashes: concatBytes(...entries.map(leafHash)) };
}

function hashIn(hashes: Uint8Array, i: number): Hash {
  return hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES);
}

function foldPerfect(hashes: Uint8Array, at: number, span: number, digest?: Digest): Hash {
  if (span === 1) return hashIn(hashes, at);
  const half = span / 2;
  const left = foldPerfect(hashes, at, half, digest);
  return nodeHash(left, foldPerfect(hashes, at + half, half, digest), digest);
}
