// Whatever an administrator of the database alters in the record, the verification names it; and nothing else.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ConnectionPool, createPool } from "#src/database/connect.ts";
import { findCheckpoint } from "#src/database/ledger.ts";
import { entryHash } from "#src/domain/ledger/canonical.ts";
import { signCheckpoint } from "#src/domain/ledger/checkpoint.ts";
import { EMPTY_ROOT } from "#src/domain/ledger/merkle.ts";
import type { LedgerReport } from "#src/domain/ledger/problem.ts";
import { openVerifier, type Verifier, type VerifierSettings } from "#src/main/verifier.ts";
import { loadSigningKey, VerifierUnreadable } from "#src/vault/signing-key.ts";
import { type LedgerRegister, openRegister, seedPosting, writeCase } from "./ledger-register.ts";

let register: LedgerRegister;
let posting: Awaited<ReturnType<typeof seedPosting>>;
/** Cases of one to five entries, 300 entries in all: a full tile, a partial one and a level above them. */
const cases: Awaited<ReturnType<typeof writeCase>>[] = [];

beforeAll(async () => {
  register = await openRegister();
  posting = await seedPosting(register.superuser);
  for (let i = 0; i < 100; i++) cases.push(await writeCase(register.superuser, posting, 1 + (i % 5)));
  await register.seal({ batch: 40 });
  await register.seal({ batch: 230 });
  await register.seal();
});
afterAll(() => register.close());

const run = (statement: string, values: unknown[] = []) => register.superuser.query(statement, values);

/** Alters the record, verifies, and puts the tables back as they were. */
async function verifiedAfter(tamper: () => Promise<unknown>, options = {}): Promise<LedgerReport> {
  const tables = ["entries", "log_queue", "ledger_leaves", "ledger_tiles", "ledger_checkpoints"];
  for (const table of tables) await run(`CREATE TABLE kept_${table} AS SELECT * FROM ${table}`);
  try {
    await tamper();
    return await register.verify(options);
  } finally {
    for (const table of tables) {
      await run(`ALTER TABLE ${table} DISABLE TRIGGER ALL; DELETE FROM ${table}`);
      await run(`INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM kept_${table}`);
      await run(`ALTER TABLE ${table} ENABLE TRIGGER ALL; DROP TABLE kept_${table}`);
    }
  }
}

const kindsOf = (report: LedgerReport) => report.problems.map((problem) => problem.kind).sort();
/** A case of three entries, of which the second is altered. */
const victim = () => {
  const found = cases.find(({ entryIds }) => entryIds.length === 3);
  if (!found) throw new Error("no case of three entries");
  return { ...found, entryId: found.entryIds[1] as string };
};
const leafOf = async (entryId: string) => {
  const { rows } = await run(
    "SELECT leaf_index FROM ledger_leaves JOIN entries USING (entry_hash) WHERE entry_id = $1",
    [entryId],
  );
  return Number(rows[0].leaf_index);
};

describe("a record nobody altered", () => {
  test("verifies", async () => {
    const report = await register.verify();
    expect(report).toMatchObject({ ok: true, size: 300, pending: 0, entries: 300, problems: [], found: 0 });
    const last = await register.inLedger((tx) => findCheckpoint(tx, "entries"));
    expect(report.root).toEqual(new Uint8Array(last?.root ?? []));
  });

  test("verifies with promises still open, and counts them", async () => {
    const report = await verifiedAfter(() => writeCase(register.superuser, posting, 2));
    expect(report).toMatchObject({ ok: true, size: 300, pending: 2, entries: 302 });
    await run("DELETE FROM cases WHERE NOT EXISTS (SELECT FROM entries e WHERE e.case_id = cases.case_id)");
  });

  test("continues a checkpoint kept from each earlier size", async () => {
    for (const size of [40, 270, 300]) {
      const earlier = await register.inLedger((tx) => findCheckpoint(tx, "entries", size));
      expect(earlier?.size).toBe(size);
      expect((await register.verify({ earlier: earlier?.note ?? "" })).ok).toBe(true);
    }
  });
});

