// Elements present or missing, and the verdict they make, for a victim of known and of unknown age.
import {
  ELEMENTS,
  type ElementState,
  type LegalElement,
  type Minor,
  VERDICTS,
  type Verdict,
} from "#src/schema/finding.ts";
import type { CodedFacts } from "./coded-facts.ts";
import type { PreparedVersion } from "./prepared-law.ts";

/** What the law says of a victim of one kind of age. */
export interface Judgement {
  verdict: Verdict;
  missing: readonly LegalElement[];
  elements: Readonly<Record<LegalElement, ElementState>>;
}

/** A victim with her judgement; `id` undefined stands for the victim a complaint does not name. */
export interface JudgedVictim {
  id: string | undefined;
  minor: Minor;
  judgement: Judgement;
}

/** One element: present as soon as one ticked code is in the law's list; outside when ticked codes are all unknown to it. */
export function elementState(ticked: number, known: number, needed: boolean): ElementState {
  if ((ticked & known) !== 0) return "present";
  if (!needed) return "not-needed";
  return ticked === 0 ? "missing" : "outside";
}

/**
 * The verdict for a minor, an adult or an unknown age (Palermo Protocol art. 3(c): a minor needs no means). Without a
 * version (facts before the first law) nothing is known to the law.
 */
export function judge(facts: CodedFacts, law: PreparedVersion | undefined, minor: Minor): Judgement {
  if (!law) return BEFORE_ANY_LAW;
  if (minor !== "unknown") return judgeKnownAge(facts, law, minor === "yes");
  const asMinor = judgeKnownAge(facts, law, true);
  const asAdult = judgeKnownAge(facts, law, false);
  // With equal verdicts the adult's branch may lack more: it is the one to ask about.
  if (asMinor.verdict === asAdult.verdict) return asAdult;
  if (asMinor.verdict === "consistent") return { ...asAdult, verdict: "age-decides" };
  return isStronger(asMinor.verdict, asAdult.verdict) ? asMinor : asAdult;
}

const NOTHING: readonly LegalElement[] = Object.freeze([]);
const BEFORE_ANY_LAW: Judgement = Object.freeze({
  verdict: "not-consistent",
  missing: NOTHING,
  elements: Object.freeze({ act: "outside", means: "outside", purpose: "outside" }),
});

function judgeKnownAge(facts: CodedFacts, law: PreparedVersion, isMinor: boolean): Judgement {
  const act = elementState(facts.acts, law.acts, true);
  const means = elementState(facts.means, law.means, law.version.meansNeededForAdults && !isMinor);
  const purpose = elementState(facts.purposes, law.purposes, true);
  const missing = missingOf(act, means, purpose);
  const isOutside = act === "outside" || means === "outside" || purpose === "outside";
  return { verdict: verdictOf(missing.length, isOutside), missing, elements: { act, means, purpose } };
}

// Most findings miss nothing: they share one empty list.
function missingOf(act: ElementState, means: ElementState, purpose: ElementState): readonly LegalElement[] {
  if (act !== "missing" && means !== "missing" && purpose !== "missing") return NOTHING;
  const states = { act, means, purpose };
  return ELEMENTS.filter((element) => states[element] === "missing");
}

function verdictOf(missing: number, isOutside: boolean): Verdict {
  if (isOutside || missing > 1) return "not-consistent";
  return missing === 1 ? "incomplete" : "consistent";
}

export function isStronger(one: Verdict, other: Verdict): boolean {
  return one !== other && VERDICTS.indexOf(one) > VERDICTS.indexOf(other);
}

/** The verdicts of all victims joined: the strongest, and what is missing for those that carry it. */
export function strongest(victims: readonly JudgedVictim[]): Pick<Judgement, "verdict" | "missing"> {
  const first = victims[0]?.judgement;
  // One victim, or all of one kind of age: the usual case, and nothing to join.
  if (first && victims.every(({ judgement }) => judgement === first)) return first;
  let verdict: Verdict = "not-consistent";
  for (const { judgement } of victims)
    if (isStronger(judgement.verdict, verdict)) verdict = judgement.verdict;
  return { verdict, missing: joinMissing(victims.filter(({ judgement }) => judgement.verdict === verdict)) };
}

/** Every element missing for one of them, in the order act, means, purpose. */
export function joinMissing(victims: readonly JudgedVictim[]): readonly LegalElement[] {
  const first = victims[0]?.judgement.missing;
  if (first && victims.every(({ judgement }) => judgement.missing === first)) return first;
  return ELEMENTS.filter((element) => victims.some(({ judgement }) => judgement.missing.includes(element)));
}
