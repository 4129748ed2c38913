// Where an order about a class key stands at a time, and how long each of its steps may take.
import type { KeyOrderState } from "#src/schema/key-order.ts";
import { type FirstWord, firstWordCounts } from "./first-word.ts";

const HOUR = 3_600_000;
/** A second custodian answers within this time, or nothing was asked: they sit in different institutions. */
export const ANSWER_MS = 72 * HOUR;
/** What two agreed to is carried out within this time, or asked for anew. */
export const CARRY_OUT_MS = 7 * 24 * HOUR;
const DAY_MS = 24 * HOUR;

/** What has happened to it; times in ISO 8601. */
export interface KeyOrderSteps {
  askedAt: string;
  /** How whoever asked stands now. */
  word: FirstWord;
  answeredAt: string | null;
  agreed: boolean | null;
  endedAt: string | null;
  /** The rotation was begun, or the version closed. */
  begunAt: string | null;
  /** Everything is wrapped anew, or the key is destroyed. */
  done: boolean;
}

/** Where it stands at `now`. What was carried out stays so, whatever was said afterwards. */
export function keyOrderState(steps: KeyOrderSteps, now: string): KeyOrderState {
  const { askedAt, word, answeredAt, agreed, endedAt, begunAt, done } = steps;
  const at = Date.parse(now);
  if (agreed === false) return "refused";
  if (endedAt !== null) return "withdrawn";
  if (answeredAt === null)
    return at < Date.parse(askedAt) + ANSWER_MS && firstWordCounts("key-order", word) ? "waiting" : "lapsed";
  if (begunAt !== null) return done ? "done" : "begun";
  return at < Date.parse(answeredAt) + CARRY_OUT_MS ? "agreed" : "over";
}

/** Until when it waits for its next step; null when nothing is waited for. */
export function waitsUntil(steps: KeyOrderSteps, state: KeyOrderState): string | null {
  if (state === "waiting") return new Date(Date.parse(steps.askedAt) + ANSWER_MS).toISOString();
  if (state !== "agreed" || steps.answeredAt === null) return null;
  return new Date(Date.parse(steps.answeredAt) + CARRY_OUT_MS).toISOString();
}

/** Whether a key made at `since` is older than so many days. */
export const isOldKey = (since: string, days: number, now: string): boolean =>
  Date.parse(now) - Date.parse(since) > days * DAY_MS;

interface WrappedCount {
  keyClass: string;
  version: number;
  keys: number;
}

/**
 * Of a hundred keys of its class, how many are wrapped for this version (rounded down), while they are wrapped for
 * several; null when there is nothing to go over. A number of keys would tell of every case, walled ones too.
 */
export function percentWrapped(
  { keyClass, keys }: WrappedCount,
  all: readonly WrappedCount[],
): number | null {
  const wrapped = all.filter((each) => each.keyClass === keyClass && each.keys > 0);
  if (wrapped.length < 2) return null;
  return Math.floor((100 * keys) / wrapped.reduce((sum, each) => sum + each.keys, 0));
}
