// Words of the administration, loaded with it.
import { administration as en } from "./en/administration.ts";
import { administration as es } from "./es/administration.ts";
import { sectionOf } from "./section.ts";

export const useAdministrationWords = sectionOf(es, en);

/** Actions that can be picked to filter the audit trail, by the words there are for them. */
export const AUDITED_ACTIONS: readonly AuditedAction[] = Object.keys(es).flatMap((key) =>
  // Whether an attempt to sign in succeeded is not part of what the register can filter by.
  key.startsWith("action.") && key !== "action.session.sign-in.done"
    ? [key.slice("action.".length) as AuditedAction]
    : [],
);

type AuditedAction = keyof typeof es extends infer Key
  ? Key extends `action.${infer Code}`
    ? Code
    : never
  : never;
