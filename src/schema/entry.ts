// An entry: one sealed addition to a case. What is hashed is exactly this object in RFC 8785 form.
import * as z from "zod/mini";
import { SealedWall } from "./wall.ts";

export const EntryKind = z.enum([
  "complaint",
  "supplement",
  "amendment",
  "amendment-decision",
  "closing",
  "annulment",
  "merge",
  "split",
  "division",
  "assignment",
  "wall",
  "direction",
]);
export type EntryKind = z.infer<typeof EntryKind>;

/** What the classifier said when the entry was made, codes only, so that it can be computed again and compared. */
export const SealedFinding = z.object({
  classifier: z.string(),
  factsHash: z.string(),
  verdict: z.enum(["consistent", "age-decides", "incomplete", "not-consistent"]),
  palermo: z.enum(["consistent", "age-decides", "incomplete", "not-consistent"]),
  lawVersion: z.nullable(z.string()),
  otherLawVersions: z.array(z.string()),
  missing: z.array(z.string()),
  alert: z.boolean(),
  exploitation: z.array(z.string()),
  victims: z.array(z.object({ id: z.string(), minor: z.string(), verdict: z.string() })),
  offences: z.array(z.string()),
  aggravating: z.array(z.string()),
  relatedOffences: z.array(z.string()),
});
export type SealedFinding = z.infer<typeof SealedFinding>;

/** Codes matched in the narrative, sealed so that a replay opens no text. */
export const SealedSuggestion = z.object({
  acts: z.array(z.string()),
  means: z.array(z.string()),
  purposes: z.array(z.string()),
  minor: z.boolean(),
  /** True when ticking them would have changed the finding to one that alerts. */
  alerts: z.boolean(),
});
export type SealedSuggestion = z.infer<typeof SealedSuggestion>;

export const Entry = z.object({
  v: z.literal(1),
  kind: EntryKind,
  entryId: z.string(),
  caseId: z.string(),
  caseNumber: z.string(),
  seq: z.int(),
  previousHash: z.nullable(z.string()),
  officerId: z.string(),
  postingId: z.string(),
  unitId: z.string(),
  deviceId: z.string(),
  deviceCounter: z.int(),
  factsFrom: z.nullable(z.string()),
  factsTo: z.string(),
  complaintMadeAt: z.string(),
  enteredAt: z.string(),
  receivedAt: z.string(),
  /**
   * Seconds by which the clock of the device that took the complaint was ahead of the server's, already taken off
   * `complaintMadeAt`; `enteredAt` is as the device said. Absent where nothing was taken off.
   */
  clockAhead: z.optional(z.int()),
  pack: z.string(),
  /** The complaint, supplement, amendment or decision; every member of a `personal` object is a commitment in hex. */
  content: z.record(z.string(), z.unknown()),
  finding: SealedFinding,
  suggested: z.nullable(SealedSuggestion),
  files: z.array(z.string()),
  /** The wall this entry raises; absent from all others, so that their hashes are what they were. */
  wall: z.optional(SealedWall),
});
export type Entry = z.infer<typeof Entry>;
