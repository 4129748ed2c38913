// Which ways in suffice, and that the last one that does is never taken away.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hasWayIn, mayRemove, type WaysIn } from "./ways-in.ts";

const none: WaysIn = { passkeys: 0, password: false, totp: false, singleSignOn: 0 };

test.each<[string, Partial<WaysIn>, boolean, boolean]>([
  ["nothing", {}, false, false],
  ["a passkey", { passkeys: 1 }, true, true],
  ["a password alone", { password: true }, false, true],
  ["a password with an app", { password: true, totp: true }, true, true],
  ["an app without a password", { totp: true }, false, false],
  ["single sign-on", { singleSignOn: 1 }, true, true],
])("%s suffices: %s", (_, ways, usually, wherePasswordAlone) => {
  expect(hasWayIn({ ...none, ...ways }, false)).toBe(usually);
  expect(hasWayIn({ ...none, ...ways }, true)).toBe(wherePasswordAlone);
});

test("what may be removed leaves a way in, and is refused only when it would not", () => {
  const ways = fc.record({
    passkeys: fc.nat(3),
    password: fc.boolean(),
    totp: fc.boolean(),
    singleSignOn: fc.nat(2),
  });
  fc.assert(
    fc.property(ways, fc.boolean(), (has, passwordAlone) => {
      const left = { ...has, passkeys: has.passkeys - 1 };
      expect(mayRemove(has, "passkey", passwordAlone)).toBe(hasWayIn(left, passwordAlone));
      expect(mayRemove(has, "totp", passwordAlone)).toBe(hasWayIn({ ...has, totp: false }, passwordAlone));
    }),
  );
});
