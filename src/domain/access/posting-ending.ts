// May a chief end a posting by an order: of those who serve under the chief, and never the own one, a peer's or a superior's.
import type { Role } from "#src/schema/case.ts";
import { answersFor, type Held } from "./posting-consent.ts";
import { isOverOthers } from "./renewal.ts";

/** How whoever would end a posting stands to it. Each is a fact the register has established. */
export interface EndingQuestion {
  by: { role: Role; unitId: string; unitKind: string; units: readonly string[] };
  posted: Held;
  /** It is a posting of their own officer. */
  own: boolean;
}

export type Ending =
  | { effect: "allow" }
  | { effect: "refuse"; reason: "not-a-chief" | "own-posting" | "out-of-reach" | "over-others" };

/** Who heads a unit, and knows by order who serves there. */
const HEADS: readonly Role[] = ["chief", "regional-chief", "national-directorate"];
/** Whose postings a chief ends by an order; administrators do it by a rule of their own (`endsAlone`). */
export const endsByOrder = (role: Role): boolean => HEADS.includes(role);

/**
 * A chief's word is enough for who serves in the command and the chief answers for. Whoever oversees, keeps the register,
 * or has a word over others at the same place is not put out by it: that takes a suspension with a second person first.
 */
export function decideEnding({ by, posted, own }: EndingQuestion): Ending {
  if (!endsByOrder(by.role)) return { effect: "refuse", reason: "not-a-chief" };
  if (own) return { effect: "refuse", reason: "own-posting" };
  if (!by.units.includes(posted.unitId)) return { effect: "refuse", reason: "out-of-reach" };
  if (isOverOthers(posted.role) && posted.unitId === by.unitId)
    return { effect: "refuse", reason: "over-others" };
  if (!answersFor(by.unitKind, posted.role)) return { effect: "refuse", reason: "over-others" };
  return { effect: "allow" };
}
