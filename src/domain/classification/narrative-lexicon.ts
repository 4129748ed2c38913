// A pack's word list made ready for reading: all patterns in one tree, codes in the catalogue's order.
import type { Lexicon } from "#src/schema/pack.ts";
import { foldWord, soundOf } from "./narrative-fold.ts";
import type { Negation } from "./narrative-negation.ts";
import { PatternError, parsePattern } from "./narrative-pattern.ts";
import type { Spelling } from "./narrative-tokens.ts";
import { addPattern, emptyTrie, type Trie } from "./narrative-trie.ts";

/** What an entry or a combination gives. */
export interface Given {
  id: string;
  acts: readonly string[];
  means: readonly string[];
  purposes: readonly string[];
  /** Cues by their numbers: those that some combination names. */
  cues: readonly number[];
  minor: boolean;
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

/** Owners in the tree: entries first, then negations, then the patterns that negate nothing. */
export interface PreparedLexicon {
  trie: Trie;
  entries: readonly Given[];
  negations: readonly Negation[];
  combinations: readonly Combination[];
  spelling: Spelling;
  /** Sounds of single words that negate, and of those that end a statement. */
  negators: ReadonlySet<string>;
  scopeEnds: ReadonlySet<string>;
  joins: ReadonlySet<string>;
}

const NONE: readonly string[] = [];
const sound = (word: string) => soundOf(foldWord(word));

function givenBy(
  item: {
    id: string;
    acts?: readonly string[] | undefined;
    means?: readonly string[] | undefined;
    purposes?: readonly string[] | undefined;
    cues?: readonly string[] | undefined;
    minor?: boolean | undefined;
  },
  cueNumbers: ReadonlyMap<string, number>,
): Given {
  const { id, acts = NONE, means = NONE, purposes = NONE, cues = NONE, minor = false } = item;
  const numbers = [id, ...cues].flatMap((cue) => cueNumbers.get(cue) ?? []);
  return { id, acts, means, purposes, cues: numbers, minor };
}

/** Numbers of the cues that combinations name; one that nobody asks for needs none. */
function numberCues({ entries, combinations }: Lexicon): Map<string, number> {
  // An entry may be needed by its own name, so a single-use cue needs no second word.
  const given = new Set([...entries, ...combinations].flatMap(({ id, cues = NONE }) => [id, ...cues]));
  const numbers = new Map<string, number>();
  for (const { id, needs, without = NONE } of combinations) {
    for (const cue of [...needs.flat(), ...without]) {
      if (!given.has(cue)) throw new PatternError(`combination "${id}" names "${cue}", which nothing gives`);
      if (!numbers.has(cue)) numbers.set(cue, numbers.size);
    }
  }
  return numbers;
}

/**
 * Reads the list once. Throws `PatternError` on a pattern that cannot be read and on a combination that needs a cue
 * nobody gives: a bad pack stops the server at the start.
 */
export function prepareLexicon(lexicon: Lexicon): PreparedLexicon {
  const trie = emptyTrie();
  const cueNumbers = numberCues(lexicon);
  const entries = lexicon.entries.map((entry) => givenBy(entry, cueNumbers));
  const sets = new Map(Object.entries(lexicon.words));
  const known = new Map<string, string[]>();
  const add = (pattern: string, owner: number) => {
    for (const way of parsePattern(pattern, sets, known)) addPattern(trie, way, owner);
  };
  lexicon.entries.forEach((entry, index) => {
    for (const pattern of entry.patterns) add(pattern, index);
  });
  lexicon.negations.forEach((negation, index) => {
    for (const pattern of negation.patterns) add(pattern, entries.length + index);
  });
  for (const pattern of lexicon.notNegations) add(pattern, entries.length + lexicon.negations.length);

  const combinations = lexicon.combinations.map((combination) => {
    const { needs, without = NONE, within } = combination;
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
  });
  const plain = lexicon.negations.filter(({ kind }) => kind === "negation").flatMap((n) => n.patterns);
  return {
    trie,
    entries,
    negations: lexicon.negations.map(({ kind, reach }) => ({ kind, reach })),
    combinations,
    spelling: {
      spellings: new Map(
        Object.entries(lexicon.spellings).map(([short, word]) => [sound(short), sound(word)]),
      ),
      abbreviations: new Set(lexicon.abbreviations.map(sound)),
      numbers: new Map(Object.entries(lexicon.numbers).map(([word, value]) => [sound(word), value])),
    },
    negators: new Set(plain.filter((pattern) => /^\p{L}+$/u.test(pattern)).map(sound)),
    scopeEnds: new Set(lexicon.scopeEnds.map(sound)),
    joins: new Set(lexicon.joins.map(sound)),
  };
}
