// The sequencer: turns the queue of promised hashes into leaves of the log and signs a checkpoint over them.
//
// Everything happens in ONE database transaction, so there are two states only: before and after. The steps below
// are each followed by what a stop at that point leaves behind. A stop is anything: an exception, kill -9 of this
// process, the end of the connection, a crash of the database, a power cut.
import {
  findCheckpoint,
  insertCheckpoint,
  insertLeaves,
  type LogName,
  type Runner,
} from "#src/database/ledger.ts";
import { findTiles, insertTiles } from "#src/database/ledger-tiles.ts";
import { deleteQueued, listQueued, type Queued, tryLockLog } from "#src/database/log-queue.ts";
import { openCheckpoint, signCheckpoint } from "#src/domain/ledger/checkpoint.ts";
import { emptyFrontier, type Frontier, frontierAt, frontierRoot } from "#src/domain/ledger/frontier.ts";
import { type Hash, sameBytes } from "#src/domain/ledger/hash.ts";
import { leafHash } from "#src/domain/ledger/merkle.ts";
import { parseVerifier } from "#src/domain/ledger/note.ts";
import { growTiles, nodesFromTiles } from "#src/domain/ledger/tile-hashes.ts";
import { edgeTiles, type Tile } from "#src/domain/ledger/tiles.ts";
import { sha256 } from "#src/vault/sha256.ts";
import { type SigningKey, verifyEd25519 } from "#src/vault/signing-key.ts";

/** Opens a transaction (READ COMMITTED, zone reta_ledger), runs the work in it and commits. */
export type TransactLedger = <T>(work: (tx: Runner) => Promise<T>) => Promise<T>;

/** A log as it was published last: how many leaves, and the root over them. */
export interface LogHead {
  readonly size: number;
  readonly root: Hash;
}

/** What one run did; `busy` when another process was at it. `left`: the batch was full, run again at once. */
export type Sealing =
  | { readonly busy: true }
  | ({ readonly busy: false; readonly appended: number; readonly left: boolean } & LogHead);

export type SealStep = "locked" | "read" | "leaves" | "tiles" | "checkpoint" | "queue";

export interface SealSettings {
  /** Most hashes in one run: 20,000 take about a tenth of a second to hash. */
  readonly batch?: number;
  /** What this process published last: a database that was set back or replaced since is not signed again. */
  readonly expected?: LogHead | undefined;
  /** Called after each step; the fault tests stop here. */
  readonly afterStep?: (step: SealStep, tx: Runner) => Promise<void> | void;
}

/** What the database holds is not what this log has signed. Nothing more is signed until a person has looked. */
export class LedgerNotAsSigned extends Error {
  override readonly name = "LedgerNotAsSigned";
}

const BATCH = 20_000;
/** Seconds after which PostgreSQL takes the lock from a sequencer that neither works nor ends. */
const PATIENCE = 30;

