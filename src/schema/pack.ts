// A country pack: everything of one country, data only, checked here when the server starts.
import * as z from "zod/mini";
import { type Catalogue, Words } from "./catalogue.ts";
import { Code } from "./code.ts";
import type { Law } from "./law.ts";
import type { Unit } from "./unit.ts";

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

export const AlertRules = z.strictObject({
  rules: z.array(AlertRule),
  /** Minutes without acknowledgement after which the next command level is alerted as well, in order. */
  escalateAfterMinutes: z.array(z.int()),
});
export type AlertRules = z.infer<typeof AlertRules>;

/** An entry of the narrative's word list; `pattern` is plain words, see the pack's README for its small syntax. */
export const LexiconEntry = z.strictObject({
  pattern: z.string().check(z.minLength(2)),
  acts: z.optional(z.array(Code)),
  means: z.optional(z.array(Code)),
  purposes: z.optional(z.array(Code)),
  minor: z.optional(z.boolean()),
});
export type LexiconEntry = z.infer<typeof LexiconEntry>;

export const Lexicon = z.strictObject({
  language: Code,
  /** Words that turn a following statement into its opposite, and words that end their reach. */
  negations: z.array(z.string()),
  scopeEnds: z.array(z.string()),
  entries: z.array(LexiconEntry),
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
});
export type PackManifest = z.infer<typeof PackManifest>;

export interface Pack {
  manifest: PackManifest;
  law: Law;
  palermo: Law;
  catalogues: Record<string, Catalogue>;
  places: PackPlace[];
  units: Unit[];
  alertRules: AlertRules;
  lexicon: Lexicon;
}
