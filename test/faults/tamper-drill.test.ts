// The tamper drill: what a superuser of the database, with the log's key if it must be, does; who notices, and in how many seconds.
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealLedger } from "#src/actions/seal-ledger.ts";
import { checkProof } from "#src/actions/verify-proof.ts";
import { readWitnesses } from "#src/actions/witness-settings.ts";
import { createPool } from "#src/database/connect.ts";
import { transact } from "#src/database/transact.ts";
import type { Receipt } from "#src/domain/case/receipt.ts";
import { entryHash } from "#src/domain/ledger/canonical.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import type { ReceiptAnswer } from "#src/schema/receipt.ts";
import { loadSigningKey, signingKeyFiles } from "#src/vault/signing-key.ts";
import { type DrillRegister, openDrill } from "./drill-register.ts";

type Detector = "application" | "witness" | "receipt" | "verify" | "verify with a kept checkpoint";
const DETECTORS: readonly Detector[] = [
  "application",
  "witness",
  "receipt",
  "verify",
  "verify with a kept checkpoint",
];

interface Attack {
  readonly title: string;
  /** The server is ended before and started after: a new process remembers nothing it has signed. */
  readonly restarts?: boolean;
  readonly attack: () => Promise<void>;
  /** Puts right what the tables do not hold. */
  readonly mend?: () => Promise<void>;
  /** Who must notice. Others may; nobody may be missing. */
  readonly by: readonly Detector[];
  /** Who cannot: said in the table, and asserted, so that nobody relies on it. */
  readonly blind?: readonly Detector[];
}

let drill: DrillRegister;
let victim: Acknowledgement;
let pinned: string;
const report: { title: string; seconds: Map<Detector, number>; told: Map<Detector, string> }[] = [];

beforeAll(async () => {
  drill = await openDrill();
  await drill.register(4);
  [victim] = (await drill.register(1)) as [Acknowledgement];
  await drill.witnessed();
  await drill.keep("old_backup");
  await drill.register(3);
  await drill.witnessed();
  await drill.keep("whole");
  pinned = drill.house().keys.entries.vkey;
}, 240_000);
afterAll(async () => {
  await drill?.close();
  const table = printed();
  console.log(`\n${table}`);
  if (process.env.RETA_DRILL_REPORT !== undefined) writeFileSync(process.env.RETA_DRILL_REPORT, paper(table));
});

const sql = async (statement: string, values: unknown[] = []) => {
  const { rowCount } = await drill.superuser.query(statement, values);
  expect(rowCount, statement).toBeGreaterThan(0);
};
const victimHash = () => Buffer.from(victim.promise?.entryHash ?? "", "hex");
const unguarded = (work: () => Promise<void>) => drill.unguarded(work);
const newestOf = "(select max(leaf_index) from ledger_leaves where log = 'entries')";

/** The log of entries made anew from what is in the tables, signed with the register's own key: what its thief can do. */
async function rewriteLog(): Promise<void> {
  await unguarded(async () => {
    await sql("delete from ledger_cosignatures where log = 'entries'");
    for (const table of ["ledger_checkpoints", "ledger_tiles", "log_queue"])
      await drill.superuser.query(`delete from ${table} where log = 'entries'`);
    await sql("delete from ledger_leaves where log = 'entries'");
    await sql(
      "insert into log_queue (log, entry_hash) select 'entries', entry_hash from entries order by received_at",
    );
  });
  const key = loadSigningKey(
    join(drill.dataDir, "keys"),
    "entries",
    `${drill.configuration.RETA_ORIGIN}/entries`,
  );
  const pool = createPool(drill.database.applicationUrl, { schema: "reta", max: 1 });
  try {
    await sealLedger(
      (work) => transact(pool.pool, { zone: "reta_ledger" }, work),
      "entries",
      key,
      new Date(),
    );
  } finally {
    await pool.close();
  }
}

/** Another record in the place of the victim's, in order by itself wherever the database is asked. */
async function forgeRecord(): Promise<void> {
  const { rows } = await drill.superuser.query<{ body: Record<string, unknown> }>(
    "select body from entries where entry_hash = $1",
    [victimHash()],
  );
  const forged = { ...rows[0]?.body, deviceCounter: 999_999 };
  const hash = Buffer.from(entryHash(forged));
  await unguarded(async () => {
    await sql("update entries set body = $1, entry_hash = $2 where entry_hash = $3", [
      forged,
      hash,
      victimHash(),
    ]);
    await sql("update cases set last_hash = $1 where last_hash = $2", [hash, victimHash()]);
    await sql("update receipts set entry_hash = $1 where entry_hash = $2", [hash, victimHash()]);
  });
}

