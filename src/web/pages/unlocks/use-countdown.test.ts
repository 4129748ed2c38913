// What is left of fifteen minutes and of four hours, as it stands on the screen.
import { expect, test } from "vitest";
import { leftOf } from "./use-countdown.ts";

test.each([
  [4 * 3_600_000, "4:00:00"],
  [3_600_000, "1:00:00"],
  [3_599_001, "1:00:00"],
  [3_599_000, "59:59"],
  [15 * 60_000, "15:00"],
  [61_000, "01:01"],
  [1, "00:01"],
  [0, "00:00"],
  [-5, "00:00"],
])("%i ms", (ms, words) => {
  expect(leftOf(ms)).toBe(words);
});
