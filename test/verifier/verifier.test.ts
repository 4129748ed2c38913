// Two verifiers that share no line of code, ours and Go's sumdb, agree on every log and proof, good or tampered with.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportLedger, verifyExport } from "#src/actions/export-ledger.ts";
import { proveInclusion } from "#src/actions/prove-inclusion.ts";
import { sealLedger } from "#src/actions/seal-ledger.ts";
import { checkProof } from "#src/actions/verify-proof.ts";
import { readWitnesses } from "#src/actions/witness-settings.ts";
import { findCheckpoint } from "#src/database/ledger.ts";
import { cosign, withLines } from "#src/domain/ledger/cosignature.ts";
import { parseNote } from "#src/domain/ledger/note.ts";
import { formatProof } from "#src/domain/ledger/tlog-proof.ts";
import { createWitnessKey, loadSigningKey } from "#src/vault/signing-key.ts";
import { freshHashes, type LedgerRegister, openRegister } from "../faults/ledger-register.ts";

const HOW = "the second verifier needs Go: apt-get install golang-go golang-golang-x-mod-dev";
/** Where Debian puts the sources of golang.org/x/mod; another GOPATH that has them will do. */
const GOPATH = process.env.GOPATH || "/usr/share/gocode";

let folder: string;
let program: string;
let register: LedgerRegister;
let directory: string;
let vkey: string;
const hashes = freshHashes(600);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "reta-verifier-"));
  program = join(folder, "verify");
  const source = fileURLToPath(new URL("./verify.go", import.meta.url));
  const built = spawnSync("go", ["build", "-o", program, source], {
    encoding: "utf8",
    env: { ...process.env, GO111MODULE: "off", GOPATH, GOCACHE: join(folder, "cache"), GOFLAGS: "" },
  });
  if (built.status !== 0) throw new Error(`${HOW}\n${built.error?.message ?? built.stderr}`);
  register = await openRegister();
  vkey = register.key.vkey;
  let at = 0;
  for (const count of [1, 255, 300, 44]) {
    await register.promise(hashes.slice(at, at + count));
    at += count;
    await register.seal();
  }
  directory = join(folder, "log");
  await register.inLedger((tx) => exportLedger(tx, "entries", directory));
}, 180_000);
afterAll(async () => {
  await register?.close();
  rmSync(folder, { recursive: true, force: true });
});

