// The canonical form against the published vectors, and the stricter rules of what may be sealed.
import { readFileSync } from "node:fs";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assertSealable, canonicalBytes, canonicalForm, entryHash, NotSealable } from "./canonical.ts";
import { bytesToHex, sha256, utf8ToBytes } from "./hash.ts";

const VECTORS = new URL("../../../test/vectors/jcs/", import.meta.url);
const vector = (name: string) => readFileSync(new URL(name, VECTORS), "utf8");

/** What `assertSealable` says against a value, as "fault at path", or "sealable". */
function judged(value: unknown): string {
  try {
    assertSealable(value);
    return "sealable";
  } catch (error) {
    if (!(error instanceof NotSealable)) throw error;
    return `${error.fault} at ${error.path}`;
  }
}

describe("RFC 8785", () => {
  const outputs: Record<string, string> = {
    arrays: "099601b1",
    french: "d99d0ebd",
    structures: "605f6500",
    unicode: "0d99aad9",
    values: "2d5e01a3",
    weird: "6af595a9",
  };
  test.each(Object.entries(outputs))("%s comes out byte for byte", (name, digest) => {
    const form = canonicalForm(JSON.parse(vector(`${name}.in.txt`)));
    expect(form).toBe(vector(`${name}.out.txt`));
    expect(bytesToHex(sha256(utf8ToBytes(form))).slice(0, 8)).toBe(digest);
  });

  test.each(["arrays", "french", "structures"])("%s may be sealed as well", (name) => {
    expect(new TextDecoder().decode(canonicalBytes(JSON.parse(vector(`${name}.in.txt`))))).toBe(
      vector(`${name}.out.txt`),
    );
  });

  test("what RFC 8785 allows and we do not is refused with its place", () => {
    expect(judged(JSON.parse(vector("values.in.txt")))).toBe("not-an-integer at /numbers/0");
    expect(judged(JSON.parse(vector("unicode.in.txt")))).toBe("not-nfc at /Unnormalized Unicode");
    // Its key U+FB33 is one of the few characters that normal form C takes apart.
    expect(judged(JSON.parse(vector("weird.in.txt")))).toBe("not-nfc at ");
  });
});

describe("what may be sealed", () => {
  test.each<[string, unknown, string]>([
    ["a fraction", { a: [1, 2.5] }, "not-an-integer at /a/1"],
    ["not a number", Number.NaN, "not-an-integer at "],
    ["infinity", { a: Number.POSITIVE_INFINITY }, "not-an-integer at /a"],
    ["an integer beyond 2^53", 2 ** 53, "not-an-integer at "],
    ["the largest exact integer", 2 ** 53 - 1, "sealable"],
    ["the smallest exact integer", 1 - 2 ** 53, "sealable"],
    ["a decomposed accent", { name: "Jose\u0301" }, "not-nfc at /name"],
    ["a composed accent", { name: "Jos\u00e9" }, "sealable"],
    ["half a smiley", ["\ud83d"], "lone-surrogate at /0"],
    ["the other half", ["\ude02"], "lone-surrogate at /0"],
    ["a smiley", ["\ud83d\ude02"], "sealable"],
    ["a nul", { a: "x\0y" }, "nul-character at /a"],
    ["a nul in a key", { "a\0": 1 }, "nul-character at "],
    ["a decomposed key", { b: { "e\u0301": 1 } }, "not-nfc at /b"],
    ["an undefined member", { a: undefined }, "not-json at /a"],
    ["a hole in a list", { a: new Array(2).fill(1, 0, 1) }, "not-json at /a/1"],
    ["a date", { a: new Date(0) }, "not-json at /a"],
    ["a map", new Map(), "not-json at "],
    ["a big integer", { a: 1n }, "not-json at /a"],
    ["a function", { a: () => 1 }, "not-json at /a"],
    ["a value that writes itself", { a: { toJSON: 1, b: { toJSON: () => 1 } } }, "not-json at /a/b"],
    ["a key with a slash", { "a/b": { "~": 0.5 } }, "not-an-integer at /a~1b/~0"],
    ["right-to-left text", { a: "شكوى" }, "sealable"],
    ["control characters but nul", "a\n\t\u0001", "sealable"],
    ["nothing", null, "sealable"],
  ])("%s", (_name, value, verdict) => {
    expect(judged(value)).toBe(verdict);
  });

  test("nesting without end is an answer, not a full stack", () => {
    let value: unknown = "deep";
    for (let i = 0; i < 100_000; i++) value = [value];
    expect(judged(value)).toMatch(/^nested-too-deep at /);
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(judged(circle)).toMatch(/^nested-too-deep at /);
  });

  test("the message names the place and never the value", () => {
    expect(() => canonicalBytes({ name: "Rosa Quispe\0" })).toThrow(
      /^cannot be sealed: nul-character at \/name$/,
    );
  });
});

const sealable = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger(),
    tie("text"),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(tie("text") as fc.Arbitrary<string>, tie("value"), { maxKeys: 5 }),
  ),
  text: fc
    .string({ unit: "binary" })
    .map((text) => text.normalize("NFC"))
    .filter((text) => !text.includes("\0") && text.normalize("NFC") === text),
})).value;

describe("for every JSON value", () => {
  test("the form is the one another implementation of RFC 8785 writes", () => {
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: "medium", stringUnit: "binary" }), (value) => {
        expect(canonicalForm(value)).toBe(canonicalize(value));
      }),
      { numRuns: 300 },
    );
  });
});

describe("for every value that may be sealed", () => {
  test("its bytes are the ones another implementation of RFC 8785 writes", () => {
    fc.assert(
      fc.property(sealable, (value) => {
        expect(new TextDecoder().decode(canonicalBytes(value))).toBe(canonicalize(value));
      }),
    );
  });

  test("bytes are written exactly for what is judged sealable", () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true, withSparseArray: true, withDate: true }),
        (value) => {
          const verdict = judged(value);
          if (verdict === "sealable") canonicalBytes(value);
          else expect(() => canonicalBytes(value)).toThrow(NotSealable);
        },
      ),
    );
  });

  test("reading the bytes back and writing them again gives the same bytes", () => {
    fc.assert(
      fc.property(sealable, (value) => {
        const bytes = canonicalBytes(value);
        const again = canonicalBytes(JSON.parse(new TextDecoder().decode(bytes)));
        expect(bytesToHex(again)).toBe(bytesToHex(bytes));
      }),
    );
  });

  test("the order in which an entry's members were written does not change its hash", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((key) => judged(key) === "sealable"),
          sealable,
        ),
        (entry) => {
          const reversed = Object.fromEntries(Object.entries(entry).reverse());
          expect(entryHash(reversed)).toEqual(entryHash(entry));
        },
      ),
    );
  });
});
