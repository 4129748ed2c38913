// All patterns as one tree over words, and what each word of a text can be in it.
import { foldWord, soundOf, soundsOfBeginning } from "./narrative-fold.ts";
import type { Pattern } from "./narrative-pattern.ts";
import type { Token } from "./narrative-tokens.ts";

/** Where a pattern may be after some words of it. */
export interface Node {
  id: number;
  next: Map<number, Node>;
  /** Keys and values of `next`, which are walked once for each word. */
  keys: number[];
  followers: Node[];
  /** Up to `most` words may be skipped before going on from `node`. */
  gaps: { most: number; node: Node }[];
  /** Patterns that end here: whose they are, and the place that must not follow (-1: none). */
  ends: { owner: number; notAfter: number }[];
  /** Words that may be skipped here; 0 where nothing may. */
  skips: number;
}

export interface Trie {
  nodes: number;
  /** The place that must not stand before (-1: none), and the tree of the patterns that say so. */
  roots: { notBefore: number; node: Node }[];
  places: Map<string, number>;
  /** The same by the list's identity, which spares making the key again. */
  read: Map<readonly string[], number>;
  exact: Map<string, number[]>;
  beginnings: Map<string, number[]>;
  endings: Map<string, number[]>;
  numbers: Map<string, number[]>;
  /** What words of earlier texts can be: only such as stand somewhere in the list, never a name somebody wrote. */
  standings: Map<string, Standing>;
}

/** Words kept in `standings`; a language has more, a police station's narratives hardly. */
const STANDINGS_MAX = 5_000;
const LONGEST_BEGINNING = 16;
// As the pattern language allows them.
const SHORTEST_ENDING = 2;
const LONGEST_ENDING = 6;

export const emptyTrie = (): Trie => ({
  nodes: 0,
  roots: [],
  places: new Map(),
  read: new Map(),
  exact: new Map(),
  beginnings: new Map(),
  endings: new Map(),
  numbers: new Map(),
  standings: new Map(),
});

const newNode = (trie: Trie, skips = 0): Node => ({
  id: trie.nodes++,
  next: new Map(),
  keys: [],
  followers: [],
  gaps: [],
  ends: [],
  skips,
});

function listAt(lists: Map<string, number[]>, key: string): number[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

// Equal places of different patterns share one number, so that the tree shares its branches.
function placeOf(trie: Trie, alternatives: string[] | undefined): number {
  if (alternatives === undefined) return -1;
  const seen = trie.read.get(alternatives);
  if (seen !== undefined) return seen;
  const key = [...new Set(alternatives)].sort().join("|");
  const known = trie.places.get(key);
  const place = known ?? trie.places.size;
  trie.read.set(alternatives, place);
  if (known !== undefined) return known;
  trie.places.set(key, place);
  for (const alternative of new Set(alternatives)) {
    if (alternative.startsWith("#")) listAt(trie.numbers, alternative).push(place);
    else if (alternative.startsWith("*")) {
      listAt(trie.endings, soundOf(foldWord(alternative.slice(1)))).push(place);
    } else if (alternative.endsWith("*")) {
      const beginning = foldWord(alternative.slice(0, -1)).slice(0, LONGEST_BEGINNING);
      for (const sound of soundsOfBeginning(beginning)) listAt(trie.beginnings, sound).push(place);
    } else listAt(trie.exact, soundOf(foldWord(alternative))).push(place);
  }
  return place;
}

/** Adds a pattern; `owner` is what `find` reports for it. */
export function addPattern(trie: Trie, pattern: Pattern, owner: number): void {
  const notBefore = placeOf(trie, pattern.notBefore);
  let root = trie.roots.find((candidate) => candidate.notBefore === notBefore);
  if (root === undefined) {
    root = { notBefore, node: newNode(trie) };
    trie.roots.push(root);
  }
  let node = root.node;
  for (const place of pattern.places) {
    if (place.kind === "gap") {
      let gap = node.gaps.find((candidate) => candidate.most === place.most);
      if (gap === undefined) {
        gap = { most: place.most, node: newNode(trie, place.most) };
        node.gaps.push(gap);
      }
      node = gap.node;
      continue;
    }
    const key = placeOf(trie, place.alternatives);
    let next = node.next.get(key);
    if (next === undefined) {
      next = newNode(trie);
      node.next.set(key, next);
      node.keys.push(key);
      node.followers.push(next);
    }
    node = next;
  }
  node.ends.push({ owner, notAfter: placeOf(trie, pattern.notAfter) });
}

/** What a word can be: places of patterns it can stand at, and for each root the nodes it leads to. */
export interface Standing {
  places: readonly number[];
  starts: readonly (readonly Node[])[];
}

/** What each word of a text can be; words that repeat, in this text or in another, are looked up once. */
export function standingsOf(trie: Trie, tokens: readonly Token[]): Standing[] {
  return tokens.map((token) => {
    const key =
      token.value < 0 ? token.word : `${token.inParentheses ? "(" : "#"}${token.value}${token.word}`;
    const known = trie.standings.get(key);
    if (known !== undefined) return known;
    const places = placesOf(trie, token);
    if (places.length === 0) return NOWHERE;
    const starts = trie.roots.map(({ node }) => places.flatMap((place) => node.next.get(place) ?? []));
    const standing = { places, starts };
    if (trie.standings.size >= STANDINGS_MAX) trie.standings.clear();
    trie.standings.set(key, standing);
    return standing;
  });
}

const NOWHERE: Standing = { places: [], starts: [] };

function placesOf(trie: Trie, { word, value, inParentheses }: Token): number[] {
  const places = new Set(trie.exact.get(word));
  const longest = Math.min(word.length, LONGEST_BEGINNING);
  for (let length = 1; length <= longest; length++) {
    const begun = trie.beginnings.get(word.slice(0, length));
    if (begun !== undefined) for (const place of begun) places.add(place);
  }
  for (let length = SHORTEST_ENDING; length <= Math.min(word.length - 1, LONGEST_ENDING); length++) {
    const ended = trie.endings.get(word.slice(-length));
    if (ended !== undefined) for (const place of ended) places.add(place);
  }
  const kinds: string[] = value < 0 ? [] : ["#number"];
  if (value >= 0 && value < 18) kinds.push("#minor");
  if (value >= 6 && value < 18) kinds.push("#teen");
  if (value >= 18 && value < 100) kinds.push("#adult");
  if (value >= 6 && value < 18 && inParentheses) kinds.push("#in-parentheses");
  for (const kind of kinds) for (const place of trie.numbers.get(kind) ?? []) places.add(place);
  return [...places];
}
