// Verifies a log from the sealed objects themselves: hashes, chains, leaves, tiles, signed roots, what is still promised.
import {
  findLeafIndexes,
  type LogName,
  listCheckpoints,
  listLeaves,
  type Runner,
} from "#src/database/ledger.ts";
import { listTiles } from "#src/database/ledger-tiles.ts";
import { listQueued } from "#src/database/log-queue.ts";
import { chainChecker, checkEntry, nameOf, type SealedRow } from "#src/domain/ledger/check-entries.ts";
import { checkLog, type LogSource } from "#src/domain/ledger/check-log.ts";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import { type LedgerReport, noProblems, note, type ProblemList } from "#src/domain/ledger/problem.ts";
import { sha256 } from "#src/vault/sha256.ts";
import { trustIn } from "#src/vault/signing-key.ts";

export interface VerifyOptions {
  readonly log: LogName;
  /** Every sealed object of the log; entries ordered by case and sequence. Read from the same snapshot as `tx`. */
  readonly readEntries: AsyncIterable<SealedRow>;
  /** The verifier's text of the pinned key. */
  readonly vkey: string;
  /** A checkpoint kept from earlier, as a signed note. */
  readonly earlier?: string | undefined;
}

const LEAVES_A_PAGE = 8_192;
const CHECKPOINTS_A_PAGE = 1_000;
const ENTRIES_A_PAGE = 1_000;

/**
 * Verifies a log in one transaction, which must be REPEATABLE READ (so that entries, queue and leaves are of one moment)
 * and see every entry (the owner's, past row-level security). Memory: one bit for each leaf, and the queue.
 */
export async function verifyLedger(tx: Runner, options: VerifyOptions): Promise<LedgerReport> {
  const { log, readEntries } = options;
  const found = noProblems();
  const { size, root } = await checkLog(sourceOf(tx, log), trustIn(options), found);
  const waiting = new Set<string>();
  for (const { entryHash } of await listQueued(tx, log, Number.MAX_SAFE_INTEGER))
    waiting.add(bytesToHex(entryHash));
  const pending = waiting.size;

  // A leaf is ticked off when the sealed object of its hash was read.
  const ticked = new Uint8Array(Math.ceil(size / 8));
  const entries = await checkEntries(readEntries, found, async (page) => {
    const indexes = await findLeafIndexes(
      tx,
      log,
      page.map((row) => row.entryHash),
    );
    for (const [i, row] of page.entries()) {
      const index = indexes[i];
      const waits = waiting.delete(bytesToHex(row.entryHash));
      if (index === undefined && !waits) {
        note(found, { kind: "entry-not-in-log", ...nameOf(row), detail: bytesToHex(row.entryHash) });
      }
      if (index !== undefined && index < size)
        ticked[index >> 3] = (ticked[index >> 3] ?? 0) | (1 << (index & 7));
    }
  });
  for (const hash of waiting) note(found, { kind: "queued-without-entry", detail: hash });
  for (let index = 0; index < size; index++) {
    if (((ticked[index >> 3] ?? 0) >> (index & 7)) & 1) continue;
    note(found, {
      kind: "leaf-without-entry",
      leafIndex: index,
      detail: "no entry has the hash of this leaf",
    });
  }
  return { ok: found.found === 0, size, root, pending, entries, ...found };
}

/** Checks each entry and its place in its case, and hands them on in pages. Answers how many there were. */
async function checkEntries(
  rows: AsyncIterable<SealedRow>,
  found: ProblemList,
  locate: (page: readonly SealedRow[]) => Promise<void>,
): Promise<number> {
  const chain = chainChecker();
  let page: SealedRow[] = [];
  let count = 0;
  for await (const row of rows) {
    note(found, ...checkEntry(row, sha256), ...chain(row));
    count += 1;
    if (page.push(row) < ENTRIES_A_PAGE) continue;
    await locate(page);
    page = [];
  }
  if (page.length > 0) await locate(page);
  return count;
}

function sourceOf(tx: Runner, log: LogName): LogSource {
  return {
    leaves: readLeaves(tx, log),
    checkpoints: readCheckpoints(tx, log),
    tiles: (level, from, to) => listTiles(tx, log, level, from, to),
    storesLowestPartial: false,
  };
}

async function* readLeaves(tx: Runner, log: LogName) {
  for (let from = 0; ; ) {
    const page = await listLeaves(tx, log, from, LEAVES_A_PAGE);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    from = last.index + 1;
  }
}

async function* readCheckpoints(tx: Runner, log: LogName) {
  for (let after = -1; ; ) {
    const page = await listCheckpoints(tx, log, after, CHECKPOINTS_A_PAGE);
    const last = page.at(-1);
    if (last === undefined) return;
    yield* page;
    after = last.size;
  }
}
