// What each role's day consists of, for screens, inboxes and scope; what it may do in detail is the table of grants.
import type { Role } from "#src/schema/case.ts";

/** Who takes complaints, at the counter or on the line. */
const REGISTERS: readonly Role[] = ["registrar", "investigator", "specialised-unit", "hotline-operator"];

/** Whose unit is alerted, and who must hear of it on every screen. */
const ALERTED: readonly Role[] = [
  "investigator",
  "specialised-unit",
  "chief",
  "regional-chief",
  "national-directorate",
];

/** Whose reach is the unit of the posting and every unit below it. For everybody else it is the own unit. */
const COMMANDS: readonly Role[] = ["chief", "regional-chief", "national-directorate", "hotline-supervisor"];

const READS_AUDIT: readonly Role[] = ["administrator", "auditor", "internal-affairs"];

/** Who gives newcomers their code, and takes part in a recovery. */
const LETS_IN: readonly Role[] = ["chief", "regional-chief", "national-directorate", "administrator"];

export const letsIn = (role: Role): boolean => LETS_IN.includes(role);
export const registers = (role: Role): boolean => REGISTERS.includes(role);
export const isAlerted = (role: Role): boolean => ALERTED.includes(role);
export const commands = (role: Role): boolean => COMMANDS.includes(role);
export const readsAudit = (role: Role): boolean => READS_AUDIT.includes(role);

/** Who decides on what others propose. */
export const decides = (role: Role): boolean => role === "amender";

/** Who has a list of cases, be it of the own ones only, or of those in which something waits. */
export const seesCases = (role: Role): boolean =>
  registers(role) || isAlerted(role) || commands(role) || decides(role);
