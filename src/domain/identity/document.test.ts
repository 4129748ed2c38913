// Identity documents: check characters by hand-made tables, cleaning, comparing, warnings.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareDocuments, dniCheckCharacters, documentWarnings, rucCheckDigit } from "./document.ts";

describe("the check characters of a DNI", () => {
  test("10117410 has 2, or G on old cards", () => {
    expect(dniCheckCharacters("10117410")).toEqual({ digit: "2", letter: "G" });
  });
  // Worked out by hand with the weights 3 2 7 6 5 4 3 2.
  test.each([
    ["00000000", "6", "K"],
    ["00000001", "4", "I"],
    ["10000000", "3", "H"],
    ["12345678", "1", "E"],
  ])("%s", (number, digit, letter) => {
    expect(dniCheckCharacters(number)).toEqual({ digit, letter });
  });
});

test("the check digit of a RUC follows modulus 11", () => {
  expect(rucCheckDigit("2013131295")).toBe("5");
  expect(rucCheckDigit("2000000000")).toBe("1");
});

describe("warnings", () => {
  test.each([
    ["dni", "10117410", []],
    ["dni", "10.117.410-2", []],
    ["dni", "10117410 g", []],
    ["dni", "10117410-3", ["document-check-character"]],
    ["dni", "10117410H", ["document-check-character"]],
    ["dni", "1011741", ["document-pattern"]],
    ["dni", "10117410Z", ["document-pattern"]],
    ["le", "08123456", []],
    ["le", "812345", ["document-pattern"]],
    ["ce", "001234567", []],
    ["ce", "N12345678", []],
    ["ce", "12", ["document-pattern"]],
    ["passport", "AB1234567", []],
    ["passport", "12345", ["document-pattern"]],
    ["passport", "1234567890123", ["document-pattern"]],
    ["ptp", "123456789", []],
    ["ptp", "12345678A", ["document-pattern"]],
    ["cpp", "12345678", ["document-pattern"]],
    ["ruc", "20131312955", []],
    ["ruc", "20131312956", ["document-check-character"]],
    ["ruc", "30131312955", ["document-pattern"]],
    ["foreign-id", "V-12.345.678", []],
    ["birth-certificate", "cualquiera", []],
    ["none", "123", ["document-number-unexpected"]],
    ["not-stated", undefined, []],
    ["dni", undefined, []],
    ["type-of-a-later-pack", "1", []],
  ])("%s %s", (type, number, expected) => {
    const warnings = documentWarnings({ type, ...(number === undefined ? {} : { number }) });
    expect(warnings.map(({ code }) => code)).toEqual(expected);
  });
  test("a DNI of another country", () => {
    expect(documentWarnings({ type: "dni", number: "10117410", country: "bo" })).toEqual([
      { code: "document-country", expected: "pe" },
    ]);
    expect(documentWarnings({ type: "dni", number: "10117410", country: "unknown" })).toEqual([]);
  });
});

test.each([
  [{ type: "dni", number: "10117410-2" }, { type: "dni", number: "10117410" }, "same"],
  [{ type: "dni", number: "10117410" }, { type: "ruc", number: "10101174102" }, "same"],
  [{ type: "le", number: "10117410" }, { type: "dni", number: "10117410" }, "same"],
  [{ type: "dni", number: "10117410" }, { type: "dni", number: "10117411" }, "similar"],
  [{ type: "dni", number: "10117410" }, { type: "dni", number: "10171410" }, "similar"],
  [{ type: "dni", number: "10117410" }, { type: "dni", number: "10117523" }, "different"],
  [{ type: "passport", number: "AB12345" }, { type: "dni", number: "10117410" }, "unknown"],
  [
    { type: "passport", number: "AB12345", country: "bo" },
    { type: "passport", number: "AB12345", country: "ec" },
    "different",
  ],
  [{ type: "none" }, { type: "none" }, "unknown"],
  [{ type: "dni", number: "--" }, { type: "dni", number: "--" }, "unknown"],
])("%o and %o are %s", (a, b, likeness) => {
  expect(compareDocuments(a, b)).toBe(likeness);
  expect(compareDocuments(b, a)).toBe(likeness);
});

test("nothing typed makes the checks throw", () => {
  const document = fc.record({
    type: fc.constantFrom("dni", "ruc", "ce", "none", "x"),
    number: fc.string({ unit: "binary" }),
  });
  fc.assert(
    fc.property(document, document, (a, b) => {
      documentWarnings(a);
      expect(compareDocuments(a, b)).toBe(compareDocuments(b, a));
    }),
  );
});
