// The vault's own rule: which classes of personal values of a case an officer may have opened. Written without the
// server's decision in sight, so that a mistake in one of them is not a mistake in both; a test compares them.
import type { Role } from "#src/schema/case.ts";
import type { KeyClass } from "#src/schema/key-class.ts";

/** What the vault knows of a case from its sealed entries, and of the alerts raised. */
export interface VaultCase {
  /** The officer of the first entry. */
  registeredBy: string;
  alertedUnits: readonly string[];
  /** Somebody proposed something on which nobody has decided yet. */
  waiting: boolean;
}

export interface VaultAsker {
  officerId: string;
  unitId: string;
  role: Role;
}

/** Those who were involved in a case, and free text about them. The complainant is never among what is asked plainly. */
const PEOPLE: readonly KeyClass[] = ["suspect", "victim", "minor-victim", "facts"];

/** Take complaints, and keep the persons of their own. */
const COUNTER: readonly Role[] = ["registrar", "hotline-operator"];
/** Work on cases that are not their own. */
const WORK: readonly Role[] = ["investigator", "specialised-unit"];

/** The classes that may be opened; empty when none may. Ranks appear nowhere: a chief's rank opens no name. */
export function mayOpen(asker: VaultAsker, known: VaultCase): ReadonlySet<KeyClass> {
  const worksOnIt = WORK.includes(asker.role) && known.alertedUnits.includes(asker.unitId);
  const tookIt =
    (COUNTER.includes(asker.role) || WORK.includes(asker.role)) && known.registeredBy === asker.officerId;
  // Decides on what others propose, wherever in the country, and must have seen what it is about.
  const decidesOnIt = asker.role === "amender" && known.waiting;
  return new Set(worksOnIt || tookIt || decidesOnIt ? PEOPLE : []);
}
