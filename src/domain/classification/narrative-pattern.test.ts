// The pattern language: what each sign means, and that a pattern that cannot be read says why.
import { expect, test } from "vitest";
import type { Lexicon } from "#src/schema/pack.ts";
import { readNarrative } from "./narrative.ts";
import { prepareLexicon } from "./narrative-lexicon.ts";
import { parsePattern } from "./narrative-pattern.ts";

const empty: Lexicon = {
  language: "es",
  spellings: { q: "que" },
  abbreviations: ["sra"],
  numbers: { quince: 15 },
  words: { them: ["la", "lo"] },
  negations: [],
  notNegations: [],
  scopeEnds: ["pero"],
  joins: ["ni"],
  entries: [],
  combinations: [],
};
const found = (pattern: string, text: string) =>
  readNarrative(text, prepareLexicon({ ...empty, entries: [{ id: "it", patterns: [pattern] }] })).matches.map(
    ({ start, end }) => text.slice(start, end),
  );

test.each([
  ["words one after the other", "la golpea", "que la golpea hoy", ["la golpea"]],
  ["not with another between", "la golpea", "la vecina golpea", []],
  ["a beginning", "golpe*", "fue golpeada a golpes", ["golpeada", "golpes"]],
  ["an ending", "*ando", "estaba cocinando", ["cocinando"]],
  ["an ending is not the whole word", "*ando", "ando bien", []],
  ["alternatives", "bar|cantina", "una cantina y un bar", ["cantina", "bar"]],
  ["a set of words", "<them> deja", "lo deja y la deja", ["lo deja", "la deja"]],
  ["an optional word", "no le? paga", "no paga y no le paga", ["no paga", "no le paga"]],
  ["a gap of up to two words", "quit* .. dni", "le quitó a ella su dni", []],
  ["a gap of that many words", "quit* ..3 dni", "le quitó a ella su dni", ["quitó a ella su dni"]],
  ["no gap over the end of a sentence", "quit* .. dni", "Lo quitó. Su dni", []],
  ["no gap over a word that ends a statement", "quit* .. dni", "quitó pero dni", []],
  ["a word that must not follow", "menor !importancia", "la menor importancia, la menor", ["menor"]],
  ["a word that must not stand before", "!mal menor", "un mal menor y la menor", ["menor"]],
  ["a number of years", "de #minor", "de 15 y de quince y de 35", ["de 15", "de quince"]],
  ["money is no age", "de #minor", "de 1,500 y de 2.5", []],
  ["an age in parentheses", "hija #in-parentheses", "su hija (16) y su hija 16", ["hija (16"]],
  ["a short spelling", "dice que", "dice q sí", ["dice q"]],
  ["a full stop after an abbreviation", "sra pide", "la sra. pide", ["sra. pide"]],
  [
    "letters as they sound",
    "ofreció",
    "le ofresio, le OFRECIÓ, le ofrecio",
    ["ofresio", "OFRECIÓ", "ofrecio"],
  ],
  ["the beginning of such a word", "enc*", "la enserraron y encontraron", ["enserraron", "encontraron"]],
  ["b and v, s and z", "vez", "bez ves VES", ["bez", "ves", "VES"]],
])("%s", (_, pattern, text, expected) => {
  expect(found(pattern, text)).toEqual(expected);
});

test.each([
  ["", "must begin and end with a word"],
  ["la ..", "must begin and end with a word"],
  [".. la", "must begin and end with a word"],
  ["la ..99 deja", "gap"],
  ["<nobody> deja", "no set of words"],
  ["la (deja|lleva)", "is no word"],
  ["#nine", "is no word"],
  ["a? b? c? d? e? f", "optional"],
])("the pattern %j is refused", (pattern, why) => {
  expect(() => parsePattern(pattern, new Map())).toThrow(why);
});

test("a combination may only name cues that something gives", () => {
  const combinations = [{ id: "both", needs: [["it"], ["nothing"]], within: 10 }];
  const entries = [{ id: "it", patterns: ["bar"] }];
  expect(() => prepareLexicon({ ...empty, entries, combinations })).toThrow('"both" names "nothing"');
});

test("a combination gives its codes to the words that together allow it, and only when they are near", () => {
  const lexicon = prepareLexicon({
    ...empty,
    entries: [
      { id: "place", patterns: ["bar"] },
      { id: "debt", patterns: ["deuda"] },
      { id: "party", patterns: ["cumpleaños"] },
    ],
    combinations: [
      {
        id: "both",
        needs: [["place"], ["debt"]],
        without: ["party"],
        within: 5,
        purposes: ["forced-labour"],
      },
    ],
  });
  expect(readNarrative("un bar y una deuda", lexicon).purposes).toEqual(["forced-labour"]);
  expect(readNarrative("un bar y una deuda", lexicon).matches.map((match) => match.purposes)).toEqual([
    ["forced-labour"],
    ["forced-labour"],
  ]);
  expect(readNarrative("un bar", lexicon).purposes).toEqual([]);
  expect(readNarrative("un bar, luego de mucho tiempo y lejos una deuda", lexicon).purposes).toEqual([]);
  expect(readNarrative("un bar y una deuda del cumpleaños", lexicon).purposes).toEqual([]);
});
