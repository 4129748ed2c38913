// The thresholds of the weekly review as rows and as fields: which rule each belongs to, and what was typed.
import type { AuditReviewRules } from "#src/schema/audit-review.ts";
import { AuditReviewRules as Rules } from "#src/schema/audit-review.ts";

type Limits = Readonly<Record<string, number>>;

/** Each rule with its numbers, in the order the screens show them. */
export const limitsOf = (rules: AuditReviewRules): readonly { rule: string; limits: Limits }[] => [
  { rule: "night-work", limits: rules.nightWork },
  { rule: "many-searches", limits: rules.manySearches },
  // A change made before there was this rule has no limit of it.
  ...(rules.manyOpenings === undefined ? [] : [{ rule: "many-openings", limits: rules.manyOpenings }]),
  { rule: "openings-without-work", limits: rules.openingsWithoutWork },
  { rule: "use-after-transfer", limits: rules.useAfterTransfer },
  { rule: "two-places", limits: rules.twoPlaces },
  { rule: "refusal-burst", limits: rules.refusalBurst },
  { rule: "sample", limits: rules.sample },
];

/** Every number by its way, as it stands in a field: `nightWork.atLeast` → `5`. */
export const fieldsOf = (rules: AuditReviewRules): Record<string, string> =>
  Object.fromEntries(
    Object.entries(rules).flatMap(([part, limits]) =>
      Object.entries(limits).map(([name, value]) => [`${part}.${name}`, String(value)]),
    ),
  );

/** The rules as typed, or the ways of what no rule may be. */
export function readFields(fields: Readonly<Record<string, string>>): {
  rules?: AuditReviewRules;
  wrong: ReadonlySet<string>;
} {
  const typed: Record<string, Record<string, number>> = {};
  for (const [way, text] of Object.entries(fields)) {
    const [part = "", name = ""] = way.split(".");
    typed[part] = { ...typed[part], [name]: text.trim() === "" ? Number.NaN : Number(text) };
  }
  const parsed = Rules.safeParse(typed);
  if (parsed.success) return { rules: parsed.data, wrong: new Set() };
  return { wrong: new Set(parsed.error.issues.map(({ path }) => path.join("."))) };
}
