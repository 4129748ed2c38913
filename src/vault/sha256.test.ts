// The two implementations of SHA-256 the register uses agree: what one writes, the other verifies.
import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesToHex, sha256 as portable } from "#src/domain/ledger/hash.ts";
import { sha256 } from "./sha256.ts";

test("both give the same hash of any bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(sha256(bytes).toString("hex")).toBe(bytesToHex(portable(bytes)));
    }),
  );
});

test("the empty text has the hash that FIPS 180-4 implementations are known by", () => {
  expect(sha256(new Uint8Array()).toString("hex")).toBe(
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  );
});
