// The vault's own rules of who orders what happens to class keys, and how long an order counts; written without the
// server's in sight, as `may-open.ts` is.
import type { VaultAsker } from "./may-open.ts";

export const mayOrder = ({ role }: Pick<VaultAsker, "role">): boolean => role === "key-custodian";

/** Two persons, and not one person in two postings. */
export const maySecondOrder = (
  first: Pick<VaultAsker, "officerId" | "postingId">,
  second: Pick<VaultAsker, "officerId" | "postingId" | "role">,
): boolean =>
  mayOrder(second) && first.officerId !== second.officerId && first.postingId !== second.postingId;

const ANSWER_MS = 72 * 60 * 60_000;
const CARRY_OUT_MS = 7 * 24 * 60 * 60_000;
export const mayStillAnswerOrder = (askedAt: string, now: Date): boolean =>
  now.getTime() < Date.parse(askedAt) + ANSWER_MS;
export const mayStillCarryOut = (answeredAt: string, now: Date): boolean =>
  now.getTime() < Date.parse(answeredAt) + CARRY_OUT_MS;
