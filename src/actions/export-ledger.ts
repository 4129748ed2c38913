// A log as files that anyone can verify (C2SP tlog-tiles): written out, and verified from there without the database.
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { findCheckpoint, type LogName, listLeaves, type Runner } from "#src/database/ledger.ts";
import { findTiles } from "#src/database/ledger-tiles.ts";
import { checkLog } from "#src/domain/ledger/check-log.ts";
import { parseCheckpoint } from "#src/domain/ledger/checkpoint.ts";
import { HASH_BYTES } from "#src/domain/ledger/hash.ts";
import { parseNote } from "#src/domain/ledger/note.ts";
import { type LedgerReport, noProblems, note } from "#src/domain/ledger/problem.ts";
import { formatBundle, parseBundle } from "#src/domain/ledger/tile-hashes.ts";
import {
  bundlePath,
  TILE_WIDTH,
  type Tile,
  type TileId,
  tilePath,
  tilesOf,
} from "#src/domain/ledger/tiles.ts";
import { trustIn } from "#src/vault/signing-key.ts";

/** There is nothing in the directory that could be verified: bad input, not a failed verification. */
export class ExportUnreadable extends Error {
  override readonly name = "ExportUnreadable";
}

const TILES_AT_ONCE = 64;

/**
 * Writes the log up to its last checkpoint: tiles, bundles of entry hashes and, when all of them are there, the
 * checkpoint. An export that was interrupted has the previous checkpoint or none. Answers the size.
 */
export async function exportLedger(tx: Runner, log: LogName, directory: string): Promise<number> {
  const checkpoint = await findCheckpoint(tx, log);
  if (checkpoint === undefined) throw new ExportUnreadable(`the log ${log} has not signed anything yet`);
  const ids = tilesOf(checkpoint.size);
  for (let at = 0; at < ids.length; at += TILES_AT_ONCE) {
    const wanted = ids.slice(at, at + TILES_AT_ONCE);
    for (const tile of await findTiles(tx, log, wanted)) await write(directory, tilePath(tile), tile.hashes);
    for (const id of wanted.filter(({ level }) => level === 0)) {
      const leaves = await listLeaves(tx, log, id.index * TILE_WIDTH, id.width);
      await write(directory, bundlePath(id), formatBundle(leaves.map((leaf) => leaf.entryHash)));
    }
  }
  await write(directory, "checkpoint", checkpoint.note);
  return checkpoint.size;
}

/**
 * Verifies an exported log: entry hashes against tiles, tiles against each other and the signed root, the signature
 * with the pinned key, and consistency with a checkpoint kept from earlier.
 */
export async function verifyExport(options: {
  directory: string;
  vkey: string;
  earlier?: string | undefined;
}): Promise<LedgerReport> {
  const { directory } = options;
  const signed = await read(directory, "checkpoint");
  if (signed === undefined) throw new ExportUnreadable("there is no file named checkpoint in the directory");
  const text = new TextDecoder().decode(signed);
  // Only how far to read is taken from it before its signature is checked.
  const size = parseCheckpoint(parseNote(text)?.text ?? "")?.size;
  if (size === undefined) throw new ExportUnreadable("the file named checkpoint is not a signed checkpoint");

  const widths = new Map(tilesOf(size).map((id) => [`${id.level}/${id.index}`, id]));
  const found = noProblems();
  const log = await checkLog(
    {
      leaves: readBundles(directory, size),
      checkpoints: once({ size, note: text }),
      tiles: (level, from, to) => readTiles(directory, widths, level, from, to),
      storesLowestPartial: true,
    },
    trustIn(options),
    found,
  );
  if (log.size < size) {
    note(found, {
      kind: "leaf-missing",
      leafIndex: log.size,
      detail: "its bundle of entries is missing or cut short",
    });
  }
  return { ok: found.found === 0, ...log, pending: 0, entries: log.size, ...found };
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value;
}

async function* readBundles(directory: string, size: number) {
  for (let from = 0; from < size; from += TILE_WIDTH) {
    const width = Math.min(TILE_WIDTH, size - from);
    const bundle = await read(directory, bundlePath({ index: from / TILE_WIDTH, width }));
    const entries = bundle && parseBundle(bundle);
    if (entries?.length !== width || entries.some((entry) => entry.length !== HASH_BYTES)) return;
    yield entries.map((entryHash, i) => ({ index: from + i, entryHash }));
  }
}

async function readTiles(
  directory: string,
  widths: ReadonlyMap<string, TileId>,
  level: number,
  from: number,
  to: number,
): Promise<Tile[]> {
  const tiles: Tile[] = [];
  for (let index = from; index < to; index++) {
    const id = widths.get(`${level}/${index}`);
    const hashes = id && (await read(directory, tilePath(id)));
    if (id && hashes) tiles.push({ ...id, hashes });
  }
  return tiles;
}

async function read(directory: string, path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(join(directory, path));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Whole or not at all: under another name first, then renamed. */
async function write(directory: string, path: string, content: Uint8Array | string): Promise<void> {
  const file = join(directory, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, content);
  await rename(`${file}.new`, file);
}
