// Break-glass: one case's sealed names opened by two persons for four hours, on a reason, and reviewed afterwards.
import * as z from "zod/mini";
import { CaseFile } from "./case.ts";
import { Code } from "./code.ts";
import { Complaint } from "./complaint.ts";
import { text } from "./text.ts";

/** What two persons may open: suspects, victims (minors among them, and the officer's own words), who complained. */
export const UNLOCK_CLASSES = ["suspect-identity", "victim-identity", "complainant-identity"] as const;
export const UnlockClass = z.enum(UNLOCK_CLASSES);
export type UnlockClass = z.infer<typeof UnlockClass>;

/** `lapsed`: nobody answered in time. `over`: its four hours have passed. `ended`: one of the two closed it before. */
export const UNLOCK_STATES = ["waiting", "lapsed", "refused", "open", "ended", "over"] as const;
export type UnlockState = (typeof UNLOCK_STATES)[number];

/** Shortest explanation, in characters: long enough that "urgent" alone does not do. */
export const EXPLANATION_MIN = 20;

/** Number of a paper: letters, digits, point, hyphen or slash, with a digit, so that no name is written there. */
export const CourtOrder = z.string().check(z.trim(), z.regex(/^(?=.*\d)[A-Za-z0-9./-]{1,40}$/));

export const NewUnlock = z.strictObject({
  unlockId: z.uuid(),
  dataClass: UnlockClass,
  /** Of the pack's catalogue `unlock-reason`. */
  reason: Code,
  /** What it is about in this case; sealed like every free text. */
  explanation: text(2_000).check(z.minLength(EXPLANATION_MIN)),
  /** Of the order on which it is asked: a liaison of the prosecution must name it (`domain/access/court-order.ts`). */
  courtOrder: z.optional(CourtOrder),
});
export type NewUnlock = z.infer<typeof NewUnlock>;

export const UnlockLine = z.object({
  unlockId: z.string(),
  caseId: z.string(),
  caseNumber: z.string(),
  dataClass: UnlockClass,
  reason: z.string(),
  courtOrder: z.nullable(z.string()),
  askedBy: z.string(),
  askedUnitId: z.string(),
  askedAt: z.string(),
  /** Until when a second person may answer. */
  answerUntil: z.string(),
  answeredBy: z.nullable(z.string()),
  answeredAt: z.nullable(z.string()),
  openUntil: z.nullable(z.string()),
  endedBy: z.nullable(z.string()),
  endedAt: z.nullable(z.string()),
  state: z.enum(UNLOCK_STATES),
  /** The reader asked for it, or agreed to it: either may end it. */
  own: z.boolean(),
  /** The reader asked for it, and alone may open it. */
  asker: z.boolean(),
  mayEnd: z.boolean(),
  /** True, or the reason why the reader cannot be the second person. */
  answer: z.union([z.literal(true), z.string()]),
  /** The reader has the case, controls the unit or oversees: a notice, until it is read. */
  notice: z.enum(["none", "unread", "read"]),
});
export type UnlockLine = z.infer<typeof UnlockLine>;

export const UnlockList = z.object({ now: z.string(), unlocks: z.array(UnlockLine) });
export type UnlockList = z.infer<typeof UnlockList>;

/** The case file with the values of the class in place; who complained stands apart, and only where that was opened. */
export const UnlockedFile = z.object({
  unlockId: z.string(),
  /** The register's time when it answered, and until when it may be seen. */
  now: z.string(),
  openUntil: z.string(),
  file: CaseFile,
  complainant: z.nullable(Complaint.shape.complainant),
});
export type UnlockedFile = z.infer<typeof UnlockedFile>;
