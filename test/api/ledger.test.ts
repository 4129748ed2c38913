// The published logs over HTTP: an outsider downloads them file by file and verifies them with the pinned key alone.
import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { auditRow } from "#src/actions/audit-event.ts";
import { verifyExport } from "#src/actions/export-ledger.ts";
import { verifyLedger } from "#src/actions/verify-ledger.ts";
import { readConfiguration } from "#src/cli/configuration.ts";
import { queueForLog } from "#src/database/log-queue.ts";
import { readSealedEvents } from "#src/database/sealed-rows.ts";
import { transact } from "#src/database/transact.ts";
import { sealableText } from "#src/domain/ledger/canonical.ts";
import { parseCheckpoint } from "#src/domain/ledger/checkpoint.ts";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import { parseNote } from "#src/domain/ledger/note.ts";
import { parseBundle } from "#src/domain/ledger/tile-hashes.ts";
import { bundlePath, tilePath, tilesOf } from "#src/domain/ledger/tiles.ts";
import { type House, openHouse } from "#src/main/house.ts";
import { type Served, serve } from "#src/main/serve.ts";
import { sha256 } from "#src/vault/sha256.ts";
import { freshHashes } from "../faults/ledger-register.ts";
import { cloneDatabase, runAs, type TestDatabase, temporaryDirectory } from "../support/database.ts";

let database: TestDatabase;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let house: House;
let served: Served;
const hashes = freshHashes(300);
/** Sealing is due within a second; a machine busy with other tests may take longer. */
const SOON = { timeout: 20_000, interval: 50 };

beforeAll(async () => {
  [database, folder] = await Promise.all([cloneDatabase(), temporaryDirectory()]);
  const environment = {
    DATABASE_URL: database.ownerUrl,
    RETA_DATA: folder.path,
    RETA_LOG: "silent",
    RETA_SIGN_IN: "password",
  };
  house = await openHouse(readConfiguration(environment));
  served = await serve(house, { host: "127.0.0.1", port: 0, insist: false });
  await transact(house.real.pool.pool, { zone: "reta_cases" }, async (tx) => {
    for (const hash of hashes) await queueForLog(tx, "entries", hash);
  });
});
afterAll(async () => {
  await served?.close();
  await house?.close();
  await database?.drop();
  await folder?.remove();
});

const get = (path: string) => fetch(`${served.url}/api/log/${path}`);

/** The checkpoint, as soon as the clock has sealed so many. */
const checkpointOfSize = (size: number) =>
  vi.waitFor(async () => {
    const note = await (await get("entries/checkpoint")).text();
    expect(parseCheckpoint(parseNote(note)?.text ?? "")?.size).toBe(size);
    return note;
  }, SOON);

describe("the published log", () => {
  test.each([
    "entries/tile/0/7",
    "entries/tile/0/999",
    "entries/tile/0/000.p/256",
    "entries/tile/64/000",
    "entries/tile/entries/000/..",
    "entries/elsewhere",
    "entries/",
  ])("has nothing at %s", async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test("is one of two", async () => {
    expect((await get("cases/checkpoint")).status).toBe(422);
    await vi.waitFor(async () => expect((await get("audit/checkpoint")).status).toBe(200), SOON);
  });

  test("holds what was promised within seconds, in files that verify with the pinned key", async () => {
    const note = await checkpointOfSize(300);
    const copy = join(folder.path, "copy");
    const save = async (path: string) => {
      const answer = await get(`entries/${path}`);
      expect(answer.status, path).toBe(200);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), bytes);
      return bytes;
    };
    const published: string[] = [];
    for (const tile of tilesOf(300)) {
      await save(tilePath(tile));
      if (tile.level > 0) continue;
      published.push(...(parseBundle(await save(bundlePath(tile))) ?? []).map(bytesToHex));
    }
    await save("checkpoint");
    expect(published).toEqual(hashes.map(bytesToHex));
    const report = await verifyExport({ directory: copy, vkey: house.keys.entries.vkey, earlier: note });
    expect(report).toMatchObject({ ok: true, size: 300, problems: [] });
  });

  test("may be kept for ever, but for its checkpoint", async () => {
    await checkpointOfSize(300);
    expect((await get("entries/tile/0/000")).headers.get("cache-control")).toContain("immutable");
    expect((await get("entries/tile/0/000")).headers.get("content-type")).toBe("application/octet-stream");
    expect((await get("entries/checkpoint")).headers.get("cache-control")).toBe("no-cache");
    expect((await get("entries/checkpoint")).headers.get("content-type")).toContain("text/plain");
  });

  test("is not written to", async () => {
    for (const method of ["POST", "PUT", "DELETE"]) {
      const answer = await fetch(`${served.url}/api/log/entries/checkpoint`, { method });
      expect([403, 404, 405]).toContain(answer.status);
    }
  });
});

const ONCE = {
  trace: { action: "case.list" },
  actor: { officerId: randomUUID(), postingId: randomUUID(), unitId: "170101", role: "registrar" },
  requestId: randomUUID(),
  address: undefined,
  now: "2026-11-20T15:00:00.000Z",
} as const;

describe("the log of the audit trail", () => {
  test("vouches for every event, and misses one that was altered", async () => {
    // Attempts to sign in leave a trace; asking for a tile that is not there, which anybody may, leaves none.
    await get("entries/tile/0/999");
    for (let i = 0; i < 3; i++) {
      await fetch(`${served.url}/api/session`, {
        method: "POST",
        headers: { "x-reta": "1", "content-type": "application/json" },
        body: JSON.stringify({ login: "nadie", password: "no es esta" }),
      });
    }
    // One as a release before wrote it, which knew no version of the rules.
    const { policy: _, ...before } = JSON.parse(auditRow(ONCE, "done", {}).text) as Record<string, unknown>;
    const text = sealableText({ ...before, v: 2 });
    await runAs(
      database.superuserUrl,
      `SET search_path = reta; SELECT write_audit_event('${text}'::jsonb, '\\x${sha256(text).toString("hex")}')`,
    );
    const verified = () =>
      house.owner.query
        .transaction()
        .setIsolationLevel("repeatable read")
        .execute((tx) =>
          verifyLedger(tx, { log: "audit", readEntries: readSealedEvents(tx), vkey: house.keys.audit.vkey }),
        );
    const report = await vi.waitFor(async () => {
      const settled = await verified();
      // On a slow machine the register also records that its log was late.
      expect(settled.entries).toBeGreaterThanOrEqual(4);
      expect(settled.pending).toBe(0);
      return settled;
    }, SOON);
    expect(report).toMatchObject({ ok: true, problems: [], size: report.entries });
    await runAs(
      database.superuserUrl,
      "UPDATE reta.audit_events SET officer_id = gen_random_uuid() WHERE event_id = (SELECT min(event_id) FROM reta.audit_events)",
    );
    expect((await verified()).problems).toMatchObject([{ kind: "entry-column-differs" }]);
  });
});
