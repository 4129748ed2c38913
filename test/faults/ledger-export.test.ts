// A log written out as tiles verifies from the files alone, and any file altered, missing or cut is found out.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ExportUnreadable, exportLedger, verifyExport } from "#src/actions/export-ledger.ts";
import { findCheckpoint } from "#src/database/ledger.ts";
import { tilePath, tilesOf } from "#src/domain/ledger/tiles.ts";
import { loadSigningKey } from "#src/vault/signing-key.ts";
import { freshHashes, type LedgerRegister, openRegister } from "./ledger-register.ts";

let register: LedgerRegister;
let directory: string;
let vkey: string;
beforeAll(async () => {
  register = await openRegister();
  vkey = register.key.vkey;
  directory = mkdtempSync(join(tmpdir(), "reta-export-"));
  for (const count of [1, 255, 300, 44]) {
    await register.promise(freshHashes(count));
    await register.seal();
  }
  await register.inLedger((tx) => exportLedger(tx, "entries", directory));
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await register.close();
});

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();

async function verifiedWith(file: string, change: (bytes: Buffer) => Buffer | undefined) {
  const path = join(directory, file);
  const kept = readFileSync(path);
  try {
    const changed = change(Buffer.from(kept));
    if (changed) writeFileSync(path, changed);
    else rmSync(path);
    return await verifyExport({ directory, vkey });
  } finally {
    writeFileSync(path, kept);
  }
}

describe("an exported log", () => {
  test("has the files that C2SP tlog-tiles names for its size", () => {
    const tiles = tilesOf(600).map(tilePath);
    expect(tiles).toEqual(["tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2"]);
    const bundles = ["tile/entries/000", "tile/entries/001", "tile/entries/002.p/88"];
    expect(filesIn(directory)).toEqual(["checkpoint", ...tiles, ...bundles].sort());
    expect(statSync(join(directory, "tile/0/000")).size).toBe(8_192);
    expect(statSync(join(directory, "tile/entries/000")).size).toBe(256 * 34);
  });

  test("verifies, also as the continuation of any earlier checkpoint", async () => {
    expect(await verifyExport({ directory, vkey })).toMatchObject({ ok: true, size: 600, problems: [] });
    for (const size of [1, 256, 556, 600]) {
      const earlier = await register.inLedger((tx) => findCheckpoint(tx, "entries", size));
      expect((await verifyExport({ directory, vkey, earlier: earlier?.note ?? "" })).ok).toBe(true);
    }
  });

  test("does not verify with any of its files altered, cut or missing", async () => {
    for (const file of filesIn(directory).filter((name) => name !== "checkpoint")) {
      const flipped = await verifiedWith(file, (bytes) => {
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
        return bytes;
      });
      expect(flipped.ok, `${file} altered`).toBe(false);
      expect((await verifiedWith(file, (bytes) => bytes.subarray(0, -1))).ok, `${file} cut`).toBe(false);
      expect((await verifiedWith(file, () => undefined)).ok, `${file} missing`).toBe(false);
    }
    expect((await verifyExport({ directory, vkey })).ok).toBe(true);
  });

  test("names the leaf whose entry was altered", async () => {
    const report = await verifiedWith("tile/entries/001", (bytes) => {
      bytes[34 * 10 + 2] = (bytes[34 * 10 + 2] ?? 0) ^ 0x80;
      return bytes;
    });
    expect(report.problems).toContainEqual(expect.objectContaining({ kind: "leaf-altered", leafIndex: 266 }));
  });

  test("does not verify with another key, another checkpoint, or none", async () => {
    const other = loadSigningKey(`${register.directory}/other`, "entries", "reta.example/entries");
    expect((await verifyExport({ directory, vkey: other.vkey })).problems).toMatchObject([
      { kind: "checkpoint-not-signed" },
    ]);
    const older = await register.inLedger((tx) => findCheckpoint(tx, "entries", 556));
    const behind = await verifiedWith("checkpoint", () => Buffer.from(older?.note ?? ""));
    // Size 556 needs partial tiles that an export of size 600 does not have.
    expect(behind.ok).toBe(false);
    await expect(verifiedWith("checkpoint", () => undefined)).rejects.toThrow(ExportUnreadable);
    await expect(verifiedWith("checkpoint", () => Buffer.from("nothing\n"))).rejects.toThrow(
      ExportUnreadable,
    );
  });

  test("is not made of a log that has signed nothing", async () => {
    await expect(register.inLedger((tx) => exportLedger(tx, "audit", directory))).rejects.toThrow(
      ExportUnreadable,
    );
  });
});
