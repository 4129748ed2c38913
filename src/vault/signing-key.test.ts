// The signing key of a log: made once, kept from others, and never quietly another one.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseVerifier, signNote, verifyNote } from "#src/domain/ledger/note.ts";
import { loadSigningKey, SigningKeyUnusable, signingKeyFiles, verifyEd25519 } from "./signing-key.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "reta-key-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const load = (origin = "reta.example/entries") => loadSigningKey(directory, "entries", origin);

describe("a signing key", () => {
  test("is made on first use, for its owner alone, with the public text beside it", () => {
    const key = load();
    const files = signingKeyFiles(directory, "entries");
    expect(readdirSync(directory).sort()).toEqual(["entries.signing-key", "entries.vkey"]);
    expect(statSync(files.secret).mode & 0o777).toBe(0o600);
    expect(readFileSync(files.public, "utf8").trim()).toBe(key.vkey);
    expect(key.name).toBe("reta.example/entries");
  });

  test("signs what its public text verifies, and is the same the next time", () => {
    const note = signNote("hello\n", [load()]);
    const pinned = parseVerifier(load().vkey);
    expect(pinned && verifyNote(note, [pinned], verifyEd25519)).toMatchObject({ text: "hello\n" });
    expect(signNote("hello\n", [load()])).toBe(note);
  });

  test("is another one for each log", () => {
    expect(loadSigningKey(directory, "audit", "reta.example/entries").vkey).not.toBe(load().vkey);
  });

  const refused = (spoil: () => void, reason: RegExp) => {
    const before = load().vkey;
    const secret = readFileSync(signingKeyFiles(directory, "entries").secret, "utf8");
    spoil();
    expect(() => load()).toThrow(SigningKeyUnusable);
    expect(() => load()).toThrow(reason);
    // Not a byte of the secret, not even its base64 (which may hold a + itself), is in the message.
    expect(() => load()).not.toThrow(secret.split("+").slice(4).join("+").trim());
    expect(before).toBeTruthy();
  };

  test("that others can read is not used", () => {
    refused(() => chmodSync(signingKeyFiles(directory, "entries").secret, 0o640), /0600/);
  });

  test("that is damaged is not used and not replaced", () => {
    const { secret } = signingKeyFiles(directory, "entries");
    refused(() => writeFileSync(secret, "rubbish\n"), /holds no signing key/);
    expect(readFileSync(secret, "utf8")).toBe("rubbish\n");
  });

  test("whose seed is another's is not used", () => {
    const other = loadSigningKey(join(directory, "other"), "entries", "reta.example/entries");
    expect(other.vkey).toBeTruthy();
    const otherSecret = readFileSync(join(directory, "other", "entries.signing-key"), "utf8");
    const { secret } = signingKeyFiles(directory, "entries");
    refused(() => {
      const own = readFileSync(secret, "utf8").split("+");
      writeFileSync(secret, [...own.slice(0, 4), ...otherSecret.split("+").slice(4)].join("+"));
    }, /damaged/);
  });

  test("beside which another public text lies is not used", () => {
    refused(
      () => writeFileSync(signingKeyFiles(directory, "entries").public, "x+00000000+AQ==\n"),
      /one of them was replaced/,
    );
  });

  test("that is lost is not made anew while its public text is there", () => {
    const { secret } = signingKeyFiles(directory, "entries");
    load();
    rmSync(secret);
    expect(() => load()).toThrow(/is missing: put it back/);
    expect(readdirSync(directory)).toEqual(["entries.vkey"]);
  });

  test("of another log is not used", () => {
    load();
    expect(() => load("reta.example/elsewhere")).toThrow(/is the key of the log reta.example\/entries/);
  });

  test("that cannot be read is said so", () => {
    rmSync(directory, { recursive: true });
    const file = signingKeyFiles(directory, "entries").secret;
    // A directory in its place cannot be read by anybody, root included.
    loadSigningKey(file, "audit", "reta.example/audit");
    expect(() => load()).toThrow(/cannot be read \(EISDIR\)/);
  });

  test("refuses nonsense for keys and signatures without an error", () => {
    expect(verifyEd25519(new Uint8Array(31), new Uint8Array(), new Uint8Array(64))).toBe(false);
    expect(verifyEd25519(new Uint8Array(32).fill(255), new Uint8Array(), new Uint8Array(64))).toBe(false);
    expect(verifyEd25519(load().publicKey, new Uint8Array(), new Uint8Array(63))).toBe(false);
  });
});
