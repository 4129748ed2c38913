// The vault's own rules of break-glass: who may ask, who may be the second person, what a grant opens. Written without
// the server's decision in sight, as `may-open.ts` is.
import type { Role } from "#src/schema/case.ts";
import type { KeyClass } from "#src/schema/key-class.ts";
import type { UnlockClass } from "#src/schema/unlock.ts";
import type { VaultAsker } from "./may-open.ts";

/** What the vault knows of who stands where, read by itself. */
export interface UnlockTies {
  /** The posting has the case. */
  has: boolean;
  /** The case was registered in the unit of the posting or below it. */
  commandsCase: boolean;
  /** Behind a wall: to whom it was given. */
  wall: "owners" | "prosecutor" | null;
  /** The wall is against this officer or unit. */
  hidden: boolean;
}

const AT_WORK: readonly Role[] = [
  "investigator",
  "specialised-unit",
  "internal-affairs",
  "prosecutor",
  "prosecutor-liaison",
];
const OVER_OTHERS: readonly Role[] = [
  "chief",
  "regional-chief",
  "national-directorate",
  "specialised-unit",
  "internal-affairs",
  "prosecutor",
];
const BEHIND_WALL = {
  owners: ["internal-affairs", "specialised-unit", "prosecutor"],
  prosecutor: ["prosecutor"],
} as const satisfies Record<string, readonly Role[]>;

const reaches = ({ role }: VaultAsker, { wall, hidden }: UnlockTies) =>
  !hidden && (wall === null || (BEHIND_WALL[wall] as readonly Role[]).includes(role));

/** Rank opens no name here either: it may only ask, and somebody else must agree. */
export function mayAskFor(asker: VaultAsker, dataClass: UnlockClass, ties: UnlockTies): boolean {
  if (!reaches(asker, ties)) return false;
  if (dataClass === "complainant-identity") return ties.has && AT_WORK.includes(asker.role);
  if (dataClass === "victim-identity") return ties.commandsCase && asker.role === "chief";
  return asker.role === "national-directorate";
}

/** A liaison asks for who complained on a court's order only. */
export const lacksCourtOrder = (
  asker: VaultAsker,
  dataClass: UnlockClass,
  courtOrder: string | null,
): boolean =>
  asker.role === "prosecutor-liaison" && dataClass === "complainant-identity" && courtOrder === null;

/** How the two stand to each other: over every posting of the second that is in force. */
export interface Pair {
  /** The first's unit is that of a posting of the second, or above it. */
  above: boolean;
  below: boolean;
}

const COMMANDING: readonly Role[] = ["chief", "regional-chief", "national-directorate", "hotline-supervisor"];

export function maySecond(
  first: VaultAsker,
  second: VaultAsker,
  dataClass: UnlockClass,
  pair: Pair,
  ties: UnlockTies,
): boolean {
  if (first.officerId === second.officerId || first.postingId === second.postingId) return false;
  if (pair.above && COMMANDING.includes(first.role)) return false;
  if (dataClass === "complainant-identity" && (pair.above || pair.below)) return false;
  return OVER_OTHERS.includes(second.role) && reaches(second, ties);
}

/** The keys a class asks for. */
export const OPENED_BY: Readonly<Record<UnlockClass, readonly KeyClass[]>> = {
  "suspect-identity": ["suspect"],
  "victim-identity": ["victim", "minor-victim", "facts"],
  "complainant-identity": ["complainant"],
};

const ANSWER_MS = 15 * 60_000;
const OPEN_MS = 4 * 60 * 60_000;
/** Asking, agreeing and opening ask for a proof of presence no older than this. */
const FRESH_MS = 15 * 60_000;

export const isFresh = (authenticatedAt: string, now: Date): boolean =>
  now.getTime() - Date.parse(authenticatedAt) <= FRESH_MS;
/** Who complained, and what happens to keys, take the strongest proof there is: a passkey of who has one. */
export const isStrong = ({ provedBy, passkeys }: { provedBy: string; passkeys: number }): boolean =>
  passkeys === 0 || provedBy === "passkey";
export const mayStillAnswer = (askedAt: string, now: Date): boolean =>
  now.getTime() < Date.parse(askedAt) + ANSWER_MS;
export const isOpenStill = (answeredAt: string, now: Date): boolean =>
  now.getTime() < Date.parse(answeredAt) + OPEN_MS;
export const reviewDue = (answeredAt: string): string =>
  new Date(Date.parse(answeredAt) + 72 * 60 * 60_000).toISOString();
