// What of the audit trail is asked for: as typed, as asked of the register, and what is wrong with it.
import type { DataClass } from "#src/domain/access/access-question.ts";
import { beginningIn } from "#src/domain/case/day-in.ts";
import { AUDIT_GROUPS, type AuditGroup } from "#src/schema/audit.ts";
import { firstDay, isPartialDate, lastDay } from "#src/schema/partial-date.ts";

export interface AuditFilter {
  officerId: string;
  action: string;
  group: string;
  number: string;
  outcome: string;
  /** A unit by its key: what was done under postings there. */
  unit: string;
  /** Which class of values was opened. */
  dataClass: string;
  /** Partial dates, both included: a year or a month stands for all its days. */
  from: string;
  to: string;
}

/** Everybody's, everything. */
export const EVERYTHING: AuditFilter = {
  ...{ officerId: "", action: "", group: "", number: "", outcome: "", unit: "", dataClass: "" },
  ...{ from: "", to: "" },
};

/** Classes of values that events of opening name. */
export const OPENED_CLASSES = [
  "suspect-identity",
  "victim-identity",
  "minor-identity",
  "complainant-identity",
  "entrusted-identity",
] as const satisfies readonly DataClass[];

export type FilterFaults = Partial<Record<"from" | "to", "dateWrong" | "datesWrong">>;

export function faultsOfFilter({ from, to }: Pick<AuditFilter, "from" | "to">): FilterFaults {
  const faults: FilterFaults = {};
  if (from !== "" && !isPartialDate(from)) faults.from = "dateWrong";
  if (to !== "" && !isPartialDate(to)) faults.to = "dateWrong";
  if (Object.keys(faults).length === 0 && from !== "" && to !== "" && lastDay(to) < firstDay(from))
    faults.to = "datesWrong";
  return faults;
}

const DAY_MS = 86_400_000;
const dayAfter = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/** The question for the first page, days as they are in this time zone (IANA name). */
export function auditQuery(filter: AuditFilter, timeZone: string): string {
  const { officerId, action, group, number, outcome, unit, dataClass, from, to } = filter;
  const asked = new URLSearchParams();
  const ask = (name: string, value: string) => value !== "" && asked.set(name, value);
  ask("officer", officerId);
  ask("group", group);
  ask("action", action);
  ask("number", number.trim());
  ask("outcome", outcome);
  ask("unit", unit);
  ask("class", dataClass);
  if (from !== "") asked.set("from", beginningIn(timeZone, firstDay(from)));
  // The last day is included; the register leaves out the instant it is given.
  if (to !== "") asked.set("to", beginningIn(timeZone, dayAfter(lastDay(to))));
  return asked.toString();
}

/** Whether an action is of a group: by its first word, or its first two. */
export const isOfGroup = (action: string, group: string): boolean =>
  group === "" || AUDIT_GROUPS[group as AuditGroup].some((word) => action.startsWith(`${word}.`));
