// Names cleaned for comparison: particles, accents, order.
import fc from "fast-check";
import { expect, test } from "vitest";
import { compareNames, nameWords, normaliseName } from "./name.ts";

test.each([
  ["  ÑAUPARI  Quispe ", "naupari quispe"],
  ["O’Higgins", "ohiggins"],
  ["María-José", "maria jose"],
  ["M. Elena", "m elena"],
  ["😀", ""],
])("%s is compared as %s", (name, normal) => {
  expect(normaliseName(name)).toBe(normal);
});

test("particles do not count unless they are all there is", () => {
  expect(nameWords("de la Cruz")).toEqual(["cruz"]);
  expect(nameWords("De la O")).toEqual(["o"]);
  expect(nameWords("Las")).toEqual(["las"]);
  expect(nameWords(undefined)).toEqual([]);
});

const name = (paternalSurname?: string, maternalSurname?: string, givenNames?: string) => ({
  ...(paternalSurname === undefined ? {} : { paternalSurname }),
  ...(maternalSurname === undefined ? {} : { maternalSurname }),
  ...(givenNames === undefined ? {} : { givenNames }),
});

test.each([
  [name("Quispe", "Mamani", "Ana María"), name("QUISPE", "MAMANI", "ana maria"), "same"],
  [name("de la Cruz", "Huamán", "Rosa"), name("Cruz", "Huaman", "Rosa"), "same"],
  [name("Quispe", "Mamani", "Ana María"), name("Quispe", "Mamani", "Ana"), "similar"],
  [name("Quispe", "Mamani", "A."), name("Quispe", "Mamani", "Ana"), "similar"],
  [name("Quispe", undefined, "Ana"), name("Quispe", "Mamani", "Ana"), "similar"],
  [name("Quispe", "Mamani", "Ana"), name("Quispe", "Flores", "Ana"), "different"],
  [name("Quispe", "Mamani", "Ana"), name("Quispe", "Mamani", "Luz"), "different"],
  [name(undefined, undefined, "Ana"), name("Quispe", "Mamani", "Ana"), "unknown"],
  [name(), name("Quispe"), "unknown"],
])("%o and %o are %s", (a, b, likeness) => {
  expect(compareNames(a, b)).toBe(likeness);
  expect(compareNames(b, a)).toBe(likeness);
});

test("a name with telling words is the same as itself in capitals", () => {
  const words = fc.stringMatching(/^[a-zñáéíóú]{3,12}$/);
  fc.assert(
    fc.property(words, words, words, (a, b, c) => {
      const upper = [a, b, c].map((word) => word.toUpperCase());
      expect(compareNames(name(a, b, c), name(upper[0], upper[1], upper[2]))).toBe("same");
    }),
  );
});
