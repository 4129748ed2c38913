// With what somebody must have proved to be there: the table, each kind of proof with and without a passkey.
import { expect, test } from "vitest";
import { isStrongest, STRONGEST, unlockStep } from "./proof.ts";

test.each([
  ["password", 0, true],
  ["totp", 0, true],
  ["single-sign-on", 0, true],
  ["code", 0, true],
  ["passkey", 1, true],
  ["passkey", 3, true],
  ["password", 1, false],
  ["totp", 1, false],
  ["single-sign-on", 1, false],
  ["code", 1, false],
  // The passkey that opened the session has been removed since: nothing stronger is left.
  ["passkey", 0, true],
] as const)("proved with %s by who has %i passkeys: the strongest is %s", (provedBy, passkeys, strongest) => {
  expect(isStrongest({ provedBy, passkeys })).toBe(strongest);
});

test("of what is opened in an emergency, who complained takes it", () => {
  expect(unlockStep("complainant-identity")).toBe("unlock-complainant");
  for (const other of ["suspect-identity", "victim-identity", "minor-identity"] as const)
    expect(unlockStep(other)).toBeUndefined();
});

test("each step says why", () => {
  for (const source of Object.values(STRONGEST)) expect(source).not.toBe("");
});
