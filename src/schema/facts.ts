// The coded facts a complaint is classified by: every code, the shape of `classify` input, and how it is refused.
import * as z from "zod/mini";
import { type FactsProblem, problemsFromIssues } from "./facts-problems.ts";
import { firstDay, isPartialDate, lastDay } from "./partial-date.ts";

/** Acts (conductas): the five of the Palermo Protocol art. 3(a) and Peru's sixth, retention. */
export const ACTS = ["recruitment", "transport", "transfer", "harbouring", "receipt", "retention"] as const;

/** Ways of taking part without doing an act oneself. */
export const PARTICIPATION = ["promotes", "favours", "finances", "facilitates"] as const;

/** Legal means (medios); ways of control and of recruiting are lists of their own and are no means. */
export const MEANS = [
  "violence",
  "threat",
  "other-coercion",
  "deprivation-of-liberty",
  "abduction",
  "fraud",
  "deception",
  "abuse-of-power",
  "abuse-of-vulnerability",
  "payment-or-benefit",
] as const;

/** Purposes of exploitation (fines). */
export const PURPOSES = [
  "prostitution-of-others",
  "sexual-slavery",
  "pornography",
  "other-sexual-exploitation",
  "forced-labour",
  "other-labour-exploitation",
  "domestic-servitude",
  "servitude",
  "slavery-or-similar",
  "begging",
  "sale-of-children",
  "organ-removal",
  "forced-marriage",
  "forced-criminality",
  "armed-recruitment",
  "forced-surrogacy",
  "other",
] as const;

/** Accepted in acts, means and purposes: asked, but nothing precise; counts as nothing ticked. */
export const UNSPECIFIED = "unspecified";

export const RELATIONS_TO_SUSPECT = [
  "spouse",
  "partner",
  "relative",
  "guardian",
  "in-care",
  "cohabits",
  "none",
  "unknown",
] as const;
export const ORGANISATIONS = ["none", "gang", "criminal-organisation", "legal-entity"] as const;
export const HARMS = ["death", "serious-injury", "imminent-danger"] as const;
export const OCCURRED = ["yes", "no", "attempt", "unknown"] as const;

/** Ages in whole years; nobody is known to have lived longer than 122 years. */
export const OLDEST_AGE = 122;

export type Act = (typeof ACTS)[number];
export type Participation = (typeof PARTICIPATION)[number];
export type Means = (typeof MEANS)[number];
export type Purpose = (typeof PURPOSES)[number];
export type Harm = (typeof HARMS)[number];

// Ids are sealed with the facts: a lone surrogate has no canonical form, and NUL cannot be stored.
const isStorable = (text: string) => text.isWellFormed() && !text.includes("\u0000");

const Age = z.optional(z.nullable(z.int().check(z.gte(0), z.lte(OLDEST_AGE))));
const YesNo = z.optional(z.nullable(z.boolean()));
const Id = z
  .string()
  .check(z.minLength(1), z.maxLength(64), z.refine(isStorable, { error: "unstorable-text" }));
const DateInPart = z.string().check(z.refine(isPartialDate, { error: "impossible-date" }));

/** A victim as the law looks at her: the age at the facts as a number, a range or unknown (absent or null). */
export const VictimFacts = z.strictObject({
  id: Id,
  ageAtFacts: Age,
  ageMin: Age,
  ageMax: Age,
  pregnant: YesNo,
  disability: YesNo,
  incapable: YesNo,
  relationToSuspect: z.optional(z.nullable(z.enum(RELATIONS_TO_SUSPECT))),
});
export type VictimFacts = z.infer<typeof VictimFacts>;

export const SuspectFacts = z.strictObject({
  id: Id,
  isPublicOfficial: YesNo,
  organisation: z.optional(z.nullable(z.enum(ORGANISATIONS))),
});
export type SuspectFacts = z.infer<typeof SuspectFacts>;

