// How well the pack's word list reads the labelled narratives: fails when a figure falls below the one in docs/narrative.md.
import { createHash } from "node:crypto";
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

/**
 * SHA-256 (first 16 digits) of texts that stood in a development file before the split was settled, see the README
 * beside: whoever wrote the list may have read them, so they are measured apart and not counted as unseen.
 */
const ONCE_IN_DEVELOPMENT = new Set(
  "01575224acf62aa1 086b0191e9a5300e 0b9eb1970a378ad7 0fb9d97c11ccb94d 136559716e0bb5c9 1e1fdf3c1b569ecf 1e9def0b248005c4 2bc3eb23dec9ac9d 2f4dd6b6e8de51f2 32c0532d813227c7 35eb264fd0548876 443cd9734704a67b 4621721912ae83fa 52e5e08e74333346 5610db09e164ae7d 6561996e53e66074 6799227d773ed267 6bf07df372798533 75a6e3d49984fa8f 766a26b909cb1026 9180a49619ac3cf5 94402b0947c3ebf4 9e063043e63b902e 9ea1974e37aaae66 9ed93f33f8428d2d ac99245a580a4564 aec0fe94eff4c7e8 b06edabdfa2faac9 b5eb43b3fbb83520 b8531a8f72b061f5 b8dcf54f2e807957 cd66d5f9dd5b63e0 d47a96a48f164115 e90d918095177f9b ead6f4abd6cf18c2 f5a70b3ff4b033f5 f7c88c5a42cd0738".split(
    " ",
  ),
);
const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 16);

/** Floors: the figures of docs/narrative.md less three hundredths, as [precision, recall]. */
const FLOORS: Record<string, Record<Level, [number, number]>> = {
  development: {
    acts: [0.756, 0.823],
    means: [0.812, 0.791],
    purposes: [0.749, 0.813],
    minor: [0.923, 0.935],
    alerting: [0.97, 0.796],
    recognised: [0.765, 0.933],
  },
  "held out, unseen": {
    acts: [0.522, 0.448],
    means: [0.715, 0.484],
    purposes: [0.418, 0.272],
    minor: [0.942, 0.942],
    alerting: [0.812, 0.402],
    recognised: [0.66, 0.754],
  },
  "held out, all": {
    acts: [0.572, 0.547],
    means: [0.732, 0.541],
    purposes: [0.531, 0.36],
    minor: [0.929, 0.949],
    alerting: [0.832, 0.451],
    recognised: [0.675, 0.797],
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

const heldOut = rows("held-out.jsonl");
const sets: Record<string, Labelled[]> = {
  development: rows("development.jsonl"),
  "held out, unseen": heldOut.filter(({ text }) => !ONCE_IN_DEVELOPMENT.has(digest(text))),
  "held out, all": heldOut,
};
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

test("at least 300 narratives are labelled and a third of them was kept aside", () => {
  const all = rows("development.jsonl").length + heldOut.length;
  expect(all).toBeGreaterThanOrEqual(300);
  expect(heldOut.length / all).toBeGreaterThan(0.32);
  expect(sets["held out, unseen"]?.length).toBeGreaterThanOrEqual(80);
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
