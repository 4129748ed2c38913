// The published log for outsiders: checkpoint, tiles and bundles of entry hashes as C2SP tlog-tiles lays them out.
import { findCheckpoint, type LogName, listLeaves } from "#src/database/ledger.ts";
import { findTiles } from "#src/database/ledger-tiles.ts";
import { formatBundle } from "#src/domain/ledger/tile-hashes.ts";
import { parseTilePath, TILE_WIDTH } from "#src/domain/ledger/tiles.ts";
import { Problem } from "#src/schema/problem.ts";
import { findCandidate, findWitnessed, withCosignatures } from "./collect-cosignatures.ts";
import type { Context, Trace } from "./context.ts";
import type { Witnesses } from "./witness-settings.ts";

export const trace: Trace = { action: "log.read", zone: "reta_ledger", quiet: true };

/** What the register publishes of itself with the log: the key to pin, and who cosigns. */
export interface Published {
  readonly vkeys: Readonly<Record<LogName, string>>;
  readonly witnesses: () => Witnesses;
}

/** The signed notes of a log and what each is. `vkey` is no note: the text to pin its signer by. */
export const NOTES = ["checkpoint", "candidate", "witnessed", "vkey"] as const;

/** The bytes at a path of the log (`checkpoint`, `tile/0/000`, `tile/entries/000.p/7`). Throws `not-found`. */
export async function readLog(
  ctx: Context<null>,
  { log, path, published }: { log: LogName; path: string; published: Published },
): Promise<Buffer> {
  const name = NOTES.find((note) => note === path);
  if (name === "vkey") return Buffer.from(`${published.vkeys[log]}\n`);
  if (name !== undefined) {
    const note = await findNote(ctx, log, name, published.witnesses());
    if (note === undefined) throw new Problem("not-found");
    return Buffer.from(note);
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

// The newest checkpoint; the one to cosign now; the newest that enough have cosigned.
async function findNote(
  { tx, now }: Context<null>,
  log: LogName,
  name: "checkpoint" | "candidate" | "witnessed",
  witnesses: Witnesses,
): Promise<string | undefined> {
  if (name === "witnessed") return (await findWitnessed(tx, log, witnesses))?.note;
  const checkpoint = await (name === "checkpoint"
    ? findCheckpoint(tx, log)
    : findCandidate(tx, log, witnesses, Date.parse(now)));
  return checkpoint && withCosignatures(tx, log, checkpoint);
}
