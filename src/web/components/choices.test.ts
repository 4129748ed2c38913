// Ticking and unticking: answers that stand alone stand alone, and the order is that of the list.
import { expect, test } from "vitest";
import { toggle } from "./ChoiceList.tsx";
import { joinDate, splitDate } from "./date-parts.ts";

const choices = [
  { code: "a", label: "A" },
  { code: "b", label: "B" },
  { code: "none", label: "None", exclusive: true },
];

test.each([
  [[], "a", ["a"]],
  [["b"], "a", ["a", "b"]],
  [["a", "b"], "a", ["b"]],
  [["a", "b"], "none", ["none"]],
  [["a"], "unknown", ["unknown"]],
  [["none"], "b", ["b"]],
  [["unknown"], "b", ["b"]],
  [["unknown"], "unknown", []],
  [["later-code"], "a", ["a", "later-code"]],
])("%j and a press on %s make %j", (values, code, expected) => {
  expect(toggle(values, code, choices)).toEqual(expected);
});

test.each([
  ["2026", "", "", "2026"],
  ["2026", "3", "", "2026-03"],
  ["2026", "03", "7", "2026-03-07"],
  ["", "", "", ""],
  ["2026", "", "7", "2026--07"],
  ["", "03", "", "-03"],
])("year %j, month %j, day %j are written %j", (year, month, day, expected) => {
  expect(joinDate(year, month, day)).toBe(expected);
  expect(splitDate(expected).map((part) => Number(part))).toEqual([year, month, day].map(Number));
});
