// The audit trail as it is asked for and answered: filters, groups of actions, events, inquiries.
import * as z from "zod/mini";

/** Actions by their first word, for people: `session.sign-in` is of `sign-in`. What has no group is `other`. */
export const AUDIT_GROUPS = {
  "sign-in": ["session", "passkey", "single-sign-on", "enrolment", "recovery"],
  cases: ["case", "search"],
  registering: ["complaint", "receipt"],
  names: ["case.names", "case.unlock"],
  alerts: ["alert"],
  rights: ["officer", "posting", "delegation", "hand-over", "wall"],
  administration: ["pack", "alert-rule", "unit", "system"],
  keys: ["key"],
  oversight: ["audit", "inquiry", "review", "canary"],
} as const;
export type AuditGroup = keyof typeof AUDIT_GROUPS;
export const AUDIT_GROUP_CODES = Object.keys(AUDIT_GROUPS) as AuditGroup[];

export const AUDIT_OUTCOMES = ["done", "refused", "failed"] as const;

export const AuditEvent = z.object({
  eventId: z.int(),
  at: z.string(),
  officerId: z.nullable(z.string()),
  officer: z.nullable(z.string()),
  /** The posting it was done under, with its unit and role then. */
  postingId: z.nullable(z.string()),
  unitId: z.nullable(z.string()),
  role: z.nullable(z.string()),
  /** Name of the officer the event is about: whose login, posting, password or trail. */
  subject: z.nullable(z.string()),
  action: z.string(),
  outcome: z.string(),
  caseId: z.nullable(z.string()),
  /** For auditors. */
  caseNumber: z.nullable(z.string()),
  classes: z.nullable(z.array(z.string())),
  purpose: z.nullable(z.string()),
  origin: z.nullable(z.string()),
  deviceId: z.nullable(z.string()),
  detail: z.unknown(),
});
export type AuditEvent = z.infer<typeof AuditEvent>;

export const AuditPage = z.object({
  reach: z.enum(["nation", "inquiries", "own", "accounts", "catalogues", "keys"]),
  events: z.array(AuditEvent),
  next: z.nullable(z.string()),
});
export type AuditPage = z.infer<typeof AuditPage>;

export const Opening = z.object({
  eventId: z.int(),
  at: z.string(),
  officer: z.nullable(z.string()),
  unitId: z.nullable(z.string()),
  role: z.nullable(z.string()),
  action: z.string(),
  classes: z.nullable(z.array(z.string())),
  purpose: z.nullable(z.string()),
});
export type Opening = z.infer<typeof Opening>;

/** How often names were opened and cases printed in a unit on a day (`YYYY-MM-DD`, of the country's clock). */
export const UnitOpenings = z.object({
  unitId: z.string(),
  day: z.string(),
  openings: z.int(),
  prints: z.int(),
});
export type UnitOpenings = z.infer<typeof UnitOpenings>;

export const Inquiry = z.object({
  inquiryId: z.string(),
  officerId: z.string(),
  officer: z.string(),
  reference: z.string(),
  openedBy: z.string(),
  openedAt: z.string(),
  closedAt: z.nullable(z.string()),
});
export type Inquiry = z.infer<typeof Inquiry>;

/** How the trail itself is, for whoever oversees. */
export const TrailReport = z.object({
  health: z.enum(["ok", "late", "failing"]),
  strayed: z.boolean(),
  spooled: z.int(),
  spooledSince: z.nullable(z.string()),
  unsealedSince: z.nullable(z.string()),
});
export type TrailReport = z.infer<typeof TrailReport>;

/** What of a case was printed. */
export const PRINTED = ["case", "receipt", "paper", "alerts"] as const;
