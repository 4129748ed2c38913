// Every word of the list as a tree of letters, so that a word of a text is known after one walk, without making a string.
import { foldWord, soundOf, soundsOfBeginning } from "./narrative-fold.ts";

/** Letters `a` to `z` are 1 to 26; whatever else is a letter is 27. */
export const OTHER_LETTER = 27;
const LETTERS = 28;

/** What a word of the list is besides a part of patterns; bits. */
export const NEGATES = 1;
export const ENDS_STATEMENT = 2;
export const JOINS_LIST = 4;
export const ABBREVIATES = 8;

/** Kinds of numbers as patterns tell them apart. */
export const NO_NUMBER = 0;
const NUMBER_KINDS: readonly (readonly string[])[] = [
  [],
  ["#number"],
  ["#number", "#minor"],
  ["#number", "#minor", "#teen"],
  ["#number", "#minor", "#teen", "#in-parentheses"],
  ["#number", "#adult"],
];

/** The kind of a number: below 6, of school age (by parentheses), adult, any other. */
export function kindOfNumber(value: number, inParentheses: boolean): number {
  if (value < 0) return NO_NUMBER;
  if (value < 6) return 2;
  if (value < 18) return inParentheses ? 4 : 3;
  return value < 100 ? 5 : 1;
}

const LONGEST_BEGINNING = 16;
/** Endings have at most six letters, which sound as seven at most. */
const LONGEST_ENDING = 7;

interface Letters {
  /** `next[node * LETTERS + letter]`; 0 is none, as nothing leads back to the root. */
  next: Int32Array;
  places: number[][];
}
const emptyLetters = (): Letters => ({ next: new Int32Array(LETTERS * 4_096), places: [[]] });

export const letterOf = (code: number): number => (code > 96 && code < 123 ? code - 96 : OTHER_LETTER);

function walk(letters: Letters, word: Iterable<string>): number {
  let node = 0;
  for (const character of word) {
    const at = node * LETTERS + letterOf(character.charCodeAt(0));
    let next = letters.next[at] ?? 0;
    if (next === 0) {
      next = letters.places.length;
      letters.next[at] = next;
      letters.places.push([]);
      if (letters.places.length * LETTERS > letters.next.length) {
        const larger = new Int32Array(letters.next.length * 2);
        larger.set(letters.next);
        letters.next = larger;
      }
    }
    node = next;
  }
  return node;
}

const sound = (word: string) => soundOf(foldWord(word));

/** Collects the words of a list; `finish` makes them ready. */
export class VocabularyBuilder {
  private readonly forward = emptyLetters();
  private readonly backward = emptyLetters();
  private readonly lists = new Map<string, number[][]>();
  private readonly exact = new Map<number, number[]>();
  private readonly numbers = new Map<string, number[]>();
  private readonly flags = new Map<number, number>();
  private readonly values = new Map<number, number>();
  private readonly redirects = new Map<number, number>();

  /** A word, `begin*`, `*end` or `#number` that may stand at a place of patterns. */
  add(alternative: string, place: number): void {
    if (alternative.startsWith("#")) push(this.numbers, alternative, place);
    else for (const list of this.listsOf(alternative)) list.push(place);
  }

  // The same word stands at many places: it is walked once.
  private listsOf(alternative: string): number[][] {
    let lists = this.lists.get(alternative);
    if (lists === undefined) {
      lists = this.findLists(alternative);
      this.lists.set(alternative, lists);
    }
    return lists;
  }
  private findLists(alternative: string): number[][] {
    if (alternative.startsWith("*")) {
      const node = walk(this.backward, [...sound(alternative.slice(1))].reverse());
      return [this.backward.places[node] ?? []];
    }
    if (alternative.endsWith("*")) {
      const beginning = foldWord(alternative.slice(0, -1)).slice(0, LONGEST_BEGINNING);
      return soundsOfBeginning(beginning).map(
        (begun) => this.forward.places[walk(this.forward, begun)] ?? [],
      );
    }
    const node = walk(this.forward, sound(alternative));
    const list = this.exact.get(node) ?? [];
    this.exact.set(node, list);
    return [list];
  }

  flag(word: string, bit: number): void {
    const node = walk(this.forward, sound(word));
    this.flags.set(node, (this.flags.get(node) ?? 0) | bit);
  }
  value(word: string, value: number): void {
    this.values.set(walk(this.forward, sound(word)), value);
  }
  spelling(short: string, word: string): void {
    this.redirects.set(walk(this.forward, sound(short)), walk(this.forward, sound(word)));
  }

  finish(): Vocabulary {
    const { forward, backward } = this;
    const nodes = forward.places.length;
    const perNode = (given: ReadonlyMap<number, number>, otherwise: number) =>
      Int32Array.from({ length: nodes }, (_, node) => given.get(node) ?? otherwise);
    inherit(forward);
    inherit(backward);
    return {
      next: forward.next.slice(0, nodes * LETTERS),
      begun: forward.places,
      exact: Array.from({ length: nodes }, (_, node) => this.exact.get(node) ?? NOWHERE),
      endNext: backward.next.slice(0, backward.places.length * LETTERS),
      ended: backward.places,
      ofNumbers: NUMBER_KINDS.map((kinds) => kinds.flatMap((kind) => this.numbers.get(kind) ?? [])),
      flags: perNode(this.flags, 0),
      values: perNode(this.values, -1),
      redirects: perNode(this.redirects, -1),
    };
  }
}

const NOWHERE: number[] = [];

function push<K>(lists: Map<K, number[]>, key: K, place: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [place]);
  else list.push(place);
}

// A word that begins `encerr` also begins `enc`. Nodes are numbered after those that lead to them.
function inherit({ next, places }: Letters): void {
  for (let node = 0; node < places.length; node++) {
    const own = places[node] ?? NOWHERE;
    for (let letter = 1; letter < LETTERS; letter++) {
      const to = next[node * LETTERS + letter] ?? 0;
      if (to === 0 || own.length === 0) continue;
      const there = places[to] ?? NOWHERE;
      places[to] = there.length === 0 ? own : [...own, ...there];
    }
  }
}

export interface Vocabulary {
  next: Int32Array;
  /** Places of patterns a word can stand at, by the node of letters: as what it begins with, as itself, as its ending. */
  begun: readonly (readonly number[])[];
  exact: readonly (readonly number[])[];
  endNext: Int32Array;
  ended: readonly (readonly number[])[];
  ofNumbers: readonly (readonly number[])[];
  flags: Int32Array;
  values: Int32Array;
  /** Where a short spelling stands for another word; -1 for all others. */
  redirects: Int32Array;
}

/** The letters of a word walked forward: the node reached, doubled, plus one when the whole word was walked. */
export function walkWord({ next }: Vocabulary, letters: Uint8Array, count: number): number {
  let node = 0;
  for (let at = 0; at < count; at++) {
    const to = next[node * LETTERS + (letters[at] ?? 0)] ?? 0;
    if (to === 0) return node * 2;
    node = to;
  }
  return node * 2 + 1;
}

/** The node of the longest known ending that is not the whole word; 0 for none. */
export function walkEnding({ endNext }: Vocabulary, letters: Uint8Array, count: number): number {
  let node = 0;
  const last = Math.max(1, count - LONGEST_ENDING);
  for (let at = count - 1; at >= last; at--) {
    const to = endNext[node * LETTERS + (letters[at] ?? 0)] ?? 0;
    if (to === 0) return node;
    node = to;
  }
  return node;
}
