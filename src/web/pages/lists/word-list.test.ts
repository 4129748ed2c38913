// The word list as rows: what each way of saying something raises, and finding it by a word.
import { expect, test } from "vitest";
import type { Lexicon } from "#src/schema/pack.ts";
import { findWords, wordRows } from "./word-list.ts";

const LEXICON: Lexicon = {
  ...{ language: "es", spellings: {}, abbreviations: [], numbers: {}, words: {} },
  ...{ negations: [], notNegations: [], scopeEnds: [], joins: [] },
  entries: [
    { id: "bar-word", patterns: ["bar|cantina"] },
    { id: "debt", patterns: ["le debe", "deuda*"], means: ["debt"] },
    { id: "official", patterns: ["es policía"], officials: true },
    { id: "girl", patterns: ["niñ*"], minor: true },
    { id: "idle", patterns: ["nada"] },
  ],
  combinations: [{ id: "tends", needs: [["girl"], ["bar-word"]], within: 10, purposes: ["sexual"] }],
  scales: [
    { id: "scale", weights: { "bar-word": -2, debt: 3 }, threshold: 3, within: 10, acts: ["recruitment"] },
  ],
};

test("a row tells what it raises by itself, what it weighs for and against, in order of weight for the reader", () => {
  const rows = wordRows(LEXICON);
  expect(rows.map(({ id, effects }) => [id, effects])).toEqual([
    ["official", ["walls"]],
    ["girl", ["minor", "weighs"]],
    ["debt", ["suggests", "weighs"]],
    ["bar-word", ["weighs"]],
    ["idle", []],
  ]);
  const bar = rows.find(({ id }) => id === "bar-word");
  expect(bar?.speaksFor).toEqual([{ catalogue: "purpose", code: "sexual" }]);
  expect(bar?.speaksAgainst).toEqual([{ catalogue: "act", code: "recruitment" }]);
});

test("it is found by a word without its accents, and by what it does", () => {
  const rows = wordRows(LEXICON);
  expect(findWords(rows, "POLICIA", "").map(({ id }) => id)).toEqual(["official"]);
  expect(findWords(rows, "", "minor").map(({ id }) => id)).toEqual(["girl"]);
  expect(findWords(rows, "deuda", "walls")).toEqual([]);
});
