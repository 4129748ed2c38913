// How long each step of a break-glass may take, and where it stands at a time (reference: security 2.3).
import type { UnlockState } from "#src/schema/unlock.ts";
import { type FirstWord, firstWordCounts } from "./first-word.ts";

/** A second person answers within this time, or nothing was asked. */
export const ANSWER_MS = 15 * 60_000;
/** How long the values may be opened after the second person agreed. */
export const OPEN_MS = 4 * 3_600_000;
/** Within this time somebody who oversees says what they think of it. */
export const REVIEW_MS = 72 * 3_600_000;

/** What has happened to it; times in ISO 8601. */
export interface UnlockSteps {
  askedAt: string;
  /** How whoever asked stands now. */
  word: FirstWord;
  answeredAt: string | null;
  agreed: boolean | null;
  endedAt: string | null;
}

/** Where it stands at `now`. What has ended stays ended, whichever time comes first. */
export function unlockState(
  { askedAt, word, answeredAt, agreed, endedAt }: UnlockSteps,
  now: string,
): UnlockState {
  const at = Date.parse(now);
  if (answeredAt === null) {
    if (endedAt !== null) return "ended";
    return at < Date.parse(askedAt) + ANSWER_MS && firstWordCounts("unlock", word) ? "waiting" : "lapsed";
  }
  if (agreed !== true) return "refused";
  if (endedAt !== null) return "ended";
  return at < Date.parse(answeredAt) + OPEN_MS ? "open" : "over";
}

const later = (iso: string, ms: number) => new Date(Date.parse(iso) + ms).toISOString();
export const answerUntil = (askedAt: string): string => later(askedAt, ANSWER_MS);
export const openUntil = (answeredAt: string): string => later(answeredAt, OPEN_MS);
