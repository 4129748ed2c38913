// What a free narrative suggests: acts, means, purposes and a minor, each with the words that suggest it.
import { ACTS, type Facts, MEANS, PURPOSES } from "#src/schema/facts.ts";
import { combine, type Evidence } from "./narrative-combination.ts";
import type { PreparedLexicon } from "./narrative-lexicon.ts";
import { type Negation, type Scopes, scopesOf } from "./narrative-negation.ts";
import { tokenise } from "./narrative-tokens.ts";
import { find, type Hit, placesOf } from "./narrative-trie.ts";

/** Words of the text that match an entry of the list. */
export interface NarrativeMatch {
  /** UTF-16 offsets in the text as given; `end` is exclusive. */
  start: number;
  end: number;
  /** The entry's id in the list. */
  pattern: string;
  /** Negated, denied, feared, supposed or hearsay: shown as not stated, and suggests nothing. */
  negated: boolean;
  acts: readonly string[];
  means: readonly string[];
  purposes: readonly string[];
  minor: boolean;
}

/** Suggestions are codes of the catalogues, in the catalogues' order. They decide nothing: a person ticks or not. */
export interface NarrativeReading {
  matches: NarrativeMatch[];
  acts: string[];
  means: string[];
  purposes: string[];
  minor: boolean;
}

export type Ticked = Pick<Facts, "acts" | "means" | "purposes">;
export interface Suggestions {
  acts: string[];
  means: string[];
  purposes: string[];
}

/** How near a negating word must stand to take back that somebody is a minor ("no es menor"), in words. */
const NEAR_NEGATION = 2;

/**
 * Reads a narrative; time grows linearly with its length, whatever it says. Pure: the same text and list give the
 * same reading on the officer's screen and on the server.
 */
export function readNarrative(text: string, lexicon: PreparedLexicon): NarrativeReading {
  const tokens = tokenise(text, lexicon.spelling);
  const isNegator = (index: number) => lexicon.negators.has(tokens[index]?.word ?? "");
  const isEnd = (index: number) => lexicon.scopeEnds.has(tokens[index]?.word ?? "");
  const isJoin = (index: number) => lexicon.joins.has(tokens[index]?.word ?? "");
  const gapStops = Uint8Array.from(tokens, (_, index) => (isNegator(index) || isEnd(index) ? 1 : 0));

  const entryHits: Hit[] = [];
  const negationHits: { hit: Hit; negation: Negation }[] = [];
  // A negating word inside a match ("no la dejan salir") or an exception ("no solo") negates nothing else.
  const spent = new Uint8Array(tokens.length);
  for (const hit of find(lexicon.trie, tokens, placesOf(lexicon.trie, tokens), gapStops)) {
    const negation = lexicon.negations[hit.owner - lexicon.entries.length];
    if (negation !== undefined) {
      negationHits.push({ hit, negation });
      continue;
    }
    for (let at = hit.first; at <= hit.last; at++) if (isNegator(at)) spent[at] = 1;
    if (hit.owner < lexicon.entries.length) entryHits.push(hit);
  }
  const negations = negationHits.filter(({ hit }) => spent[hit.first] !== 1);
  const scopes = scopesOf(tokens, negations, isEnd, isJoin);

  const places: (Evidence & NarrativeMatch)[] = [];
  for (const hit of longestOf(entryHits)) {
    const given = lexicon.entries[hit.owner];
    const start = tokens[hit.first]?.start;
    const end = tokens[hit.last]?.end;
    if (given === undefined || start === undefined || end === undefined) continue;
    const negated = isTakenBack(hit, scopes, given.minor, isNegator(hit.first));
    places.push({ ...given, word: hit.first, start, end, pattern: given.id, negated });
  }
  const stated = places.filter((place) => !place.negated);
  combine(stated, lexicon.combinations);
  const matches = places.map(({ start, end, pattern, negated, acts, means, purposes, minor }) => ({
    start,
    end,
    pattern,
    negated,
    acts,
    means,
    purposes,
    minor,
  }));
  return {
    matches,
    acts: inOrder(
      ACTS,
      stated.flatMap((place) => place.acts),
    ),
    means: inOrder(
      MEANS,
      stated.flatMap((place) => place.means),
    ),
    purposes: inOrder(
      PURPOSES,
      stated.flatMap((place) => place.purposes),
    ),
    minor: stated.some((place) => place.minor),
  };
}

/** In text order, without those that lie inside another of the same entry. */
function longestOf(hits: Hit[]): Hit[] {
  const sorted = hits.toSorted((a, b) => a.first - b.first || b.last - a.last || a.owner - b.owner);
  const reached = new Map<number, number>();
  return sorted.filter(({ owner, last }) => {
    if (last <= (reached.get(owner) ?? -1)) return false;
    reached.set(owner, last);
    return true;
  });
}

function isTakenBack(hit: Hit, scopes: Scopes, minor: boolean, beginsNegated: boolean): boolean {
  const at = hit.first;
  if (scopes.hearsay[at] === 1 || scopes.denied[at] === 1) return true;
  const distance = scopes.negated[at] ?? 0;
  // Fearing for a minor, or not knowing her, leaves her a minor.
  if (minor) return distance > 0 && distance <= NEAR_NEGATION;
  if (scopes.doubted[at] === 1) return true;
  // A wording that itself begins with "no" or "ni" is a statement; the negation before it does not reverse it.
  return distance > 0 && !beginsNegated;
}

const inOrder = (catalogue: readonly string[], codes: readonly string[]): string[] => {
  const present = new Set(codes);
  return catalogue.filter((code) => present.has(code));
};

/** What the narrative suggests and nobody ticked; `unspecified` counts as nothing ticked. */
export function suggestionsFor(reading: NarrativeReading, ticked: Ticked): Suggestions {
  const missing = (suggested: readonly string[], present: readonly string[]) =>
    suggested.filter((code) => !present.includes(code));
  return {
    acts: missing(reading.acts, ticked.acts),
    means: missing(reading.means, ticked.means),
    purposes: missing(reading.purposes, ticked.purposes),
  };
}

/**
 * The facts as they would be with every suggestion ticked: would their finding alert, the alert goes out marked
 * "suggested by the narrative". Ages stay as they are: words that name a minor do not say who it is.
 */
export function factsWithSuggestions(facts: Facts, reading: NarrativeReading): Facts {
  const merged = <C extends string>(
    catalogue: readonly C[],
    ticked: readonly C[],
    suggested: readonly string[],
  ) =>
    [...ticked, ...catalogue.filter((code) => suggested.includes(code) && !ticked.includes(code))] as const;
  return {
    ...facts,
    acts: merged<Facts["acts"][number]>(ACTS, facts.acts, reading.acts),
    means: merged<Facts["means"][number]>(MEANS, facts.means, reading.means),
    purposes: merged<Facts["purposes"][number]>(PURPOSES, facts.purposes, reading.purposes),
  };
}