/** What `classify` takes. `country` names a pack; dates may be partial and stand for their whole span. */
export const Facts = z.strictObject({
  country: z.string().check(z.regex(/^[a-z][a-z-]{1,30}$/)),
  factsFrom: z.optional(z.nullable(DateInPart)),
  factsTo: DateInPart,
  acts: z.readonly(z.array(z.enum([...ACTS, UNSPECIFIED]))),
  participation: z.optional(z.readonly(z.array(z.enum(PARTICIPATION)))),
  means: z.readonly(z.array(z.enum([...MEANS, UNSPECIFIED]))),
  purposes: z.readonly(z.array(z.enum([...PURPOSES, UNSPECIFIED]))),
  victims: z.readonly(z.array(VictimFacts)),
  suspects: z.optional(z.readonly(z.array(SuspectFacts))),
  harm: z.optional(z.nullable(z.readonly(z.array(z.enum(HARMS))))),
  exploitationOccurred: z.optional(z.nullable(z.enum(OCCURRED))),
  borderCrossed: YesNo,
  gain: YesNo,
});
export type Facts = z.infer<typeof Facts>;

export type { FactsProblem } from "./facts-problems.ts";
export type ParsedFacts = { ok: true; facts: Facts } | { ok: false; problems: FactsProblem[] };

/**
 * Checks facts that come from outside. Every problem names the field's path, a stable code, what was found and what
 * is valid there. A person without an `id` gets `v1`, `v2` … (`s1` … for suspects); a single `harm` becomes a list.
 * `countries`: the packs at hand; without it any well-formed country code is accepted.
 */
export function parseFacts(json: unknown, countries?: readonly string[]): ParsedFacts {
  const given = withDefaults(json);
  const parsed = Facts.safeParse(given);
  if (!parsed.success)
    return {
      ok: false,
      problems: problemsFromIssues(parsed.error.issues, { json: given, keysAt, countries }),
    };
  const problems = contradictions(parsed.data, countries);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, facts: parsed.data };
}

function keysAt([list]: readonly PropertyKey[]): string[] {
  const shape =
    list === "victims" ? VictimFacts.shape : list === "suspects" ? SuspectFacts.shape : Facts.shape;
  return Object.keys(shape);
}

function withDefaults(json: unknown): unknown {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return json;
  const given: Record<string, unknown> = { ...json };
  if (typeof given.harm === "string") given.harm = [given.harm];
  if (Array.isArray(given.victims)) given.victims = withIds(given.victims, "v");
  if (Array.isArray(given.suspects)) given.suspects = withIds(given.suspects, "s");
  return given;
}

function withIds(people: unknown[], prefix: string): unknown[] {
  const isPerson = (person: unknown): person is Record<string, unknown> =>
    typeof person === "object" && person !== null && !Array.isArray(person);
  const taken = new Set(people.filter(isPerson).map((person) => person.id));
  return people.map((person, index) => {
    if (!isPerson(person) || Object.hasOwn(person, "id")) return person;
    let number = index + 1;
    while (taken.has(`${prefix}${number}`)) number += people.length;
    taken.add(`${prefix}${number}`);
    return { id: `${prefix}${number}`, ...person };
  });
}

function contradictions(facts: Facts, countries?: readonly string[]): FactsProblem[] {
  const problems: FactsProblem[] = [];
  if (countries && !countries.includes(facts.country)) {
    problems.push({ path: "country", code: "unknown-code", found: facts.country, expected: [...countries] });
  }
  if (facts.factsFrom && firstDay(facts.factsFrom) > lastDay(facts.factsTo)) {
    const expected = `a date not after factsTo (${facts.factsTo})`;
    problems.push({ path: "factsFrom", code: "dates-out-of-order", found: facts.factsFrom, expected });
  }
  facts.victims.forEach((victim, index) => {
    problems.push(...ageContradictions(victim, `victims[${index}]`));
  });
  problems.push(...repeatedIds(facts.victims, "victims"), ...repeatedIds(facts.suspects ?? [], "suspects"));
  return problems;
}

function ageContradictions(victim: VictimFacts, path: string): FactsProblem[] {
  const { ageAtFacts: age, ageMin: min, ageMax: max } = victim;
  const problem = (key: string, found: number, expected: string): FactsProblem[] => [
    { path: `${path}.${key}`, code: "contradictory-ages", found, expected },
  ];
  if (min != null && max != null && min > max)
    return problem("ageMin", min, `an age not above ageMax (${max})`);
  if (age != null && min != null && age < min)
    return problem("ageAtFacts", age, `an age from ageMin (${min})`);
  if (age != null && max != null && age > max)
    return problem("ageAtFacts", age, `an age up to ageMax (${max})`);
  return [];
}

function repeatedIds(people: readonly { id: string }[], list: string): FactsProblem[] {
  const seen = new Set<string>();
  return people.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ path: `${list}[${index}].id`, code: "duplicate-id", found: id, expected: "an id used once" }];
  });
}