describe("an entry", () => {
  test("with one word changed is named", async () => {
    const { entryId, caseNumber } = victim();
    const report = await verifiedAfter(() =>
      run(
        `UPDATE entries SET body = jsonb_set(body, '{content,acts,0}', '"transport"') WHERE entry_id = $1`,
        [entryId],
      ),
    );
    expect(report).toMatchObject({
      ok: false,
      problems: [{ kind: "entry-altered", entryId, caseNumber }],
      found: 1,
    });
  });

  test("with a number that no entry may hold is named", async () => {
    const { entryId } = victim();
    const report = await verifiedAfter(() =>
      run(`UPDATE entries SET body = jsonb_set(body, '{content,x}', '0.5') WHERE entry_id = $1`, [entryId]),
    );
    expect(report.problems).toMatchObject([{ kind: "entry-altered", entryId }]);
  });

  test.each([
    ["kind", "'amendment'"],
    ["officer_id", "gen_random_uuid()"],
    ["received_at", "received_at + interval '1 ms'"],
  ])("with another %s beside it is named", async (column, value) => {
    const { entryId } = victim();
    const report = await verifiedAfter(() =>
      run(`UPDATE entries SET ${column} = ${value} WHERE entry_id = $1`, [entryId]),
    );
    expect(report.problems).toMatchObject([{ kind: "entry-column-differs", entryId }]);
  });

  test("rewritten with its hash is missed by the log and by the entry after it", async () => {
    const { entryId, entryIds } = victim();
    const index = await leafOf(entryId);
    const report = await verifiedAfter(async () => {
      const { rows } = await run("SELECT body FROM entries WHERE entry_id = $1", [entryId]);
      const body = { ...rows[0].body, content: { acts: [] } };
      await run("UPDATE entries SET body = $2, entry_hash = $3 WHERE entry_id = $1", [
        entryId,
        JSON.stringify(body),
        Buffer.from(entryHash(body)),
      ]);
    });
    expect(kindsOf(report)).toEqual(["entry-chain-broken", "entry-not-in-log", "leaf-without-entry"]);
    expect(report.problems).toContainEqual(expect.objectContaining({ kind: "entry-not-in-log", entryId }));
    expect(report.problems).toContainEqual(
      expect.objectContaining({ kind: "entry-chain-broken", entryId: entryIds[2] }),
    );
    expect(report.problems).toContainEqual(
      expect.objectContaining({ kind: "leaf-without-entry", leafIndex: index }),
    );
  });

  test("that has vanished is missed by its leaf and its case", async () => {
    const { entryId, entryIds } = victim();
    const index = await leafOf(entryId);
    const report = await verifiedAfter(() => run("DELETE FROM entries WHERE entry_id = $1", [entryId]));
    expect(report.problems).toMatchObject([
      { kind: "entry-chain-broken", entryId: entryIds[2] },
      { kind: "leaf-without-entry", leafIndex: index },
    ]);
  });

  test("taken off the queue before the log had it is named", async () => {
    const report = await verifiedAfter(async () => {
      await writeCase(register.superuser, posting, 1);
      await run("DELETE FROM log_queue");
    });
    expect(kindsOf(report)).toEqual(["entry-not-in-log"]);
    await run("DELETE FROM cases WHERE NOT EXISTS (SELECT FROM entries e WHERE e.case_id = cases.case_id)");
  });

  test("that never was, but waits for the log, is found out", async () => {
    const report = await verifiedAfter(() =>
      run("INSERT INTO log_queue (log, entry_hash) VALUES ('entries', sha256('x'))"),
    );
    expect(kindsOf(report)).toEqual(["queued-without-entry"]);
  });
});

