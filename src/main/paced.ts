// Looks at the whole, spaced so that they take little of the time.

/** They take at most a hundredth of the time; every twenty seconds they come anyway. */
const SHARE = 100;
const MOST_MS = 20_000;

/**
 * Runs what it is given when enough time has gone since the last time: a hundred times what that took, within bounds, so
 * that a machine that is busy for a moment is not unwatched for long.
 */
export function paced(leastMs: number) {
  let due = Number.NEGATIVE_INFINITY;
  return async (work: () => Promise<void>) => {
    if (performance.now() < due) return;
    const begun = performance.now();
    try {
      await work();
    } finally {
      const ended = performance.now();
      due = ended + Math.min(MOST_MS, Math.max(leastMs, SHARE * (ended - begun)));
    }
  };
}
