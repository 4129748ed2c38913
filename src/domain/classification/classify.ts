// The finding: coded facts judged by the law of their last day and, beside it, by the Palermo Protocol.
import type { Facts } from "#src/schema/facts.ts";
import type { Finding, Reason } from "#src/schema/finding.ts";
import { mustAlert } from "./alert.ts";
import { type CodedFacts, codeFacts } from "./coded-facts.ts";
import { exploitationGroups } from "./exploitation.ts";
import { proposeOffences } from "./offences.ts";
import { findVersionOn, type PreparedLaw, type PreparedVersion } from "./prepared-law.ts";
import { questionsFor } from "./questions.ts";
import {
  explainAges,
  explainElements,
  explainLaw,
  explainMeans,
  explainPalermo,
  explainStrongest,
} from "./reasons.ts";
import { type JudgedVictim, judge, strongest } from "./verdict.ts";

/** Stored with every finding; raised whenever the same facts and law would give another finding. */
export const CLASSIFIER_VERSION = "1";

/**
 * Pure: the same facts under the same laws give the same bytes. Indicative: it never blocks a registration and never
 * decides. The law is the version in force on the last day of the facts; `palermo` is the protocol, judged always.
 */
export function classify(facts: Facts, law: PreparedLaw, palermo: PreparedLaw): Finding {
  const coded = codeFacts(facts);
  const version = findVersionOn(law, coded.lastDay);
  const otherLawVersions = earlierVersions(law, version, coded);
  const victims = judgeVictims(coded, version);
  const protocol = judgeVictims(coded, findVersionOn(palermo, coded.lastDay));
  const { verdict, missing } = strongest(victims);
  const protocolVerdict = strongest(protocol).verdict;

  const reasons: Reason[] = [];
  explainLaw(version, otherLawVersions, reasons);
  explainAges(victims, reasons);
  const first = victims[0];
  if (version && first) {
    explainElements(coded, version, first.judgement, reasons);
    explainMeans(coded, version, victims, reasons);
  }
  explainStrongest(victims, verdict, reasons);
  const exploitation = exploitationGroups(coded);
  if (exploitation.length > 0) reasons.push({ code: "exploitation-follows-purposes", codes: exploitation });
  const proposed = proposeOffences(coded, law, version, verdict, reasons);
  explainPalermo(verdict, protocolVerdict, reasons);
  const alert = mustAlert(coded, verdict, protocolVerdict, reasons);

  return {
    verdict,
    lawVersion: version ? version.version.id : null,
    otherLawVersions,
    missing,
    alert,
    palermo: { verdict: protocolVerdict },
    victims: facts.victims.length > 0 ? victims.map(findingOf) : [],
    exploitation,
    offences: proposed.offences,
    aggravating: proposed.aggravating,
    relatedOffences: proposed.relatedOffences,
    reasons,
    questions: questionsFor(victims, protocol),
  };
}

// There are three kinds of age, however many victims: who shares the kind shares the judgement.
function judgeVictims(facts: CodedFacts, version: PreparedVersion | undefined): JudgedVictim[] {
  const judged: JudgedVictim[] = [];
  for (const { id, minor } of facts.judged) {
    const alike = judged.find((victim) => victim.minor === minor);
    judged.push({ id, minor, judgement: alike ? alike.judgement : judge(facts, version, minor) });
  }
  return judged;
}

const NO_VERSIONS: readonly string[] = Object.freeze([]);

/** Versions in force on an earlier day of the facts, oldest first. */
function earlierVersions(
  law: PreparedLaw,
  current: PreparedVersion | undefined,
  facts: CodedFacts,
): readonly string[] {
  const from = current?.version.from;
  if (!current || from == null || facts.firstDay >= from) return NO_VERSIONS;
  return law.versions
    .filter(({ version }) => version.to !== null && version.to >= facts.firstDay && version.to < from)
    .map(({ version }) => version.id);
}

function findingOf({ id = "", minor, judgement }: JudgedVictim): Finding["victims"][number] {
  const { verdict, missing, elements } = judgement;
  return { id, minor, verdict, missing, elements };
}
