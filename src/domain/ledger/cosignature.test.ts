// Cosignatures: the specification's message byte for byte, whose count, and that nothing altered or foreign counts.
import {
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign as signBytes,
  verify as verifyBytes,
} from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signCheckpoint } from "./checkpoint.ts";
import { cosign, cosignaturesOn, cosignedBytes, timeOf, withLines } from "./cosignature.ts";
import { append, emptyFrontier, type Frontier, frontierRoot, rootOf } from "./frontier.ts";
import { sha256, toBase64, utf8ToBytes } from "./hash.ts";
import { leafHash } from "./merkle.ts";
import {
  formatVerifier,
  KEY_TYPE,
  keyIdOf,
  type NoteSigner,
  type NoteVerifier,
  parseNote,
  parseVerifier,
  signatureLine,
  type VerifyEd25519,
  verifyNote,
} from "./note.ts";
import { nodesFromTiles, tileOfEntries } from "./tile-hashes.ts";
import { nodesToProve, proves, standingOf } from "./witness.ts";

const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
const SPKI = Buffer.from("302a300506032b6570032100", "hex");
const verify: VerifyEd25519 = (publicKey, message, signature) =>
  verifyBytes(
    null,
    message,
    createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: "der", type: "spki" }),
    signature,
  );
function signer(name: string): NoteSigner {
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8, randomBytes(32)]),
    format: "der",
    type: "pkcs8",
  });
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(SPKI.length);
  return { name, publicKey: new Uint8Array(publicKey), sign: (message) => signBytes(null, message, key) };
}
const pinnedOf = ({ name, publicKey }: NoteSigner) =>
  parseVerifier(formatVerifier(name, publicKey, KEY_TYPE.cosigner), KEY_TYPE.cosigner) as NoteVerifier;

const log = signer("example.com/log");
const [first, second, stranger] = ["w1.example", "w2.example", "w3.example"].map(signer) as [
  NoteSigner,
  NoteSigner,
  NoteSigner,
];
const known = [first, second].map(pinnedOf);
const NOTE = signCheckpoint(7, sha256(utf8ToBytes("root")), log);
const TEXT = parseNote(NOTE)?.text ?? "";
const namesOn = (note: string) => cosignaturesOn(note, known, verify).map(({ name }) => name);

describe("a cosignature", () => {
  test("signs the two lines of the specification before the note's text, with the time before the signature", () => {
    const message = new TextDecoder().decode(cosignedBytes(TEXT, 1_679_315_147));
    expect(message).toBe(`cosignature/v1\ntime 1679315147\n${TEXT}`);
    const { signature, keyId, name } = cosign(TEXT, 1_679_315_147, first);
    expect(signature).toHaveLength(72);
    expect(Buffer.from(signature.subarray(0, 8)).toString("hex")).toBe("00000000641850cb");
    expect(timeOf(signature)).toBe(1_679_315_147);
    expect(name).toBe("w1.example");
    const bytes = Buffer.concat([Buffer.from("w1.example\n\u0004"), first.publicKey]);
    expect(Buffer.from(keyId)).toEqual(Buffer.from(sha256(bytes)).subarray(0, 4));
  });

  test("has a key of its own kind: neither reads the other's, and the log's signature is none", () => {
    const asLog = formatVerifier(first.name, first.publicKey);
    expect(parseVerifier(asLog, KEY_TYPE.cosigner)).toBeUndefined();
    expect(parseVerifier(formatVerifier(first.name, first.publicKey, KEY_TYPE.cosigner))).toBeUndefined();
    const line = signatureLine({
      name: first.name,
      keyId: keyIdOf(first.name, first.publicKey, KEY_TYPE.cosigner),
      signature: first.sign(utf8ToBytes(TEXT)),
    });
    expect(namesOn(NOTE + line)).toEqual([]);
  });

  test("leaves the log's own signature valid", () => {
    const note = withLines(NOTE, [cosign(TEXT, 5, first), cosign(TEXT, 6, second)]);
    const pinned = parseVerifier(formatVerifier(log.name, log.publicKey)) as NoteVerifier;
    expect(verifyNote(note, [pinned], verify)?.text).toBe(TEXT);
  });

  test("counts once for each known witness, the later one, and not at all from a stranger", () => {
    const lines = [
      cosign(TEXT, 9, first),
      cosign(TEXT, 8, first),
      cosign(TEXT, 8, second),
      cosign(TEXT, 8, stranger),
    ];
    const counted = cosignaturesOn(withLines(NOTE, lines), known, verify);
    expect(counted.map(({ name, time }) => [name, time])).toEqual([
      ["w1.example", 9],
      ["w2.example", 8],
    ]);
  });

  test("does not count for another checkpoint, with another time, or with any bit changed", () => {
    const other = signCheckpoint(8, sha256(utf8ToBytes("root")), log);
    expect(namesOn(withLines(other, [cosign(TEXT, 9, first)]))).toEqual([]);
    const good = cosign(TEXT, 9, first);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 72 * 8 - 1 }), (bit) => {
        const signature = Uint8Array.from(good.signature);
        signature[bit >> 3] = (signature[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(namesOn(withLines(NOTE, [{ ...good, signature }]))).toEqual([]);
      }),
    );
    expect(namesOn(withLines(NOTE, [{ ...good, signature: good.signature.subarray(1) }]))).toEqual([]);
    expect(namesOn(withLines(NOTE, [good]))).toEqual(["w1.example"]);
  });

  test("is refused a time that is none", () => {
    for (const time of [-1, 1.5, Number.NaN, 2 ** 53])
      expect(() => cosign(TEXT, time, first)).toThrow(RangeError);
    expect(timeOf(Uint8Array.from({ length: 72 }, () => 255))).toBeUndefined();
    expect(toBase64(cosign(TEXT, 0, first).signature.subarray(0, 8))).toBe("AAAAAAAAAAA=");
  });
});

