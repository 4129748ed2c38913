// A country pack: everything of one country, data only, checked here when the server starts.
import * as z from "zod/mini";
import type { AuditReviewRules } from "./audit-review.ts";
import { type Catalogue, Words } from "./catalogue.ts";
import { Code } from "./code.ts";
import type { Law } from "./law.ts";
import type { Unit } from "./unit.ts";
import type { DatedVariable } from "./variable.ts";

/** A department, province or district by UBIGEO (INEI); districts change, so codes have validity dates. */
export const PackPlace = z.strictObject({
  code: Code,
  name: z.string().check(z.minLength(1)),
  validFrom: z.nullable(z.iso.date()),
  validTo: z.nullable(z.iso.date()),
});
export type PackPlace = z.infer<typeof PackPlace>;

/** Which finding reaches which units, how soon it escalates when nobody answers. */
export const AlertRule = z.strictObject({
  code: Code,
  label: Words,
  /** Verdicts of the law or of the protocol that fire it. */
  verdicts: z.array(z.enum(["consistent", "age-decides", "incomplete", "not-consistent"])),
  /** Which must also hold: a victim who is or may be a minor; a sexual purpose. */
  minor: z.optional(z.boolean()),
  sexualPurpose: z.optional(z.boolean()),
  urgency: z.enum(["immediate", "same-day"]),
  /** Whom it reaches. */
  receivers: z.array(z.enum(["regional-of-facts", "regional-of-station", "national"])),
});
export type AlertRule = z.infer<typeof AlertRule>;

/** What marks a suspect as police or official, and how the side behind the wall is told of such a case. */
export const WallRules = z.strictObject({
  /** Parts a suspect plays that only an official can. */
  officialRoles: z.array(Code),
  /** Goes out in the place of the rule that fired, and whatever the finding. */
  alert: z.strictObject({ code: Code, label: Words, urgency: z.enum(["immediate", "same-day"]) }),
  /**
   * Prosecutors' offices: they hear of what neither internal affairs nor a specialised unit may know. One that is competent
   * for places hears of those places; one without, of everything.
   */
  prosecutorUnits: z.array(Code),
});
export type WallRules = z.infer<typeof WallRules>;

export const AlertRules = z.strictObject({
  rules: z.array(AlertRule),
  /** Minutes without acknowledgement after which the next command level is alerted as well, in order. */
  escalateAfterMinutes: z.array(z.int()),
  /** The mail that says only that an alert waits: no case, no place, no person. */
  mail: z.strictObject({ subject: Words, text: Words }),
  wall: WallRules,
});
export type AlertRules = z.infer<typeof AlertRules>;

const lexiconCodes = {
  acts: z.optional(z.array(Code)),
  means: z.optional(z.array(Code)),
  purposes: z.optional(z.array(Code)),
  /** What this is called in `needs` of combinations. */
  cues: z.optional(z.array(Code)),
};

/** Ways of saying one thing; the pattern syntax is explained in docs/narrative.md. */
export const LexiconEntry = z.strictObject({
  id: Code,
  patterns: z.array(z.string().check(z.minLength(2))).check(z.minLength(1)),
  ...lexiconCodes,
  minor: z.optional(z.boolean()),
  /** It says that an officer or official is involved. */
  officials: z.optional(z.boolean()),
});
export type LexiconEntry = z.infer<typeof LexiconEntry>;

/** What several things said near each other suggest; for words that say nothing alone, such as a bar. */
export const LexiconCombination = z.strictObject({
  id: Code,
  /** Each group by one of its cues. */
  needs: z.array(z.array(Code).check(z.minLength(1))).check(z.minLength(1)),
  /** None of these cues may stand as near: what they tell explains the rest otherwise. */
  without: z.optional(z.array(Code)),
  /** Largest distance in words between first and last. */
  within: z.int().check(z.gte(1)),
  ...lexiconCodes,
});
export type LexiconCombination = z.infer<typeof LexiconCombination>;

