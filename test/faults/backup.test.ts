// A register copied while it works and restored elsewhere is the same register; a file that is not whole restores nothing.
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { perform } from "#src/actions/perform.ts";
import { boundAll, boundTrace } from "#src/actions/renew-posting.ts";
import { newComplaint } from "../support/complaints.ts";
import { cloneDatabase, temporaryDirectory } from "../support/database.ts";
import { reta } from "../support/reta.ts";
import { startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let identity: string;
let recipient: string;
let kept: string;
const MANY = 20_000;

beforeAll(async () => {
  [server, folder] = await Promise.all([startServer(), temporaryDirectory()]);
  // What the clock would do within the first minute is done: a copy is compared with a register that nobody changes.
  await perform(
    server.house.real,
    { actor: null, requestId: randomUUID() },
    { trace: boundTrace, verb: boundAll },
    undefined,
  );
  const registrar = await server.signIn("registrar");
  for (let i = 0; i < 12; i++)
    expect((await registrar.send("POST", "/api/complaints", newComplaint())).status).toBe(201);
  identity = join(folder.path, "offline.key");
  recipient = (await reta(["backup", "--new-identity", identity])).stdout.trim();
  kept = join(folder.path, "kept");
  await vi.waitFor(
    async () => {
      const [row] = await server.rows<{ n: number }>(
        "select count(*)::int as n from log_queue where log = 'entries'",
      );
      if (row?.n !== 0) throw new Error("not sealed yet");
    },
    { timeout: 20_000, interval: 100 },
  );
  writeFileSync(kept, (await server.anonymous.get("/api/log/entries/checkpoint")).text);
}, 240_000);
afterAll(async () => {
  await server?.close();
  await folder?.remove();
});

const environment = () => ({ DATABASE_URL: server.database.ownerUrl });
const backup = (...args: string[]) =>
  reta(["backup", "--data", server.house.dataDir, ...args], { environment: environment() });

/** Restores into a database and a folder of their own, hands them to `look`, and removes them. */
async function restoring<T>(
  args: readonly string[],
  look: (restored: {
    status: number | null;
    stdout: string;
    stderr: string;
    dataDir: string;
    url: string;
    rows: (sql: string) => Promise<Record<string, unknown>[]>;
  }) => Promise<T>,
): Promise<T> {
  const database = await cloneDatabase();
  const dataDir = join(folder.path, `restored-${database.name}`);
  const client = new Client({ connectionString: database.superuserUrl });
  await client.connect();
  try {
    const run = await reta(["restore", ...args, "--data", dataDir], {
      environment: { DATABASE_URL: database.ownerUrl },
    });
    const rows = async (sql: string) => (await client.query(sql)).rows;
    return await look({ ...run, dataDir, url: database.ownerUrl, rows });
  } finally {
    await client.end();
    await database.drop();
  }
}

const isEmpty = async (rows: (sql: string) => Promise<Record<string, unknown>[]>) => {
  expect(await rows("select 1 from reta.entries union all select 1 from reta.officers")).toEqual([]);
};

describe("a backup", () => {
  test("encrypted, with the keys apart, restores to a register that verifies and rebuilds", async () => {
    const file = join(folder.path, "whole.reta");
    const keys = join(folder.path, "keys.age");
    const made = await backup("--out", file, "--to", recipient, "--with-keys", keys);
    expect(made.status, made.stderr).toBe(0);
    const report = JSON.parse(made.stdout);
    expect(report).toMatchObject({ entries: 12 });
    const [event] = await server.rows<{ detail: Record<string, unknown> }>(
      "select body -> 'detail' as detail from audit_events where action = 'register.backup' and outcome = 'done'",
    );
    expect(event?.detail).toMatchObject({ entries: 12, rows: report.rows, encrypted: true, keys: true });
    expect(event?.detail).toMatchObject({ host: expect.any(String), user: expect.any(String) });
    // Where it was written is nobody's business who reads the trail.
    expect(JSON.stringify(event)).not.toContain(folder.path);
    for (const written of [file, keys]) expect(statSync(written).mode & 0o077).toBe(0);
    const bytes = readFileSync(file);
    expect(bytes.subarray(0, 21).toString()).toBe("age-encryption.org/v1");
    for (const plain of ["Comisar", "reta-backup", "PRIVATE+KEY"]) expect(bytes.includes(plain)).toBe(false);

    const vkey = join(server.house.dataDir, "keys", "entries.vkey");
    await restoring(
      [file, "--identity", identity, "--keys", keys, "--key", vkey],
      async ({ status, stderr, dataDir, url, rows }) => {
        expect(status, stderr).toBe(0);
        const where = { environment: { DATABASE_URL: url } };
        expect(
          await rows(
            "select body -> 'detail' ->> 'madeAt' as made, outcome from reta.audit_events where action = 'register.restore'",
          ),
        ).toEqual([{ made: report.madeAt, outcome: "done" }]);
        const verified = await reta(["verify", "--data", dataDir, "--checkpoint", kept], where);
        expect(verified.status, verified.stderr).toBe(0);
        expect(JSON.parse(verified.stdout).logs[0]).toMatchObject({ ok: true, entries: 12, size: 12 });
        expect((await reta(["rebuild", "--check", "--data", dataDir], where)).status).toBe(0);
        // Every table but sessions holds what it held.
        for (const table of [
          "entries",
          "cases",
          "case_people",
          "personal_values",
          "receipts",
          "officers",
          "postings",
        ]) {
          const [restored] = await rows(
            `select count(*)::int as n, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from reta.${table} t`,
          );
          const [live] = await server.rows(
            `select count(*)::int as n, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from ${table} t`,
          );
          expect({ table, ...restored }).toEqual({ table, ...live });
        }
        // Numbers go on where they ended.
        expect(
          (
            await rows(
              "insert into reta.log_queue (log, entry_hash) values ('audit', sha256('x')) returning position",
            )
          ).length,
        ).toBe(1);
      },
    );
  }, 180_000);

  test("of a large register made while others write is of one moment", async () => {
    await server.rows(
      `insert into ledger_tiles (log, level, tile_index, width, hashes)
       select 'audit', 9, i, 1, sha256(i::text::bytea) from generate_series(1, ${MANY}) i`,
    );
    const file = join(folder.path, "large.reta");
    const registrar = await server.signIn("registrar");
    let going = true;
    const writing = (async () => {
      let count = 0;
      while (going) {
        await registrar.send("POST", "/api/complaints", newComplaint());
        count += 1;
      }
      return count;
    })();
    const made = await backup("--out", file);
    going = false;
    expect(await writing).toBeGreaterThan(0);
    await server.rows("delete from ledger_tiles where level = 9");
    expect(made.status, made.stderr).toBe(0);
    expect(JSON.parse(made.stdout).rows).toBeGreaterThan(MANY);
    await restoring([file], async ({ status, stderr, rows }) => {
      expect(status, stderr).toBe(0);
      const [sums] = await rows(
        `select (select count(*) from reta.entries)::int as entries, (select count(*) from reta.cases)::int as cases,
           (select count(*) from reta.receipts)::int as receipts,
           (select count(*) from reta.ledger_leaves where log = 'entries')::int
             + (select count(*) from reta.log_queue where log = 'entries')::int as promised,
           (select count(*) from reta.ledger_tiles where level = 9)::int as tiles`,
      );
      const entries = Number(sums?.entries);
      expect(sums).toEqual({ entries, cases: entries, receipts: entries, promised: entries, tiles: MANY });
    });
  }, 240_000);
});

describe("nothing is restored", () => {
  let file: string;
  let whole: Buffer;
  beforeAll(async () => {
    file = join(folder.path, "plain.reta");
    const made = await backup("--out", file);
    expect(made.status, made.stderr).toBe(0);
    whole = readFileSync(file);
  });
  const changed = (name: string, bytes: Buffer) => {
    const path = join(folder.path, name);
    writeFileSync(path, bytes);
    return path;
  };

  test("from a file that is cut, altered, another one, or has something after its end", async () => {
    const flipped = Buffer.from(whole);
    const middle = whole.length >> 1;
    flipped[middle] = (whole[middle] ?? 0) ^ 0x10;
    for (const [name, bytes] of [
      ["cut", whole.subarray(0, -20)],
      ["half", whole.subarray(0, middle)],
      ["flipped", flipped],
      ["empty", Buffer.alloc(0)],
      ["another", Buffer.from("PK\u0003\u0004 this is no backup")],
    ] as const)
      await restoring([changed(name, bytes)], async ({ status, stderr, rows }) => {
        expect({ name, status }, stderr).toEqual({ name, status: 1 });
        expect(stderr).toContain("nothing was restored");
        await isEmpty(rows);
      });
  }, 240_000);

  test("with rows that were changed and packed again, or signed by another key than the pinned one", async () => {
    const { gunzipSync, gzipSync } = await import("node:zlib");
    const plain = gunzipSync(whole);
    const at = plain.indexOf("Oficial registrar");
    expect(at).toBeGreaterThan(0);
    plain.write("Oficial registrer", at);
    await restoring([changed("repacked", gzipSync(plain))], async ({ status, stderr, rows }) => {
      expect(status, stderr).toBe(1);
      await isEmpty(rows);
    });
    const other = join(folder.path, "other.vkey");
    writeFileSync(other, "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n");
    await restoring([file, "--key", other], async ({ status, rows }) => {
      expect(status).toBe(1);
      await isEmpty(rows);
    });
  }, 240_000);

  test("without the identity, with another one, or over a register in use", async () => {
    const encrypted = join(folder.path, "encrypted.reta");
    expect((await backup("--out", encrypted, "--to", recipient)).status).toBe(0);
    const stranger = join(folder.path, "stranger.key");
    await reta(["backup", "--new-identity", stranger]);
    for (const args of [[encrypted], [encrypted, "--identity", stranger]])
      await restoring(args, async ({ status, rows }) => {
        expect(status).toBe(2);
        await isEmpty(rows);
      });
    const before = await server.rows("select count(*)::int as n from entries");
    const over = await reta(["restore", file, "--data", server.house.dataDir], {
      environment: environment(),
    });
    expect(over).toMatchObject({ status: 2, stderr: expect.stringContaining("in use") });
    expect(await server.rows("select count(*)::int as n from entries")).toEqual(before);
  }, 240_000);

  test("and no file or key is written over, and keys leave in no clear form", async () => {
    expect((await backup("--out", file)).status).toBe(2);
    expect(readFileSync(file)).toEqual(whole);
    expect((await reta(["backup", "--new-identity", identity])).status).toBe(2);
    const keys = join(folder.path, "clear.keys");
    expect((await backup("--out", join(folder.path, "x"), "--with-keys", keys)).status).toBe(2);
    expect((await backup("--out", join(folder.path, "y"), "--to", "age1nonsense")).status).toBe(2);
    expect(existsSync(keys)).toBe(false);
    for (const { secret } of [{ secret: "signing-key" }, { secret: "PRIVATE+KEY" }])
      expect(whole.includes(secret)).toBe(false);
  }, 240_000);
});