describe("a witness", () => {
  const leaves = Array.from({ length: 250 }, (_, i) => utf8ToBytes(`leaf ${i}`));
  const headOf = (entries: readonly Uint8Array[]) => ({
    origin: log.name,
    size: entries.length,
    root: rootOf(entries.map(leafHash)),
  });
  const treeOf = (entries: readonly Uint8Array[]) => nodesFromTiles([tileOfEntries(0, entries)]);

  test("tells first, same, grown, fork and rollback apart", () => {
    const kept = headOf(leaves.slice(0, 9));
    expect(standingOf(undefined, kept)).toBe("first");
    expect(standingOf(kept, headOf(leaves.slice(0, 9)))).toBe("same");
    expect(standingOf(kept, headOf(leaves.slice(0, 10)))).toBe("grown");
    expect(standingOf(kept, headOf(leaves.slice(0, 8)))).toBe("rollback");
    expect(standingOf(kept, headOf(leaves.slice(1, 10)))).toBe("fork");
  });

  test("accepts every continuation and no tree in which a leaf it has seen is another, gone or moved", () => {
    const size = fc.integer({ min: 1, max: 249 });
    fc.assert(
      fc.property(size, size, fc.nat(), (a, b, at) => {
        const [from, to] = a < b ? [a, b] : [b, a + 1];
        const kept = headOf(leaves.slice(0, from));
        const whole = leaves.slice(0, to);
        expect(nodesToProve(kept, headOf(whole)).length).toBeLessThan(100);
        expect(proves(kept, headOf(whole), treeOf(whole))).toBe(true);
        const place = at % from;
        const altered = whole.with(place, utf8ToBytes("altered"));
        expect(proves(kept, headOf(altered), treeOf(altered))).toBe(false);
        const dropped = [...whole.toSpliced(place, 1), utf8ToBytes("new")];
        expect(proves(kept, headOf(dropped), treeOf(dropped))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test("checks at the first meeting that the published tree is the signed one", () => {
    const whole = leaves.slice(0, 77);
    expect(proves(undefined, headOf(whole), treeOf(whole))).toBe(true);
    expect(proves(undefined, headOf(whole.with(3, utf8ToBytes("x"))), treeOf(whole))).toBe(false);
    const grown: Frontier = emptyFrontier();
    append(grown, leafHash(utf8ToBytes("one")));
    const empty = { origin: log.name, size: 0, root: frontierRoot(emptyFrontier()) };
    const one = { origin: log.name, size: 1, root: frontierRoot(grown) };
    expect(proves(empty, one, treeOf([utf8ToBytes("one")]))).toBe(true);
  });
});
