// A message opens with the receipt it waits at, as the message it was, and with nothing else.
import { expect, test } from "vitest";
import { receiptsOf } from "./receipts.ts";
import { openWithReceipt, sealForReceipt } from "./relay-text.ts";

const receipts = receiptsOf(Buffer.alloc(32, 7));
const receipt = receipts.make("entry-1");
const TEXT = "¿Puede llamarnos mañana? 🙂";

test("with its receipt, and as the message it was sealed as", () => {
  const sealed = sealForReceipt(receipts, receipt, "m1", TEXT);
  expect(openWithReceipt(receipts, receipt, "m1", sealed)).toBe(TEXT);
  expect(() => openWithReceipt(receipts, receipts.make("entry-2"), "m1", sealed)).toThrow();
  expect(() => openWithReceipt(receipts, receipt, "m2", sealed)).toThrow();
  expect(() => openWithReceipt(receiptsOf(Buffer.alloc(32, 8)), receipt, "m1", sealed)).toThrow();
  const bent = Buffer.from(sealed);
  bent[20] = (bent[20] ?? 0) ^ 1;
  expect(() => openWithReceipt(receipts, receipt, "m1", bent)).toThrow();
});

test("its length says little, and the key is not what the receipt is kept under", () => {
  const lengths = ["", "Sí.", "x".repeat(252)].map(
    (text) => sealForReceipt(receipts, receipt, "m1", text).length,
  );
  expect(new Set(lengths).size).toBe(1);
  expect(sealForReceipt(receipts, receipt, "m1", "x".repeat(253)).length).toBeGreaterThan(lengths[0] ?? 0);
  expect(receipts.messageKey(receipt).equals(receipts.hash(receipt))).toBe(false);
});
