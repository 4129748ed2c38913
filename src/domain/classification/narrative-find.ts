// The walk along the text that finds every pattern at once: time grows with the text, whatever the text is.
import { SENTENCE, type Token } from "./narrative-tokens.ts";
import type { Node, Standing, Trie } from "./narrative-trie.ts";

/** A pattern's owner found at words `first` to `last` (indices, both inclusive). */
export interface Hit {
  owner: number;
  first: number;
  last: number;
}

/** Nodes reached, each with the word its pattern began at and how many more words may be skipped. */
interface Held {
  nodes: Node[];
  first: number[];
  skips: number[];
}

/**
 * Every pattern in the text. `gapStops[i]` forbids skipping word i. At each word a node is held at most once, in the
 * way that can still skip most: the work for a word is bounded by the size of the list.
 */
export function find(
  trie: Trie,
  tokens: readonly Token[],
  standings: readonly Standing[],
  gapStops: ArrayLike<number>,
): Hit[] {
  const hits: Hit[] = [];
  const latestHits: Hit[] = [];
  // Stamps instead of sets: `standsAt[place] === index` when the word at hand can stand there.
  const standsAt = new Int32Array(trie.places.size).fill(-1);
  const heldOn = new Int32Array(trie.nodes).fill(-1);
  const slots = new Int32Array(trie.nodes);
  let before: Held = { nodes: [], first: [], skips: [] };
  let held: Held = { nodes: [], first: [], skips: [] };
  let index = 0;
  let followed = false;

  const hold = (node: Node, first: number, skips: number) => {
    if (heldOn[node.id] === index) {
      const slot = slots[node.id] ?? 0;
      const left = held.skips[slot] ?? 0;
      if (skips > left || (skips === left && first > (held.first[slot] ?? 0))) {
        held.first[slot] = first;
        held.skips[slot] = skips;
      }
      return;
    }
    heldOn[node.id] = index;
    slots[node.id] = held.nodes.length;
    held.nodes.push(node);
    held.first.push(first);
    held.skips.push(skips);
  };
  const enter = (node: Node, first: number) => {
    for (const end of node.ends) {
      const barred = end.notAfter >= 0 && followed && standings[index + 1]?.places.includes(end.notAfter);
      if (barred) continue;
      // Several patterns of one owner that end at one word are one hit, the longest.
      const latest = latestHits[end.owner];
      if (latest === undefined || latest.last !== index) {
        const hit = { owner: end.owner, first, last: index };
        latestHits[end.owner] = hit;
        hits.push(hit);
      } else if (first < latest.first) latest.first = first;
    }
    if (node.keys.length > 0) hold(node, first, 0);
    for (const gap of node.gaps) hold(gap.node, first, gap.most);
  };

  for (; index < tokens.length; index++) {
    [before, held] = [held, before];
    held.nodes.length = held.first.length = held.skips.length = 0;
    const breaks = tokens[index]?.breakBefore === SENTENCE;
    if (breaks) before.nodes.length = 0;
    followed = index + 1 < tokens.length && tokens[index + 1]?.breakBefore !== SENTENCE;
    const standing = standings[index];
    if (standing === undefined) break;
    const { places } = standing;
    for (const place of places) standsAt[place] = index;

    for (let slot = 0; slot < before.nodes.length; slot++) {
      const node = before.nodes[slot];
      if (node === undefined) continue;
      const first = before.first[slot] ?? index;
      // Whichever list is shorter is walked: a node may go on in hundreds of ways, a word may stand at hundreds of places.
      if (places.length < node.keys.length) {
        for (const place of places) {
          const follower = node.next.get(place);
          if (follower !== undefined) enter(follower, first);
        }
      } else {
        for (let key = 0; key < node.keys.length; key++) {
          const follower = node.followers[key];
          if (follower !== undefined && standsAt[node.keys[key] ?? 0] === index) enter(follower, first);
        }
      }
      const skips = before.skips[slot] ?? 0;
      if (skips > 0 && gapStops[index] !== 1) hold(node, first, skips - 1);
    }
    for (let root = 0; root < trie.roots.length; root++) {
      const starts = standing.starts[root] ?? [];
      const notBefore = trie.roots[root]?.notBefore ?? -1;
      if (starts.length === 0) continue;
      if (notBefore >= 0 && !breaks && standings[index - 1]?.places.includes(notBefore)) continue;
      for (const node of starts) enter(node, index);
    }
  }
  return hits;
}
