// A device numbers its reports from 1: whatever is missing below the highest number seen was made and never arrived.

/** Numbers that follow one another, both ends within. */
export type Range = readonly [from: number, to: number];

/** The numbers as ranges, in order; a number given twice counts once. */
export function rangesOf(counters: Iterable<number>): Range[] {
  const ranges: [number, number][] = [];
  for (const counter of [...new Set(counters)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === counter - 1) last[1] = counter;
    else ranges.push([counter, counter]);
  }
  return ranges;
}

/** What is missing from 1 to the highest number there, for `ranges` in order. */
export function gapsOf(ranges: readonly Range[]): Range[] {
  const gaps: Range[] = [];
  let next = 1;
  for (const [from, to] of ranges) {
    if (from > next) gaps.push([next, from - 1]);
    next = to + 1;
  }
  return gaps;
}

/** How many numbers the ranges hold. */
export const countOf = (ranges: readonly Range[]): number =>
  ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
