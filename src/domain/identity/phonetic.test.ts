// Names that sound alike are looked for together, and those that do not are not.
import fc from "fast-check";
import { expect, test } from "vitest";
import { phoneticWord, phoneticWords } from "./phonetic.ts";

test.each([
  [["Huamán", "Guaman", "Waman", "HUAMAN"]],
  [["Quispe", "Kispe", "Qispe"]],
  [["Ccori", "Qori", "Kori"]],
  [["Vargas", "Bargas"]],
  [["Zevallos", "Ceballos", "Sevayos"]],
  [["Ximena", "Jimena", "Gimena"]],
  [["Yupanqui", "Llupanki", "Iupanqui"]],
  [["Hinostroza", "Inostrosa"]],
  [["Ñahui", "Nahui"]],
])("%j sound alike", (names) => {
  expect(new Set(names.map(phoneticWord)).size).toBe(1);
});

test.each([
  ["Mamani", "Huamani"],
  ["Rojas", "Rosas"],
  ["Chávez", "Cáceres"],
  ["Gómez", "Jiménez"],
])("%s and %s do not", (a, b) => {
  expect(phoneticWord(a)).not.toBe(phoneticWord(b));
});

test("particles are left out, and words keep their order", () => {
  expect(phoneticWords("De la Cruz Huamán")).toEqual(phoneticWords("Cruz Guamán"));
  expect(phoneticWords(undefined)).toEqual([]);
  expect(phoneticWords("😀")).toEqual([]);
});

test("no letter sounds otherwise in capitals", () => {
  const letters = Array.from({ length: 0x11_00_00 }, (_, code) => code)
    .map((code) => String.fromCodePoint(code))
    .filter((letter) => /\p{L}|\p{M}/u.test(letter));
  const sounds = (letter: string) =>
    new Set([letter, letter.toUpperCase(), letter.toLowerCase()].map(phoneticWord));
  expect(letters.filter((letter) => sounds(letter).size > 1)).toEqual([]);
});

test("whatever is typed, the sound is never longer and case and accents change nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (word) => {
      expect(phoneticWord(word.toUpperCase().toLowerCase())).toBe(phoneticWord(word.toLowerCase()));
      expect(phoneticWord(word).length).toBeLessThanOrEqual(word.normalize("NFKD").length);
    }),
  );
});
