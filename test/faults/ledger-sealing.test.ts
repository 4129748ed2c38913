// The sequencer stopped at every step, in every way, and beside another one: nothing is lost, doubled or half there.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LedgerNotAsSigned, type Sealing, type SealStep, sealLedger } from "#src/actions/seal-ledger.ts";
import { findCheckpoint, listLeaves, type Runner } from "#src/database/ledger.ts";
import { entryHash } from "#src/domain/ledger/canonical.ts";
import { openCheckpoint } from "#src/domain/ledger/checkpoint.ts";
import { rootOf } from "#src/domain/ledger/frontier.ts";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import { leafHash } from "#src/domain/ledger/merkle.ts";
import { trustIn, verifyEd25519 } from "#src/vault/signing-key.ts";
import {
  freshBodies,
  freshHashes,
  type LedgerRegister,
  openRegister,
  sealedRows,
} from "./ledger-register.ts";

let register: LedgerRegister;
beforeEach(async () => {
  register = await openRegister();
});
afterEach(() => register.close());

const STEPS: SealStep[] = ["locked", "read", "leaves", "tiles", "checkpoint", "queue"];
const hashesOf = (bodies: readonly unknown[]) => bodies.map((body) => Buffer.from(entryHash(body)));

function sealed(sealing: Sealing) {
  if (sealing.busy) throw new Error("another process has the log");
  return sealing;
}

async function leaves(): Promise<Uint8Array[]> {
  return (await register.inLedger((tx) => listLeaves(tx, "entries", 0, 1_000_000))).map(
    (leaf) => leaf.entryHash,
  );
}

/** Everything the log consists of, to compare before with after. */
async function picture(): Promise<string> {
  const { rows } = await register.superuser.query(`
    SELECT (SELECT count(*) FROM log_queue) AS queued, (SELECT count(*) FROM ledger_leaves) AS leaves,
      (SELECT string_agg(level || '/' || tile_index || '/' || width, ' ' ORDER BY level, tile_index, width) FROM ledger_tiles) AS tiles,
      (SELECT string_agg(note, '' ORDER BY size) FROM ledger_checkpoints) AS checkpoints`);
  return JSON.stringify(rows);
}

/** Somewhere to wait until somebody opens it. */
function gate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

describe("sealing", () => {
  test("begins with the signed empty log, and then signs only what grew", async () => {
    expect(sealed(await register.seal())).toMatchObject({ size: 0, appended: 0 });
    expect(sealed(await register.seal())).toMatchObject({ size: 0, appended: 0 });
    await register.promise(freshHashes(3));
    expect(sealed(await register.seal())).toMatchObject({ size: 3, appended: 3, left: false });
    expect(sealed(await register.seal())).toMatchObject({ size: 3, appended: 0 });
    const { rows } = await register.superuser.query("SELECT size FROM ledger_checkpoints ORDER BY size");
    expect(rows.map((row) => Number(row.size))).toEqual([0, 3]);
  });

  test("takes hashes in order of arrival, in batches, into the tree that its leaves define", async () => {
    const hashes = freshHashes(1_000);
    await register.promise(hashes.slice(0, 300));
    await register.promise(hashes.slice(300));
    const sizes: number[] = [];
    for (;;) {
      const { size, left, root } = sealed(await register.seal({ batch: 300 }));
      sizes.push(size);
      expect(root).toEqual(rootOf(hashes.slice(0, size).map(leafHash)));
      if (!left) break;
    }
    expect(sizes).toEqual([300, 600, 900, 1_000]);
    expect((await leaves()).map(bytesToHex)).toEqual(hashes.map(bytesToHex));
    const last = await register.inLedger((tx) => findCheckpoint(tx, "entries"));
    const { pinned } = trustIn({ vkey: register.key.vkey });
    expect(openCheckpoint(last?.note ?? "", pinned, verifyEd25519)).toMatchObject({ size: 1_000 });
  });

  test("drops a hash that is in the log already and was queued again, with no second leaf", async () => {
    const hashes = freshHashes(2);
    await register.promise(hashes);
    await register.seal();
    await register.promise([...hashes, ...freshHashes(1)]);
    expect(sealed(await register.seal())).toMatchObject({ size: 3, appended: 1 });
    await register.promise(hashes);
    expect(sealed(await register.seal())).toMatchObject({ size: 3, appended: 0 });
    const { rows } = await register.superuser.query("SELECT count(*)::int AS waiting FROM log_queue");
    expect(rows[0].waiting).toBe(0);
  });

  test("leaves a hash whose transaction has not committed for later, and forgets one that was undone", async () => {
    const [early, late, undone] = freshHashes(3) as [Buffer, Buffer, Buffer];
    await register.promise([early], async () => {
      await register.promise([late]);
      expect(sealed(await register.seal())).toMatchObject({ size: 1, appended: 1 });
    });
    await register
      .promise([undone], () => Promise.reject(new Error("changed my mind")))
      .catch(() => undefined);
    expect(sealed(await register.seal())).toMatchObject({ size: 2, appended: 1 });
    expect((await leaves()).map(bytesToHex)).toEqual([late, early].map(bytesToHex));
  });

  test("keeps the two logs apart", async () => {
    const [hash] = freshHashes(1) as [Buffer];
    await register.superuser.query(
      "INSERT INTO log_queue (log, entry_hash) VALUES ('entries', $1), ('audit', $1)",
      [hash],
    );
    await register.seal();
    const { rows } = await register.superuser.query("SELECT log FROM log_queue");
    expect(rows).toEqual([{ log: "audit" }]);
  });
});

