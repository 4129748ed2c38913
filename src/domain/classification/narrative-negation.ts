// What the narrative does not state: negated, denied, feared, supposed, or only heard of.
import { CLAUSE, NOTHING, SENTENCE, type Tokens } from "./narrative-tokens.ts";
import { ENDS_STATEMENT, JOINS_LIST } from "./narrative-vocabulary.ts";

export interface Negation {
  kind: "negation" | "denial" | "doubt" | "hearsay";
  reach: number;
}

/** Words `first` to `last` that take back. */
export interface TakingBack {
  first: number;
  last: number;
  negation: Negation;
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

/** Scopes of the words found to take back. Linear: each reaches a fixed number of words at most. */
export function scopesOf(tokens: Tokens, found: readonly TakingBack[]): Scopes {
  const { count, breakBefore } = tokens;
  const scopes: Scopes = {
    negated: new Uint8Array(count),
    denied: new Uint8Array(count),
    doubted: new Uint8Array(count),
    hearsay: new Uint8Array(count),
  };
  if (found.length === 0) return scopes;
  const isEnd = (index: number) => ((tokens.flags[index] ?? 0) & ENDS_STATEMENT) !== 0;
  const negators = new Uint8Array(count);

  for (const { first, last, negation } of found) {
    if (negation.kind === "hearsay") {
      markSentence(scopes.hearsay, first, tokens);
      continue;
    }
    if (negation.kind === "negation") negators[first] = 1;
    const stopsAt = negation.kind === "denial" ? SENTENCE : CLAUSE;
    for (let at = last + 1; at <= last + negation.reach && at < count; at++) {
      if ((breakBefore[at] ?? SENTENCE) >= stopsAt || isEnd(at)) break;
      if (negation.kind === "denial") scopes.denied[at] = 1;
      else if (negation.kind === "doubt") scopes.doubted[at] = 1;
      else scopes.negated[at] = at - last;
    }
  }

  // "ni" closes a list that its first negation opened: what stands between the commas is negated as well.
  for (const { first, negation } of found) {
    const joins = ((tokens.flags[first] ?? 0) & JOINS_LIST) !== 0;
    if (negation.kind !== "negation" || !joins || breakBefore[first] !== NOTHING) continue;
    let from = first - 1;
    const earliest = Math.max(0, first - LONGEST_LIST);
    while (from > earliest && negators[from] === 0 && breakBefore[from] !== SENTENCE && !isEnd(from)) from--;
    if (negators[from] !== 1) continue;
    for (let at = from + 1; at < first; at++) scopes.negated[at] ||= 1;
  }
  return scopes;
}

// A sentence already marked from its beginning needs no second walk: keeps repeated rumours linear.
function markSentence(hearsay: Uint8Array, first: number, { count, breakBefore }: Tokens): void {
  for (let at = first; at >= 0 && hearsay[at] === 0; at--) {
    hearsay[at] = 1;
    if (breakBefore[at] === SENTENCE) break;
  }
  for (let at = first + 1; at < count && breakBefore[at] !== SENTENCE && hearsay[at] === 0; at++) {
    hearsay[at] = 1;
  }
}
