// A register reduced to what the log needs, on a database of its own: to promise hashes, seal them, alter and verify.
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { type SealSettings, sealLedger, type TransactLedger } from "#src/actions/seal-ledger.ts";
import { verifyLedger } from "#src/actions/verify-ledger.ts";
import { createPool } from "#src/database/connect.ts";
import type { LogName, Runner } from "#src/database/ledger.ts";
import { queueForLog } from "#src/database/log-queue.ts";
import { readSealedEntries } from "#src/database/sealed-rows.ts";
import { transact } from "#src/database/transact.ts";
import { entryHash } from "#src/domain/ledger/canonical.ts";
import type { SealedRow } from "#src/domain/ledger/check-entries.ts";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import type { LedgerReport } from "#src/domain/ledger/problem.ts";
import { loadSigningKey } from "#src/vault/signing-key.ts";
import { cloneDatabase } from "../support/database.ts";

export type LedgerRegister = Awaited<ReturnType<typeof openRegister>>;

/** Opens a register; `close` drops it. */
export async function openRegister() {
  const database = await cloneDatabase();
  const directory = mkdtempSync(join(tmpdir(), "reta-ledger-"));
  const key = loadSigningKey(directory, "entries", "reta.example/entries");
  const application = createPool(database.applicationUrl, { schema: "reta", max: 8 });
  const owner = createPool(database.ownerUrl, { schema: "reta", max: 2 });
  const superuser = new Client({
    connectionString: database.superuserUrl,
    options: "-c search_path=reta,public",
  });
  await superuser.connect();
  const inLedger: TransactLedger = (work) => transact(application.pool, { zone: "reta_ledger" }, work);

  return {
    database,
    directory,
    key,
    application,
    superuser,
    inLedger,

    seal: (settings: SealSettings = {}, log: LogName = "entries") =>
      sealLedger(inLedger, log, key, new Date(), settings),

    /** Promises hashes in one transaction, as registrations do; `between` runs before the commit. */
    promise: (hashes: readonly Uint8Array[], between?: (tx: Runner) => Promise<void>) =>
      transact(application.pool, { zone: "reta_cases" }, async (tx) => {
        for (const hash of hashes) await queueForLog(tx, "entries", hash);
        await between?.(tx);
      }),

    /** Verifies in one snapshot, past row-level security. */
    verify: (
      options: { entries?: AsyncIterable<SealedRow>; vkey?: string; earlier?: string; log?: LogName } = {},
    ): Promise<LedgerReport> =>
      owner.query
        .transaction()
        .setIsolationLevel("repeatable read")
        .execute((tx) => {
          const { entries = readSealedEntries(tx), vkey = key.vkey, earlier, log = "entries" } = options;
          return verifyLedger(tx, { log, readEntries: entries, vkey, earlier });
        }),

    async close() {
      await superuser.end();
      await application.close();
      await owner.close();
      await database.drop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Hashes nobody has seen before, 32 bytes each. */
export function freshHashes(count: number): Buffer[] {
  return Array.from({ length: count }, () => randomBytes(32));
}

/** Sealed objects for these hashes' sake: what a verification reads where the test has no cases. */
export async function* sealedRows(bodies: readonly Record<string, unknown>[]): AsyncGenerator<SealedRow> {
  for (const body of bodies) yield { entryId: String(body.entryId), entryHash: entryHash(body), body };
}

/** Invented objects that can be sealed. */
export function freshBodies(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, n) => ({ v: 1, entryId: randomUUID(), n }));
}

/** Writes a unit, an officer and a posting to hang entries on. */
export async function seedPosting(superuser: Client): Promise<{ officerId: string; postingId: string }> {
  const [officerId, postingId] = [randomUUID(), randomUUID()];
  await superuser.query(
    "INSERT INTO units (unit_id, kind, name, competence, valid_from) VALUES ('u1', 'station', 'Comisaría de prueba', '{}', '2000-01-01')",
  );
  await superuser.query(
    "INSERT INTO officers (officer_id, login, name) VALUES ($1, 'rquispe', 'Rosa Quispe')",
    [officerId],
  );
  await superuser.query(
    "INSERT INTO postings (posting_id, officer_id, unit_id, role, valid_from) VALUES ($1, $2, 'u1', 'registrar', '2020-01-01')",
    [postingId, officerId],
  );
  return { officerId, postingId };
}

/** Writes a case with this many entries, chained, hashed and promised, as registration does. Answers their ids. */
export async function writeCase(
  superuser: Client,
  posting: { officerId: string; postingId: string },
  count: number,
): Promise<{ entryIds: string[]; caseNumber: string; caseId: string }> {
  const caseId = randomUUID();
  const caseNumber = randomBytes(5).toString("hex").toUpperCase();
  const receivedAt = "2026-11-21T10:00:00.123Z";
  await superuser.query(
    `INSERT INTO cases (case_id, case_number, unit_id, officer_id, reported, complaint_made_at, complaint_made_on, entered_at,
       received_at, late, facts_to, channel, acts, means, purposes, verdict, palermo_verdict, exploitation, finding, minor,
       victims, suspects, alerted, entry_count, last_hash, last_received_at)
     VALUES ($1, $2, 'u1', $3, 'trafficking', $4::timestamptz, ($4::timestamptz)::date, $4, $4, false, '2026', 'counter', '{}', '{}', '{}', 'incomplete',
       'incomplete', '{}', '{}', false, 0, 0, false, $5, '\\x00', $4)`,
    [caseId, caseNumber, posting.officerId, receivedAt, count],
  );
  const entryIds: string[] = [];
  let previousHash: string | null = null;
  for (let seq = 1; seq <= count; seq++) {
    const kind = seq === 1 ? "complaint" : "supplement";
    const body: Record<string, unknown> = {
      v: 1,
      kind,
      entryId: randomUUID(),
      caseId,
      caseNumber,
      seq,
      previousHash,
      ...posting,
      receivedAt,
      content: { acts: ["recruitment"], name: randomBytes(32).toString("hex") },
    };
    const hash = Buffer.from(entryHash(body));
    await superuser.query(
      `WITH entry AS (
         INSERT INTO entries (entry_id, case_id, seq, kind, officer_id, posting_id, received_at, entry_hash, previous_hash, body)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))
       INSERT INTO log_queue (log, entry_hash) VALUES ('entries', $8)`,
      [
        body.entryId,
        caseId,
        seq,
        kind,
        posting.officerId,
        posting.postingId,
        receivedAt,
        hash,
        previousHash === null ? null : Buffer.from(previousHash, "hex"),
        JSON.stringify(body),
      ],
    );
    entryIds.push(String(body.entryId));
    previousHash = bytesToHex(hash);
  }
  return { entryIds, caseNumber, caseId };
}
