// The ombudsman's sample: openings of names that were drawn, the question to who opened, the answer, the verdict.
import * as z from "zod/mini";
import { text } from "./text.ts";

/** `referred`: it goes to internal affairs. */
export const OPENING_VERDICTS = ["justified", "not-justified", "referred"] as const;
export const OpeningVerdict = z.enum(OPENING_VERDICTS);
export type OpeningVerdict = z.infer<typeof OpeningVerdict>;

/** Longest answer and longest reason, in characters. */
export const ANSWER_MAX = 1_000;
export const REASON_MAX = 500;

export const NewOpeningVerdict = z.strictObject({
  verdictId: z.uuid(),
  verdict: OpeningVerdict,
  reason: text(REASON_MAX),
});
export type NewOpeningVerdict = z.infer<typeof NewOpeningVerdict>;

export const NewOpeningAnswer = z.strictObject({ answerId: z.uuid(), text: text(ANSWER_MAX) });
export type NewOpeningAnswer = z.infer<typeof NewOpeningAnswer>;

/** An opening that was drawn: who, when, of what, what for. Never a name that was opened. */
export const DrawnOpening = z.object({
  openingId: z.string(),
  officerId: z.string(),
  officer: z.string(),
  unitId: z.nullable(z.string()),
  role: z.nullable(z.string()),
  at: z.string(),
  caseNumber: z.nullable(z.string()),
  /** Whoever opened may not know of the case any more: then no question reaches them. */
  walled: z.boolean(),
  classes: z.array(z.string()),
  purpose: z.nullable(z.string()),
  askedAt: z.nullable(z.string()),
  answeredAt: z.nullable(z.string()),
  verdicts: z.array(
    z.object({
      verdictId: z.string(),
      by: z.string(),
      at: z.string(),
      verdict: OpeningVerdict,
      /** Sealed, and opened by the vault for whoever reads; null while it cannot be. */
      reason: z.nullable(z.string()),
    }),
  ),
});
export type DrawnOpening = z.infer<typeof DrawnOpening>;

/** Of a week, as far as the reader sees them: drawn, with a question, with a verdict. */
export const SampleWeek = z.object({
  week: z.string(),
  drawn: z.int(),
  asked: z.int(),
  reviewed: z.int(),
});
export type SampleWeek = z.infer<typeof SampleWeek>;

/** The same of the officers of one institution, by the unit at its top, and how many openings there were. */
export const SampleInstitution = z.object({
  institution: z.nullable(z.string()),
  openings: z.int(),
  drawn: z.int(),
  asked: z.int(),
  reviewed: z.int(),
});
export type SampleInstitution = z.infer<typeof SampleInstitution>;

/** How a week was drawn, and whether drawing again from the log gives the same. */
export const SampleProof = z.object({
  logSize: z.int(),
  root: z.string(),
  percent: z.int(),
  atLeast: z.int(),
  holds: z.boolean(),
});
export type SampleProof = z.infer<typeof SampleProof>;

export const OpeningSample = z.object({
  weeks: z.array(SampleWeek),
  week: z.nullable(z.string()),
  proof: z.nullable(SampleProof),
  institutions: z.array(SampleInstitution),
  openings: z.array(DrawnOpening),
});
export type OpeningSample = z.infer<typeof OpeningSample>;

/** A question as it reaches whoever opened. */
export const OpeningQuestion = z.object({
  openingId: z.string(),
  caseNumber: z.string(),
  at: z.string(),
  classes: z.array(z.string()),
  purpose: z.nullable(z.string()),
  askedAt: z.string(),
  answeredAt: z.nullable(z.string()),
});
export type OpeningQuestion = z.infer<typeof OpeningQuestion>;
