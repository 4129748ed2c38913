// The draw of openings: how many, that nothing but the seed decides which, and that a draw that was steered shows.
import fc from "fast-check";
import { expect, test } from "vitest";
import { drawSample, isSampleTrue, type SampleSeed, sampleSize, shareOf } from "./opening-sample.ts";

const hex = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString("hex"));
const hashes = fc.uniqueArray(hex, { maxLength: 60 });
const seed: fc.Arbitrary<SampleSeed> = fc.record({
  week: fc.constantFrom("2026-11-16", "2026-11-23"),
  size: fc.nat(),
  root: hex,
});
const rule = fc.record({
  percent: fc.integer({ min: 1, max: 100 }),
  atLeast: fc.integer({ min: 1, max: 50 }),
});

test.each([
  [0, 0],
  [3, 3],
  [5, 5],
  [100, 5],
  [101, 6],
  [1_000, 50],
])("of %i openings %i are drawn where five in a hundred are, and at least five", (openings, drawn) =>
  expect(sampleSize(openings, { percent: 5, atLeast: 5 })).toBe(drawn));

test("a draw is as large as the rule says, holds nothing else and nothing twice, in whatever order they are listed", () =>
  fc.assert(
    fc.property(seed, hashes, rule, fc.nat(), (by, of, how, turn) => {
      const drawn = drawSample(by, of, how);
      expect(drawn).toHaveLength(sampleSize(of.length, how));
      expect(new Set(drawn).size).toBe(drawn.length);
      expect(of).toEqual(expect.arrayContaining(drawn));
      const at = of.length === 0 ? 0 : turn % of.length;
      expect(drawSample(by, [...of.slice(at), ...of.slice(0, at), ...of.slice(at)], how)).toEqual(drawn);
    }),
  ));

test("a further opening takes at most its own place: it never brings in another", () =>
  fc.assert(
    fc.property(seed, hashes, hex, fc.integer({ min: 1, max: 50 }), (by, of, further, atLeast) => {
      const how = { percent: 1, atLeast };
      const before = drawSample(by, of, how);
      for (const hash of drawSample(by, [...of, further], how))
        expect(hash === further || before.includes(hash)).toBe(true);
    }),
  ));

test("who is drawn hangs on the root: over many roots each of twenty openings is drawn about equally often", () => {
  const of = Array.from({ length: 20 }, (_, i) => String(i).padStart(64, "0"));
  const times = new Map(of.map((hash) => [hash, 0]));
  const ROOTS = 2_000;
  for (let i = 0; i < ROOTS; i += 1) {
    const by = { week: "2026-11-23", size: 1_000, root: String(i).padStart(64, "f") };
    for (const hash of drawSample(by, of, { percent: 5, atLeast: 5 }))
      times.set(hash, (times.get(hash) ?? 0) + 1);
  }
  // A quarter of them each time: 500, with a deviation of 19; six of them on either side.
  for (const often of times.values()) expect(Math.abs(often - ROOTS / 4)).toBeLessThan(120);
});

const counted = (of: readonly string[], drawn: readonly string[]) => ({
  openings: of.length,
  drawn: drawn.length,
});

test("a true draw is told from one in which any opening drawn was changed for another, added or left out", () =>
  fc.assert(
    fc.property(seed, hashes, rule, fc.nat(), (by, of, how, turn) => {
      const drawn = drawSample(by, of, how);
      const known = (chosen: string[], counts = counted(of, drawn)) =>
        isSampleTrue(by, how, counts, { seen: of, drawn: chosen });
      expect(known(drawn)).toBe(true);
      const others = of.filter((hash) => !drawn.includes(hash));
      const [gone, instead] = [drawn[turn % drawn.length], others[turn % others.length]];
      if (gone !== undefined) {
        const fewer = drawn.filter((hash) => hash !== gone);
        expect(known(fewer)).toBe(false);
        expect(known(fewer, counted(of, fewer))).toBe(false);
        if (instead !== undefined) expect(known([...fewer, instead])).toBe(false);
      }
      expect(known([...drawn, "00".repeat(32)])).toBe(false);
    }),
  ));

test("who may not see every opening finds a true draw true, whatever is hidden", () =>
  fc.assert(
    fc.property(
      seed,
      hashes,
      rule,
      fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
      (by, of, how, open) => {
        const drawn = drawSample(by, of, how);
        const seen = of.filter((_, i) => open[i]);
        const shown = { seen, drawn: drawn.filter((hash) => seen.includes(hash)) };
        expect(isSampleTrue(by, how, counted(of, drawn), shown)).toBe(true);
      },
    ),
  ));

test("a share is never more than it is, and of nothing there is none", () => {
  expect(shareOf(0, 0)).toBeNull();
  expect(shareOf(2, 3)).toBe(66);
  expect(shareOf(199, 200)).toBe(99);
  expect(shareOf(5, 5)).toBe(100);
});
