// Words that say nothing alone and something together: an offer of work here, a bar and a debt three lines below.
import { type Codes, give } from "./narrative-codes.ts";
import { AGAINST, type Combination } from "./narrative-lexicon.ts";

/** One place of the text that matched, as combinations and scales see and mark it. */
export interface Evidence extends Codes {
  /** Index of its first word. */
  word: number;
  cues: readonly number[];
}

/**
 * Applies the combinations in the list's order; a later one may need the cue an earlier one gave. The codes go to the
 * very places that together allowed them, so that exactly those words are underlined. `evidence` is in text order.
 */
export function combine(evidence: readonly Evidence[], combinations: readonly Combination[]): void {
  if (combinations.length === 0) return;
  const present = new Set(evidence.flatMap((place) => place.cues));
  const served = new Int32Array(evidence.length);
  for (const combination of combinations) {
    const all = (1 << combination.groups) - 1;
    let possible = 0;
    for (const cue of present) possible |= combination.serves[cue] ?? 0;
    if ((possible & all) !== all) continue;
    for (let index = 0; index < evidence.length; index++) {
      let bits = 0;
      for (const cue of evidence[index]?.cues ?? []) bits |= combination.serves[cue] ?? 0;
      served[index] = bits;
    }
    if (apply(evidence, served, combination)) for (const cue of combination.cues) present.add(cue);
  }
}

function areNear(places: readonly (Evidence | undefined)[], earliest: number): boolean {
  for (const place of places) if (place === undefined || place.word < earliest) return false;
  return true;
}

function apply(evidence: readonly Evidence[], served: Int32Array, combination: Combination): boolean {
  const { groups, within } = combination;
  const against = evidence.filter((_, index) => ((served[index] ?? 0) & AGAINST) !== 0);
  const latest: (Evidence | undefined)[] = new Array(groups).fill(undefined);
  const marked = new Set<Evidence>();
  let next = 0;
  for (let index = 0; index < evidence.length; index++) {
    const place = evidence[index];
    const bits = served[index] ?? 0;
    if (place === undefined || (bits & (AGAINST - 1)) === 0) continue;
    for (let group = 0; group < groups; group++) if ((bits & (1 << group)) !== 0) latest[group] = place;
    if (!areNear(latest, place.word - within)) continue;
    // Places come in text order, so one pointer over what speaks against it is enough.
    while (next < against.length && (against[next]?.word ?? 0) < place.word - within) next++;
    const opposing = against[next];
    if (opposing !== undefined && opposing.word <= place.word + within) continue;
    for (const part of latest) if (part !== undefined) marked.add(part);
  }
  for (const place of marked) {
    give(place, combination);
    const given = combination.cues.filter((cue) => !place.cues.includes(cue));
    if (given.length > 0) place.cues = [...place.cues, ...given];
  }
  return marked.size > 0;
}
