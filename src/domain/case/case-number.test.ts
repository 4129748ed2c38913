// Case numbers read back however they are typed or said, and a slip is found.
import fc from "fast-check";
import { expect, test } from "vitest";
import { caseNumberFrom, readCaseNumber } from "./case-number.ts";

const numbers = fc.uint8Array({ minLength: 10, maxLength: 10 }).map(caseNumberFrom);
const ALPHABET = [..."0123456789ABCDEFGHJKMNPQRSTVWXYZ"];

test("a case number reads back, however it is typed", () => {
  fc.assert(
    fc.property(numbers, (number) => {
      expect(readCaseNumber(number)).toBe(number);
      expect(readCaseNumber(` ${number.toLowerCase().replaceAll("-", " ")} `)).toBe(number);
      expect(readCaseNumber(number.replaceAll("0", "o").replaceAll("1", "l"))).toBe(number);
    }),
  );
});

test("every wrong character is found", () => {
  fc.assert(
    fc.property(numbers, fc.nat(10), fc.constantFrom(...ALPHABET), (number, position, wrong) => {
      const plain = [...number.replaceAll("-", "")];
      fc.pre(plain[position] !== wrong);
      plain[position] = wrong;
      expect(readCaseNumber(plain.join(""))).toBeUndefined();
    }),
  );
});

test("every two exchanged characters are found", () => {
  fc.assert(
    fc.property(numbers, fc.nat(10), fc.nat(10), (number, a, b) => {
      const plain = [...number.replaceAll("-", "")];
      fc.pre(plain[a] !== plain[b]);
      [plain[a], plain[b]] = [plain[b] as string, plain[a] as string];
      expect(readCaseNumber(plain.join(""))).toBeUndefined();
    }),
  );
});

test("what is no case number is not read as one", () => {
  for (const typed of ["", "abc", "U".repeat(11), "1".repeat(12), "ñ".repeat(11)]) {
    expect(readCaseNumber(typed)).toBeUndefined();
  }
});
