// What holds for every narrative, whatever is typed: places, spelling, what is added later, and time.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Lexicon } from "#src/schema/pack.ts";
import { readNarrative } from "./narrative.ts";
import { prepareLexicon } from "./narrative-lexicon.ts";

const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const lexicon = prepareLexicon(Lexicon.parse(JSON.parse(file("packs/pe/lexicon.json"))));
const narratives: string[] = file("test/narratives/development.jsonl")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line).text);
const read = (text: string) => readNarrative(text, lexicon);

const words = [...new Set(narratives.join(" ").split(" "))];
const narrative = fc.oneof(
  fc.constantFrom(...narratives),
  fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((some) => some.join(" ")),
  fc
    .array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: "grapheme" })), { maxLength: 40 })
    .map((some) => some.join(" ")),
  fc.string({ unit: "binary", maxLength: 400 }),
);

test("every match lies in the text, begins and ends with a word, and the matches are in order", () => {
  fc.assert(
    fc.property(narrative, (text) => {
      let before = 0;
      for (const { start, end } of read(text).matches) {
        expect(start).toBeGreaterThanOrEqual(before);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        const matched = text.slice(start, end);
        expect(matched).toMatch(/^[\p{L}\p{N}].*[\p{L}\p{N}\p{M}\p{Cf}@]$|^[\p{L}\p{N}]$/su);
        expect(matched.isWellFormed()).toBe(text.isWellFormed() || matched.isWellFormed());
        before = start;
      }
    }),
    { numRuns: 300 },
  );
});

test("suggestions are the union of the matches that are stated", () => {
  fc.assert(
    fc.property(narrative, (text) => {
      const { matches, acts, means, purposes, minor } = read(text);
      const stated = matches.filter((match) => !match.negated);
      expect(new Set(acts)).toEqual(new Set(stated.flatMap((match) => match.acts)));
      expect(new Set(means)).toEqual(new Set(stated.flatMap((match) => match.means)));
      expect(new Set(purposes)).toEqual(new Set(stated.flatMap((match) => match.purposes)));
      expect(minor).toBe(stated.some((match) => match.minor));
    }),
    { numRuns: 200 },
  );
});

test("a paragraph added at the end takes no earlier match away and changes none's place or denial", () => {
  fc.assert(
    fc.property(narrative, narrative, (text, more) => {
      const place = ({ start, end, pattern, negated }: ReturnType<typeof read>["matches"][number]) => ({
        start,
        end,
        pattern,
        negated,
      });
      const before = read(text).matches.map(place);
      const after = read(`${text}\n\n${more}`).matches.map(place);
      expect(after.slice(0, before.length)).toEqual(before);
    }),
    { numRuns: 300 },
  );
});

test("capitals and missing accents change nothing", () => {
  fc.assert(
    fc.property(fc.constantFrom(...narratives), (text) => {
      const { matches: _, ...reading } = read(text);
      const unaccented = text.normalize("NFD").replace(/\p{M}/gu, "");
      expect(read(text.toUpperCase())).toMatchObject(reading);
      expect(read(unaccented)).toMatchObject(reading);
      expect(read(text.normalize("NFD"))).toMatchObject(reading);
    }),
    { numRuns: narratives.length },
  );
});

// The bound only catches growth that is not linear (a backtracking reader takes minutes); docs/narrative.md has figures.
test.each([
  ["real narratives", `${narratives.join(" ")} `],
  ["one negation after the other", "no ni nunca "],
  ["gaps that never close", "ofreció le "],
  ["one rumour after the other", "rumor "],
  ["places, debts and ages", "bar deuda menor de 15 años trabaja "],
  ["one endless word", "a"],
  ["marks", "á\u0301\u0302"],
  ["numbers", "1,"],
  ["emoji", "👩🏽‍🦱"],
  ["brackets and dots", "(.(;("],
])("100,000 characters are read at once: %s", (_, piece) => {
  const text = piece.repeat(Math.ceil(100_000 / piece.length)).slice(0, 100_000);
  const before = performance.now();
  read(text);
  expect(performance.now() - before).toBeLessThan(3000);
});
