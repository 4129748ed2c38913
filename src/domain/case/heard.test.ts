// What is heard in an answer: numbers that may be a staff member's, words about officers, and nothing of anything else.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Lexicon } from "#src/schema/pack.ts";
import { prepareLexicon } from "../classification/narrative-lexicon.ts";
import { heardIn } from "./heard.ts";

const lexicon = prepareLexicon(
  Lexicon.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, "../../../packs/pe/lexicon.json"), "utf8")),
  ),
);

test("numbers of the length of a document and words about officers are heard, nothing else", () => {
  expect(heardIn("Fue el del 31.234.567, no me llamen al 12.", lexicon)).toEqual({
    numbers: ["31234567"],
    words: [],
  });
  const { numbers, words } = heardIn("La dueña le paga cupo a la policía.", lexicon);
  expect(numbers).toEqual([]);
  expect(words.length).toBeGreaterThan(0);
  expect(heardIn("El lunes no, mejor el martes.", lexicon)).toEqual({ numbers: [], words: [] });
});
