// The tree of the logs in tiles: rows of at most 256 hashes, stored once each width they had.
import { sql } from "kysely";
import { asBuffer, type LogName, type Runner } from "./ledger.ts";

/** Which tile of a log. */
export interface TilePlace {
  level: number;
  index: number;
  width: number;
}

/** A piece of the tree: `width` hashes of 32 bytes, one after the other. */
export interface StoredTile extends TilePlace {
  hashes: Uint8Array;
}

const TILE_WIDTH = 256;

/** Stores tiles, but for the partial ones of the lowest level, which are read from the leaves. */
export async function insertTiles(tx: Runner, log: LogName, tiles: readonly StoredTile[]): Promise<void> {
  const stored = tiles.filter((tile) => tile.level > 0 || tile.width === TILE_WIDTH);
  if (stored.length === 0) return;
  await sql`
    INSERT INTO ledger_tiles (log, level, tile_index, width, hashes)
    SELECT ${log}, level, tile_index, width, hashes
    FROM unnest(${stored.map((tile) => tile.level)}::smallint[], ${stored.map((tile) => tile.index)}::bigint[],
      ${stored.map((tile) => tile.width)}::smallint[], ${stored.map((tile) => asBuffer(tile.hashes))}::bytea[])
      AS tile (level, tile_index, width, hashes)`.execute(tx);
}

/** The tile of exactly this width, once the log has been that long; `undefined` otherwise. */
export async function findTile(tx: Runner, log: LogName, id: TilePlace): Promise<StoredTile | undefined> {
  return (await findTiles(tx, log, [id]))[0];
}

/** Those of these tiles that the log has, in no particular order. */
export async function findTiles(tx: Runner, log: LogName, ids: readonly TilePlace[]): Promise<StoredTile[]> {
  // Sent together: none of them waits for another's answer.
  const [stored, ...derived] = await Promise.all([
    findStoredTiles(
      tx,
      log,
      ids.filter((id) => !isDerived(id)),
    ),
    ...ids.filter(isDerived).map((id) => deriveTile(tx, log, id)),
  ]);
  return stored.concat(derived.filter((tile) => tile !== undefined));
}

async function findStoredTiles(tx: Runner, log: LogName, ids: readonly TilePlace[]): Promise<StoredTile[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ level: number; tile_index: number; width: number; hashes: Buffer }>`
    SELECT t.level, t.tile_index, t.width, t.hashes
    FROM unnest(${ids.map((id) => id.level)}::smallint[], ${ids.map((id) => id.index)}::bigint[],
      ${ids.map((id) => id.width)}::smallint[]) AS wanted (level, tile_index, width)
    JOIN ledger_tiles t USING (level, tile_index, width)
    WHERE t.log = ${log}`.execute(tx);
  return rows.map(({ tile_index, ...tile }) => ({ ...tile, index: tile_index }));
}

/** A partial tile of the lowest level: the leaf hashes, SHA-256(0x00 followed by the entry's hash). */
async function deriveTile(tx: Runner, log: LogName, id: TilePlace): Promise<StoredTile | undefined> {
  const from = id.index * TILE_WIDTH;
  const { rows } = await sql<{ width: number; hashes: Buffer | null }>`
    SELECT count(*)::int AS width,
      string_agg(sha256('\\x00'::bytea || entry_hash), ''::bytea ORDER BY leaf_index) AS hashes
    FROM ledger_leaves WHERE log = ${log} AND leaf_index >= ${from} AND leaf_index < ${from + id.width}`.execute(
    tx,
  );
  const row = rows[0];
  return row?.width === id.width && row.hashes ? { ...id, hashes: row.hashes } : undefined;
}

/** Every stored width of the tiles `from` to `to` (excluded) of a level, in order. */
export async function listTiles(
  tx: Runner,
  log: LogName,
  level: number,
  from: number,
  to: number,
): Promise<StoredTile[]> {
  const { rows } = await sql<{ tile_index: number; width: number; hashes: Buffer }>`
    SELECT tile_index, width, hashes FROM ledger_tiles
    WHERE log = ${log} AND level = ${level} AND tile_index >= ${from} AND tile_index < ${to}
    ORDER BY tile_index, width`.execute(tx);
  return rows.map(({ tile_index, ...tile }) => ({ ...tile, level, index: tile_index }));
}

function isDerived(id: TilePlace): boolean {
  return id.level === 0 && id.width < TILE_WIDTH;
}
