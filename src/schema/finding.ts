// What the classifier says about coded facts: verdicts, offences, circumstances, and a reason for each statement.
import * as z from "zod/mini";

/** From weakest to strongest; the case takes the strongest of its victims'. */
export const VERDICTS = ["not-consistent", "incomplete", "age-decides", "consistent"] as const;
export const Verdict = z.enum(VERDICTS);
export type Verdict = z.infer<typeof Verdict>;

export const ELEMENTS = ["act", "means", "purpose"] as const;
export const LegalElement = z.enum(ELEMENTS);
export type LegalElement = z.infer<typeof LegalElement>;

/** State of one element of the offence under one version of law. */
export const ELEMENT_STATES = ["present", "missing", "not-needed", "outside"] as const;
export const ElementState = z.enum(ELEMENT_STATES);
export type ElementState = z.infer<typeof ElementState>;

export const MINOR = ["yes", "no", "unknown"] as const;
export const Minor = z.enum(MINOR);
export type Minor = z.infer<typeof Minor>;

/** Groups of purposes, in the order a finding lists them. */
export const EXPLOITATION_GROUPS = [
  "sexual",
  "labour",
  "begging",
  "sale-of-children",
  "organ-removal",
  "other",
  "unspecified",
] as const;
export const ExploitationGroup = z.enum(EXPLOITATION_GROUPS);
export type ExploitationGroup = z.infer<typeof ExploitationGroup>;

/** Aggravating circumstances, in the order a finding lists them. */
export const AGGRAVATING = [
  "public-office",
  "organisation-position",
  "several-victims",
  "minor-14-to-17",
  "incapable",
  "family-or-care",
  "several-perpetrators",
  "pregnant",
  "death-injury-danger",
  "under-14",
  "disability",
  "criminal-organisation",
] as const;
export const AggravatingCode = z.enum(AGGRAVATING);
export type AggravatingCode = z.infer<typeof AggravatingCode>;

/** Every reason the classifier may give; the pack says each as a sentence and when it is given. */
export const REASONS = [
  "law-in-force",
  "law-changed-during-facts",
  "no-law-yet",
  "no-victim-named",
  "age-unknown",
  "act-present",
  "act-missing",
  "act-outside-law",
  "participation-counts-as-author",
  "means-present",
  "means-missing",
  "means-outside-law",
  "counted-as",
  "minor-needs-no-means",
  "law-needs-no-means",
  "consent-irrelevant",
  "purpose-present",
  "purpose-missing",
  "purpose-outside-law",
  "exploitation-follows-purposes",
  "age-decides",
  "strongest-victim-decides",
  "offence-trafficking",
  "offence-trafficking-if-minor",
  "offence-exploitation",
  "offence-related",
  "offences-concur",
  "aggravating-circumstance",
  "palermo-consistent",
  "palermo-age-decides",
  "palermo-incomplete",
  "palermo-not-consistent",
  "palermo-reaches-further",
  "alert-consistent",
  "alert-age-decides",
  "alert-palermo",
  "alert-incomplete-minor",
  "alert-minor-sexual",
  "no-alert",
] as const;
export const ReasonCode = z.enum(REASONS);
export type ReasonCode = z.infer<typeof ReasonCode>;

/** Every question that would settle what is missing. */
export const QUESTIONS = ["ask-victims", "ask-age", "ask-act", "ask-means", "ask-purpose"] as const;
export const QuestionCode = z.enum(QUESTIONS);
export type QuestionCode = z.infer<typeof QuestionCode>;

const Codes = z.readonly(z.array(z.string()));

/** Keys beside `code` fill the placeholders of the same name in the pack's sentence; codes are shown by their labels. */
export const Reason = z.strictObject({
  code: ReasonCode,
  victim: z.optional(z.string()),
  element: z.optional(LegalElement),
  law: z.optional(z.string()),
  article: z.optional(z.string()),
  codes: z.optional(Codes),
  offence: z.optional(z.string()),
  circumstance: z.optional(AggravatingCode),
});
export type Reason = z.infer<typeof Reason>;

/** `victim` is there when the question is about one person. */
export const Question = z.strictObject({
  code: QuestionCode,
  victim: z.optional(z.string()),
});
export type Question = z.infer<typeof Question>;

/** `code` is the offence's code in the pack's law, by which a screen finds its other language and its gist. */
export const Offence = z.strictObject({
  article: z.string(),
  title: z.string(),
  verified: z.boolean(),
  code: z.string(),
});
export type Offence = z.infer<typeof Offence>;

export const Aggravating = z.strictObject({ code: AggravatingCode, article: z.string() });
export type Aggravating = z.infer<typeof Aggravating>;

/** `elements` is under the law in force; for an unknown age it is the branch in which the victim is an adult. */
export const VictimFinding = z.strictObject({
  id: z.string(),
  minor: Minor,
  verdict: Verdict,
  missing: z.readonly(z.array(LegalElement)),
  elements: z.strictObject({ act: ElementState, means: ElementState, purpose: ElementState }),
});
export type VictimFinding = z.infer<typeof VictimFinding>;

/**
 * The finding, always indicative: it never blocks a registration and never decides. `lawVersion` is the law in force
 * on the last day of the facts, null before the first. `missing` at case level joins what is missing for the victims
 * that carry the case's verdict. Titles are Spanish; `code` leads to the other language.
 */
export const Finding = z.strictObject({
  verdict: Verdict,
  lawVersion: z.nullable(z.string()),
  otherLawVersions: Codes,
  missing: z.readonly(z.array(LegalElement)),
  alert: z.boolean(),
  palermo: z.strictObject({ verdict: Verdict }),
  victims: z.readonly(z.array(VictimFinding)),
  exploitation: z.readonly(z.array(ExploitationGroup)),
  offences: z.readonly(z.array(Offence)),
  aggravating: z.readonly(z.array(Aggravating)),
  relatedOffences: z.readonly(z.array(Offence)),
  reasons: z.readonly(z.array(Reason)),
  questions: z.readonly(z.array(Question)),
});
export type Finding = z.infer<typeof Finding>;