/**
 * What things said near each other suggest when those that speak for it outweigh those that speak against. The weights
 * are measured on labelled narratives, see docs/narrative.md.
 */
export const LexiconScale = z.strictObject({
  id: Code,
  /** By cue: what it adds or takes away, however often it is said. */
  weights: z.record(Code, z.int().check(z.gte(-99), z.lte(99))),
  threshold: z.int().check(z.gte(1)),
  /** Largest distance in words between what is weighed together. */
  within: z.int().check(z.gte(1)),
  ...lexiconCodes,
});
export type LexiconScale = z.infer<typeof LexiconScale>;

/**
 * Words that take back what follows: `negation` ("no", "sin") within its clause, `denial` ("niega que") over commas,
 * `doubt` ("teme que", "si le") within its clause, `hearsay` ("rumores") for its whole sentence.
 */
export const LexiconNegation = z.strictObject({
  kind: z.enum(["negation", "denial", "doubt", "hearsay"]),
  patterns: z.array(z.string()).check(z.minLength(1)),
  /** How many words it reaches. */
  reach: z.int().check(z.gte(1), z.lte(40)),
});
export type LexiconNegation = z.infer<typeof LexiconNegation>;

/** The narrative's word list: what words in free text suggest. */
export const Lexicon = z.strictObject({
  language: Code,
  /** Short spellings and the word they stand for. */
  spellings: z.record(z.string(), z.string()),
  /** Words after which a full stop ends no sentence. */
  abbreviations: z.array(z.string()),
  /** Number words and their values. */
  numbers: z.record(z.string(), z.int()),
  /** Named sets of words, used in patterns as `<name>`. */
  words: z.record(Code, z.array(z.string()).check(z.minLength(1))),
  negations: z.array(LexiconNegation),
  /** Patterns that hold a negating word and negate nothing ("no solo"). */
  notNegations: z.array(z.string()),
  /** Words that end the reach of a negation ("pero"). */
  scopeEnds: z.array(z.string()),
  /** Negating words that also close a list ("ni"). */
  joins: z.array(z.string()),
  entries: z.array(LexiconEntry),
  combinations: z.array(LexiconCombination),
  scales: z.optional(z.array(LexiconScale)),
});
export type Lexicon = z.infer<typeof Lexicon>;

export const PackManifest = z.strictObject({
  country: Code,
  version: z.string(),
  label: Words,
  languages: z.array(z.enum(["es", "en"])),
  /** IANA name; calendar days of complaints and deadlines are counted in it. */
  timeZone: z.string(),
  institution: Words,
  /** The top of the tree of command of the institution that keeps the register; without it the only top there is. */
  root: z.optional(Code),
  /** How often an officer may ask on one day whether a person is in another case; more with the chief's approval. */
  personSearchesADay: z.int().check(z.gte(1), z.lte(1000)),
  /** Of how many cases an officer may open the names in 24 hours; an emergency that two persons agreed to opens above it. */
  casesOpenedADay: z.int().check(z.gte(1), z.lte(10_000)),
  /**
   * A posting ends after so many months unless it is renewed, and so many days before its officer and the chief are told.
   * Without it postings last as long as whoever gives them says.
   */
  postings: z.optional(
    z.strictObject({
      months: z.int().check(z.gte(1), z.lte(60)),
      warnDays: z.int().check(z.gte(1), z.lte(90)),
    }),
  ),
});
export type PackManifest = z.infer<typeof PackManifest>;

export interface Pack {
  manifest: PackManifest;
  law: Law;
  palermo: Law;
  catalogues: Record<string, Catalogue>;
  places: PackPlace[];
  /** Every period of every unit, those to come and those past. */
  units: Unit[];
  /** What administrators of this register ask beyond the form; a pack itself brings none. */
  variables?: DatedVariable[];
  alertRules: AlertRules;
  auditReview: AuditReviewRules;
  lexicon: Lexicon;
}
