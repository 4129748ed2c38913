// Phone numbers of Peru and abroad cleaned and looked at.
import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanPhone, comparePhones, phoneWarnings } from "./phone.ts";

test.each([
  ["987 654 321", "international", "+51987654321", []],
  ["+51 987-654-321", "international", "+51987654321", []],
  ["51987654321", "international", "+51987654321", []],
  ["0051 987654321", "international", "+51987654321", []],
  ["(01) 422-3344", "international", "+5114223344", []],
  ["(084) 22-3344", "international", "+5184223344", []],
  ["51 352233", "international", "+5151352233", []],
  ["+591 71234567", "international", "+59171234567", []],
  ["00591 71234567", "international", "+59171234567", []],
  ["105", "short", "105", []],
  ["1818", "short", "1818", []],
  ["0800-23232", "toll-free", "080023232", []],
  ["422-3344", "area-missing", "4223344", ["phone-area-missing"]],
  ["223344", "area-missing", "223344", ["phone-area-missing"]],
  ["12345", "other", "12345", ["phone-pattern"]],
  ["no tiene", "other", "", ["phone-pattern"]],
  ["+0", "other", "0", ["phone-pattern"]],
  ["9876543210987654321", "other", "9876543210987654321", ["phone-pattern"]],
])("%s", (typed, kind, number, warnings) => {
  expect(cleanPhone(typed)).toEqual({ kind, number });
  expect(phoneWarnings(typed).map(({ code }) => code)).toEqual(warnings);
});

test.each([
  ["987654321", "+51 987 654 321", "same"],
  ["987654321", "987654322", "different"],
  ["223344", "(084) 22-3344", "similar"],
  ["105", "105", "similar"],
  ["", "987654321", "unknown"],
])("%s and %s are %s", (a, b, likeness) => {
  expect(comparePhones(a, b)).toBe(likeness);
  expect(comparePhones(b, a)).toBe(likeness);
});

test("what E.164 gives is read back as itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."0123456789 +-()") }), (typed) => {
      const { kind, number } = cleanPhone(typed);
      if (kind === "international") expect(cleanPhone(number)).toEqual({ kind, number });
    }),
  );
});
