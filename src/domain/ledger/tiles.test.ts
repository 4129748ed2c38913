// Tiles against the worked examples of C2SP tlog-tiles, and grown in steps against grown at once.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { append, emptyFrontier, frontierAt, frontierRoot, rootOf } from "./frontier.ts";
import { bytesToHex, concatBytes, type Hash, sha256, utf8ToBytes } from "./hash.ts";
import { consistencyNodes, foldSubtrees, inclusionNodes, leafHash, proofFrom, rootNodes } from "./merkle.ts";
import { verifyConsistency, verifyInclusion } from "./proof.ts";
import {
  formatBundle,
  growTiles,
  hashesOf,
  nodesFromTiles,
  parseBundle,
  tileOfEntries,
  tileRoot,
} from "./tile-hashes.ts";
import {
  bundlePath,
  edgeTiles,
  parseTilePath,
  type Tile,
  tilePath,
  tilesOf,
  tilesOfGrowth,
  tilesOfNodes,
} from "./tiles.ts";

const entries = Array.from({ length: 70_000 }, (_, i) => utf8ToBytes(`leaf ${i}`));
const leaves = entries.map(leafHash);

/** A store of tiles as a file system has it: by path. */
type Store = Map<string, Tile>;

function grow(store: Store, from: number, to: number): Hash {
  const edge = edgeTiles(from).map((tile) => store.get(tilePath(tile)) as Tile);
  const nodeAt = nodesFromTiles(
    tilesOfNodes(rootNodes(from), from).map((t) => store.get(tilePath(t)) as Tile),
  );
  const frontier = frontierAt(from, nodeAt);
  for (const tile of growTiles(frontier, leaves.slice(from, to), edge)) store.set(tilePath(tile), tile);
  return frontierRoot(frontier);
}

test("a digest handed in folds to the same hashes, and is the one that is asked", () => {
  const tile = { level: 0, index: 0, width: 256, hashes: concatBytes(...leaves.slice(0, 256)) };
  let asked = 0;
  const digest = (bytes: Uint8Array) => {
    asked += 1;
    return sha256(bytes);
  };
  for (const node of [
    { level: 0, index: 5 },
    { level: 3, index: 9 },
    { level: 7, index: 1 },
  ])
    expect(nodesFromTiles([tile], digest)(node)).toEqual(nodesFromTiles([tile])(node));
  expect(asked).toBe(0 + 7 + 127);
});

describe("paths", () => {
  test.each([
    [{ level: 0, index: 0, width: 256 }, "tile/0/000"],
    [{ level: 1, index: 1_234_067, width: 256 }, "tile/1/x001/x234/067"],
    [{ level: 0, index: 273, width: 112 }, "tile/0/273.p/112"],
    [{ level: 2, index: 1_000, width: 1 }, "tile/2/x001/000.p/1"],
  ])("%o is %s", (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual({ ...tile, entries: false });
  });

  test("entries have their own", () => {
    expect(bundlePath({ index: 1_234_067, width: 7 })).toBe("tile/entries/x001/x234/067.p/7");
    expect(parseTilePath("tile/entries/000")).toEqual({ level: 0, index: 0, width: 256, entries: true });
  });

  test.each([
    "tile/0/0",
    "tile/00/000",
    "tile/64/000",
    "tile/0/x000/001",
    "tile/0/001/002",
    "tile/0/x001/x002",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/007",
    "tile/0/000.p/",
    "tile/0/../000",
    "/tile/0/000",
    "tile/0/000/",
    `tile/0/${"x999/".repeat(9)}999`,
    "tile/-1/000",
    "tile/data/000",
  ])("%s is none", (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });

  test("every tile's path reads back", () => {
    fc.assert(
      fc.property(
        fc.nat(63),
        fc.nat(2 ** 31 - 1),
        fc.integer({ min: 1, max: 256 }),
        (level, index, width) => {
          expect(parseTilePath(tilePath({ level, index, width }))).toEqual({
            level,
            index,
            width,
            entries: false,
          });
        },
      ),
    );
  });
});

