// What the API answers about cases, alerts, officers and sessions: allow-list shapes, unknown keys are dropped.
import * as z from "zod/mini";
import { AssignmentLine } from "./assignment.ts";
import { CasePart } from "./case-part.ts";
import { Complaint } from "./complaint.ts";
import { DelegableRight } from "./delegation.ts";
import { DirectionLine } from "./direction.ts";
import { Reference } from "./proposal.ts";

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
  /** What the complainant asks by: a complaint's, in the register itself; the same for a repeated request. */
  receipt: z.nullable(z.object({ code: z.string(), phrase: z.string() })),
  training: z.boolean(),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

const Verdict = z.enum(["consistent", "age-decides", "incomplete", "not-consistent"]);

export const CaseLink = z.object({ caseId: z.string(), caseNumber: z.string() });

/** That there is a case: all that a court, a service or the labour inspection has of it beside their own part. */
export const CaseOutline = z.object({
  caseId: z.string(),
  caseNumber: z.string(),
  complaintMadeOn: z.string(),
  receivedAt: z.string(),
  placeCode: z.nullable(z.string()),
  unitId: z.string(),
  status: z.enum(["open", "closed", "annulled", "merged"]),
});
export type CaseOutline = z.infer<typeof CaseOutline>;

export const CaseLine = z.extend(CaseOutline, {
  factsTo: z.string(),
  verdict: Verdict,
  palermoVerdict: Verdict,
  lawVersion: z.nullable(z.string()),
  exploitation: z.array(z.string()),
  victims: z.int(),
  suspects: z.int(),
  minor: z.boolean(),
  entries: z.int(),
  /** How it ended, while it is closed. */
  closingOutcome: z.nullable(z.string()),
  /** The surviving case, where this one went into another the reader may see. */
  mergedInto: z.nullable(CaseLink),
  /** Old numbers of the cases that went into this one, as far as the reader may see them. */
  mergedNumbers: z.array(z.string()),
  /** Proposals on which nobody has decided yet. */
  pendingAmendments: z.int(),
  late: z.boolean(),
  /** The officers who have it, by name; none while nobody has taken it. */
  assignedTo: z.array(z.string()),
  /** When a specialised unit first acknowledged the alert; the unit itself is not told. */
  alertReceivedAt: z.nullable(z.string()),
  alerted: z.boolean(),
  /** Behind a wall: only the side that deals with it, and the auditor, are ever told so. */
  walled: z.boolean(),
});
export type CaseLine = z.infer<typeof CaseLine>;

/** A page of the list: whole lines, or outlines for who sees no more. */
export const CasePage = z.object({
  cases: z.array(z.union([CaseLine, CaseOutline])),
  next: z.nullable(z.string()),
});
export type CasePage = z.infer<typeof CasePage>;

/** A case as a court, a service or the labour inspection reads it. */
export const CasePartFile = z.object({
  line: CaseOutline,
  /** Null where nothing was opened yet but that there is a case. */
  part: z.nullable(CasePart),
  /** Who was entrusted is named in it. */
  namesOpened: z.boolean(),
});
export type CasePartFile = z.infer<typeof CasePartFile>;

export const EntryLine = z.object({
  entryId: z.string(),
  seq: z.int(),
  kind: z.string(),
  receivedAt: z.string(),
  enteredAt: z.string(),
  /** Seconds by which the clock of the device was ahead, taken off the time of the complaint. */
  clockAhead: z.optional(z.int()),
  officer: z.string(),
  unitId: z.string(),
  entryHash: z.string(),
  /** Position in the log; null while only promised. */
  leafIndex: z.nullable(z.int()),
  /** What the entry says; without personal values while the names are closed, and without a case out of reach. */
  content: z.optional(z.unknown()),
  /** Of an assignment, the name of whose it is about, where that is somebody else than who made the entry. */
  about: z.optional(z.string()),
});
export type EntryLine = z.infer<typeof EntryLine>;

