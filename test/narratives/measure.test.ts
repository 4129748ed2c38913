// How well the pack's word list reads the labelled narratives: fails when a figure falls below the one in docs/narrative.md.
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { classify } from "#src/domain/classification/classify.ts";
import { factsWithSuggestions, readNarrative } from "#src/domain/classification/narrative.ts";
import { prepareLexicon } from "#src/domain/classification/narrative-lexicon.ts";
import { prepareLaw } from "#src/domain/classification/prepared-law.ts";
import type { Facts } from "#src/schema/facts.ts";
import { parseLaw } from "#src/schema/law.ts";
import { Lexicon } from "#src/schema/pack.ts";

interface Labelled {
  text: string;
  kind: "trafficking" | "related" | "none";
  acts: string[];
  means: string[];
  purposes: string[];
  minor: boolean | null;
}
interface Count {
  right: number;
  wrong: number;
  missed: number;
}
const LEVELS = ["acts", "means", "purposes", "minor", "alerting", "recognised"] as const;
type Level = (typeof LEVELS)[number];
type Counts = Record<Level, Count>;

const here = (path: string) => new URL(path, import.meta.url);
const json = (path: string): unknown => JSON.parse(readFileSync(here(path), "utf8"));
const law = prepareLaw(parseLaw(json("../../packs/pe/law.json")));
const palermo = prepareLaw(parseLaw(json("../../packs/palermo/law.json")));
const lexicon = prepareLexicon(Lexicon.parse(json("../../packs/pe/lexicon.json")));
const rows = (name: string): Labelled[] =>
  readFileSync(here(name), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

/** Floors: the figures of docs/narrative.md less three hundredths, as [precision, recall]. */
const FLOORS: Record<string, Record<Level, [number, number]>> = {
  development: {
    acts: [0.755, 0.817],
    means: [0.799, 0.675],
    purposes: [0.676, 0.85],
    minor: [0.936, 0.905],
    alerting: [0.918, 0.773],
    recognised: [0.668, 0.957],
  },
  "held out": {
    acts: [0.745, 0.513],
    means: [0.694, 0.397],
    purposes: [0.539, 0.423],
    minor: [0.951, 0.951],
    alerting: [0.93, 0.328],
    recognised: [0.72, 0.821],
  },
};

const nothingTicked: Facts = {
  country: "pe",
  factsTo: "2024-06-01",
  acts: [],
  means: [],
  purposes: [],
  victims: [{ id: "v1", ageAtFacts: null }],
};

function measure(narratives: readonly Labelled[]): Counts {
  const none = (): Count => ({ right: 0, wrong: 0, missed: 0 });
  const counts: Counts = {
    acts: none(),
    means: none(),
    purposes: none(),
    minor: none(),
    alerting: none(),
    recognised: none(),
  };
  const add = (level: Level, labelled: boolean, suggested: boolean) => {
    if (labelled && suggested) counts[level].right++;
    else if (suggested) counts[level].wrong++;
    else if (labelled) counts[level].missed++;
  };
  for (const narrative of narratives) {
    const reading = readNarrative(narrative.text, lexicon);
    for (const element of ["acts", "means", "purposes"] as const) {
      for (const code of new Set([...narrative[element], ...reading[element]])) {
        add(element, narrative[element].includes(code), reading[element].includes(code));
      }
    }
    add("minor", narrative.minor === true, reading.minor);
    const { verdict } = classify(factsWithSuggestions(nothingTicked, reading), law, palermo);
    const trafficking = narrative.kind === "trafficking";
    add("alerting", trafficking, verdict === "consistent" || verdict === "age-decides");
    add("recognised", trafficking, verdict !== "not-consistent");
  }
  return counts;
}

const precision = ({ right, wrong }: Count) => right / (right + wrong);
const recall = ({ right, missed }: Count) => right / (right + missed);

const developed = ["development.jsonl", "held-out.jsonl", "development-2.jsonl"].flatMap(rows);
const heldOut = rows("held-out-2.jsonl");
const sets: Record<string, Labelled[]> = { development: developed, "held out": heldOut };
const measured = new Map<string, Counts>();

beforeAll(() => {
  for (const [name, narratives] of Object.entries(sets)) {
    const counts = measure(narratives);
    measured.set(name, counts);
    const lines = LEVELS.map((level) => {
      const { right, wrong, missed } = counts[level];
      const figures = `P ${precision(counts[level]).toFixed(3)} R ${recall(counts[level]).toFixed(3)}`;
      return `  ${level.padEnd(11)} ${figures}  right ${right} wrong ${wrong} missed ${missed}`;
    });
    console.info([`${name}: ${narratives.length} narratives`, ...lines].join("\n"));
  }
});

test("at least 300 narratives are labelled and those held out stand in no other file", () => {
  expect(developed.length + heldOut.length).toBeGreaterThanOrEqual(300);
  expect(heldOut.length).toBeGreaterThanOrEqual(150);
  const known = new Set(developed.map(({ text }) => text));
  expect(heldOut.filter(({ text }) => known.has(text))).toHaveLength(0);
});

for (const [name, floors] of Object.entries(FLOORS)) {
  test.each(Object.entries(floors))(`${name}: %s is read no worse than documented`, (level, [p, r]) => {
    const counts = measured.get(name)?.[level as Level];
    expect(counts).toBeDefined();
    if (counts === undefined) return;
    expect(precision(counts)).toBeGreaterThanOrEqual(p);
    expect(recall(counts)).toBeGreaterThanOrEqual(r);
  });
}