describe("stopped after any step", () => {
  const stops: [string, (tx: Runner) => Promise<void>][] = [
    ["by an exception", () => Promise.reject(new Error("stopped"))],
    [
      "by the end of its backend",
      async (tx) => {
        await sql`SELECT pg_terminate_backend(pg_backend_pid())`.execute(tx);
      },
    ],
    [
      "by a refused statement",
      async (tx) => {
        await sql`SELECT 1 / 0`.execute(tx);
      },
    ],
    [
      "by a statement that failed and was passed over",
      async (tx) => {
        await sql`SELECT 1 / 0`.execute(tx).catch(() => undefined);
      },
    ],
  ];

  test.each(stops)("%s leaves the state before, and the next run makes it whole", async (_how, stop) => {
    const bodies = freshBodies(600);
    await register.promise(hashesOf(bodies.slice(0, 100)));
    await register.seal();
    for (const [i, step] of STEPS.entries()) {
      const from = 100 + i * 80;
      await register.promise(hashesOf(bodies.slice(from, from + 80)));
      const before = await picture();
      const attempt = register.seal({ afterStep: (at, tx) => (at === step ? stop(tx) : undefined) });
      await expect(attempt, step).rejects.toThrow();
      expect(await picture(), step).toBe(before);
      expect(sealed(await register.seal())).toMatchObject({ size: from + 80, appended: 80 });
    }
    const report = await register.verify({ entries: sealedRows(bodies.slice(0, 580)) });
    expect(report).toMatchObject({ ok: true, size: 580, pending: 0, entries: 580, problems: [] });
  });

  test("by kill -9 of its process, too", async () => {
    const bodies = freshBodies(60);
    for (const [i, step] of (["leaves", "checkpoint", "queue"] as const).entries()) {
      await register.promise(hashesOf(bodies.slice(i * 20, i * 20 + 20)));
      const before = await picture();
      expect(await killedAfter(step)).toBe("SIGKILL");
      expect(await picture()).toBe(before);
      expect(sealed(await sealedSoon())).toMatchObject({ size: i * 20 + 20, appended: 20 });
    }
    expect(await register.verify({ entries: sealedRows(bodies) })).toMatchObject({ ok: true, size: 60 });
  });

  async function killedAfter(step: SealStep): Promise<string | null> {
    const env = {
      ...process.env,
      LEDGER_URL: register.database.applicationUrl,
      LEDGER_KEYS: register.directory,
      LEDGER_STEP: step,
    };
    const program = fileURLToPath(new URL("./ledger-killed.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", program], { env, stdio: "ignore" });
    const [, signal] = (await once(child, "exit")) as [number | null, string | null];
    return signal;
  }

  /** PostgreSQL notices that the process is gone, and gives the lock back, within moments. */
  async function sealedSoon(): Promise<Sealing> {
    for (let attempt = 0; attempt < 50; attempt++) {
      const sealing = await register.seal();
      if (!sealing.busy) return sealing;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return { busy: true };
  }

  test("a commit whose answer is lost is honoured by the next run", async () => {
    const bodies = freshBodies(50);
    await register.promise(hashesOf(bodies));
    // Committed, and then the caller is told that it failed.
    const losing: typeof register.inLedger = async (work) => {
      await register.inLedger(work);
      throw new Error("connection lost");
    };
    await expect(sealLedger(losing, "entries", register.key, new Date())).rejects.toThrow("connection lost");
    expect(sealed(await register.seal())).toMatchObject({ size: 50, appended: 0 });
    expect((await register.verify({ entries: sealedRows(bodies) })).ok).toBe(true);
  });
});

describe("several sequencers", () => {
  test("racing each other and the registrations neither skip nor double", async () => {
    const bodies = freshBodies(2_000);
    const hashes = hashesOf(bodies);
    let writing = true;
    const write = async (part: number) => {
      for (let at = part * 500; at < (part + 1) * 500; at += 20)
        await register.promise(hashes.slice(at, at + 20));
    };
    const runs = { sealed: 0, busy: 0 };
    const sequence = async () => {
      for (;;) {
        const last = !writing;
        const sealing = await register.seal({ batch: 100 });
        runs[sealing.busy ? "busy" : "sealed"] += 1;
        if (last && !sealing.busy && !sealing.left) return;
      }
    };
    const sequencers = [sequence(), sequence(), sequence()];
    await Promise.all([0, 1, 2, 3].map(write));
    writing = false;
    await Promise.all(sequencers);
    expect(runs.busy).toBeGreaterThan(0);
    expect((await leaves()).map(bytesToHex).sort()).toEqual(hashes.map(bytesToHex).sort());
    expect(await register.verify({ entries: sealedRows(bodies) })).toMatchObject({
      ok: true,
      size: 2_000,
      pending: 0,
    });
  });

  test("even without the lock only one of two commits", async () => {
    await register.promise(freshHashes(10));
    // The second one starts when the first has written everything and not committed: what the lock prevents.
    let second: Promise<Sealing> | undefined;
    const first = register.seal({
      afterStep: async (step) => {
        if (step !== "queue") return;
        second = sealWithoutLock();
        second.catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 300));
      },
    });
    expect(sealed(await first)).toMatchObject({ size: 10 });
    await expect(second).rejects.toThrow(/ledger_leaves|vanished/);
    expect(await leaves()).toHaveLength(10);
  });

  async function sealWithoutLock(): Promise<Sealing> {
    // In this transaction another function has the lock's name, and always says yes.
    await register.superuser.query(`CREATE SCHEMA IF NOT EXISTS unlocked; GRANT USAGE ON SCHEMA unlocked TO PUBLIC;
      CREATE OR REPLACE FUNCTION unlocked.pg_try_advisory_xact_lock(integer, integer) RETURNS boolean LANGUAGE sql AS 'SELECT true'`);
    const unlocked: typeof register.inLedger = (work) =>
      register.inLedger(async (tx) => {
        await sql`SELECT set_config('search_path', 'unlocked,pg_catalog,reta,public', true)`.execute(tx);
        return work(tx);
      });
    return sealLedger(unlocked, "entries", register.key, new Date());
  }

  test("one that hangs gives the log back", async () => {
    await register.promise(freshHashes(1));
    const [held, tried, done] = [gate(), gate(), gate()];
    const hanging = register.seal({
      afterStep: async (step, tx) => {
        if (step !== "leaves") return;
        held.open();
        await tried.passed;
        await sql`SELECT set_config('idle_in_transaction_session_timeout', '50ms', true)`.execute(tx);
        await done.passed;
      },
    });
    hanging.catch(() => undefined);
    await held.passed;
    expect(await register.seal()).toEqual({ busy: true });
    tried.open();
    await expect.poll(() => register.seal(), { timeout: 30_000 }).toMatchObject({ size: 1, appended: 1 });
    done.open();
    await expect(hanging).rejects.toThrow();
    expect(await leaves()).toHaveLength(1);
  });
});

