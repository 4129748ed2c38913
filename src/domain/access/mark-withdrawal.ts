// That a mark is not an officer's number: who has a word in it, and whose second word makes it count.
import type { Role } from "#src/schema/case.ts";

/** How whoever acts stands to the officer whose mark it is. Each is a fact the register has established. */
export interface Unmarking {
  role: Role;
  /** It is their own. */
  own: boolean;
  /** They serve, or served within 24 months, in a unit of the officer's, above it or below it. */
  inLine: boolean;
  /** The officer is of the side that deals with walled cases, keeps the register, or commands internal affairs. */
  forProsecutors: boolean;
}

/**
 * Has this officer a word about marks of that one? As about a wall (decision 0040): internal affairs and prosecutors;
 * prosecutors alone where internal affairs would see nothing of a case that names the officer.
 */
export function mayUnmark({ role, own, inLine, forProsecutors }: Unmarking): boolean {
  if (own || inLine) return false;
  return role === "prosecutor" || (role === "internal-affairs" && !forProsecutors);
}

/** A withdrawal that is asked for, and whoever asked as they stand now. */
export interface AskedWithdrawal {
  waits: boolean;
  askedRole: Role;
  /** Whoever would answer asked for it. */
  ownRequest: boolean;
  /** Whoever asked still holds the posting, is not suspended, and has not come into the officer's line. */
  askerStands: boolean;
}

/**
 * Does the second word of this officer make it count? Of internal affairs and the prosecutor's office each one, two
 * persons; two prosecutors where internal affairs have no word.
 */
export function mayAgreeToUnmark(by: Unmarking, asked: AskedWithdrawal): boolean {
  if (!asked.waits || asked.ownRequest || !asked.askerStands || !mayUnmark(by)) return false;
  const other = by.role === "prosecutor" && !by.forProsecutors ? "internal-affairs" : "prosecutor";
  return asked.askedRole === other;
}

/** One that waits is refused by whoever has a word in it, and taken back by who asked. */
export const mayRefuseToUnmark = (by: Unmarking, asked: AskedWithdrawal): boolean =>
  asked.waits && mayUnmark(by);
