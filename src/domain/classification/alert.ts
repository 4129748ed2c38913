// Whether the specialised unit must know at once, and why.
import type { Reason, Verdict } from "#src/schema/finding.ts";
import type { CodedFacts } from "./coded-facts.ts";
import { hasSexualPurpose } from "./exploitation.ts";

const ALERT_REASONS = {
  consistent: Object.freeze({ code: "alert-consistent" }),
  ageDecides: Object.freeze({ code: "alert-age-decides" }),
  palermo: Object.freeze({ code: "alert-palermo" }),
  incompleteMinor: Object.freeze({ code: "alert-incomplete-minor" }),
  minorSexual: Object.freeze({ code: "alert-minor-sexual" }),
  none: Object.freeze({ code: "no-alert" }),
} as const satisfies Record<string, Reason>;

/**
 * True on consistent or age-decides under the law or the protocol; on incomplete under either with a victim who is or
 * may be a minor; on a certain minor with a sexual purpose. The reasons are added to `reasons`.
 */
export function mustAlert(facts: CodedFacts, law: Verdict, palermo: Verdict, reasons: Reason[]): boolean {
  const before = reasons.length;
  if (law === "consistent") reasons.push(ALERT_REASONS.consistent);
  if (law === "age-decides") reasons.push(ALERT_REASONS.ageDecides);
  if (palermo === "consistent" || palermo === "age-decides") reasons.push(ALERT_REASONS.palermo);
  if (
    (law === "incomplete" || palermo === "incomplete") &&
    facts.judged.some(({ minor }) => minor !== "no")
  ) {
    reasons.push(ALERT_REASONS.incompleteMinor);
  }
  if (hasSexualPurpose(facts) && facts.judged.some(({ minor }) => minor === "yes")) {
    reasons.push(ALERT_REASONS.minorSexual);
  }
  if (reasons.length > before) return true;
  reasons.push(ALERT_REASONS.none);
  return false;
}
