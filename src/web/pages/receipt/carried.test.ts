// What a square code carries reads back, and nothing else is taken for it.
import { expect, test } from "vitest";
import { receiptFrom } from "#src/domain/case/receipt.ts";
import { carriedBy, inGroups, readCarried } from "./carried.ts";

const receipt = receiptFrom(Uint8Array.from({ length: 12 }, (_, i) => i * 17));
const hash = "0123456789abcdef".repeat(4);

test("code, words and seal read back", () => {
  const fragment = carriedBy(receipt, hash);
  expect(fragment).toMatch(/^[0-9]{16}\.[a-z-]+\.0123456789abcdef$/);
  expect(readCarried(`#${fragment}`)).toEqual({ ...receipt, seal: "0123456789abcdef" });
  expect(inGroups("0123456789abcdef")).toBe("0123 4567 89ab cdef");
});

test.each([
  "",
  "#",
  "#content",
  "#1.a.b",
  `#${carriedBy(receipt, hash).slice(0, -1)}`,
  `#x${carriedBy(receipt, hash)}`,
])("%j is none", (fragment) => expect(readCarried(fragment)).toBeUndefined());
