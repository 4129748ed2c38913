// The walk along the text that finds every pattern at once: time grows with the text, whatever the text is.
import type { Classes } from "./narrative-classes.ts";
import { SENTENCE, type Tokens } from "./narrative-tokens.ts";
import type { Trie } from "./narrative-trie.ts";
import { ENDS_STATEMENT, NEGATES } from "./narrative-vocabulary.ts";

/** Patterns' owners found at words `first` to `last` (indices, both inclusive), column by column. */
export interface Hits {
  count: number;
  owner: Int32Array;
  first: Int32Array;
  last: Int32Array;
}

/** Nodes reached, each with the word its pattern began at and how many more words may be skipped. */
interface Held {
  count: number;
  node: Int32Array;
  first: Int32Array;
  skips: Int32Array;
}

/** Finds all patterns in a text; the result is good until the next call. */
export type Finder = (tokens: Tokens) => Hits;

/**
 * A finder with room to work in, which is made once: reading is synchronous, so one text at a time uses it. At each
 * word a node is held at most once, in the way that can still skip most: the work for a word is bounded by the list.
 */
export function finderOf(trie: Trie, classes: Classes, owners: number): Finder {
  const { next, gaps, ends } = trie;
  const held = (): Held => ({
    count: 0,
    node: new Int32Array(trie.nodes),
    first: new Int32Array(trie.nodes),
    skips: new Int32Array(trie.nodes),
  });
  let before = held();
  let now = held();
  // Stamps instead of sets: `heldOn[node] === stamp` when the node is held at the word at hand.
  const heldOn = new Float64Array(trie.nodes);
  const slots = new Int32Array(trie.nodes);
  const latest = new Int32Array(owners);
  const hits: Hits = {
    count: 0,
    owner: new Int32Array(256),
    first: new Int32Array(256),
    last: new Int32Array(256),
  };
  let stamp = 0;
  let index = 0;
  let followed: Int32Array | undefined;

  const hold = (node: number, first: number, skips: number) => {
    if (heldOn[node] === stamp) {
      const slot = slots[node] ?? 0;
      const left = now.skips[slot] ?? 0;
      if (skips > left || (skips === left && first > (now.first[slot] ?? 0))) {
        now.first[slot] = first;
        now.skips[slot] = skips;
      }
      return;
    }
    heldOn[node] = stamp;
    slots[node] = now.count;
    now.node[now.count] = node;
    now.first[now.count] = first;
    now.skips[now.count] = skips;
    now.count++;
  };
  const report = (owner: number, first: number) => {
    // Several patterns of one owner that end at one word are one hit, the longest.
    const hit = latest[owner] ?? 0;
    if (hit < hits.count && hits.owner[hit] === owner && hits.last[hit] === index) {
      if (first < (hits.first[hit] ?? 0)) hits.first[hit] = first;
      return;
    }
    if (hits.count === hits.owner.length) grow(hits);
    latest[owner] = hits.count;
    hits.owner[hits.count] = owner;
    hits.first[hits.count] = first;
    hits.last[hits.count] = index;
    hits.count++;
  };
  const enter = (node: number, first: number) => {
    for (let end = ends.from[node] ?? 0, to = ends.from[node + 1] ?? 0; end < to; end++) {
      if (followed === undefined || !has(followed, ends.other[end] ?? -1)) report(ends.one[end] ?? 0, first);
    }
    if (next.from[node] !== next.from[node + 1]) hold(node, first, 0);
    for (let gap = gaps.from[node] ?? 0, to = gaps.from[node + 1] ?? 0; gap < to; gap++) {
      hold(gaps.other[gap] ?? 0, first, gaps.one[gap] ?? 0);
    }
  };

  return (tokens) => {
    const { count, wordClass, breakBefore, flags } = tokens;
    hits.count = 0;
    now.count = 0;
    let previous: Int32Array | undefined;
    for (index = 0; index < count; index++) {
      stamp++;
      [before, now] = [now, before];
      now.count = 0;
      if (breakBefore[index] === SENTENCE) {
        before.count = 0;
        previous = undefined;
      }
      const bits = classes.bits[wordClass[index] ?? 0];
      const starts = classes.starts[wordClass[index] ?? 0];
      if (bits === undefined || starts === undefined) break;
      const ahead = index + 1 < count && breakBefore[index + 1] !== SENTENCE;
      followed = ahead ? classes.bits[wordClass[index + 1] ?? 0] : undefined;
      const mayBeSkipped = ((flags[index] ?? 0) & (NEGATES | ENDS_STATEMENT)) === 0;
      for (let slot = 0; slot < before.count; slot++) {
        const node = before.node[slot] ?? 0;
        const first = before.first[slot] ?? 0;
        for (let key = next.from[node] ?? 0, to = next.from[node + 1] ?? 0; key < to; key++) {
          if (has(bits, next.one[key] ?? -1)) enter(next.other[key] ?? 0, first);
        }
        const skips = before.skips[slot] ?? 0;
        if (skips > 0 && mayBeSkipped) hold(node, first, skips - 1);
      }
      for (let start = 0; start < starts.length; start += 2) {
        if (previous !== undefined && has(previous, starts[start + 1] ?? -1)) continue;
        enter(starts[start] ?? 0, index);
      }
      previous = bits;
    }
    return hits;
  };
}

const has = (bits: Int32Array, place: number) =>
  place >= 0 && ((bits[place >> 5] ?? 0) & (1 << (place & 31))) !== 0;

function grow(hits: Hits): void {
  const larger = (column: Int32Array) => {
    const copy = new Int32Array(column.length * 2);
    copy.set(column);
    return copy;
  };
  hits.owner = larger(hits.owner);
  hits.first = larger(hits.first);
  hits.last = larger(hits.last);
}
