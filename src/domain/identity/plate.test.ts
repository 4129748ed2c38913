// Licence plates, whole and partial, cleaned and compared.
import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanPlate, comparePlates, plateWarnings } from "./plate.ts";

test.each([
  ["abc-123", "ABC123", []],
  ["A1B 234", "A1B234", []],
  ["AB-1234", "AB1234", []],
  ["1234-5A", "12345A", []],
  ["1234-XA", "1234XA", []],
  ["EPA-123", "EPA123", []],
  ["ABC-12", "ABC12", ["plate-partial"]],
  ["A?C-1*3", "A?C1?3", ["plate-partial"]],
  ["", "", ["plate-partial"]],
  ["CA-123-456", "CA123456", ["plate-pattern"]],
  ["123456", "123456", ["plate-pattern"]],
])("%s is read as %s", (plate, clean, warnings) => {
  expect(cleanPlate(plate)).toBe(clean);
  expect(plateWarnings(plate).map(({ code }) => code)).toEqual(warnings);
});

test.each([
  ["ABC-123", "abc 123", "same"],
  ["A0C-123", "AOC-123", "similar"],
  ["ABC-123", "ABC-128", "different"],
  ["A?C-123", "ABC-123", "similar"],
  ["BC-123", "ABC-123", "similar"],
  ["BC-12", "XBC-129", "similar"],
  ["C-12", "ABC-123", "unknown"],
  ["????", "ABC-123", "unknown"],
  ["", "", "unknown"],
  ["ABC-12", "ABC-12", "similar"],
])("%s and %s are %s", (a, b, likeness) => {
  expect(comparePlates(a, b)).toBe(likeness);
});

test("comparing is symmetric and a full plate is the same as itself however it is typed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
      expect(comparePlates(a, b)).toBe(comparePlates(b, a));
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z]{3}\d{3}$/), (plate) => {
      expect(comparePlates(plate, ` ${plate.slice(0, 3).toLowerCase()}-${plate.slice(3)}`)).toBe("same");
    }),
  );
});
