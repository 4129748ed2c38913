// Which offences, circumstances and related offences the facts point to; one never replaces another.
import type { Aggravating, Offence, Reason, Verdict } from "#src/schema/finding.ts";
import type { CodedFacts } from "./coded-facts.ts";
import { offencesOn, type PreparedLaw, type PreparedVersion } from "./prepared-law.ts";

export interface Proposed {
  offences: readonly Offence[];
  aggravating: readonly Aggravating[];
  relatedOffences: readonly Offence[];
}

/**
 * Trafficking is proposed when it is consistent, and when the victim's age decides (with a reason of its own).
 * Exploitation and related offences follow their own conditions, whatever the verdict: trafficking and exploitation
 * may concur (Acuerdo Plenario 6-2019/CJ-116). Aggravating circumstances belong to trafficking and come only with it.
 * Each statement leaves its reason in `reasons`.
 */
export function proposeOffences(
  facts: CodedFacts,
  law: PreparedLaw,
  version: PreparedVersion | undefined,
  verdict: Verdict,
  reasons: Reason[],
): Proposed {
  const proposed = {
    offences: [] as Offence[],
    aggravating: [] as Aggravating[],
    relatedOffences: [] as Offence[],
  };
  if (version && (verdict === "consistent" || verdict === "age-decides")) {
    proposed.offences.push(version.trafficking);
    const { trafficking, traffickingIfMinor } = version.reasons;
    reasons.push(verdict === "consistent" ? trafficking : traffickingIfMinor);
    for (const { test, statement, reason } of version.aggravating) {
      if (!test(facts)) continue;
      proposed.aggravating.push(statement);
      reasons.push(reason);
    }
  }
  for (const { kind, purposesNeeded, test, statement, reason } of offencesOn(law, facts.lastDay)) {
    if (purposesNeeded !== 0 && (facts.purposes & purposesNeeded) === 0) continue;
    if (!test(facts)) continue;
    (kind === "exploitation" ? proposed.offences : proposed.relatedOffences).push(statement);
    reasons.push(reason);
  }
  if (proposed.offences.length > 1 && proposed.offences[0]?.code === "trafficking") {
    reasons.push({ code: "offences-concur" });
  }
  return proposed;
}
