// What a word can be, worked out once for all words that reach the same in the vocabulary; no word itself is kept.
import type { Trie } from "./narrative-trie.ts";

export interface Classes {
  /** The class of a word by how far it walked, its ending, and its kind of number; 0 is a word of no pattern. */
  classOf: (walked: number, ending: number, numberKind: number) => number;
  /** By class: the places it can stand at, as bits. */
  bits: Int32Array[];
  /** By class: nodes it leads to from the beginning of a pattern, each followed by the place not before. */
  starts: Int32Array[];
  /** Forgets all classes when there are very many; never while a text is read. */
  prune: () => void;
}

/** More differ only in hostile texts; each is a few hundred bytes. */
const MOST_CLASSES = 20_000;
const ENDINGS = 4_096;
const KINDS = 8;

export function classesOf(trie: Trie): Classes {
  const { vocabulary } = trie;
  const width = (trie.places + 31) >> 5;
  const known = new Map<number, number>();
  const bits: Int32Array[] = [];
  const starts: Int32Array[] = [];

  const define = (places: ReadonlySet<number>): number => {
    const own = new Int32Array(width);
    const nodes: number[] = [];
    for (const place of places) {
      own[place >> 5] = (own[place >> 5] ?? 0) | (1 << (place & 31));
      nodes.push(...(trie.starts[place] ?? []));
    }
    bits.push(own);
    starts.push(Int32Array.from(nodes));
    return bits.length - 1;
  };
  const clear = () => {
    known.clear();
    bits.length = starts.length = 0;
    define(new Set());
  };
  clear();

  return {
    bits,
    starts,
    prune: () => {
      if (bits.length > MOST_CLASSES) clear();
    },
    classOf: (walked, ending, numberKind) => {
      const key = (walked * ENDINGS + ending) * KINDS + numberKind;
      const seen = known.get(key);
      if (seen !== undefined) return seen;
      const node = walked >> 1;
      const places = new Set([
        ...(vocabulary.begun[node] ?? []),
        ...((walked & 1) === 1 ? (vocabulary.exact[node] ?? []) : []),
        ...(vocabulary.ended[ending] ?? []),
        ...(vocabulary.ofNumbers[numberKind] ?? []),
      ]);
      const made = places.size === 0 ? 0 : define(places);
      known.set(key, made);
      return made;
    },
  };
}