function go(...args: string[]): {
  ok: boolean;
  size: number;
  root: string;
  cosigned: number;
  reason?: string;
} {
  const { stdout, status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  expect([0, 1], stderr).toContain(status);
  const answer = JSON.parse(stdout);
  expect(answer.ok).toBe(status === 0);
  return answer;
}

/** What both say of a directory; fails unless they say the same. */
async function both(of: string, key = vkey): Promise<boolean> {
  const ours = await verifyExport({ directory: of, vkey: key }).then(
    ({ ok }) => ok,
    () => false,
  );
  const theirs = go("log", of, key);
  expect({ go: theirs.ok }, theirs.reason).toEqual({ go: ours });
  return ours;
}

const filesIn = (where: string) =>
  readdirSync(where, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(where, join(entry.parentPath, entry.name)))
    .sort();

describe("the other verifier", () => {
  test("finds the log whole, with the same size and root", async () => {
    const ours = await verifyExport({ directory, vkey });
    expect(ours.ok).toBe(true);
    const theirs = go("log", directory, vkey);
    expect(theirs, theirs.reason).toMatchObject({ ok: true, size: 600 });
    expect(theirs.root).toBe(Buffer.from(ours.root).toString("base64"));
  });

  test("agrees on every file that is altered, cut or missing", async () => {
    const files = filesIn(directory);
    expect(files.length).toBeGreaterThan(7);
    for (const file of files) {
      const path = join(directory, file);
      const kept = readFileSync(path);
      const flipped = Buffer.from(kept);
      const middle = kept.length >> 1;
      flipped[middle] = (kept[middle] ?? 0) ^ 1;
      try {
        writeFileSync(path, flipped);
        expect(await both(directory), `${file} altered`).toBe(false);
        writeFileSync(path, kept.subarray(0, -1));
        expect(await both(directory), `${file} cut`).toBe(false);
        rmSync(path);
        expect(await both(directory), `${file} missing`).toBe(false);
      } finally {
        writeFileSync(path, kept);
      }
    }
    expect(await both(directory)).toBe(true);
  }, 60_000);

  test("agrees that another key, or the same key under another name, did not sign it", async () => {
    const other = loadSigningKey(join(folder, "other"), "entries", "reta.example/entries");
    expect(await both(directory, other.vkey)).toBe(false);
    expect(await both(directory, vkey.replace("reta.example", "reta.other"))).toBe(false);
  });

  test("agrees on entries that changed places and on a whole log written anew with the stolen key", async () => {
    const moved = join(folder, "moved");
    cpSync(directory, moved, { recursive: true });
    const bundle = join(moved, "tile/entries/000");
    const bytes = readFileSync(bundle);
    writeFileSync(bundle, Buffer.concat([bytes.subarray(34, 68), bytes.subarray(0, 34), bytes.subarray(68)]));
    expect(await both(moved)).toBe(false);

    const forger = await openRegister();
    try {
      // The same key: what is signed anew is in order by itself, and only an earlier checkpoint says otherwise.
      await forger.promise(hashes.with(3, freshHashes(1)[0] as Buffer));
      const stolen = { ...register.key };
      await sealLedger(forger.inLedger, "entries", stolen, new Date());
      const anew = join(folder, "anew");
      await forger.inLedger((tx) => exportLedger(tx, "entries", anew));
      expect(await both(anew)).toBe(true);
      const kept = await register.inLedger((tx) => findCheckpoint(tx, "entries", 256));
      writeFileSync(join(folder, "kept"), kept?.note ?? "");
      const ours = await verifyExport({ directory: anew, vkey, earlier: kept?.note });
      expect({ ours: ours.ok, go: go("continues", anew, vkey, join(folder, "kept")).ok }).toEqual({
        ours: false,
        go: false,
      });
    } finally {
      await forger.close();
    }
  });

  test("agrees that the log continues each earlier checkpoint of its own", async () => {
    for (const size of [1, 256, 556, 600]) {
      const earlier = await register.inLedger((tx) => findCheckpoint(tx, "entries", size));
      writeFileSync(join(folder, "earlier"), earlier?.note ?? "");
      expect((await verifyExport({ directory, vkey, earlier: earlier?.note })).ok).toBe(true);
      expect(go("continues", directory, vkey, join(folder, "earlier")), `from ${size}`).toMatchObject({
        ok: true,
      });
    }
  });

  test("agrees on complainants' proofs with their witnesses, and on each line of them altered", async () => {
    const witnesses = ["one", "two"].map((name) => createWitnessKey(join(folder, name), `${name}.example`));
    const settings = join(folder, "witnesses.json");
    const list = witnesses.map(({ name, vkey: key }) => ({ title: name, key }));
    writeFileSync(settings, JSON.stringify({ quorum: 2, witnesses: list }));
    const checkpoint = await register.inLedger((tx) => findCheckpoint(tx, "entries"));
    const note = checkpoint?.note ?? "";
    const text = parseNote(note)?.text ?? "";
    const cosigned = withLines(
      note,
      witnesses.map((key) => cosign(text, 1_700_000_000, key)),
    );
    const agree = (proof: string) => {
      writeFileSync(join(folder, "proof"), proof);
      let ours = false;
      try {
        ours = checkProof(proof, { vkey, witnesses: readWitnesses(settings) }).faults.length === 0;
      } catch {
        ours = false;
      }
      const theirs = go("proof", join(folder, "proof"), vkey, "2", ...witnesses.map((key) => key.vkey));
      expect({ go: theirs.ok, reason: ours ? undefined : expect.anything() }).toMatchObject({ go: ours });
      return ours;
    };
    for (const index of [0, 255, 256, 299, 599]) {
      const proven = await register.inLedger((tx) =>
        proveInclusion(tx, "entries", hashes[index] as Buffer, { size: 600, note: cosigned }),
      );
      if (proven === undefined) throw new Error(`no proof of ${index}`);
      const proof = formatProof(proven);
      expect(proven.index).toBe(index);
      expect(agree(proof), `leaf ${index}`).toBe(true);
      const lines = proof.split("\n");
      for (const [at, line] of lines.entries()) {
        if (line.length < 3) continue;
        const middle = line.length >> 1;
        const changed = line.slice(0, middle) + (line[middle] === "1" ? "2" : "1") + line.slice(middle + 1);
        expect(agree(lines.with(at, changed).join("\n")), `leaf ${index}: ${line}`).toBe(false);
      }
      expect(
        agree(formatProof({ ...proven, note: withLines(note, [cosign(text, 1, witnesses[0] as never)]) })),
      ).toBe(false);
    }
  }, 120_000);

  test("hashes a leaf as we do, which RFC 6962 fixed", () => {
    mkdirSync(join(folder, "vectors"), { recursive: true });
    // The first tile of the exported log, hashed here a third way.
    const first = readFileSync(join(directory, "tile/0/000")).subarray(0, 32);
    const hash = createHash("sha256")
      .update(Buffer.concat([Buffer.of(0), hashes[0] as Buffer]))
      .digest();
    expect(first).toEqual(hash);
  });
});
