// Which months of the audit trail are asked next: a page of the newest is mostly full after two of sixty.

/** From a month's first instant to another's, the second left out; `undefined` is open. ISO 8601, UTC. */
export interface Months {
  from: string | undefined;
  to: string | undefined;
}

/** The month a page begins in and the one before. */
const FIRST = 2;
/** The year and a half before those, where that should fill the page. */
const MORE = 18;

/**
 * What to ask first. `newest` is where the page begins: what is later belongs to it all the same, so that a wrong clock
 * hides nothing. Whole months, because the trail is cut by them: what is left out is not even planned for.
 */
export function newestMonths(newest: Date): Months {
  return { from: monthsBefore(newest, FIRST - 1), to: undefined };
}

/**
 * What to ask after `asked`, all of which gave `found` events where `most` are wanted: some months where it is likely
 * that they suffice, all the rest where it is not, `undefined` when nothing is left.
 */
export function olderMonths(asked: Months, found: number, most: number): Months | undefined {
  if (asked.from === undefined) return undefined;
  const suffice = asked.to === undefined && found * (MORE / FIRST + 1) > 2 * most;
  return { from: suffice ? monthsBefore(new Date(asked.from), MORE) : undefined, to: asked.from };
}

function monthsBefore(day: Date, months: number): string {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - months, 1)).toISOString();
}
