// Enrolment codes: written in groups, read as people type them.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { enrolmentCodeFrom, readEnrolmentCode } from "./enrolment-code.ts";

test("a code is read back however it is typed", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (random) => {
      const code = enrolmentCodeFrom(random);
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
      for (const typed of [
        code,
        code.toLowerCase(),
        code.replaceAll("-", " "),
        ` ${code.replaceAll("-", "")} `,
      ])
        expect(readEnrolmentCode(typed)).toBe(code);
      expect(readEnrolmentCode(code.replaceAll("0", "o").replaceAll("1", "l"))).toBe(code);
    }),
  );
});

test("what cannot be a code is none", () => {
  for (const typed of ["", "ABCD", "ABCD-EFGH-JKMU", "ABCD-EFGH-JKMN-P"]) {
    expect(readEnrolmentCode(typed)).toBeUndefined();
  }
  expect(() => enrolmentCodeFrom(new Uint8Array(5))).toThrow(RangeError);
});
