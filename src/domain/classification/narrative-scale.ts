// Words that each speak a little for a code, or against it: put on a scale, they suggest it when they outweigh the rest.

import { type Codes, give } from "./narrative-codes.ts";
import type { Evidence } from "./narrative-combination.ts";

export interface Scale extends Codes {
  id: string;
  /** Largest distance in words between what is weighed together. */
  within: number;
  /** What the weights of the different cues must reach together. */
  threshold: number;
  /** By cue: what it weighs, however often it is said. */
  weights: Int32Array;
}

/**
 * Weighs every stretch of `within` words; in those that reach the threshold, all that speaks for the codes is given
 * them, so that exactly those words are underlined. `evidence` is in text order; linear in it.
 */
export function weigh(evidence: readonly Evidence[], scales: readonly Scale[], cues: number): void {
  const first = evidence[0];
  const last = evidence[evidence.length - 1];
  if (first === undefined || last === undefined || scales.length === 0) return;
  const said = new Int32Array(cues);
  const present: number[] = [];
  for (const place of evidence) {
    for (const cue of place.cues) {
      if (said[cue] === 0) present.push(cue);
      said[cue] = 1;
    }
  }
  const span = last.word - first.word;
  for (const scale of scales) {
    let most = 0;
    let all = 0;
    for (const cue of present) {
      const weight = scale.weights[cue] ?? 0;
      all += weight;
      if (weight > 0) most += weight;
    }
    if (most < scale.threshold) continue;
    // Most narratives are one stretch.
    if (span > scale.within) slide(evidence, scale, cues);
    else if (all >= scale.threshold) for (const place of evidence) mark(place, scale);
  }
}

function mark(place: Evidence, scale: Scale): void {
  for (const cue of place.cues) {
    if ((scale.weights[cue] ?? 0) > 0) {
      give(place, scale);
      return;
    }
  }
}

function slide(evidence: readonly Evidence[], scale: Scale, cues: number): void {
  const said = new Int32Array(cues);
  let sum = 0;
  let from = 0;
  let marked = 0;
  for (let to = 0; to < evidence.length; to++) {
    const place = evidence[to];
    if (place === undefined) break;
    for (const cue of place.cues) {
      if (said[cue] === 0) sum += scale.weights[cue] ?? 0;
      said[cue] = (said[cue] ?? 0) + 1;
    }
    for (
      let left = evidence[from];
      left !== undefined && left.word < place.word - scale.within;
      left = evidence[++from]
    ) {
      for (const cue of left.cues) {
        said[cue] = (said[cue] ?? 0) - 1;
        if (said[cue] === 0) sum -= scale.weights[cue] ?? 0;
      }
    }
    if (sum < scale.threshold) continue;
    for (marked = Math.max(marked, from); marked <= to; marked++) {
      const part = evidence[marked];
      if (part !== undefined) mark(part, scale);
    }
  }
}
