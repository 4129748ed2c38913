// What the API answers about cases, alerts, officers and sessions: allow-list shapes, unknown keys are dropped.
import * as z from "zod/mini";
import { Complaint } from "./complaint.ts";

/** What a posting lets an officer do; what each may is in `domain/access`, and which institution follows from the unit. */
export const Role = z.enum([
  "registrar",
  "investigator",
  "chief",
  "regional-chief",
  "national-directorate",
  "specialised-unit",
  "prosecutor-liaison",
  "prosecutor",
  "hotline-operator",
  "hotline-supervisor",
  "monitor",
  "analyst",
  "auditor",
  "internal-affairs",
  "administrator",
  "catalogue-administrator",
  "key-custodian",
  "amender",
  "court-clerk",
  "service-provider",
  "labour-inspector",
]);
export type Role = z.infer<typeof Role>;

/** The whole answer to a registration, the same for a repeated one: never unit, finding or number of additions. */
export const Acknowledgement = z.object({
  entryId: z.string(),
  caseNumber: z.string(),
  receivedAt: z.string(),
  /** Signed by the register over entry hash and time; null in training mode, where nothing is sealed. */
  promise: z.nullable(z.object({ entryHash: z.string(), origin: z.string(), signature: z.string() })),
  training: z.boolean(),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

const Verdict = z.enum(["consistent", "age-decides", "incomplete", "not-consistent"]);

export const CaseLine = z.object({
  caseId: z.string(),
  caseNumber: z.string(),
  complaintMadeOn: z.string(),
  receivedAt: z.string(),
  factsTo: z.string(),
  placeCode: z.nullable(z.string()),
  unitId: z.string(),
  verdict: Verdict,
  palermoVerdict: Verdict,
  lawVersion: z.nullable(z.string()),
  exploitation: z.array(z.string()),
  victims: z.int(),
  suspects: z.int(),
  minor: z.boolean(),
  entries: z.int(),
  /** Corrections proposed on which nobody has decided yet. */
  pendingAmendments: z.int(),
  late: z.boolean(),
  /** When a specialised unit first acknowledged the alert; the unit itself is not told. */
  alertReceivedAt: z.nullable(z.string()),
  alerted: z.boolean(),
});
export type CaseLine = z.infer<typeof CaseLine>;

export const EntryLine = z.object({
  entryId: z.string(),
  seq: z.int(),
  kind: z.string(),
  receivedAt: z.string(),
  enteredAt: z.string(),
  officer: z.string(),
  unitId: z.string(),
  entryHash: z.string(),
  /** Position in the log; null while only promised. */
  leafIndex: z.nullable(z.int()),
  /** What the entry says; absent while the names are closed. */
  content: z.optional(z.unknown()),
});
export type EntryLine = z.infer<typeof EntryLine>;

export const CaseFile = z.object({
  line: CaseLine,
  /** The complaint as folded over its entries; personal values only where the reader may open them, else absent. */
  complaint: Complaint,
  finding: z.unknown(),
  suggested: z.unknown(),
  entries: z.array(EntryLine),
  /** What the reader may do next, with the reason code when not. */
  allowed: z.record(z.string(), z.union([z.literal(true), z.string()])),
  pendingAmendments: z.array(z.unknown()),
  namesOpened: z.boolean(),
});
export type CaseFile = z.infer<typeof CaseFile>;

export const AlertLine = z.object({
  alertId: z.string(),
  caseId: z.string(),
  caseNumber: z.string(),
  rule: z.string(),
  urgency: z.string(),
  raisedAt: z.string(),
  level: z.int(),
  suggestedByNarrative: z.boolean(),
  verdict: Verdict,
  palermoVerdict: Verdict,
  exploitation: z.array(z.string()),
  placeCode: z.nullable(z.string()),
  unitId: z.string(),
  victims: z.int(),
  minor: z.boolean(),
  acknowledgedAt: z.nullable(z.string()),
  acknowledgedBy: z.nullable(z.string()),
});
export type AlertLine = z.infer<typeof AlertLine>;

export const SessionView = z.object({
  officerId: z.string(),
  name: z.string(),
  rank: z.nullable(z.string()),
  postingId: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  unitPlace: z.nullable(z.string()),
  role: Role,
  training: z.boolean(),
  expiresAt: z.string(),
  /** Base64url of 32 bytes: the key of this officer's drafts, kept in memory only; empty while something must be set up. */
  draftKey: z.string(),
  mustChangePassword: z.boolean(),
  /** Signed in with less than the register asks for: a second factor must be set up before anything else. */
  mustEnrol: z.boolean(),
});
export type SessionView = z.infer<typeof SessionView>;
