// All patterns as one tree over words, walked once along the text: time grows with the text, whatever the text is.
import { foldWord, soundOf, soundsOfBeginning } from "./narrative-fold.ts";
import type { Pattern } from "./narrative-pattern.ts";
import { SENTENCE, type Token } from "./narrative-tokens.ts";

/** Where a pattern may be after some words of it. */
interface Node {
  id: number;
  next: Map<number, Node>;
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
  exact: Map<string, number[]>;
  beginnings: Map<string, number[]>;
  numbers: Map<string, number[]>;
}

/** A pattern's owner found at words `first` to `last` (indices, both inclusive). */
export interface Hit {
  owner: number;
  first: number;
  last: number;
}

const LONGEST_BEGINNING = 16;

export const emptyTrie = (): Trie => ({
  nodes: 0,
  roots: [],
  places: new Map(),
  exact: new Map(),
  beginnings: new Map(),
  numbers: new Map(),
});

const newNode = (trie: Trie, skips = 0): Node => ({
  id: trie.nodes++,
  next: new Map(),
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
  const key = [...new Set(alternatives)].sort().join("|");
  const known = trie.places.get(key);
  if (known !== undefined) return known;
  const place = trie.places.size;
  trie.places.set(key, place);
  for (const alternative of new Set(alternatives)) {
    if (alternative.startsWith("#")) listAt(trie.numbers, alternative).push(place);
    else if (alternative.endsWith("*")) {
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
    const next = node.next.get(key) ?? newNode(trie);
    node.next.set(key, next);
    node = next;
  }
  node.ends.push({ owner, notAfter: placeOf(trie, pattern.notAfter) });
}

/** The places of patterns that each word can stand at. */
export function placesOf(trie: Trie, tokens: readonly Token[]): number[][] {
  const byWord = new Map<string, number[]>();
  return tokens.map((token) => {
    if (token.value >= 0) return [...wordPlaces(trie, token.word), ...numberPlaces(trie, token)];
    let places = byWord.get(token.word);
    if (places === undefined) {
      places = wordPlaces(trie, token.word);
      byWord.set(token.word, places);
    }
    return places;
  });
}

function wordPlaces(trie: Trie, word: string): number[] {
  const places = new Set(trie.exact.get(word));
  const longest = Math.min(word.length, LONGEST_BEGINNING);
  for (let length = 1; length <= longest; length++) {
    for (const place of trie.beginnings.get(word.slice(0, length)) ?? []) places.add(place);
  }
  return [...places];
}

function numberPlaces(trie: Trie, { value, inParentheses }: Token): number[] {
  const kinds = ["#number"];
  if (value < 18) kinds.push("#minor");
  if (value >= 6 && value < 18) kinds.push("#teen");
  if (value >= 18 && value < 100) kinds.push("#adult");
  if (value >= 6 && value < 18 && inParentheses) kinds.push("#in-parentheses");
  return kinds.flatMap((kind) => trie.numbers.get(kind) ?? []);
}

/**
 * Every pattern in the text. `gapStops[i]` forbids skipping word i. At each word a node is held at most once, in the
 * way that can still skip most: the work for a word is bounded by the size of the list.
 */
export function find(
  trie: Trie,
  tokens: readonly Token[],
  places: readonly number[][],
  gapStops: ArrayLike<number>,
): Hit[] {
  const hits: Hit[] = [];
  const has = (index: number, place: number) => places[index]?.includes(place) ?? false;
  const heldAt = new Int32Array(trie.nodes).fill(-1);
  let held: { node: Node; first: number; skips: number }[] = [];

  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    const here = places[index];
    if (token === undefined || here === undefined) break;
    if (token.breakBefore === SENTENCE) held = [];
    const before = held;
    held = [];
    const followed = index + 1 < tokens.length && tokens[index + 1]?.breakBefore !== SENTENCE;

    const hold = (node: Node, first: number, skips: number) => {
      const slot = heldAt[node.id] ?? -1;
      const present = slot >= 0 ? held[slot] : undefined;
      if (present !== undefined && present.node === node) {
        if (skips > present.skips || (skips === present.skips && first > present.first)) {
          present.first = first;
          present.skips = skips;
        }
        return;
      }
      heldAt[node.id] = held.length;
      held.push({ node, first, skips });
    };
    const enter = (node: Node, first: number) => {
      for (const end of node.ends) {
        if (end.notAfter < 0 || !followed || !has(index + 1, end.notAfter)) {
          hits.push({ owner: end.owner, first, last: index });
        }
      }
      if (node.next.size > 0) hold(node, first, 0);
      for (const gap of node.gaps) hold(gap.node, first, gap.most);
    };
    const step = (node: Node, first: number) => {
      for (const place of here) {
        const next = node.next.get(place);
        if (next !== undefined) enter(next, first);
      }
    };

    for (const { node, first, skips } of before) {
      step(node, first);
      if (skips > 0 && gapStops[index] !== 1) hold(node, first, skips - 1);
    }
    for (const { notBefore, node } of trie.roots) {
      const barred =
        notBefore >= 0 && index > 0 && token.breakBefore !== SENTENCE && has(index - 1, notBefore);
      if (!barred) step(node, index);
    }
  }
  return hits;
}
