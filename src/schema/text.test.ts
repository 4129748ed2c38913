// Words of lists and units: what is shown of them is all there is.
import { expect, test } from "vitest";
import { line, lines } from "./text.ts";

const passes = (schema: ReturnType<typeof line>, words: string) => schema.safeParse(words).success;

test.each<[string, string, line: boolean, lines: boolean]>([
  ["plain words", "Engaño", true, true],
  ["a sign of less", "< 18 años", true, true],
  ["right-to-left words", "خداع", true, true],
  ["an emoji of several", "👩‍👧", true, true],
  ["two lines", "uno\ndos", false, true],
  ["two lines of another system", "uno\r\ndos", false, true],
  ["a carriage return", "uno\rdos", false, false],
  ["a tabulator", "uno\tdos", false, false],
  ["a line separator", "uno\u2028dos", false, false],
  ["a paragraph separator", "uno\u2029dos", false, false],
  ["a bell", "uno\u0007", false, false],
  ["a C1 control", "uno\u0085dos", false, false],
  ["an override to the left", "uno\u202esod", false, false],
  ["an embedding", "uno\u202asod", false, false],
  ["an isolate", "uno\u2066sod", false, false],
  ["a right-to-left mark", "uno\u200fdos", false, false],
  ["an Arabic letter mark", "uno\u061cdos", false, false],
])("%s", (_, words, asLine, asLines) => {
  expect(passes(line(100), words)).toBe(asLine);
  expect(passes(lines(100), words)).toBe(asLines);
});
