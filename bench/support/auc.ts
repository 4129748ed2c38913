// How well two kinds of values are told apart by their size alone: the area under the curve, from Mann and Whitney's U.

/** The chance that a value of `one` is larger than one of `other`, ties by half: 0.5 where nothing tells them apart. */
export function auc(one: readonly number[], other: readonly number[]): number {
  const all = [
    ...one.map((value) => ({ value, mine: true })),
    ...other.map((value) => ({ value, mine: false })),
  ].sort((a, b) => a.value - b.value);
  let ranks = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    while (all[to]?.value === all[from]?.value && to < all.length) to++;
    // Ranks from 1; equal values share the middle one.
    const rank = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) if (all[i]?.mine) ranks += rank;
    from = to;
  }
  return (ranks - (one.length * (one.length + 1)) / 2) / (one.length * other.length);
}
