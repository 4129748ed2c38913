// The weekly list of what an auditor should look at: its thresholds (data of the pack), its items, how one was judged.
import * as z from "zod/mini";

const many = z.int().check(z.gte(1), z.lte(10_000));
const hour = z.int().check(z.gte(0), z.lte(23));

/** From how much on a rule puts an officer on the list. Starting guesses: a register learns its own. */
export const AuditReviewRules = z.strictObject({
  /** Cases or names opened, or searches made, between these hours of the country's clock. */
  nightWork: z.strictObject({ fromHour: hour, toHour: hour, atLeast: many }),
  manySearches: z.strictObject({ aDay: many }),
  /** Different cases of which names were opened or that were printed on one day. */
  manyOpenings: z.strictObject({ aDay: many }),
  /** Names opened in cases on which nobody worked within so many days. */
  openingsWithoutWork: z.strictObject({ withinDays: z.int().check(z.gte(1), z.lte(90)), atLeast: many }),
  /** Events under a posting that had ended, and cases of the former posting opened under the next one. */
  useAfterTransfer: z.strictObject({ graceMinutes: many, atLeast: many }),
  /** Changes from one address to another within so many minutes. */
  twoPlaces: z.strictObject({ withinMinutes: many, atLeast: many }),
  refusalBurst: z.strictObject({ withinMinutes: many, atLeast: many }),
  /** Of the openings of names in a week, the share that is drawn for the ombudsman, and the fewest. */
  sample: z.strictObject({ percent: z.int().check(z.gte(1), z.lte(100)), atLeast: many }),
});
export type AuditReviewRules = z.infer<typeof AuditReviewRules>;

export const REVIEW_RULES = [
  "night-work",
  "many-searches",
  "many-openings",
  "openings-without-work",
  "use-after-transfer",
  "two-places",
  "refusal-burst",
  "canary-touched",
  "break-glass",
  /** Worked under a posting that ends soon: whoever is needed is renewed, whoever is not is not kept by habit. */
  "posting-ends",
] as const;
export type ReviewRule = (typeof REVIEW_RULES)[number];

/** How an item was judged; the note says why. */
export const CONCLUSIONS = ["explained", "asked", "forwarded"] as const;

export const ReviewMark = z.object({
  markId: z.string(),
  by: z.string(),
  at: z.string(),
  conclusion: z.enum(CONCLUSIONS),
  /** Sealed, and opened by the vault for whoever reads; null while it cannot be. */
  note: z.nullable(z.string()),
});

export const ReviewItem = z.object({
  itemId: z.string(),
  /** Monday of the week it is about. */
  week: z.string(),
  rule: z.enum(REVIEW_RULES),
  officerId: z.nullable(z.string()),
  officer: z.nullable(z.string()),
  unitId: z.nullable(z.string()),
  caseId: z.nullable(z.string()),
  caseNumber: z.nullable(z.string()),
  /** How many events there were of what the rule counts, the first and the last of them. */
  events: z.int(),
  firstAt: z.string(),
  lastAt: z.string(),
  /** Of a break-glass: which, and by when it must be reviewed. */
  unlockId: z.nullable(z.string()),
  dueAt: z.nullable(z.string()),
  marks: z.array(ReviewMark),
});
export type ReviewItem = z.infer<typeof ReviewItem>;

export const ReviewWeek = z.object({ week: z.string(), items: z.int(), reviewed: z.int() });
export type ReviewWeek = z.infer<typeof ReviewWeek>;

export const Canary = z.object({
  caseId: z.string(),
  caseNumber: z.nullable(z.string()),
  setBy: z.string(),
  setAt: z.string(),
});
export type Canary = z.infer<typeof Canary>;
