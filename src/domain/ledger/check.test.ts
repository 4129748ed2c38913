// The checks of entries and logs on small invented ones; whole registers are altered in test/faults.
import { describe, expect, test } from "vitest";
import { entryHash } from "./canonical.ts";
import { chainChecker, checkEntry, type SealedRow } from "./check-entries.ts";
import { checkLog, type LogSource } from "./check-log.ts";
import { signCheckpoint } from "./checkpoint.ts";
import { emptyFrontier, rootOf } from "./frontier.ts";
import { bytesToHex, type Hash, sameBytes, sha256, utf8ToBytes } from "./hash.ts";
import { leafHash } from "./merkle.ts";
import { keyIdOf, type VerifyEd25519 } from "./note.ts";
import { noProblems, note } from "./problem.ts";
import { growTiles } from "./tile-hashes.ts";
import type { Tile } from "./tiles.ts";

function rowOf(caseId: string, seq: number, previousHash: string | null, extra = {}): SealedRow {
  const body = { entryId: `${caseId}-${seq}`, caseId, seq, previousHash, ...extra };
  return { entryId: body.entryId, caseId, seq, body, entryHash: entryHash(body) };
}
const hexOf = (row: SealedRow) => bytesToHex(row.entryHash);
const kindsOf = (problems: readonly { kind: string }[]) => problems.map(({ kind }) => kind);

describe("an entry", () => {
  const row = rowOf("a", 1, null, { kind: "complaint" });

  test("as sealed has no problem", () => {
    expect(checkEntry({ ...row, columns: { kind: "complaint", previousHash: null } })).toEqual([]);
  });

  test("is held against its hash, its columns and what may be sealed at all", () => {
    expect(kindsOf(checkEntry({ ...row, body: { ...(row.body as object), seq: 2 } }))).toEqual([
      "entry-altered",
      "entry-column-differs",
    ]);
    expect(kindsOf(checkEntry({ ...row, columns: { kind: "supplement" } }))).toEqual([
      "entry-column-differs",
    ]);
    expect(kindsOf(checkEntry({ ...row, columns: { toString: null } }))).toEqual(["entry-column-differs"]);
    expect(kindsOf(checkEntry({ ...row, caseId: "b" }))).toEqual(["entry-column-differs"]);
    const unsealable = checkEntry({ entryId: "x", entryHash: row.entryHash, body: { a: 0.5 } });
    expect(unsealable).toMatchObject([{ kind: "entry-altered", detail: expect.stringContaining("/a") }]);
  });
});

describe("a chain", () => {
  const first = rowOf("a", 1, null);
  const second = rowOf("a", 2, hexOf(first));
  const third = rowOf("a", 3, hexOf(second));
  const other = rowOf("b", 1, null);
  const judged = (rows: SealedRow[]) => rows.map(chainChecker()).map((problems) => kindsOf(problems).join());

  test("holds over its cases", () => {
    expect(judged([first, second, third, other])).toEqual(["", "", "", ""]);
    expect(judged([{ entryId: "1", entryHash: first.entryHash, body: {} }])).toEqual([""]);
  });

  test("is broken once where an entry is missing, exchanged or put in", () => {
    expect(judged([first, third, other])).toEqual(["", "entry-chain-broken", ""]);
    expect(judged([second, third])).toEqual(["entry-chain-broken", ""]);
    expect(judged([first, rowOf("a", 2, hexOf(other)), other])).toEqual(["", "entry-chain-broken", ""]);
    expect(judged([rowOf("a", 1, hexOf(other))])).toEqual(["entry-chain-broken"]);
  });

  test("is not judged out of order", () => {
    expect(() => judged([other, first])).toThrow(/order/);
    expect(() => judged([second, first])).toThrow(/order/);
    expect(() => judged([first, first])).toThrow(/order/);
  });
});

describe("a log", () => {
  // Signatures are the vault's; here a hash stands for one.
  const publicKey = new Uint8Array(32).fill(1);
  const pinned = { name: "log", publicKey, keyId: keyIdOf("log", publicKey) };
  const signer = { name: "log", publicKey, sign: (message: Uint8Array) => sha256(message) };
  const verify: VerifyEd25519 = (_key, message, signature) => sameBytes(sha256(message), signature);

  const hashes = Array.from({ length: 600 }, (_, i) => sha256(utf8ToBytes(String(i))));
  const noteAt = (size: number) => signCheckpoint(size, rootOf(hashes.slice(0, size).map(leafHash)), signer);

  function source(
    stored: readonly Hash[],
    sizes: readonly number[],
    alter: (tile: Tile) => Tile = (tile) => tile,
  ): LogSource {
    const tiles = growTiles(emptyFrontier(), hashes.map(leafHash), []).map(alter);
    return {
      leaves: (async function* () {
        const rows = stored.map((entryHash, index) => ({ index, entryHash }));
        for (let at = 0; at < rows.length; at += 100) yield rows.slice(at, at + 100);
      })(),
      checkpoints: (async function* () {
        for (const size of sizes) yield { size, note: noteAt(size) };
      })(),
      tiles: async (level, from, to) =>
        tiles.filter((tile) => tile.level === level && tile.index >= from && tile.index < to),
      storesLowestPartial: true,
    };
  }
  async function judged(log: LogSource, earlier?: string): Promise<string[]> {
    const found = noProblems();
    await checkLog(log, { pinned, verify, earlier }, found);
    return [...new Set(kindsOf(found.problems))];
  }

  test("with every checkpoint in its place has no problem", async () => {
    expect(await judged(source(hashes, [0, 1, 255, 256, 300, 600]))).toEqual([]);
    expect(await judged(source(hashes, [600]), noteAt(300))).toEqual([]);
    expect(await judged(source(hashes, [300, 600]), noteAt(299))).toEqual([]);
    expect(await judged(source(hashes, [300, 600]), noteAt(600))).toEqual([]);
  });

  test("is held against all of them", async () => {
    const altered = hashes.with(299, sha256(utf8ToBytes("x")));
    expect(await judged(source(altered, [256, 600]))).toContain("checkpoint-root-differs");
    expect(await judged(source(hashes, [256]))).toEqual(["leaves-not-signed"]);
    expect(await judged(source(hashes, []))).toEqual(["leaves-not-signed"]);
    expect(await judged(source(hashes.slice(0, 500), [256, 600]))).toContain("checkpoint-beyond-log");
    expect(await judged(source(hashes, [600]), `${noteAt(300)} `)).toEqual(["earlier-not-signed"]);
  });

  test("names each tile that differs", async () => {
    for (const [level, index] of [
      [0, 0],
      [0, 2],
      [1, 0],
    ]) {
      const flip = (tile: Tile) => {
        if (tile.level !== level || tile.index !== index) return tile;
        return { ...tile, hashes: tile.hashes.with(40, (tile.hashes[40] ?? 0) ^ 1) };
      };
      expect(await judged(source(hashes, [600], flip))).toEqual([
        level === 0 ? "leaf-altered" : "tile-altered",
      ]);
    }
  });
});

describe("a list of problems", () => {
  test("keeps what a person can read and counts the rest", () => {
    const list = noProblems();
    for (let i = 0; i < 10_500; i++) note(list, { kind: "leaf-without-entry", leafIndex: i, detail: "" });
    expect(list.problems).toHaveLength(10_000);
    expect(list.found).toBe(10_500);
  });
});
