// What a free narrative suggests: acts, means, purposes and a minor, each with the words that suggest it.
import { ACTS, type Facts, MEANS, PURPOSES } from "#src/schema/facts.ts";
import { actsOf, type Codes, give, meansOf, purposesOf } from "./narrative-codes.ts";
import { combine, type Evidence } from "./narrative-combination.ts";
import type { Hits } from "./narrative-find.ts";
import type { Given, PreparedLexicon } from "./narrative-lexicon.ts";
import { type Scopes, scopesOf, type TakingBack } from "./narrative-negation.ts";
import { weigh } from "./narrative-scale.ts";
import { type Tokens, tokenise } from "./narrative-tokens.ts";
import { NEGATES } from "./narrative-vocabulary.ts";

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
  /** Entries by which it says that an officer or official is involved. */
  officials: string[];
}

export type Ticked = Pick<Facts, "acts" | "means" | "purposes">;
export interface Suggestions {
  acts: string[];
  means: string[];
  purposes: string[];
}

/** How near a negating word must stand to take back that somebody is a minor ("no es menor"), in words. */
const NEAR_NEGATION = 2;

/** A match before its codes are listed. */
interface Place extends Evidence {
  given: Given;
  start: number;
  end: number;
  negated: boolean;
}

/**
 * Reads a narrative; time grows linearly with its length, whatever it says. Pure: the same text and list give the
 * same reading on the officer's screen and on the server.
 */
export function readNarrative(text: string, lexicon: PreparedLexicon): NarrativeReading {
  lexicon.classes.prune();
  const tokens = tokenise(text, lexicon.words);
  const places = placesIn(tokens, lexicon);
  const stated = places.filter((place) => !place.negated);
  combine(stated, lexicon.combinations);
  weigh(stated, lexicon.scales, lexicon.cues);
  const together: Codes = { acts: 0, means: 0, purposes: 0 };
  let minor = false;
  const officials = new Set<string>();
  for (const place of stated) {
    give(together, place);
    minor ||= place.given.minor;
    if (place.given.officials) officials.add(place.given.id);
  }
  return {
    matches: places.map(({ start, end, given, negated, acts, means, purposes }) => ({
      start,
      end,
      pattern: given.id,
      negated,
      acts: actsOf(acts),
      means: meansOf(means),
      purposes: purposesOf(purposes),
      minor: given.minor,
    })),
    acts: [...actsOf(together.acts)],
    means: [...meansOf(together.means)],
    purposes: [...purposesOf(together.purposes)],
    minor,
    officials: [...officials],
  };
}

function placesIn(tokens: Tokens, { find, entries, negations }: PreparedLexicon): Place[] {
  const { flags } = tokens;
  const isNegator = (index: number) => ((flags[index] ?? 0) & NEGATES) !== 0;
  const hits = find(tokens);
  const found: TakingBack[] = [];
  // A negating word inside a match ("no la dejan salir") or an exception ("no solo") negates nothing else.
  const spent = new Uint8Array(tokens.count);
  for (let hit = 0; hit < hits.count; hit++) {
    const first = hits.first[hit] ?? 0;
    const last = hits.last[hit] ?? 0;
    const negation = negations[(hits.owner[hit] ?? 0) - entries.length];
    if (negation !== undefined) found.push({ first, last, negation });
    else for (let at = first; at <= last; at++) if (isNegator(at)) spent[at] = 1;
  }
  const scopes = scopesOf(
    tokens,
    found.filter(({ first }) => spent[first] !== 1),
  );

  const reached = new Int32Array(entries.length).fill(-1);
  const places: Place[] = [];
  for (const hit of inTextOrder(hits)) {
    const owner = hits.owner[hit] ?? 0;
    const given = entries[owner];
    const last = hits.last[hit] ?? 0;
    // Without those that lie inside another of the same entry.
    if (given === undefined || last <= (reached[owner] ?? 0)) continue;
    reached[owner] = last;
    const word = hits.first[hit] ?? 0;
    places.push({
      given,
      start: tokens.start[word] ?? 0,
      end: tokens.end[last] ?? 0,
      negated: isTakenBack(word, scopes, given, isNegator(word)),
      word,
      cues: given.cues,
      acts: given.acts,
      means: given.means,
      purposes: given.purposes,
    });
  }
  return places;
}

/** Hits by first word, the longest of those first. They come by last word, so each moves a pattern's length at most. */
function inTextOrder({ count, first, last, owner }: Hits): Int32Array {
  const order = new Int32Array(count);
  const isAfter = (one: number, other: number) =>
    ((first[one] ?? 0) - (first[other] ?? 0) ||
      (last[other] ?? 0) - (last[one] ?? 0) ||
      (owner[one] ?? 0) - (owner[other] ?? 0)) > 0;
  for (let hit = 0; hit < count; hit++) {
    let to = hit;
    while (to > 0 && isAfter(order[to - 1] ?? 0, hit)) {
      order[to] = order[to - 1] ?? 0;
      to--;
    }
    order[to] = hit;
  }
  return order;
}

function isTakenBack(
  at: number,
  scopes: Scopes,
  { minor, officials }: Given,
  beginsNegated: boolean,
): boolean {
  // Who only heard of it, fears it or denies it has still said it: a wall too many does less harm than one too few.
  if (officials) return (scopes.negated[at] ?? 0) > 0 && (scopes.negated[at] ?? 0) <= NEAR_NEGATION;
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
