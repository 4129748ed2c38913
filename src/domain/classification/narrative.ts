// What a free narrative suggests: acts, means, purposes and a minor, each with the words that suggest it.
import { ACTS, type Facts, MEANS, PURPOSES } from "#src/schema/facts.ts";
import { combine, type Evidence } from "./narrative-combination.ts";
import { find, type Hit } from "./narrative-find.ts";
import type { PreparedLexicon } from "./narrative-lexicon.ts";
import { type Negation, type Scopes, scopesOf } from "./narrative-negation.ts";
import { type Token, tokenise } from "./narrative-tokens.ts";
import { standingsOf } from "./narrative-trie.ts";

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
  const places = placesIn(tokens, lexicon);
  const stated = places.filter((place) => !place.negated);
  combine(stated, lexicon.combinations);
  const codes = (catalogue: readonly string[], key: "acts" | "means" | "purposes") => {
    const present = new Set<string>();
    for (const place of stated) for (const code of place[key]) present.add(code);
    return catalogue.filter((code) => present.has(code));
  };
  return {
    matches: places.map(({ start, end, pattern, negated, acts, means, purposes, minor }) => {
      return { start, end, pattern, negated, acts, means, purposes, minor };
    }),
    acts: codes(ACTS, "acts"),
    means: codes(MEANS, "means"),
    purposes: codes(PURPOSES, "purposes"),
    minor: stated.some((place) => place.minor),
  };
}

function placesIn(tokens: readonly Token[], lexicon: PreparedLexicon): (Evidence & NarrativeMatch)[] {
  const { trie, entries, negations, negators, scopeEnds, joins } = lexicon;
  const isNegator = (index: number) => negators.has(tokens[index]?.word ?? "");
  const isEnd = (index: number) => scopeEnds.has(tokens[index]?.word ?? "");
  const isJoin = (index: number) => joins.has(tokens[index]?.word ?? "");
  const gapStops = new Uint8Array(tokens.length);
  for (let at = 0; at < tokens.length; at++) gapStops[at] = isNegator(at) || isEnd(at) ? 1 : 0;

  const entryHits: Hit[] = [];
  const negationHits: { hit: Hit; negation: Negation }[] = [];
  // A negating word inside a match ("no la dejan salir") or an exception ("no solo") negates nothing else.
  const spent = new Uint8Array(tokens.length);
  for (const hit of find(trie, tokens, standingsOf(trie, tokens), gapStops)) {
    const negation = negations[hit.owner - entries.length];
    if (negation !== undefined) {
      negationHits.push({ hit, negation });
      continue;
    }
    for (let at = hit.first; at <= hit.last; at++) if (isNegator(at)) spent[at] = 1;
    if (hit.owner < entries.length) entryHits.push(hit);
  }
  const unspent = negationHits.filter(({ hit }) => spent[hit.first] !== 1);
  const scopes = scopesOf(tokens, unspent, isEnd, isJoin);

  return longestOf(entryHits).flatMap((hit) => {
    const given = entries[hit.owner];
    const start = tokens[hit.first]?.start;
    const end = tokens[hit.last]?.end;
    if (given === undefined || start === undefined || end === undefined) return [];
    const { id, acts, means, purposes, cues, minor } = given;
    const negated = isTakenBack(hit, scopes, minor, isNegator(hit.first));
    return { start, end, pattern: id, negated, acts, means, purposes, minor, word: hit.first, cues };
  });
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
