// Leaves a second the sequencer appends to the log, in full batches and one by one, and how long a proof takes to make.
import { createHash } from "node:crypto";
import { proveInclusion } from "#src/actions/prove-inclusion.ts";
import { findCheckpoint, listLeaves } from "#src/database/ledger.ts";
import { transact } from "#src/database/transact.ts";
import type { House } from "#src/main/house.ts";
import { sealer } from "#src/main/sealer.ts";
import { machine, openHouseAlone } from "./support/register.ts";

const BATCH = 20_000;
const PROOFS = 500;
/** Proofs before those that are measured: a server that has just been started is not what a receipt meets. */
const WARM_UP = 50;

/** Arguments: leaves (default 100000). No server runs: nothing else takes the queue. */
export async function bench([leaves = "100000"]: readonly string[]): Promise<unknown> {
  const { house, close } = await openHouseAlone();
  try {
    const { pool } = house.owner;
    const queue = async (count: number, from: number) => {
      const hashes = Array.from({ length: count }, (_, i) =>
        createHash("sha256")
          .update(`bench ${from + i}`)
          .digest(),
      );
      await pool.query("insert into log_queue (log, entry_hash) select 'entries', unnest($1::bytea[])", [
        hashes,
      ]);
    };
    const seal = sealer(house, "entries");
    await queue(1000, 0);
    await seal();
    const times: number[] = [];
    for (let from = 1000; from < 1000 + Number(leaves); from += BATCH) {
      await queue(BATCH, from);
      const start = performance.now();
      await seal();
      times.push(performance.now() - start);
    }
    const singles: number[] = [];
    for (let i = 0; i < 50; i++) {
      await queue(1, 10_000_000 + i);
      const start = performance.now();
      await seal();
      singles.push(performance.now() - start);
    }
    const { rows } = await pool.query(
      "select count(*)::int as leaves from ledger_leaves where log = 'entries'",
    );
    const proofs = await proofTimes(house, Number(rows[0].leaves));
    const total = times.reduce((sum, time) => sum + time, 0);
    return {
      machine: machine(),
      leaves: rows[0].leaves,
      leavesPerSecond: Math.round((times.length * BATCH * 1000) / total),
      proofsBeforeMeasuring: WARM_UP,
      millisecondsForOneProof: {
        median: proofs[PROOFS >> 1],
        p95: proofs[Math.floor(PROOFS * 0.95)],
        p99: proofs[Math.floor(PROOFS * 0.99)],
      },
      millisecondsForOneLeaf: Number((singles.sort((a, b) => a - b)[25] ?? 0).toFixed(1)),
    };
  } finally {
    await close();
  }
}

/**
 * Inclusion proofs of leaves all over the log against its newest checkpoint, as a receipt asks: milliseconds, shortest first; the
 * first few are made and not counted.
 */
async function proofTimes(house: House, leaves: number): Promise<number[]> {
  const { pool } = house.real.pool;
  const hashes = await transact(pool, { zone: "reta_ledger" }, async (tx) => {
    const drawn = Array.from({ length: PROOFS }, (_, i) =>
      listLeaves(tx, "entries", Math.floor((leaves * i) / PROOFS), 1),
    );
    return (await Promise.all(drawn)).flat().map(({ entryHash }) => entryHash);
  });
  const times: number[] = [];
  for (const hash of [...hashes.slice(-WARM_UP), ...hashes]) {
    const start = performance.now();
    const proof = await transact(pool, { zone: "reta_ledger" }, async (tx) => {
      const checkpoint = await findCheckpoint(tx, "entries");
      return checkpoint && proveInclusion(tx, "entries", hash, checkpoint);
    });
    times.push(Number((performance.now() - start).toFixed(2)));
    if (proof === undefined) throw new Error("a leaf of the log has no proof");
  }
  return times.slice(WARM_UP).sort((a, b) => a - b);
}