describe("the log", () => {
  test("with a leaf exchanged names leaf and entry", async () => {
    const { entryId } = victim();
    const index = await leafOf(entryId);
    const report = await verifiedAfter(() =>
      run("UPDATE ledger_leaves SET entry_hash = sha256('x') WHERE leaf_index = $1", [index]),
    );
    expect(report.problems).toContainEqual(expect.objectContaining({ kind: "entry-not-in-log", entryId }));
    expect(report.problems).toContainEqual(
      expect.objectContaining({ kind: "leaf-without-entry", leafIndex: index }),
    );
    expect(report.problems).toContainEqual(expect.objectContaining({ kind: "checkpoint-root-differs" }));
    if (index < 256) {
      expect(report.problems).toContainEqual(
        expect.objectContaining({ kind: "leaf-altered", leafIndex: index }),
      );
    }
  });

  test("with two leaves exchanged for each other is found out", async () => {
    const report = await verifiedAfter(() =>
      run(`UPDATE ledger_leaves SET leaf_index = -leaf_index - 1 + 1000000 WHERE leaf_index IN (3, 4);
        UPDATE ledger_leaves SET leaf_index = CASE leaf_index WHEN 999996 THEN 4 ELSE 3 END WHERE leaf_index > 900000`),
    );
    expect(report.problems.filter(({ kind }) => kind === "leaf-altered")).toMatchObject([
      { leafIndex: 3 },
      { leafIndex: 4 },
    ]);
    expect(report.problems).toContainEqual(
      expect.objectContaining({
        kind: "checkpoint-root-differs",
        detail: expect.stringContaining("first at size 40"),
      }),
    );
  });

  test.each([
    [
      "a leaf taken out",
      "DELETE FROM ledger_leaves WHERE leaf_index = 7",
      ["entry-not-in-log", "leaf-missing"],
    ],
    ["a tile altered", "UPDATE ledger_tiles SET hashes = sha256('x') WHERE level = 1", ["tile-altered"]],
    ["a tile taken out", "DELETE FROM ledger_tiles WHERE level = 0", ["tile-missing"]],
    [
      "a checkpoint altered",
      "UPDATE ledger_checkpoints SET note = replace(note, E'\\n40\\n', E'\\n41\\n') WHERE size = 40",
      ["checkpoint-not-signed"],
    ],
    [
      "the row of a checkpoint altered",
      "UPDATE ledger_checkpoints SET root = sha256('x') WHERE size = 40",
      ["checkpoint-not-signed"],
    ],
    [
      "the last checkpoint taken out",
      "DELETE FROM ledger_checkpoints WHERE size = 300",
      ["leaves-not-signed"],
    ],
    ["every checkpoint taken out", "DELETE FROM ledger_checkpoints", ["leaves-not-signed"]],
  ])("with %s is found out", async (_what, statement, kinds) => {
    const report = await verifiedAfter(() => run(statement));
    expect(report.ok).toBe(false);
    expect(kindsOf(report)).toEqual(kinds);
  });

  test("set back as a whole is found out by a checkpoint kept outside, and by nothing else", async () => {
    const kept = await register.inLedger((tx) => findCheckpoint(tx, "entries"));
    const setBack = () =>
      run(`DELETE FROM ledger_checkpoints WHERE size = 300; DELETE FROM ledger_leaves WHERE leaf_index >= 270;
        DELETE FROM ledger_tiles WHERE width > 1 AND level > 0;
        INSERT INTO log_queue (log, entry_hash) SELECT 'entries', entry_hash FROM entries e
          WHERE NOT EXISTS (SELECT FROM ledger_leaves l WHERE l.entry_hash = e.entry_hash)`);
    expect((await verifiedAfter(setBack)).ok).toBe(true);
    const report = await verifiedAfter(setBack, { earlier: kept?.note });
    expect(kindsOf(report)).toEqual(["earlier-differs"]);
  });

  test("is held against the pinned key and no other", async () => {
    const other = loadSigningKey(`${register.directory}/other`, "entries", "reta.example/entries");
    const report = await register.verify({ vkey: other.vkey });
    expect(new Set(kindsOf(report))).toEqual(new Set(["checkpoint-not-signed"]));
    const foreign = await register.verify({ earlier: signCheckpoint(0, EMPTY_ROOT, other) });
    expect(kindsOf(foreign)).toEqual(["earlier-not-signed"]);
    await expect(register.verify({ vkey: "not a key" })).rejects.toThrow(VerifierUnreadable);
  });

  test("of a history that was signed twice is found out", async () => {
    const forged = signCheckpoint(40, EMPTY_ROOT, register.key);
    expect(kindsOf(await register.verify({ earlier: forged }))).toEqual(["earlier-differs"]);
  });
});

describe("an empty register", () => {
  let empty: LedgerRegister;
  beforeEach(async () => {
    empty = await openRegister();
  });
  afterEach(() => empty.close());

  test("verifies once the sequencer has run, and says so when it never has", async () => {
    expect(kindsOf(await empty.verify())).toEqual(["leaves-not-signed"]);
    await empty.seal();
    expect(await empty.verify()).toMatchObject({ ok: true, size: 0, entries: 0 });
  });
});

