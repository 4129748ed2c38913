// The vault's own rule: which classes of personal values of a case an officer may have opened. Written without the
// server's decision in sight, so that a mistake in one of them is not a mistake in both; a test compares them.
import type { Role } from "#src/schema/case.ts";
import type { Entry } from "#src/schema/entry.ts";
import type { KeyClass } from "#src/schema/key-class.ts";

/** What the vault knows of a case from its sealed entries, and of the alerts raised. */
export interface VaultCase {
  /** The officer of the first entry, and when it arrived. */
  registeredBy: string;
  receivedAt: string;
  /** The postings that have the case, and whether the officer of the first entry has handed it over. */
  holders: readonly string[];
  handedOver: boolean;
  /** Persons entrusted to a posting that has a part of the case. */
  entrusted: Readonly<Record<string, readonly string[]>>;
  /** Somebody proposed something on which nobody has decided yet. */
  waiting: boolean;
  /** The wall that stands around it. */
  wall: VaultWall | null;
}

/** Whom a wall lets in: the prosecutor, internal affairs and the specialised unit but for where one of theirs is named. */
export interface VaultWall {
  prosecutorOnly: boolean;
  officers: readonly string[];
  units: readonly string[];
}

export interface VaultAsker {
  officerId: string;
  postingId: string;
  unitId: string;
  /** Units of every posting held now or in the last 24 months. */
  postedIn?: readonly string[];
  unitKind?: string;
  role: Role;
}

/** Those who were involved in a case, and free text about them. The complainant is never among what is asked plainly. */
const PEOPLE: readonly KeyClass[] = ["suspect", "victim", "minor-victim", "facts"];

/** Whether opening these takes a fresh proof that the officer is there (`isFresh`): all but who is suspected. */
export const takesProof = (classes: Iterable<KeyClass>): boolean =>
  [...classes].some((keyClass) => keyClass !== "suspect");

/** Take complaints, and keep the persons of their own until they hand the case over. */
const COUNTER: readonly Role[] = ["registrar", "investigator", "specialised-unit"];
/** Open names of a case their posting has. */
const WORK: readonly Role[] = [
  "registrar",
  "investigator",
  "specialised-unit",
  "internal-affairs",
  "prosecutor",
  "prosecutor-liaison",
];
/** How long the line keeps the persons of a call. */
const CALL_MS = 24 * 60 * 60 * 1000;

/** The classes that may be opened at `now`; empty when none may. Rank opens no name: a chief must have the case. */
export function mayOpen(asker: VaultAsker, known: VaultCase, now: string): ReadonlySet<KeyClass> {
  const { role } = asker;
  if (known.wall !== null) return behindWall(asker, known, known.wall);
  const hasIt = known.holders.includes(asker.postingId);
  const tookIt = known.registeredBy === asker.officerId && !known.handedOver;
  const fresh = Date.parse(now) - Date.parse(known.receivedAt) < CALL_MS;
  // Decides on what others propose, wherever in the country, and must have seen what it is about.
  const decidesOnIt = role === "amender" && known.waiting;
  if (
    (hasIt && WORK.includes(role)) ||
    (tookIt && (COUNTER.includes(role) || (role === "hotline-operator" && fresh))) ||
    decidesOnIt
  )
    return new Set(PEOPLE);
  return new Set(hasIt && role === "chief" ? (["suspect"] as const) : []);
}

/** Add nothing of anybody else's to a case, as what was joined with it or taken from another would. */
const OWN_WORDS: readonly string[] = ["complaint", "supplement", "amendment"];

/** Whether the asker wrote all of the case, and not long ago: opening it tells nothing new, and is not counted. */
export function wroteItAll(
  { officerId }: Pick<VaultAsker, "officerId">,
  entries: readonly Pick<Entry, "officerId" | "kind" | "receivedAt">[],
  now: string,
): boolean {
  return entries.every(
    (one) =>
      one.officerId === officerId &&
      OWN_WORDS.includes(one.kind) &&
      Date.parse(now) - Date.parse(one.receivedAt) < CALL_MS,
  );
}

/** Whose identity a service may open: of victims entrusted to its posting in this case, while they are; of nobody behind a wall. */
export function mayOpenOf(
  { role, postingId }: VaultAsker,
  { wall, holders, entrusted }: Pick<VaultCase, "wall" | "holders" | "entrusted">,
): readonly string[] {
  if (role !== "service-provider" || wall !== null || !holders.includes(postingId)) return [];
  return entrusted[postingId] ?? [];
}

/** Kinds of units whose amenders decide on corrections behind a wall. */
const WALL_KINDS: readonly string[] = ["internal-affairs", "specialised-national", "specialised-regional"];

// Whoever registered it keeps nothing, only a unit of that side decides on corrections, and internal affairs see who is suspected.
function behindWall(asker: VaultAsker, known: VaultCase, wall: VaultWall): ReadonlySet<KeyClass> {
  const { role, postingId, unitKind = "" } = asker;
  if (role === "amender") {
    const decides = known.waiting && !wall.prosecutorOnly && WALL_KINDS.includes(unitKind);
    return new Set(decides && !isWalledOff(asker, wall) ? PEOPLE : []);
  }
  if (!dealsWith(asker, wall)) return new Set();
  if (known.holders.includes(postingId)) return new Set(PEOPLE);
  return new Set(role === "internal-affairs" ? (["suspect"] as const) : []);
}

/** Whether the asker is on the side behind the wall, and not whom it is raised against. */
export function dealsWith(asker: VaultAsker, wall: VaultWall): boolean {
  const { role } = asker;
  if (isWalledOff(asker, wall)) return false;
  return (
    role === "prosecutor" ||
    (!wall.prosecutorOnly && (role === "internal-affairs" || role === "specialised-unit"))
  );
}

/** Whether the wall is raised against the asker: by name, or by any unit the asker serves in. */
export function isWalledOff(
  { officerId, unitId, postedIn = [], role }: VaultAsker,
  wall: VaultWall,
): boolean {
  if (wall.officers.includes(officerId)) return true;
  // A prosecutor is hidden from by name only: where all units are hidden, somebody still sees the case.
  return role !== "prosecutor" && [unitId, ...postedIn].some((unit) => wall.units.includes(unit));
}
