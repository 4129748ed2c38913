// A pack's word list made ready for reading: all patterns in one tree, cues by numbers, codes as bits.
import type { Lexicon } from "#src/schema/pack.ts";
import { type Classes, classesOf } from "./narrative-classes.ts";
import { type Codes, codesOf } from "./narrative-codes.ts";
import { type Finder, finderOf } from "./narrative-find.ts";
import type { Negation } from "./narrative-negation.ts";
import { PatternError, parsePattern } from "./narrative-pattern.ts";
import type { Scale } from "./narrative-scale.ts";
import type { WordClasses } from "./narrative-tokens.ts";
import { TrieBuilder } from "./narrative-trie.ts";
import { ABBREVIATES, ENDS_STATEMENT, JOINS_LIST, NEGATES } from "./narrative-vocabulary.ts";

/** What an entry or a combination gives. */
export interface Given extends Codes {
  id: string;
  /** Cues by their numbers: those that some combination or scale names. */
  cues: readonly number[];
  minor: boolean;
  /** It says that an officer or official is involved. */
  officials: boolean;
}

export interface Combination extends Given {
  /** How many groups it needs, one cue of each. */
  groups: number;
  /** For each cue by its number, the groups it serves as bits; the highest bit when it speaks against. */
  serves: Int32Array;
  /** Largest distance in words. */
  within: number;
}

/** The bit of a cue that speaks against a combination. */
export const AGAINST = 1 << 30;

/** Owners that `find` reports: entries first, then negations, then the patterns that negate nothing. */
export interface PreparedLexicon {
  words: WordClasses;
  classes: Classes;
  find: Finder;
  entries: readonly Given[];
  negations: readonly Negation[];
  combinations: readonly Combination[];
  scales: readonly Scale[];
  cues: number;
}

type Item = Parameters<typeof codesOf>[0] & {
  id: string;
  cues?: readonly string[] | undefined;
  minor?: boolean | undefined;
  officials?: boolean | undefined;
};

function givenBy(item: Item, cueNumbers: ReadonlyMap<string, number>): Given {
  const { id, cues = [], minor = false, officials = false } = item;
  return {
    id,
    ...codesOf(item),
    cues: [id, ...cues].flatMap((cue) => cueNumbers.get(cue) ?? []),
    minor,
    officials,
  };
}

/** Numbers of the cues that are asked for; one that nobody asks for needs none. */
function numberCues({ entries, combinations, scales = [] }: Lexicon): Map<string, number> {
  // An entry may be needed by its own name, so a single-use cue needs no second word.
  const given = new Set([...entries, ...combinations].flatMap(({ id, cues = [] }) => [id, ...cues]));
  const numbers = new Map<string, number>();
  const ask = (cue: string, by: string) => {
    if (!given.has(cue)) throw new PatternError(`${by} names "${cue}", which nothing gives`);
    if (!numbers.has(cue)) numbers.set(cue, numbers.size);
  };
  for (const { id, needs, without = [] } of combinations) {
    for (const cue of [...needs.flat(), ...without]) ask(cue, `combination "${id}"`);
  }
  for (const { id, weights } of scales) for (const cue of Object.keys(weights)) ask(cue, `scale "${id}"`);
  return numbers;
}

/**
 * Reads the list once. Throws `PatternError` on a pattern that cannot be read and on a combination or scale that names
 * a cue nobody gives: a bad pack stops the server at the start.
 */
export function prepareLexicon(lexicon: Lexicon): PreparedLexicon {
  const trie = new TrieBuilder();
  const cueNumbers = numberCues(lexicon);
  const entries = lexicon.entries.map((entry) => givenBy(entry, cueNumbers));
  const sets = new Map(Object.entries(lexicon.words));
  const known = new Map<string, string[]>();
  const add = (patterns: readonly string[], owner: number) => {
    for (const pattern of patterns)
      for (const way of parsePattern(pattern, sets, known)) trie.add(way, owner);
  };
  lexicon.entries.forEach((entry, index) => {
    add(entry.patterns, index);
  });
  lexicon.negations.forEach((negation, index) => {
    add(negation.patterns, entries.length + index);
  });
  const owners = entries.length + lexicon.negations.length + 1;
  add(lexicon.notNegations, owners - 1);

  spell(lexicon, trie);
  const prepared = trie.finish();
  const classes = classesOf(prepared);
  return {
    words: { vocabulary: prepared.vocabulary, classOf: classes.classOf },
    classes,
    find: finderOf(prepared, classes, owners),
    entries,
    negations: lexicon.negations.map(({ kind, reach }) => ({ kind, reach })),
    combinations: lexicon.combinations.map((combination) => combinationOf(combination, cueNumbers)),
    scales: (lexicon.scales ?? []).map((scale) => scaleOf(scale, cueNumbers)),
    cues: cueNumbers.size,
  };
}

function spell(lexicon: Lexicon, { vocabulary }: TrieBuilder): void {
  const flag = (words: readonly string[], bit: number) => {
    for (const word of words) vocabulary.flag(word, bit);
  };
  const plain = lexicon.negations.filter(({ kind }) => kind === "negation").flatMap((n) => n.patterns);
  flag(
    plain.filter((pattern) => /^\p{L}+$/u.test(pattern)),
    NEGATES,
  );
  flag(lexicon.scopeEnds, ENDS_STATEMENT);
  flag(lexicon.joins, JOINS_LIST);
  flag(lexicon.abbreviations, ABBREVIATES);
  for (const [word, value] of Object.entries(lexicon.numbers)) vocabulary.value(word, value);
  for (const [short, word] of Object.entries(lexicon.spellings)) vocabulary.spelling(short, word);
}

function combinationOf(
  combination: Lexicon["combinations"][number],
  cueNumbers: ReadonlyMap<string, number>,
): Combination {
  const { needs, without = [], within } = combination;
  const serves = new Int32Array(cueNumbers.size);
  const mark = (cue: string, bit: number) => {
    const number = cueNumbers.get(cue) ?? 0;
    serves[number] = (serves[number] ?? 0) | bit;
  };
  needs.forEach((group, index) => {
    for (const cue of group) mark(cue, 1 << index);
  });
  for (const cue of without) mark(cue, AGAINST);
  return { ...givenBy(combination, cueNumbers), groups: needs.length, serves, within };
}

function scaleOf(
  scale: NonNullable<Lexicon["scales"]>[number],
  cueNumbers: ReadonlyMap<string, number>,
): Scale {
  const weights = new Int32Array(cueNumbers.size);
  for (const [cue, weight] of Object.entries(scale.weights)) weights[cueNumbers.get(cue) ?? 0] = weight;
  return { id: scale.id, ...codesOf(scale), within: scale.within, threshold: scale.threshold, weights };
}