describe("piece by piece, while it works", () => {
  const owner = () => createPool(register.database.ownerUrl, { schema: "reta", max: 1 });
  /** A verifier as it would be after a start, a few rows a turn; this register keeps no values and so has no vault. */
  const opened = (pool: ConnectionPool, more: Partial<VerifierSettings> = {}) =>
    openVerifier({
      owner: pool,
      ownerUrl: register.database.ownerUrl,
      vkeys: { entries: register.key.vkey, audit: register.key.vkey },
      vault: { ask: async <T>() => [] as T },
      file: kept(),
      hours: 24,
      tell: async () => undefined,
      keepMs: 0,
      least: { entries: 40, audit: 40, leaves: 90 },
      ...more,
    });
  const kept = () => join(register.directory, "verification.json");
  /** Two whole rounds: 300 entries and as many leaves, 150 a turn, and a turn that finds the end of the entries. */
  const TURNS = 10;
  /** What a verifier kept that found nothing wrong. */
  let clean = "";
  const kindsIn = (verifier: Verifier) =>
    [...new Set(verifier.report().findings.map(({ kind }) => kind))].sort();

  /** What a verifier that knew the register before finds after it was altered. */
  async function foundAfter(tamper: () => Promise<unknown>): Promise<string[]> {
    const pool = owner();
    try {
      let kinds: string[] = [];
      writeFileSync(kept(), clean);
      await verifiedAfter(async () => {
        await tamper();
        const verifier = opened(pool, { least: { entries: 150, audit: 150, leaves: 150 } });
        for (let turn = 0; turn < TURNS; turn++) await verifier.turn();
        kinds = kindsIn(verifier);
        expect(verifier.alarms(Date.now())).toEqual(["not-as-sealed"]);
      });
      return kinds;
    } finally {
      await pool.close();
    }
  }

  test("covers everything in turns of a bounded size, and goes on after a restart where it was", async () => {
    const pool = owner();
    try {
      rmSync(kept(), { force: true });
      const first = opened(pool);
      await first.turn();
      expect(JSON.parse(readFileSync(kept(), "utf8")).entries.after).not.toBeNull();
      expect(first.report()).toMatchObject({ logs: [{ log: "entries", coveredAt: null }, {}], findings: [] });
      // Eight turns of 40 entries each and one that finds the end, four of 90 leaves: less is not everything.
      const second = opened(pool);
      let turns = 1;
      for (; second.report().logs[0]?.coveredAt === null; turns++) await second.turn();
      expect(turns).toBe(1 + 7 + 1 + 4);
      expect(second.report()).toMatchObject({ logs: [{ size: 300 }, {}], findings: [] });
      expect(second.alarms(Date.now())).toEqual([]);
      clean = readFileSync(kept(), "utf8");
      // Nobody looks any more: that is told as well.
      expect(second.alarms(Date.now() + 11 * 60_000)).toEqual(["verification-late"]);
    } finally {
      await pool.close();
    }
  });

  const ATTACKS: [string, () => Promise<unknown>, string[]][] = [
    [
      "an entry changed",
      () =>
        run(
          `UPDATE entries SET body = jsonb_set(body, '{content,acts,0}', '"transport"') WHERE entry_id = $1`,
          [victim().entryId],
        ),
      ["entry-altered"],
    ],
    [
      "an entry deleted",
      () => run("DELETE FROM entries WHERE entry_id = $1", [victim().entryIds[2]]),
      ["count-differs", "leaf-without-entry"],
    ],
    [
      "an entry inserted in the past",
      () =>
        run(
          `INSERT INTO entries SELECT gen_random_uuid(), case_id, 4, kind, officer_id, posting_id, received_at - interval '1 year',
             sha256(entry_hash), entry_hash, body FROM entries WHERE entry_id = $1`,
          [victim().entryIds[2]],
        ),
      ["count-differs", "entry-altered", "entry-chain-broken", "entry-column-differs", "entry-not-in-log"],
    ],
    [
      "two leaves exchanged",
      async () => {
        await run("UPDATE ledger_leaves SET leaf_index = 1000 WHERE log = 'entries' AND leaf_index = 5");
        await run("UPDATE ledger_leaves SET leaf_index = 5 WHERE log = 'entries' AND leaf_index = 6");
        await run("UPDATE ledger_leaves SET leaf_index = 6 WHERE log = 'entries' AND leaf_index = 1000");
      },
      ["leaf-altered"],
    ],
    [
      "a tile changed",
      () =>
        run(
          "UPDATE ledger_tiles SET hashes = set_byte(hashes, 700, get_byte(hashes, 700) # 1) WHERE log = 'entries' AND level = 0",
        ),
      ["leaf-altered"],
    ],
    [
      "the newest thirty taken back, entries and all",
      async () => {
        const dropped = "SELECT entry_hash FROM ledger_leaves WHERE log = 'entries' AND leaf_index >= 270";
        await run(`DELETE FROM entries WHERE entry_hash IN (${dropped})`);
        await run("DELETE FROM ledger_checkpoints WHERE log = 'entries' AND size > 270");
        await run("DELETE FROM ledger_leaves WHERE log = 'entries' AND leaf_index >= 270");
      },
      ["earlier-differs"],
    ],
  ];
  test.each(ATTACKS)("%s is seen, and is an alarm", async (_, tamper, kinds) => {
    expect(await foundAfter(tamper)).toEqual(kinds);
  });
});
