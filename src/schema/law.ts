// The law of a pack as data: its versions by date, offences, circumstances, and the sentences that explain a finding.
import * as z from "zod/mini";
import { Condition } from "./condition.ts";
import { ACTS, MEANS, PURPOSES } from "./facts.ts";
import { AGGRAVATING, QUESTIONS, REASONS } from "./finding.ts";
import { contradictionsOfLaw } from "./law-checks.ts";
import { isPartialDate } from "./partial-date.ts";

const Day = z.string().check(z.refine((text) => text.length === 10 && isPartialDate(text)));
const Code = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/));
const Sentence = z.string().check(z.minLength(1));

/** Who compares a text with its source does it in a running register: the day, and what it was compared with. */
const Mark = z.optional(z.strictObject({ at: Day, source: Sentence }));

/** What a person reads, in both languages. */
const Both = z.strictObject({ es: Sentence, en: Sentence });

/** Prison in years; `max` null: no upper limit stated. `fineDays`: day-fines beside it. Null min: not found. */
export const Penalty = z.strictObject({
  minYears: z.nullable(z.int().check(z.gte(0))),
  maxYears: z.nullable(z.int().check(z.gte(0))),
  fineDays: z.optional(z.tuple([z.int(), z.int()])),
  life: z.optional(z.boolean()),
  verified: z.boolean(),
});
export type Penalty = z.infer<typeof Penalty>;

const elementOf = <Value extends string>(codes: readonly Value[]) =>
  z.strictObject({ code: z.enum(codes), article: Sentence });

/** A means the law does not name but that counts as one it names (`countsAs`). */
const MeansElement = z.strictObject({
  code: z.enum(MEANS),
  article: Sentence,
  countsAs: z.optional(z.enum(MEANS)),
});

/** A rule stated in words with its article; `verified` false: from general knowledge, to be checked. */
const Rule = z.strictObject({ article: Sentence, es: Sentence, en: Sentence, verified: z.boolean() });

/** One aggravated form of trafficking: the circumstances (codes) that lead to this penalty. */
export const AggravatedForm = z.strictObject({
  article: Sentence,
  penalty: Penalty,
  circumstances: z.array(z.enum(AGGRAVATING)),
  verified: z.boolean(),
});
export type AggravatedForm = z.infer<typeof AggravatedForm>;

/**
 * Trafficking under one text of the law, valid from `from` to `to` (both inclusive; null: without limit).
 * `meansNeededForAdults` false: the means is never needed. `participationCountsAsAuthor`: who promotes, favours,
 * finances or facilitates is punished as the author; it does not replace an act.
 */
export const LawVersion = z.strictObject({
  id: Code,
  from: z.nullable(Day),
  to: z.nullable(Day),
  norm: Both,
  published: z.nullable(Day),
  article: Sentence,
  title: Both,
  conduct: Both,
  verified: z.boolean(),
  marked: Mark,
  meansNeededForAdults: z.boolean(),
  openPurposes: z.boolean(),
  participationCountsAsAuthor: z.boolean(),
  acts: z.array(elementOf(ACTS)),
  means: z.array(MeansElement),
  purposes: z.array(elementOf(PURPOSES)),
  minors: z.nullable(Rule),
  consent: z.nullable(Rule),
  penalty: z.nullable(Penalty),
  aggravated: z.array(AggravatedForm),
});
export type LawVersion = z.infer<typeof LawVersion>;

/** The article an offence had for a time; `title`, `kind` and `condition` where they differ from the offence's own. */
export const OffencePeriod = z.strictObject({
  from: Day,
  to: z.nullable(Day),
  article: Sentence,
  norm: Sentence,
  verified: z.boolean(),
  marked: Mark,
  penalty: z.nullable(Penalty),
  aggravated: z.optional(z.array(Penalty)),
  title: z.optional(Both),
  kind: z.optional(z.enum(["exploitation", "related"])),
  condition: z.optional(Condition),
  proposedWhen: z.optional(Both),
});
export type OffencePeriod = z.infer<typeof OffencePeriod>;

/** An offence beside trafficking: `exploitation` is proposed in addition to it, `related` whatever its verdict. */
export const LawOffence = z.strictObject({
  code: Code,
  kind: z.enum(["exploitation", "related"]),
  title: Both,
  gist: Both,
  proposedWhen: Both,
  condition: Condition,
  periods: z.array(OffencePeriod).check(z.minLength(1)),
});
export type LawOffence = z.infer<typeof LawOffence>;

/** An aggravating circumstance and the structured facts that show it. */
export const Circumstance = z.strictObject({
  code: z.enum(AGGRAVATING),
  title: Both,
  proposedWhen: Both,
  condition: Condition,
});
export type Circumstance = z.infer<typeof Circumstance>;

/** In plain words what a code means in the text of these versions. */
const Gist = z.strictObject({ versions: z.array(Code).check(z.minLength(1)), es: Sentence, en: Sentence });
const gistsOf = <Value extends string>(codes: readonly Value[]) =>
  z.partialRecord(z.enum(codes), z.array(Gist).check(z.minLength(1)));

/** A sentence shown for a code, and when the classifier gives it. Placeholders: `PLACEHOLDERS` in law-checks. */
const Explanation = z.strictObject({ es: Sentence, en: Sentence, givenWhen: Sentence });
const explanationsOf = <Value extends string>(codes: readonly Value[]) =>
  z.record(z.enum(codes), Explanation);

export const Law = z
  .strictObject({
    id: Code,
    title: Both,
    edition: Day,
    review: Both,
    versions: z.array(LawVersion).check(z.minLength(1)),
    gists: z.strictObject({ acts: gistsOf(ACTS), means: gistsOf(MEANS), purposes: gistsOf(PURPOSES) }),
    circumstances: z.array(Circumstance),
    offences: z.array(LawOffence),
    reasons: explanationsOf(REASONS),
    questions: explanationsOf(QUESTIONS),
  })
  .check((context) => {
    for (const { path, message } of contradictionsOfLaw(context.value)) {
      context.issues.push({ code: "custom", path, message, input: context.value });
    }
  });
export type Law = z.infer<typeof Law>;

/** Reads a pack's law; throws an error that lists every path that is wrong, because a bad pack stops the start. */
export function parseLaw(json: unknown): Law {
  const parsed = Law.safeParse(json);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const path = issue.path.map(String).join(".");
    return `${path}: ${issue.code === "unrecognized_keys" ? `unknown key ${issue.keys.join(", ")}` : issue.message}`;
  });
  throw new Error(`law.json does not hold:\n${lines.join("\n")}`);
}