/** One change of something that was said before: what, by which entry, why. */
export const FieldChange = z.object({
  pointer: z.string(),
  /** `added` by a supplement, `corrected`, struck out or put back by an approved proposal. */
  change: z.enum(["added", "corrected", "strike", "restore"]),
  /** The supplement or the proposal. */
  entryId: z.string(),
  decidedIn: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  /** A personal value, which the reader has not opened. */
  closed: z.boolean(),
  oldValue: z.optional(z.unknown()),
  newValue: z.optional(z.unknown()),
});
export type FieldChange = z.infer<typeof FieldChange>;

/** The wall around a case, for the side behind it: why, from whom, and who has agreed to take it down. */
export const WallView = z.object({
  side: z.enum(["owners", "prosecutor"]),
  causes: z.array(z.string()),
  /** Entries of the word list the narrative matched. */
  words: z.array(z.string()),
  /** Staff members it names. */
  named: z.array(z.string()),
  hiddenUnits: z.array(z.string()),
  raisedAt: z.string(),
  consents: z.array(z.object({ role: Role, officer: z.string() })),
});
export type WallView = z.infer<typeof WallView>;

export const CaseFile = z.object({
  line: CaseLine,
  /** The complaint as folded over its entries; personal values only where the reader may open them, else absent. */
  complaint: Complaint,
  finding: z.unknown(),
  suggested: z.unknown(),
  entries: z.array(EntryLine),
  /** What the reader may do next, with the reason code when not. */
  allowed: z.record(z.string(), z.union([z.literal(true), z.string()])),
  /** Each proposal with what it would do, and whether the reader may decide on it or why not. */
  pendingAmendments: z.array(z.unknown()),
  /** Pointers of persons and items put there by mistake: shown struck through, not counted, not judged. */
  struck: z.array(z.string()),
  changes: z.array(FieldChange),
  annulment: z.nullable(Reference),
  closing: z.nullable(z.object({ outcome: z.nullable(z.string()), reference: z.nullable(Reference) })),
  /** Cases that went into this one and that the reader may see, without personal values; each has its own file. */
  merged: z.array(z.object({ ...CaseLink.shape, complaint: Complaint })),
  /** The case of which this one was a part, and those that were parts of this one, as far as the reader may see them. */
  dividedFrom: z.nullable(CaseLink),
  dividedInto: z.array(CaseLink),
  /** Pointers of persons who went with one of those: not of this case any more, nor counted or judged in it. */
  moved: z.array(z.string()),
  /** The finding over this case and those; null when there are none. */
  joinedFinding: z.unknown(),
  /** The postings that have the case, and those it is offered to. */
  assignments: z.array(AssignmentLine),
  /** What the prosecutor in charge directs, the newest first. */
  directions: z.array(DirectionLine),
  /** Null where none stands, and for whoever sees the case and not why it is walled. */
  wall: z.nullable(WallView),
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
  /** Officers who have the case, by name. */
  assignedTo: z.array(z.string()),
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
  /** When the posting ends unless it is renewed. */
  postingEndsAt: z.nullable(z.string()),
  /** Base64url of 32 bytes: the key of this officer's drafts, kept in memory only; empty while something must be set up, or locked. */
  draftKey: z.string(),
  /** Two people gave this officer a new way in; told until the officer has read it. */
  recovered: z.nullable(z.object({ at: z.string(), askedBy: z.string(), confirmedBy: z.string() })),
  /** Signed in with less than the register asks for: a second factor must be set up before anything else. */
  mustEnrol: z.boolean(),
  /** Under whose delegation this session works, with what, until when; null under an own posting. */
  delegation: z.nullable(z.object({ giver: z.string(), rights: z.array(DelegableRight), until: z.string() })),
  /** How many delegations the officer gave or holds now, to be told on every page. */
  delegations: z.array(
    z.object({ delegationId: z.string(), given: z.boolean(), officer: z.string(), until: z.string() }),
  ),
  /** Opens nothing until the officer proves to be there. */
  locked: z.boolean(),
  /** Seconds without use after which a page locks. */
  lockAfter: z.number(),
});
export type SessionView = z.infer<typeof SessionView>;