const ATTACKS: readonly Attack[] = [
  {
    title: "change one entry",
    attack: () =>
      sql(`update entries set body = jsonb_set(body, '{factsTo}', '"2001"') where entry_hash = $1`, [
        victimHash(),
      ]),
    by: ["application", "verify"],
  },
  {
    title: "delete an entry, with its values and its receipt",
    attack: () =>
      unguarded(async () => {
        await sql("delete from personal_values where entry_id = $1", [victim.entryId]);
        await sql("delete from receipts where entry_hash = $1", [victimHash()]);
        await sql("delete from entries where entry_id = $1", [victim.entryId]);
      }),
    by: ["application", "receipt", "verify"],
  },
  {
    title: "insert an entry in the past",
    attack: () =>
      unguarded(() =>
        sql(
          `insert into entries (entry_id, case_id, seq, kind, officer_id, posting_id, received_at, entry_hash, previous_hash, body)
           select gen_random_uuid(), case_id, 2, 'supplement', officer_id, posting_id, received_at - interval '1 year',
             sha256(entry_hash), entry_hash, jsonb_set(body, '{seq}', '2') from entries where entry_hash = $1`,
          [victimHash()],
        ),
      ),
    by: ["application", "verify"],
  },
  {
    title: "reorder two entries of the log",
    attack: () =>
      unguarded(async () => {
        await drill.superuser.query(
          "create temp table moved as select leaf_index, entry_hash from ledger_leaves where log = 'entries' and leaf_index in (1, 2)",
        );
        await sql("delete from ledger_leaves where log = 'entries' and leaf_index in (1, 2)");
        await sql(
          "insert into ledger_leaves (log, leaf_index, entry_hash) select 'entries', 3 - leaf_index, entry_hash from moved",
        );
        await drill.superuser.query("drop table moved");
      }),
    by: ["application", "verify"],
  },
  {
    title: "swap two ciphertexts",
    attack: () =>
      sql(
        `with pair as (select pointer, sealed, row_number() over (order by pointer) as n from personal_values where entry_id = $1 limit 2)
         update personal_values v set sealed = other.sealed from pair mine join pair other on other.n <> mine.n
         where v.entry_id = $1 and v.pointer = mine.pointer`,
        [victim.entryId],
      ),
    by: ["application", "verify"],
  },
  {
    title: "drop the newest three entries while the server runs",
    attack: () =>
      unguarded(async () => {
        const { rows } = await drill.superuser.query<{ size: number }>(
          `select ${newestOf}::int + 1 - 3 as size`,
        );
        const size = rows[0]?.size ?? 0;
        const dropped = "select entry_hash from ledger_leaves where log = 'entries' and leaf_index >= $1";
        await sql(
          `delete from cases where case_id in (select case_id from entries where entry_hash in (${dropped}))`,
          [size],
        );
        await sql(`delete from receipts where entry_hash in (${dropped})`, [size]);
        await sql(`delete from entries where entry_hash in (${dropped})`, [size]);
        await sql("delete from ledger_cosignatures where log = 'entries' and size > $1", [size]);
        await sql("delete from ledger_checkpoints where log = 'entries' and size > $1", [size]);
        await sql("delete from ledger_leaves where log = 'entries' and leaf_index >= $1", [size]);
      }),
    by: ["application", "witness", "verify with a kept checkpoint"],
  },
  {
    title: "restore an old backup and start the server anew",
    restarts: true,
    attack: () => drill.putBack("old_backup"),
    by: ["application", "witness", "verify with a kept checkpoint"],
    blind: ["verify"],
  },
  {
    title: "switch off row-level security, a policy and the triggers",
    attack: async () => {
      await drill.superuser.query("alter table reta.entries disable row level security");
      await drill.superuser.query("drop policy receipts_none on reta.receipts").catch(() => undefined);
      await drill.superuser.query("grant update on reta.entries to reta_cases");
      await drill.superuser.query("alter table reta.entries disable trigger all");
    },
    mend: async () => {
      await drill.superuser.query("alter table reta.entries enable row level security");
      await drill.superuser.query("revoke update on reta.entries from reta_cases");
      await drill.superuser.query("alter table reta.entries enable trigger all");
    },
    by: ["application", "verify"],
  },
  {
    title: "replace the signing key and sign the newest checkpoint anew",
    restarts: true,
    attack: async () => {
      const files = signingKeyFiles(join(drill.dataDir, "keys"), "entries");
      for (const file of [files.secret, files.public]) renameSync(file, `${file}.true`);
      await rewriteLog();
    },
    mend: async () => {
      const files = signingKeyFiles(join(drill.dataDir, "keys"), "entries");
      for (const file of [files.secret, files.public]) {
        rmSync(file);
        renameSync(`${file}.true`, file);
      }
    },
    by: ["witness", "receipt", "verify", "verify with a kept checkpoint"],
  },
  {
    title: "rewrite the whole log with the stolen key, a record exchanged",
    restarts: true,
    attack: async () => {
      await forgeRecord();
      await rewriteLog();
    },
    by: ["application", "witness", "receipt", "verify with a kept checkpoint"],
    blind: ["verify"],
  },
];

