// Leaves a second the sequencer appends to the log, in full batches and one by one, on a durable database.
import { createHash } from "node:crypto";
import { sealer } from "#src/main/serve.ts";
import { machine, openHouseAlone } from "./support/register.ts";

const BATCH = 20_000;

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
    const total = times.reduce((sum, time) => sum + time, 0);
    return {
      machine: machine(),
      leaves: rows[0].leaves,
      leavesPerSecond: Math.round((times.length * BATCH * 1000) / total),
      millisecondsForOneLeaf: Number((singles.sort((a, b) => a - b)[25] ?? 0).toFixed(1)),
    };
  } finally {
    await close();
  }
}
