// Where a break-glass stands at a time: fifteen minutes to be answered, four hours open, ended by either.
import { expect, test } from "vitest";
import { type UnlockSteps, unlockState } from "./unlock.ts";

const ASKED = "2026-11-30T08:00:00.000Z";
const STANDS = { suspended: false, posted: true };
const steps = (change: Partial<UnlockSteps> = {}): UnlockSteps => ({
  askedAt: ASKED,
  word: STANDS,
  answeredAt: null,
  agreed: null,
  endedAt: null,
  ...change,
});
const agreed = { answeredAt: "2026-11-30T08:10:00.000Z", agreed: true };

test.each([
  ["just asked", {}, "08:00:00.000", "waiting"],
  ["a moment before fifteen minutes", {}, "08:14:59.999", "waiting"],
  ["after fifteen minutes", {}, "08:15:00.000", "lapsed"],
  ["whoever asked is suspended", { word: { ...STANDS, suspended: true } }, "08:01:00.000", "lapsed"],
  ["whoever asked was posted elsewhere", { word: { ...STANDS, posted: false } }, "08:01:00.000", "lapsed"],
  ["taken back", { endedAt: "2026-11-30T08:05:00.000Z" }, "08:06:00.000", "ended"],
  ["refused", { ...agreed, agreed: false }, "08:11:00.000", "refused"],
  ["agreed", agreed, "08:10:00.000", "open"],
  ["a moment before four hours", agreed, "12:09:59.999", "open"],
  ["after four hours", agreed, "12:10:00.000", "over"],
  ["closed by one of the two", { ...agreed, endedAt: "2026-11-30T09:00:00.000Z" }, "09:00:00.000", "ended"],
  ["closed, and long ago", { ...agreed, endedAt: "2026-11-30T09:00:00.000Z" }, "23:00:00.000", "ended"],
] as [string, Partial<UnlockSteps>, string, string][])("%s", (_, change, time, expected) => {
  expect(unlockState(steps(change), `2026-11-30T${time}Z`)).toBe(expected);
});