/** Times one detector until it notices, or until it has had long enough. */
async function noticing(detect: () => Promise<string | undefined>, from: number, patience: number) {
  for (;;) {
    const told = await detect();
    const seconds = (performance.now() - from) / 1000;
    if (told !== undefined) return { seconds, told };
    if (seconds > patience) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const TAMPERED = ["not-as-signed", "not-as-sealed", "guards-changed"];

/** What anybody may see at /api/health, with what the state page says of it. */
async function application(): Promise<string | undefined> {
  const { alarms } = (await drill.anonymous.get("/api/health")).json as { alarms: string[] };
  const alarm = alarms.find((one) => TAMPERED.includes(one));
  if (alarm === undefined || alarm === "not-as-signed") return alarm;
  const { findings } = drill.house().verifier.report();
  return [...new Set(findings.map(({ kind }) => kind))].slice(0, 3).join(", ");
}

async function witness(): Promise<string | undefined> {
  const serious = drill.alarms().filter(({ alarm }) => alarm !== "silence" && alarm !== "not-accepted");
  return serious[0]?.alarm;
}

/** What the complainant does: asks, compares the seal with the paper, checks the proof with the pinned key. */
async function receipt(): Promise<string | undefined> {
  const from = { "x-forwarded-for": "10.0.0.1" };
  const answer = await drill.anonymous.send("POST", "/api/receipts/check", victim.receipt as Receipt, from);
  if (answer.status === 404) return "unknown";
  if (answer.status !== 200) return undefined;
  const { seal, proof } = answer.json as ReceiptAnswer;
  if (!victim.promise?.entryHash.startsWith(seal)) return "another seal";
  if (proof === null) return undefined;
  const { faults } = checkProof(proof, { vkey: pinned, witnesses: { ...readWitnesses(""), list: [] }, seal });
  return faults[0];
}

/** One run with a kept checkpoint, and what the same run says without it. */
async function verifying(checkpoint: string): Promise<{ verify?: string; kept?: string }> {
  const reports = await drill.verify(checkpoint, pinned);
  const kinds = [...new Set(reports.flatMap(({ problems }) => problems.map(({ kind }) => kind)))];
  const told = (list: string[]) => list.slice(0, 3).join(", ") || undefined;
  const alone = told(kinds.filter((kind) => !kind.startsWith("earlier-")));
  const kept = told(kinds);
  return { ...(alone !== undefined && { verify: alone }), ...(kept !== undefined && { kept }) };
}

/** Lets everybody look, all at once; verification begins when somebody starts it, so its own time is what counts. */
async function observe(
  attack: Attack,
  kept: string,
  found: Map<Detector, { seconds: number; told: string }>,
): Promise<void> {
  const from = performance.now();
  const look = async (detector: Detector, detect: () => Promise<string | undefined>, patience: number) => {
    const noticed = await noticing(detect, from, patience);
    if (noticed) found.set(detector, noticed);
  };
  const patienceFor = (detector: Detector) => (attack.by.includes(detector) ? 120 : 1.5);
  await Promise.all([
    look("application", application, patienceFor("application")),
    look("witness", witness, patienceFor("witness")),
    // Asked once: the door counts how often.
    look("receipt", receipt, 0),
  ]);
  const begun = performance.now();
  const told = await verifying(kept);
  const seconds = (performance.now() - begun) / 1000;
  if (told.verify !== undefined) found.set("verify", { seconds, told: told.verify });
  if (told.kept !== undefined) found.set("verify with a kept checkpoint", { seconds, told: told.kept });
}

describe("as superuser of the database", () => {
  test("nothing is wrong before", async () => {
    expect(await application()).toBeUndefined();
    expect(await witness()).toBeUndefined();
    expect(await receipt()).toBeUndefined();
    expect(await verifying(drill.keptCheckpoint())).toEqual({});
  });

  test.each(ATTACKS.map((attack) => [attack.title, attack] as const))(
    "%s",
    async (title, attack) => {
      await drill.seen();
      expect(await application()).toBeUndefined();
      const kept = drill.keptCheckpoint();
      const found = new Map<Detector, { seconds: number; told: string }>();
      try {
        if (attack.restarts) await drill.stop();
        await attack.attack();
        if (attack.restarts) await drill.start();
        await observe(attack, kept, found);
      } finally {
        // What is put back is a copy of before, which a server that has signed more since takes for tampering, and
        // rightly: one that remembers nothing goes on.
        await drill.stop();
        await attack.mend?.();
        await drill.putBack("whole");
        drill.forgetWhatWasSeen();
        await drill.start();
        await drill.resumeWitnesses();
      }
      report.push({
        title,
        seconds: new Map([...found].map(([detector, { seconds }]) => [detector, seconds])),
        told: new Map([...found].map(([detector, { told }]) => [detector, told])),
      });
      expect([...found.keys()]).toEqual(expect.arrayContaining([...attack.by]));
      for (const blind of attack.blind ?? []) expect(found.has(blind), `${blind} noticed`).toBe(false);
    },
    400_000,
  );

  test("all is as before afterwards", async () => {
    expect(await verifying(drill.keptCheckpoint())).toEqual({});
    expect(await receipt()).toBeUndefined();
    expect(report).toHaveLength(ATTACKS.length);
    // None of them went unnoticed, and none only by luck: each was noticed by somebody who had to.
    expect(report.filter(({ seconds }) => seconds.size === 0)).toEqual([]);
  });
});

function printed(): string {
  const cell = ({ seconds, told }: (typeof report)[number], detector: Detector) => {
    const time = seconds.get(detector);
    return time === undefined ? "–" : `${told.get(detector)}, ${time.toFixed(1)} s`;
  };
  const head = `| as superuser | ${DETECTORS.join(" | ")} |\n|---|${"---|".repeat(DETECTORS.length)}`;
  const lines = report.map(
    (row) => `| ${row.title} | ${DETECTORS.map((detector) => cell(row, detector)).join(" | ")} |`,
  );
  return [head, ...lines].join("\n");
}

function paper(table: string): string {
  return `# Tamper drill

Written by \`RETA_DRILL_REPORT=docs/security/tamper-drill.md npx vitest run test/faults/tamper-drill.test.ts\` on ${new Date().toISOString().slice(0, 10)}. Every row is done by the test as superuser of the database, with three witnesses running as processes, users and folders of their own that look four times a second (in service every five seconds). Seconds of *application* and *witness* count from the end of the attack, those of *receipt* are one question at \`/check\`, those of *verify* its own running time on a small register, once for both columns. *application* is an alarm at \`/api/health\`, with what the state page names. "–": not noticed by this one.

${table}

**What it says.** Changing what is in the tables, or switching off what guards them, is seen by the running register within seconds: what was written last stands at the end of a table and is looked at every two seconds, the number of entries is held against the log, and everything else is gone through within \`RETA_VERIFY_HOURS\`, which is a turn or two on this small register and up to a day on a large one for a change made past the database (in its files). \`reta verify\` recomputes everything and names the entries. Taking back what was signed is seen by the running server and by every witness; after a restart by the server as well, from the checkpoint it keeps beside its keys in \`verification.json\`: **whoever can write in that directory can take this from it, and then the witnesses alone notice**, as in the rows of the restored backup and of the rewritten log. A whole new history signed with the stolen key is in order for everybody who only sees the database: the checkpoint kept beside the keys, the witnesses, a checkpoint kept outside, and the seal on the complainant's paper contradict it.
`;
}