describe("which tiles there are", () => {
  const counted = (size: number) => {
    const tiles = tilesOf(size);
    return [0, 1, 2, 3].map((level) => {
      const row = tiles.filter((tile) => tile.level === level);
      return {
        full: row.filter((t) => t.width === 256).length,
        partial: row.find((t) => t.width < 256)?.width,
      };
    });
  };

  test("at 70,000 and 256 leaves, as the specification counts them", () => {
    expect(counted(70_000)).toEqual([
      { full: 273, partial: 112 },
      { full: 1, partial: 17 },
      { full: 0, partial: 1 },
      { full: 0, partial: undefined },
    ]);
    expect(tilesOf(256)).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ]);
    expect(tilesOf(0)).toEqual([]);
  });

  test("a growth writes what the tree has now and had not before", () => {
    fc.assert(
      fc.property(fc.nat(200_000), fc.nat(2_000), (from, by) => {
        const had = new Set(tilesOf(from).map(tilePath));
        const fresh = tilesOf(from + by).filter((tile) => !had.has(tilePath(tile)));
        expect(tilesOfGrowth(from, from + by)).toEqual(fresh);
      }),
      { numRuns: 50 },
    );
  });
});

describe("what is in them", () => {
  test("70,000 leaves at once give the known root, and full tiles fold into the level above", () => {
    const store: Store = new Map();
    expect(bytesToHex(grow(store, 0, 70_000))).toBe(
      "da0532ff7b2ee56f4067110fc964e9f27b5959f9527bfff3fa501aa7584deaf3",
    );
    expect([...store.keys()].sort()).toEqual(tilesOf(70_000).map(tilePath).sort());
    const above = hashesOf(store.get("tile/1/000") as Tile);
    expect(tileRoot((store.get("tile/0/007") as Tile).hashes)).toEqual(above[7]);
    expect(tileOfEntries(273, entries.slice(273 * 256))).toEqual(store.get("tile/0/273.p/112"));
  });

  test("grown in any steps they are the same, and prove every leaf and every earlier size", () => {
    const steps = fc.array(fc.nat(700), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(steps, fc.nat(), fc.nat(), (growths, a, b) => {
        const store: Store = new Map();
        let size = 0;
        for (const growth of growths) {
          const root = grow(store, size, size + growth);
          size += growth;
          expect(root).toEqual(rootOf(leaves.slice(0, size)));
        }
        if (size === 0) return;
        const atOnce: Store = new Map();
        const secondRoot = grow(atOnce, 0, size);
        for (const [path, tile] of atOnce) expect(store.get(path)).toEqual(tile);

        const [index, first] = [a % size, 1 + (b % size)];
        const nodes = [
          ...inclusionNodes(index, size),
          ...consistencyNodes(first, size),
          rootNodes(first),
        ].flat();
        const nodeAt = nodesFromTiles(
          tilesOfNodes(nodes, size).map((tile) => atOnce.get(tilePath(tile)) as Tile),
        );
        const firstRoot = foldSubtrees(rootNodes(first).map(nodeAt));
        expect(firstRoot).toEqual(rootOf(leaves.slice(0, first)));
        const proof = proofFrom(inclusionNodes(index, size), nodeAt);
        expect(verifyInclusion({ index, size, leaf: leaves[index] as Hash, root: secondRoot, proof })).toBe(
          true,
        );
        const path = proofFrom(consistencyNodes(first, size), nodeAt);
        expect(verifyConsistency({ first, second: size, firstRoot, secondRoot, proof: path })).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test("an edge of another tree, or a missing tile, is an error and not a wrong root", () => {
    const frontier = emptyFrontier();
    for (const leaf of leaves.slice(0, 10)) append(frontier, leaf);
    expect(() => growTiles(frontier, leaves.slice(10, 12), [])).toThrow(/does not belong/);
    expect(() => nodesFromTiles([])({ level: 3, index: 0 })).toThrow(/no tile/);
  });
});

describe("bundles of entries", () => {
  test("carry a two-byte length before each entry", () => {
    const bundle = formatBundle([Uint8Array.of(), Uint8Array.of(7), new Uint8Array(300)]);
    expect(bytesToHex(bundle.subarray(0, 7))).toBe("0000000107012c");
    expect(parseBundle(bundle)).toEqual([Uint8Array.of(), Uint8Array.of(7), new Uint8Array(300)]);
    expect(parseBundle(bundle.subarray(0, -1))).toBeUndefined();
    expect(parseBundle(bundle.subarray(0, 1))).toBeUndefined();
    expect(() => formatBundle([new Uint8Array(65_536)])).toThrow(RangeError);
  });
});
