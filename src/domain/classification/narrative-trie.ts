// All patterns as one tree over words, laid out in columns of numbers, and what each word of a text can be in it.
import type { Pattern } from "./narrative-pattern.ts";
import { type Vocabulary, VocabularyBuilder } from "./narrative-vocabulary.ts";

interface Branch {
  id: number;
  next: Map<number, Branch>;
  /** Up to `most` words may be skipped before going on from `branch`. */
  gaps: { most: number; branch: Branch }[];
  /** Patterns that end here: whose they are, and the place that must not follow (-1: none). */
  ends: { owner: number; notAfter: number }[];
}

/** Lists of numbers one after the other: list `i` lies from `from[i]` up to `from[i + 1]`. */
export interface Lists {
  from: Int32Array;
  one: Int32Array;
  other: Int32Array;
}

/** The tree, node by node: where words lead on (place, node), gaps (most, node), ends (owner, place not after). */
export interface Trie {
  nodes: number;
  places: number;
  next: Lists;
  gaps: Lists;
  ends: Lists;
  /** From the beginning of a pattern: for each place the nodes it leads to, and the place that must not stand before. */
  starts: readonly (readonly number[])[];
  vocabulary: Vocabulary;
}

export class TrieBuilder {
  readonly vocabulary = new VocabularyBuilder();
  private readonly branches: Branch[] = [];
  private readonly roots = new Map<number, Branch>();
  private readonly places = new Map<string, number>();
  // The same by the list's identity, which spares making the key again.
  private readonly read = new Map<readonly string[], number>();

  private branch(): Branch {
    const branch = { id: this.branches.length, next: new Map(), gaps: [], ends: [] };
    this.branches.push(branch);
    return branch;
  }

  // Equal places of different patterns share one number, so that the tree shares its branches.
  private placeOf(alternatives: readonly string[] | undefined): number {
    if (alternatives === undefined) return -1;
    const seen = this.read.get(alternatives);
    if (seen !== undefined) return seen;
    const different = [...new Set(alternatives)];
    const key = different.sort().join("|");
    const known = this.places.get(key);
    const place = known ?? this.places.size;
    this.read.set(alternatives, place);
    if (known !== undefined) return known;
    this.places.set(key, place);
    for (const alternative of different) this.vocabulary.add(alternative, place);
    return place;
  }

  /** Adds a pattern; `owner` is what `find` reports for it. */
  add(pattern: Pattern, owner: number): void {
    const notBefore = this.placeOf(pattern.notBefore);
    const root = this.roots.get(notBefore) ?? this.branch();
    this.roots.set(notBefore, root);
    let branch = root;
    for (const place of pattern.places) {
      if (place.kind === "gap") {
        let gap = branch.gaps.find((candidate) => candidate.most === place.most);
        if (gap === undefined) {
          gap = { most: place.most, branch: this.branch() };
          branch.gaps.push(gap);
        }
        branch = gap.branch;
        continue;
      }
      const key = this.placeOf(place.alternatives);
      let next = branch.next.get(key);
      if (next === undefined) {
        next = this.branch();
        branch.next.set(key, next);
      }
      branch = next;
    }
    branch.ends.push({ owner, notAfter: this.placeOf(pattern.notAfter) });
  }

  finish(): Trie {
    const starts: number[][] = Array.from({ length: this.places.size }, () => []);
    for (const [notBefore, { next }] of this.roots) {
      for (const [place, { id }] of next) starts[place]?.push(id, notBefore);
    }
    return {
      nodes: this.branches.length,
      places: this.places.size,
      next: listsOf(this.branches.map(({ next }) => [...next].map(([place, { id }]) => [place, id]))),
      gaps: listsOf(this.branches.map(({ gaps }) => gaps.map(({ most, branch }) => [most, branch.id]))),
      ends: listsOf(this.branches.map(({ ends }) => ends.map(({ owner, notAfter }) => [owner, notAfter]))),
      starts,
      vocabulary: this.vocabulary.finish(),
    };
  }
}

function listsOf(lists: readonly (readonly (readonly [number, number])[] | number[][])[]): Lists {
  const from = new Int32Array(lists.length + 1);
  let total = 0;
  lists.forEach((list, index) => {
    total += list.length;
    from[index + 1] = total;
  });
  const pairs = lists.flat();
  return {
    from,
    one: Int32Array.from(pairs, (pair) => pair[0] ?? 0),
    other: Int32Array.from(pairs, (pair) => pair[1] ?? 0),
  };
}
