// Commitments to personal values: fixed for ever by one worked example, and telling salt and value apart.
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { commit, opens, SALT_BYTES } from "./commitment.ts";
import { bytesToHex } from "./hash.ts";

const SALT = Uint8Array.from({ length: SALT_BYTES }, (_, i) => i);

describe("a commitment", () => {
  test("is SHA-256 over tag, salt and canonical value, computed here by another library", () => {
    const expected = createHash("sha256")
      .update("reta/commitment/v1", "utf8")
      .update(SALT)
      .update('{"given":"Rosa","surname":"Quispe"}', "utf8")
      .digest("hex");
    expect(bytesToHex(commit(SALT, { surname: "Quispe", given: "Rosa" }))).toBe(expected);
  });

  test("opens with its own salt and value only", () => {
    const commitment = commit(SALT, "Rosa");
    const otherSalt = SALT.map((byte, i) => (i === 31 ? byte ^ 1 : byte));
    expect(opens(commitment, SALT, "Rosa")).toBe(true);
    expect(opens(commitment, SALT, "Rosa ")).toBe(false);
    expect(opens(commitment, SALT, ["Rosa"])).toBe(false);
    expect(opens(commitment, otherSalt, "Rosa")).toBe(false);
    expect(opens(commitment, SALT.subarray(1), "Rosa")).toBe(false);
  });

  test("is not made with a short salt, nor to a value without a canonical form", () => {
    expect(() => commit(SALT.subarray(1), "Rosa")).toThrow(RangeError);
    expect(() => commit(SALT, 1.5)).toThrow(/not-an-integer/);
  });
});
