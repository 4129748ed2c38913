// How long a posting lasts without being renewed: data of the pack, the same arithmetic on screen and server.

const DAY = 86_400_000;

/** What the pack says: a posting ends after so many months, and so many days before that its officer and chief are told. */
export interface PostingTerm {
  months: number;
  warnDays: number;
}

/** The latest end of a posting that begins, or is renewed, at an instant (ISO 8601, UTC). */
export function longestEnd(from: string, { months }: Pick<PostingTerm, "months">): string {
  const at = new Date(from);
  const day = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  at.setUTCDate(Math.min(day, lastDay));
  return at.toISOString();
}

/**
 * When a posting ends that somebody gives: at the end asked for, or at the latest one. `undefined`: asked for longer than
 * the term. A day more is allowed, because whoever writes a day means all of it.
 */
export function endOfPosting(from: string, asked: string | null, term: PostingTerm): string | undefined {
  const longest = longestEnd(from, term);
  if (asked === null) return longest;
  return Date.parse(asked) <= Date.parse(longest) + DAY ? asked : undefined;
}

/** Whether a posting with this end (null: none) is over by then, so that nobody could begin it any more. */
export const isOver = (end: string | null, now: string): boolean =>
  end !== null && Date.parse(end) <= Date.parse(now);

/** Whether a posting that ends then is to be renewed soon. */
export function endsSoon(
  end: string | null,
  now: string,
  { warnDays }: Pick<PostingTerm, "warnDays">,
): boolean {
  return (
    end !== null && Date.parse(end) > Date.parse(now) && Date.parse(end) <= Date.parse(now) + warnDays * DAY
  );
}
