// Words that say nothing alone and something together: an offer of work here, a bar and a debt three lines below.
import type { Combination } from "./narrative-lexicon.ts";

/** One place of the text that matched, as combinations see and mark it. */
export interface Evidence {
  /** Index of its first word. */
  word: number;
  cues: readonly string[];
  acts: readonly string[];
  means: readonly string[];
  purposes: readonly string[];
}

const union = (one: readonly string[], other: readonly string[]): readonly string[] => {
  const added = other.filter((code) => !one.includes(code));
  return added.length === 0 ? one : [...one, ...added];
};

/**
 * Applies the combinations in the list's order; a later one may need the cue an earlier one gave. The codes go to the
 * very places that together allowed them, so that exactly those words are underlined. `evidence` is in text order.
 */
export function combine(evidence: Evidence[], combinations: readonly Combination[]): void {
  const cues = new Set(evidence.flatMap((place) => place.cues));
  for (const combination of combinations) {
    if (!combination.needs.every((group) => group.some((cue) => cues.has(cue)))) continue;
    if (applyOne(evidence, combination)) for (const cue of combination.cues) cues.add(cue);
  }
}

function applyOne(evidence: Evidence[], combination: Combination): boolean {
  const latest: (Evidence | undefined)[] = combination.needs.map(() => undefined);
  const against = evidence.filter((place) => combination.without.some((cue) => place.cues.includes(cue)));
  let next = 0;
  let applied = false;
  for (const place of evidence) {
    let serves = false;
    combination.needs.forEach((group, index) => {
      if (!group.some((cue) => place.cues.includes(cue))) return;
      latest[index] = place;
      serves = true;
    });
    if (!serves) continue;
    const near = latest.every(
      (other) => other !== undefined && place.word - other.word <= combination.within,
    );
    if (!near) continue;
    // Places come in text order, so one pointer over what speaks against it is enough.
    while (next < against.length && (against[next]?.word ?? 0) < place.word - combination.within) next++;
    const opposing = against[next];
    if (opposing !== undefined && opposing.word <= place.word + combination.within) continue;
    applied = true;
    for (const part of latest) {
      if (part === undefined) continue;
      part.acts = union(part.acts, combination.acts);
      part.means = union(part.means, combination.means);
      part.purposes = union(part.purposes, combination.purposes);
      part.cues = union(part.cues, combination.cues);
    }
  }
  return applied;
}
