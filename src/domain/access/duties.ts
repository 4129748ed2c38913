// What each role's day consists of, for screens, inboxes and scope; what it may do in detail is the table of grants.
import type { Role } from "#src/schema/case.ts";
import { isOfAnotherInstitution } from "./role-units.ts";

/** Who takes complaints, at the counter or on the line. */
const REGISTERS: readonly Role[] = ["registrar", "investigator", "specialised-unit", "hotline-operator"];

/** Whose unit is alerted, and who must hear of it on every screen. */
const ALERTED: readonly Role[] = [
  "investigator",
  "specialised-unit",
  "chief",
  "regional-chief",
  "national-directorate",
  "internal-affairs",
  /** Of walled cases that are theirs alone. */
  "prosecutor",
];

/** Whose reach is the unit of the posting and every unit below it. For everybody else it is the own unit. */
const COMMANDS: readonly Role[] = ["chief", "regional-chief", "national-directorate", "hotline-supervisor"];

/** Who hears it at the counter, on the line or from whom they speak to, and need not say how: a tick is enough there. */
const HEARS_IT: readonly Role[] = ["registrar", "hotline-operator", "investigator"];
/** Whether whoever declares that a case concerns an officer says in words how that is known. */
export const declaresInWords = (role: Role): boolean => !HEARS_IT.includes(role);

/** Who has cases given to them, or looks at all of them without names. */
const OTHERS_WITH_CASES: readonly Role[] = [
  "prosecutor",
  "prosecutor-liaison",
  "analyst",
  "auditor",
  "court-clerk",
  "service-provider",
  "labour-inspector",
];

/** Whom a case can be assigned to. */
export const RECEIVES: readonly Role[] = [
  "registrar",
  "investigator",
  "specialised-unit",
  "internal-affairs",
  "prosecutor",
  "prosecutor-liaison",
  "court-clerk",
  "service-provider",
  "labour-inspector",
];

/** Who works on cases of the police, and takes them over from a colleague who leaves. */
const TAKES_OVER: readonly Role[] = ["registrar", "investigator", "specialised-unit", "internal-affairs"];

/** Outside the police: a case is opened to them wherever they are posted. */
export const OUTSIDE_POLICE: readonly Role[] = [
  "prosecutor",
  "prosecutor-liaison",
  "court-clerk",
  "service-provider",
  "labour-inspector",
];

/** Whether somebody whose rights reach `units` may give a case to this posting: to the own command, or out of the police. */
export const mayBeGiven = (units: readonly string[], to: { unitId: string; role: string }): boolean =>
  mayReceive(to.role) &&
  ((OUTSIDE_POLICE as readonly string[]).includes(to.role) || units.includes(to.unitId));

export const mayReceive = (role: string): boolean => (RECEIVES as readonly string[]).includes(role);
/** Who has cases of the police that others must be able to hand over when they have left. */
const HOLDS: readonly Role[] = [...TAKES_OVER, "hotline-operator"];

/** Whom somebody with this role hands cases over to: who works on them as the giver did; outside the police, whoever has the same role. */
export const takesOverFrom = (giver: Role): readonly Role[] =>
  OUTSIDE_POLICE.includes(giver) ? [giver] : HOLDS.includes(giver) || giver === "chief" ? TAKES_OVER : [];

/** Who hands cases over by a list: the own ones, or those of who cannot do it any more. */
export const handsOver = (role: Role): boolean => takesOverFrom(role).length > 0;

/** Who reads a part of a case and no file. */
const PARTS: readonly Role[] = ["court-clerk", "service-provider", "labour-inspector"];

/** Whether parts are handed over for who has left by somebody who sees none of the cases: the chief of another institution. */
export const handsOverUnseen = (role: Role, unitKind: string): boolean =>
  role === "chief" && isOfAnotherInstitution(unitKind);

/** Whose cases an officer with this role, in a unit of this kind, hands over when they have left, or cannot do it themselves. */
export const handsOverOf = (role: Role, unitKind: string): readonly Role[] => {
  if (handsOverUnseen(role, unitKind)) return PARTS;
  if (role === "chief") return HOLDS;
  if (role === "prosecutor") return ["prosecutor", "prosecutor-liaison"];
  return role === "internal-affairs" ? [role] : [];
};

/** Who has cases to give away. */
export const givesCases = (role: Role): boolean => HOLDS.includes(role) || role === "chief";

/** Who leads the inquiry into cases opened to them, and says which steps are taken in it. */
export const directs = (role: Role): boolean => role === "prosecutor";
/** Who carries out what is directed in a case they work on. */
export const carriesOut = (role: Role): boolean => TAKES_OVER.includes(role);

/** Who gives newcomers their code, and takes part in a recovery. */
const LETS_IN: readonly Role[] = ["chief", "regional-chief", "national-directorate", "administrator"];

/** Who stops an officer at once, and who lets one in again. */
export const suspends = (role: Role): boolean => letsIn(role) || role === "internal-affairs";
/** Who says that a number by which an officer is known is not theirs. */
export const unmarks = (role: Role): boolean => role === "internal-affairs" || role === "prosecutor";
export const letsIn = (role: Role): boolean => LETS_IN.includes(role);
export const registers = (role: Role): boolean => REGISTERS.includes(role);
export const isAlerted = (role: Role): boolean => ALERTED.includes(role);
export const commands = (role: Role): boolean => COMMANDS.includes(role);

/** Who keeps units and lists; neither sees a case. */
export const administers = (role: Role): boolean =>
  role === "administrator" || role === "catalogue-administrator";

/** Who is told how the register runs and which keys there are. */
export const keepsSystem = (role: Role): boolean => role === "administrator" || role === "key-custodian";

/** Who reads of the class keys and of what custodians order; only custodians order. */
export const readsKeys = (role: Role): boolean => keepsSystem(role) || role === "auditor";

/** Who decides on what others propose. */
export const decides = (role: Role): boolean => role === "amender";

/** Who has a list of cases, be it of the own ones only, or of those in which something waits. */
export const seesCases = (role: Role): boolean =>
  registers(role) || isAlerted(role) || commands(role) || decides(role) || OTHERS_WITH_CASES.includes(role);

/** Who sees in the list that there is a case, and opens none. */
export const listsOnly = (role: Role): boolean => role === "auditor";

/** Who may be the second person of a break-glass (in `second-person.ts`); whoever reviews it is neither of the two. */
export const ANSWERS_FOR_OTHERS: readonly Role[] = [
  "chief",
  "regional-chief",
  "national-directorate",
  "specialised-unit",
  "internal-affairs",
  "prosecutor",
];

/** Whom a request may wait for, and who reviews it: they have a page of their own for it. */
export const mayBeSecond = (role: Role): boolean => ANSWERS_FOR_OTHERS.includes(role) || role === "auditor";
