// Why the finding says what it says about law, ages and elements: codes the pack turns into sentences.
import { MEANS, PARTICIPATION } from "#src/schema/facts.ts";
import type { ElementState, Reason, Verdict } from "#src/schema/finding.ts";
import { type CodedFacts, codesOf } from "./coded-facts.ts";
import { CODES_BY_ELEMENT, type PreparedVersion } from "./prepared-law.ts";
import { isStronger, type JudgedVictim, type Judgement } from "./verdict.ts";

/** Which law governs the facts. */
export function explainLaw(
  law: PreparedVersion | undefined,
  others: readonly string[],
  reasons: Reason[],
): void {
  if (!law) {
    reasons.push({ code: "no-law-yet" });
    return;
  }
  reasons.push(law.reasons.inForce);
  if (others.length > 0) {
    reasons.push({ code: "law-changed-during-facts", law: law.version.id, codes: others });
  }
}

/** Act and purpose, which are the same for every victim, and the taking part that counts as authorship. */
export function explainElements(
  facts: CodedFacts,
  law: PreparedVersion,
  first: Judgement,
  reasons: Reason[],
): void {
  const { article, participationCountsAsAuthor } = law.version;
  reasons.push(elementReason("act", first.elements.act, facts.acts, law.acts, article));
  if (participationCountsAsAuthor && facts.participation !== 0) {
    const codes = codesOf(facts.participation, PARTICIPATION);
    reasons.push({ code: "participation-counts-as-author", article, codes });
  }
  reasons.push(elementReason("purpose", first.elements.purpose, facts.purposes, law.purposes, article));
}

// Written out, because the codes are searched for by name.
const ELEMENT_REASONS = {
  act: { present: "act-present", missing: "act-missing", outside: "act-outside-law" },
  purpose: { present: "purpose-present", missing: "purpose-missing", outside: "purpose-outside-law" },
} as const;

const PALERMO_REASONS = {
  consistent: Object.freeze({ code: "palermo-consistent" }),
  "age-decides": Object.freeze({ code: "palermo-age-decides" }),
  incomplete: Object.freeze({ code: "palermo-incomplete" }),
  "not-consistent": Object.freeze({ code: "palermo-not-consistent" }),
} as const satisfies Record<Verdict, Reason>;

function elementReason(
  element: "act" | "purpose",
  state: ElementState,
  ticked: number,
  known: number,
  article: string,
): Reason {
  if (state === "missing" || state === "not-needed")
    return { code: ELEMENT_REASONS[element].missing, element };
  const isPresent = state === "present";
  const codes = codesOf(isPresent ? ticked & known : ticked, CODES_BY_ELEMENT[element]);
  return { code: ELEMENT_REASONS[element][isPresent ? "present" : "outside"], element, article, codes };
}

/** Means: what is ticked once, then for each victim whether she needs one. */
export function explainMeans(
  facts: CodedFacts,
  law: PreparedVersion,
  victims: readonly JudgedVictim[],
  reasons: Reason[],
): void {
  const { article, meansNeededForAdults } = law.version;
  const { consent, needsNoMeans } = law.reasons;
  const ticked = facts.means & law.means;
  if (ticked !== 0) {
    reasons.push({ code: "means-present", element: "means", article, codes: codesOf(ticked, MEANS) });
    for (const { bit, reason } of law.countedAs) if ((ticked & bit) !== 0) reasons.push(reason);
    if (consent && victims.some(({ minor }) => minor !== "yes")) {
      reasons.push(consent);
    }
  }
  if (!meansNeededForAdults) {
    reasons.push(needsNoMeans);
    return;
  }
  for (const victim of victims) explainMeansFor(victim, facts, ticked === 0, reasons);
}

function explainMeansFor(
  victim: JudgedVictim,
  facts: CodedFacts,
  lacksMeans: boolean,
  reasons: Reason[],
): void {
  if (victim.minor === "yes") {
    reasons.push(about("minor-needs-no-means", victim));
    return;
  }
  if (!lacksMeans) return;
  reasons.push(about(facts.means === 0 ? "means-missing" : "means-outside-law", victim));
}

/** Ages that are not known, and what they change. */
export function explainAges(victims: readonly JudgedVictim[], reasons: Reason[]): void {
  for (const victim of victims) {
    if (victim.id === undefined) reasons.push({ code: "no-victim-named" });
    if (victim.minor === "unknown") reasons.push(about("age-unknown", victim));
    if (victim.judgement.verdict === "age-decides") reasons.push(about("age-decides", victim));
  }
}

/** Said only where victims differ: which one carries the case. */
export function explainStrongest(
  victims: readonly JudgedVictim[],
  verdict: Verdict,
  reasons: Reason[],
): void {
  if (victims.every(({ judgement }) => judgement.verdict === verdict)) return;
  const decisive = victims.find(({ judgement }) => judgement.verdict === verdict);
  if (decisive) reasons.push(about("strongest-victim-decides", decisive));
}

/** What the protocol says beside the law. */
export function explainPalermo(law: Verdict, palermo: Verdict, reasons: Reason[]): void {
  reasons.push(PALERMO_REASONS[palermo]);
  if (isStronger(palermo, law)) reasons.push({ code: "palermo-reaches-further" });
}

function about(code: Reason["code"], { id }: JudgedVictim): Reason {
  return id === undefined ? { code } : { code, victim: id };
}
