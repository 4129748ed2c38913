// The narrative's word list as an administrator reads it: of each way of saying something what it raises.
import type { Lexicon, LexiconEntry } from "#src/schema/pack.ts";
import { fold } from "../../components/place-search.ts";

export const WORD_EFFECTS = ["walls", "minor", "suggests", "weighs"] as const;
export type WordEffect = (typeof WORD_EFFECTS)[number];

/** A code with the catalogue that has its label. */
export interface Raised {
  catalogue: "act" | "means" | "purpose";
  code: string;
}

export interface WordRow {
  id: string;
  patterns: readonly string[];
  effects: readonly WordEffect[];
  /** What it suggests by itself. */
  suggests: readonly Raised[];
  /** What it adds to, and takes away from, weighed together with others. */
  speaksFor: readonly Raised[];
  speaksAgainst: readonly Raised[];
}

type Coded = Pick<LexiconEntry, "acts" | "means" | "purposes">;
const raisedBy = ({ acts = [], means = [], purposes = [] }: Coded): Raised[] => [
  ...acts.map((code) => ({ catalogue: "act" as const, code })),
  ...means.map((code) => ({ catalogue: "means" as const, code })),
  ...purposes.map((code) => ({ catalogue: "purpose" as const, code })),
];

/** Every entry of the list, those that do something by themselves first. */
export function wordRows({ entries, combinations, scales = [] }: Lexicon): WordRow[] {
  const rows = entries.map((entry): WordRow => {
    const cues = [entry.id, ...(entry.cues ?? [])];
    const weighed = (sign: number) =>
      unique(
        scales
          .filter(({ weights }) => cues.some((cue) => Math.sign(weights[cue] ?? 0) === sign))
          .flatMap(raisedBy),
      );
    const together = combinations
      .filter(({ needs }) => needs.some((group) => group.some((cue) => cues.includes(cue))))
      .flatMap(raisedBy);
    const suggests = raisedBy(entry);
    const speaksFor = unique([...together, ...weighed(1)]);
    const speaksAgainst = weighed(-1);
    return {
      id: entry.id,
      patterns: entry.patterns,
      effects: [
        ...(entry.officials ? (["walls"] as const) : []),
        ...(entry.minor ? (["minor"] as const) : []),
        ...(suggests.length > 0 ? (["suggests"] as const) : []),
        ...(speaksFor.length + speaksAgainst.length > 0 ? (["weighs"] as const) : []),
      ],
      ...{ suggests, speaksFor, speaksAgainst },
    };
  });
  const order = ({ effects }: WordRow) => Math.min(...effects.map((one) => WORD_EFFECTS.indexOf(one)), 4);
  return rows.sort((one, other) => order(one) - order(other));
}

const unique = (raised: readonly Raised[]): Raised[] => [
  ...new Map(raised.map((one) => [`${one.catalogue} ${one.code}`, one])).values(),
];

/** Rows one of whose ways has every typed word, accents aside, and of the effect asked for; `""`: of any. */
export function findWords(rows: readonly WordRow[], typed: string, effect: string): WordRow[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  return rows.filter(
    ({ patterns, effects }) =>
      (effect === "" || effects.some((one) => one === effect)) &&
      patterns.some((pattern) => words.every((word) => fold(pattern).includes(word))),
  );
}
