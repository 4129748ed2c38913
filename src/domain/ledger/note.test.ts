// Signed notes, checkpoints and promises: the published example byte for byte, and everything altered is refused.
import { createPrivateKey, createPublicKey, sign as signBytes, verify as verifyBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { bytesToHex, fromBase64, toBase64 } from "./hash.ts";
import { EMPTY_ROOT } from "./merkle.ts";
import {
  formatSignerKey,
  formatVerifier,
  type NoteSigner,
  type NoteVerifier,
  parseNote,
  parseSignerKey,
  parseVerifier,
  signNote,
  type VerifyEd25519,
  verifyNote,
} from "./note.ts";
import { promiseBytes, signPromise, verifyPromise } from "./promise.ts";

// The example of golang.org/x/mod/sumdb/note, which signs with the same format and algorithm.
const VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const SKEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const NOTE = `${TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
const SPKI = Buffer.from("302a300506032b6570032100", "hex");

function signer(name: string, seed: Uint8Array): NoteSigner {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(SPKI.length);
  return { name, publicKey: new Uint8Array(publicKey), sign: (message) => signBytes(null, message, key) };
}

const verify: VerifyEd25519 = (publicKey, message, signature) =>
  verifyBytes(
    null,
    message,
    { key: Buffer.concat([SPKI, publicKey]), format: "der", type: "spki" },
    signature,
  );

const verifierOf = ({ name, publicKey }: NoteSigner) =>
  parseVerifier(formatVerifier(name, publicKey)) as NoteVerifier;

const peter = signer("PeterNeumann", parseSignerKey(SKEY)?.seed as Uint8Array);
const log = signer("reta.example/entries", new Uint8Array(32).fill(7));
const other = signer("reta.example/entries", new Uint8Array(32).fill(8));

describe("the published note", () => {
  test("is signed byte for byte, with the same key texts", () => {
    expect(formatVerifier(peter.name, peter.publicKey)).toBe(VKEY);
    expect(formatSignerKey(peter.name, peter.publicKey, parseSignerKey(SKEY)?.seed as Uint8Array)).toBe(SKEY);
    expect(signNote(TEXT, [peter])).toBe(NOTE);
  });

  test("verifies, and with any byte changed does not", () => {
    const pinned = parseVerifier(VKEY) as NoteVerifier;
    expect(bytesToHex(pinned.keyId)).toBe("c74f20a3");
    expect(verifyNote(NOTE, [pinned], verify)).toEqual({ text: TEXT, signedBy: ["PeterNeumann"] });
    for (let i = 0; i < NOTE.length; i++) {
      const changed = NOTE.slice(0, i) + String.fromCharCode(NOTE.charCodeAt(i) ^ 1) + NOTE.slice(i + 1);
      expect(verifyNote(changed, [pinned], verify), `byte ${i}`).toBeUndefined();
    }
  });
});

describe("a note", () => {
  test("may hold empty lines and signatures by strangers, and is known by the pinned one", () => {
    const note = signNote("one\n\nthree\n", [peter, log]);
    expect(parseNote(note)?.text).toBe("one\n\nthree\n");
    expect(verifyNote(note, [verifierOf(log)], verify)).toEqual({
      text: "one\n\nthree\n",
      signedBy: [log.name],
    });
    expect(verifyNote(note, [verifierOf(other)], verify)).toBeUndefined();
    expect(verifyNote(note, [], verify)).toBeUndefined();
  });

  test("with one true and one false signature of pinned keys is refused whole", () => {
    const falsePeter = { ...peter, sign: () => new Uint8Array(64) };
    expect(
      verifyNote(signNote(TEXT, [log, falsePeter]), [verifierOf(log), verifierOf(peter)], verify),
    ).toBeUndefined();
  });

  test.each([
    ["no newline at its end", NOTE.slice(0, -1)],
    ["no signature", `${TEXT}\n`],
    ["no empty line", TEXT + NOTE.slice(TEXT.length + 1)],
    ["a hyphen for the dash", NOTE.replace("—", "-")],
    ["a carriage return", NOTE.replace("\n", "\r\n")],
    ["spelled base64 differently", NOTE.replace("JnAM=", "JnAN=")],
    ["a third word in a signature", NOTE.replace(/\n$/, " x\n")],
    ["too many signatures", NOTE + NOTE.slice(NOTE.indexOf("—")).repeat(64)],
  ])("is none with %s", (_name, text) => {
    expect(parseNote(text)).toBeUndefined();
  });

  test("is not signed when its text or name could be read in two ways", () => {
    expect(() => signNote("no newline", [peter])).toThrow(RangeError);
    expect(() => signNote("a tab\there\n", [peter])).toThrow(RangeError);
    expect(() => signNote(TEXT, [{ ...peter, name: "two words" }])).toThrow(RangeError);
    expect(() => formatVerifier("a+b", peter.publicKey)).toThrow(RangeError);
  });

  test.each([
    ["another key id", VKEY.replace("c74f20a3", "c74f20a4")],
    ["another name", VKEY.replace("Peter", "Petra")],
    ["another type", VKEY.replace("+ARpc", "+Ahpc")],
    ["a short key", "x+00000000+AQ=="],
    ["nothing", ""],
  ])("is pinned by no verifier with %s", (_name, text) => {
    expect(parseVerifier(text)).toBeUndefined();
  });
});

describe("a checkpoint", () => {
  const note = signCheckpoint(70_000, EMPTY_ROOT, log);

  test("opens with the pinned key of its origin only", () => {
    expect(openCheckpoint(note, verifierOf(log), verify)).toEqual({
      origin: log.name,
      size: 70_000,
      root: EMPTY_ROOT,
    });
    expect(openCheckpoint(note, verifierOf(other), verify)).toBeUndefined();
    expect(openCheckpoint(note.replace("70000", "70001"), verifierOf(log), verify)).toBeUndefined();
    const foreign = signNote(formatCheckpoint({ origin: "else", size: 1, root: EMPTY_ROOT }), [log]);
    expect(openCheckpoint(foreign, verifierOf(log), verify)).toBeUndefined();
  });

  const root = toBase64(EMPTY_ROOT);
  test.each([
    ["leading zero", `a\n01\n${root}\n`],
    ["sign", `a\n-1\n${root}\n`],
    ["size beyond 2^53", `a\n9007199254740993\n${root}\n`],
    ["short root", `a\n1\n${root.slice(4)}\n`],
    ["no origin", `\n1\n${root}\n`],
    ["no last newline", `a\n1\n${root}`],
    ["empty extension", `a\n1\n${root}\n\n`],
    ["two lines", "a\n1\n"],
  ])("with %s is none", (_name, text) => {
    expect(parseCheckpoint(text)).toBeUndefined();
  });

  test("may carry extension lines", () => {
    expect(parseCheckpoint(`a\n0\n${root}\nmore\n`)).toEqual({ origin: "a", size: 0, root: EMPTY_ROOT });
  });
});

describe("a promise", () => {
  const promise = signPromise("ab".repeat(32), "2026-11-21T10:00:00.000Z", log);

  test("holds for exactly what was promised, by whom", () => {
    expect(verifyPromise(promise, verifierOf(log), verify)).toBe(true);
    expect(verifyPromise(promise, verifierOf(other), verify)).toBe(false);
    expect(verifyPromise({ ...promise, entryHash: "ac".repeat(32) }, verifierOf(log), verify)).toBe(false);
    expect(
      verifyPromise({ ...promise, receivedAt: "2026-11-21T10:00:00.001Z" }, verifierOf(log), verify),
    ).toBe(false);
    expect(verifyPromise({ ...promise, origin: "else" }, verifierOf(log), verify)).toBe(false);
    expect(verifyPromise({ ...promise, signature: "x" }, verifierOf(log), verify)).toBe(false);
  });

  test("can never be read as a note", () => {
    expect(promiseBytes(promise).at(-1)).not.toBe(0x0a);
  });
});

describe("base64", () => {
  test("has one spelling for each value", () => {
    expect(fromBase64("AA==")).toEqual(Uint8Array.of(0));
    for (const text of ["AB==", "AA=", "AA", " AA==", "A-==", "===="])
      expect(fromBase64(text)).toBeUndefined();
  });
});
