// What the narrative does not state: negated, denied, feared, supposed, or only heard of.

import type { Hit } from "./narrative-find.ts";
import { CLAUSE, NOTHING, SENTENCE, type Token } from "./narrative-tokens.ts";

export interface Negation {
  kind: "negation" | "denial" | "doubt" | "hearsay";
  reach: number;
}

/** For each word, how it is taken back. */
export interface Scopes {
  /** Words back to the nearest negating word that reaches here; 0 where none does. */
  negated: Uint8Array;
  denied: Uint8Array;
  doubted: Uint8Array;
  hearsay: Uint8Array;
}

/** How far back a list such as "nunca la amenazó, encerró ni golpeó" may begin, in words. */
const LONGEST_LIST = 12;

/**
 * Scopes of the negating words found. `isEnd(i)` tells that word i ends a statement ("pero"); `isJoin(i)` that it
 * joins a negated list ("ni"). Linear: each negating word reaches a fixed number of words at most.
 */
export function scopesOf(
  tokens: readonly Token[],
  found: readonly { hit: Hit; negation: Negation }[],
  isEnd: (index: number) => boolean,
  isJoin: (index: number) => boolean,
): Scopes {
  const scopes: Scopes = {
    negated: new Uint8Array(tokens.length),
    denied: new Uint8Array(tokens.length),
    doubted: new Uint8Array(tokens.length),
    hearsay: new Uint8Array(tokens.length),
  };
  const breakBefore = (index: number) => tokens[index]?.breakBefore ?? SENTENCE;
  const negators = new Set<number>();

  for (const { hit, negation } of found) {
    if (negation.kind === "hearsay") {
      for (let at = hit.first; at >= 0; at--) {
        // A sentence already marked from its beginning needs no second walk: keeps repeated rumours linear.
        if (scopes.hearsay[at] === 1) break;
        scopes.hearsay[at] = 1;
        if (breakBefore(at) === SENTENCE) break;
      }
      for (let at = hit.first + 1; breakBefore(at) !== SENTENCE && scopes.hearsay[at] === 0; at++) {
        scopes.hearsay[at] = 1;
      }
      continue;
    }
    if (negation.kind === "negation") negators.add(hit.first);
    const stopsAt = negation.kind === "denial" ? SENTENCE : CLAUSE;
    for (let at = hit.last + 1; at <= hit.last + negation.reach && at < tokens.length; at++) {
      if (breakBefore(at) >= stopsAt || isEnd(at)) break;
      if (negation.kind === "denial") scopes.denied[at] = 1;
      else if (negation.kind === "doubt") scopes.doubted[at] = 1;
      else scopes.negated[at] = at - hit.last;
    }
  }

  // "ni" closes a list that its first negation opened: what stands between the commas is negated as well.
  for (const { hit, negation } of found) {
    if (negation.kind !== "negation" || !isJoin(hit.first) || breakBefore(hit.first) !== NOTHING) continue;
    let from = hit.first - 1;
    const earliest = Math.max(0, hit.first - LONGEST_LIST);
    while (from > earliest && !negators.has(from) && breakBefore(from) !== SENTENCE && !isEnd(from)) from--;
    if (!negators.has(from)) continue;
    for (let at = from + 1; at < hit.first; at++) scopes.negated[at] ||= 1;
  }
  return scopes;
}