describe("what it will not sign", () => {
  const refusals: [string, string, RegExp][] = [
    [
      "a changed leaf",
      "UPDATE ledger_leaves SET entry_hash = sha256('x') WHERE leaf_index = 299",
      /root that was signed/,
    ],
    [
      "a changed tile",
      "UPDATE ledger_tiles SET hashes = sha256('x') WHERE level = 1",
      /root that was signed/,
    ],
    ["a missing tile", "DELETE FROM ledger_tiles WHERE level = 1", /missing/],
    ["a missing leaf", "DELETE FROM ledger_leaves WHERE leaf_index = 299", /missing/],
    ["a changed root", "UPDATE ledger_checkpoints SET root = sha256('x')", /signature/],
    [
      "a changed note",
      "UPDATE ledger_checkpoints SET note = replace(note, 'example', 'elsewhere')",
      /signature/,
    ],
  ];
  test.each(refusals)("%s", async (_what, tamper, reason) => {
    await register.promise(freshHashes(300));
    await register.seal();
    await register.superuser.query(tamper);
    await register.promise(freshHashes(1));
    await expect(register.seal()).rejects.toThrow(LedgerNotAsSigned);
    await expect(register.seal()).rejects.toThrow(reason);
  });

  test("a log that was set back behind what this process has published", async () => {
    await register.promise(freshHashes(5));
    await register.seal();
    await register.promise(freshHashes(5));
    const expected = sealed(await register.seal());
    expect(sealed(await register.seal({ expected })).size).toBe(10);
    await register.superuser.query(
      "DELETE FROM ledger_checkpoints WHERE size = 10; DELETE FROM ledger_leaves WHERE leaf_index >= 5",
    );
    await expect(register.seal({ expected })).rejects.toThrow(LedgerNotAsSigned);
  });
});

describe("the application's roles", () => {
  const forbidden = [
    "UPDATE ledger_leaves SET leaf_index = 1",
    "DELETE FROM ledger_leaves",
    "UPDATE ledger_tiles SET width = 1",
    "DELETE FROM ledger_tiles",
    "UPDATE ledger_checkpoints SET size = 1",
    "DELETE FROM ledger_checkpoints",
    "UPDATE log_queue SET position = DEFAULT",
    "TRUNCATE log_queue",
    "TRUNCATE ledger_leaves",
  ];
  test("may add to the log and change nothing in it", async () => {
    for (const statement of forbidden) {
      const attempt = register.inLedger((tx) => sql.raw(statement).execute(tx));
      await expect(attempt, statement).rejects.toThrow(/permission denied/);
    }
  });

  test("may not take a promise off the queue anywhere but in the sequencer's zone", async () => {
    await expect(
      register.promise([], async (tx) => {
        await sql`DELETE FROM log_queue`.execute(tx);
      }),
    ).rejects.toThrow(/permission denied/);
  });
});
