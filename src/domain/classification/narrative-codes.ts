// Codes of the three catalogues as bits, so that joining what several places suggest is one operation.
import { ACTS, MEANS, PURPOSES } from "#src/schema/facts.ts";

/** Bits by a code's place in its catalogue. */
export interface Codes {
  acts: number;
  means: number;
  purposes: number;
}

/** Lists made so far; there are as many as the list of words has different suggestions together. */
function listing(catalogue: readonly string[]): (bits: number) => readonly string[] {
  const lists = new Map<number, readonly string[]>([[0, []]]);
  return (bits) => {
    let list = lists.get(bits);
    if (list === undefined) {
      list = Object.freeze(catalogue.filter((_, index) => (bits & (1 << index)) !== 0));
      lists.set(bits, list);
    }
    return list;
  };
}

/** Codes of bits, in the catalogue's order. */
export const actsOf = listing(ACTS);
export const meansOf = listing(MEANS);
export const purposesOf = listing(PURPOSES);

function bitsOf(catalogue: readonly string[], codes: readonly string[] | undefined): number {
  let bits = 0;
  for (const code of codes ?? []) {
    const index = catalogue.indexOf(code);
    if (index >= 0) bits |= 1 << index;
  }
  return bits;
}

/** The codes of an entry as bits; codes that are in no catalogue ("unspecified") suggest nothing. */
export const codesOf = (item: {
  acts?: readonly string[] | undefined;
  means?: readonly string[] | undefined;
  purposes?: readonly string[] | undefined;
}): Codes => ({
  acts: bitsOf(ACTS, item.acts),
  means: bitsOf(MEANS, item.means),
  purposes: bitsOf(PURPOSES, item.purposes),
});

export function give(place: Codes, codes: Codes): void {
  place.acts |= codes.acts;
  place.means |= codes.means;
  place.purposes |= codes.purposes;
}