/** Appends what waits in the queue of a log and publishes the signed checkpoint. Run it at least every second. */
export function sealLedger(
  transact: TransactLedger,
  log: LogName,
  key: SigningKey,
  now: Date,
  settings: SealSettings = {},
): Promise<Sealing> {
  const batch = settings.batch ?? BATCH;
  return transact(async (tx) => {
    const done = async (step: SealStep) => settings.afterStep?.(step, tx);

    // 1. Take the log. If we stop here, the lock ends with the transaction and the next run starts afresh.
    //    The lock only saves work: were it to fail, two sequencers would write the same leaf index in step 4, and the
    //    key of the table lets one of them commit.
    if (!(await tryLockLog(tx, log, PATIENCE))) return { busy: true };
    await done("locked");

    // 2. Read what was published last. It must carry our signature and belong to the tiles it stands on; anything
    //    else was not written by these steps, and signing on would make it look as if it had been.
    //    If we stop here, nothing has been written.
    const { frontier, edge, published } = await readLog(tx, log, key, settings.expected);

    // 3. Read the queue in order of arrival. A row whose transaction has not committed is not seen and is taken by a
    //    later run: its place in the log is its turn here, not its time. If we stop here, nothing has been written.
    const queued = await listQueued(tx, log, batch);
    const fresh = queued.filter((row) => !row.sealed);
    await done("read");

    // 4. Append the leaves. Each is new (step 3 left out what is sealed, and the table has each hash once) and the
    //    indexes go on where the checkpoint ended. If we stop here, PostgreSQL undoes them: no leaf without a checkpoint.
    const entryHashes = fresh.map((row) => row.entryHash);
    if (fresh.length > 0) await insertLeaves(tx, log, frontier.size, entryHashes);
    await done("leaves");

    // 5. Store the tiles that grew. If we stop here, they are undone with the leaves.
    const tiles = growTiles(frontier, entryHashes.map(leafHash), edge);
    await insertTiles(tx, log, tiles);
    await done("tiles");

    // 6. Sign and publish. The signature leaves this process only through the commit, so a checkpoint that was not
    //    committed has been seen by nobody and need not be honoured. If we stop here, it is undone with the rest.
    const head = { size: frontier.size, root: frontierRoot(frontier) };
    if (fresh.length > 0 || !published) {
      const note = signCheckpoint(head.size, head.root, key);
      await insertCheckpoint(tx, log, { ...head, note, publishedAt: now.toISOString() });
    }
    await done("checkpoint");

    // 7. Empty the queue of what was read, including hashes that were sealed before and queued again. If we stop here,
    //    the rows come back with the rollback, and so the next run takes them: none is lost.
    await removeFromQueue(tx, log, queued);
    await done("queue");

    // 8. The commit makes all of it true at once. If its answer does not reach us, the next run reads in step 2
    //    which of the two states there is, and goes on from it: none is appended twice.
    return { busy: false, ...head, appended: fresh.length, left: queued.length === batch };
  });
}

async function readLog(
  tx: Runner,
  log: LogName,
  key: SigningKey,
  expected: LogHead | undefined,
): Promise<{ frontier: Frontier; edge: Tile[]; published: boolean }> {
  if (expected) await requireSigned(tx, log, expected);
  const last = await findCheckpoint(tx, log);
  if (last === undefined) return { frontier: emptyFrontier(), edge: [], published: false };

  const pinned = parseVerifier(key.vkey);
  const signed = pinned && openCheckpoint(last.note, pinned, verifyEd25519);
  if (signed?.size !== last.size || !sameBytes(signed.root, last.root)) {
    throw new LedgerNotAsSigned(`the last checkpoint of the log ${log} does not carry our signature`);
  }
  const wanted = edgeTiles(last.size);
  const edge = await findTiles(tx, log, wanted);
  if (edge.length !== wanted.length) throw new LedgerNotAsSigned(`tiles of the log ${log} are missing`);
  const frontier = frontierAt(last.size, nodesFromTiles(edge, sha256));
  if (!sameBytes(frontierRoot(frontier), last.root)) {
    throw new LedgerNotAsSigned(`the tiles of the log ${log} do not give the root that was signed`);
  }
  return { frontier, edge, published: true };
}

async function requireSigned(tx: Runner, log: LogName, expected: LogHead): Promise<void> {
  const known = await findCheckpoint(tx, log, expected.size);
  if (known === undefined || !sameBytes(known.root, expected.root)) {
    throw new LedgerNotAsSigned(
      `the log ${log} no longer holds the checkpoint of size ${expected.size} it had signed`,
    );
  }
}

async function removeFromQueue(tx: Runner, log: LogName, queued: readonly Queued[]): Promise<void> {
  if (queued.length === 0) return;
  const removed = await deleteQueued(
    tx,
    log,
    queued.map((row) => row.position),
  );
  // Only the sequencer deletes, and only with the lock; a different number means that something else is at work.
  if (removed !== queued.length)
    throw new LedgerNotAsSigned(`rows of the queue of ${log} vanished while sealing`);
}
