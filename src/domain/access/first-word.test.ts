// The first of two words: what takes two, and whether it still counts when its speaker is suspended or posted elsewhere.
import { expect, test } from "vitest";
import { firstWordCounts, TWO_WORDS, type TwoWords } from "./first-word.ts";

test.each([
  ["posting", false],
  ["recovery", false],
  ["suspension", false],
  ["pack-change", false],
  ["key-order", false],
  ["unlock", false],
  ["wall-lift", false],
  ["mark-withdrawal", false],
  ["correction", true],
  ["hand-over", true],
] as const)("of a %s it counts after the posting has ended: %s; and of nobody who is suspended", (act, outlives) => {
  expect(firstWordCounts(act, { suspended: false, posted: true })).toBe(true);
  expect(firstWordCounts(act, { suspended: false, posted: false })).toBe(outlives);
  for (const posted of [true, false]) expect(firstWordCounts(act, { suspended: true, posted })).toBe(false);
});

test("each of them says why", () => {
  for (const act of Object.keys(TWO_WORDS) as TwoWords[]) expect(TWO_WORDS[act].source, act).not.toBe("");
});
