// Receipts: every wrong digit is seen, typing does not matter, and the words can be told apart.
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkDigit, RECEIPT_BYTES, readCode, readReceipt, receiptFrom } from "./receipt.ts";
import { PHRASE_WORDS } from "./receipt-words.ts";

const bytes = fc.uint8Array({ minLength: RECEIPT_BYTES, maxLength: RECEIPT_BYTES });

test("the check digit is that of the standard", () => {
  // ISO/IEC 7064, MOD 11,10: 0794 has the check digit 5.
  expect(checkDigit("0794")).toBe("5");
});

test("a receipt reads back, however it is typed", () => {
  fc.assert(
    fc.property(bytes, (made) => {
      const receipt = receiptFrom(made);
      expect(receipt.code).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/);
      expect(readReceipt(receipt)).toEqual(receipt);
      const typed = {
        code: receipt.code.replaceAll(" ", "-"),
        phrase: `  ${receipt.phrase.toUpperCase().replaceAll(" ", ", ").replace("A", "Á")}. `,
      };
      expect(readReceipt(typed)).toEqual(receipt);
    }),
  );
});

test("one wrong digit is always seen", () => {
  fc.assert(
    fc.property(bytes, fc.nat(15), fc.integer({ min: 1, max: 9 }), (made, at, by) => {
      const digits = receiptFrom(made).code.replaceAll(" ", "");
      const wrong = [...digits].with(at, String((Number(digits[at]) + by) % 10)).join("");
      expect(readCode(digits)).toBeDefined();
      expect(readCode(wrong)).toBeUndefined();
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  "",
  "1234",
  "x".repeat(16),
  "１２３４ 5678 9012 3456",
  `${"0".repeat(16)}0`,
])("%j is no code", (typed) => {
  expect(readCode(typed)).toBeUndefined();
});

test("the words are 256, each its own, of letters that need no accent", () => {
  expect(new Set(PHRASE_WORDS).size).toBe(256);
  expect(PHRASE_WORDS.filter((word) => !/^[a-z]{3,10}$/.test(word))).toEqual([]);
});

test("different bytes make different receipts", () => {
  const seen = new Set<string>();
  for (let i = 0; i < 5_000; i++) {
    const made = new Uint8Array(RECEIPT_BYTES);
    new DataView(made.buffer).setUint32(4, i);
    seen.add(receiptFrom(made).code);
  }
  expect(seen.size).toBe(5_000);
  expect(() => receiptFrom(new Uint8Array(RECEIPT_BYTES - 1))).toThrow(RangeError);
});
