// From what was sent to what is stored: facts, finding, suggestion, projection and alerts of a case as it stands.

import type { AssignmentColumns } from "#src/database/assignments.ts";
import type { DirectionColumns } from "#src/database/directions.ts";
import type { CaseColumns, PersonColumns } from "#src/database/entries.ts";
import { type RoutedAlert, routeAlerts } from "#src/domain/alerts/route-alerts.ts";
import type { Holding } from "#src/domain/case/assignments.ts";
import { type CaseState, statusOf } from "#src/domain/case/case-state.ts";
import { dayIn } from "#src/domain/case/day-in.ts";
import { factsOf } from "#src/domain/case/facts-of.ts";
import { answersInCase, openAnswers } from "#src/domain/case/open-answers.ts";
import { partOf } from "#src/domain/case/part.ts";
import { CLASSIFIER_VERSION, classify } from "#src/domain/classification/classify.ts";
import {
  factsWithSuggestions,
  type NarrativeReading,
  readNarrative,
  suggestionsFor,
} from "#src/domain/classification/narrative.ts";
import { canonicalBytes } from "#src/domain/ledger/canonical.ts";
import type { CasePart } from "#src/schema/case-part.ts";
import type { Complaint, Suspect, Victim } from "#src/schema/complaint.ts";
import type { SealedFinding, SealedSuggestion } from "#src/schema/entry.ts";
import type { Facts } from "#src/schema/facts.ts";
import type { Finding } from "#src/schema/finding.ts";
import { sha256 } from "#src/vault/sha256.ts";
import type { Rules } from "./context.ts";

/** Days between a complaint and its entry from which it counts as entered late. */
const LATE_DAYS = 30;

export interface Assessment {
  facts: Facts;
  finding: Finding;
  sealed: SealedFinding;
  suggested: SealedSuggestion | null;
  alerts: RoutedAlert[];
  suggestedByNarrative: boolean;
  /** What was read for it, for whoever has to read the same text. */
  read: Read | null;
}

/** A text with its reading. */
export interface Read {
  text: string;
  reading: NarrativeReading;
}

/** Classifies a complaint, reads its narrative when the reader has it, and says who must be alerted. */
export function assess(
  rules: Rules,
  complaint: Complaint,
  at: { stationPlace: string | null; day: string },
): Assessment {
  const facts = factsOf(complaint, rules.pack);
  const finding = classify(facts, rules.law, rules.palermo);
  const text = complaint.personal?.narrative;
  const read = text === undefined ? null : { text, reading: readNarrative(text, rules.lexicon) };
  const told = read && suggestionOf(rules, read.reading, facts, finding);
  const suggestedByNarrative = told?.suggested.alerts === true;
  const decisive = told !== null && suggestedByNarrative ? told.finding : finding;
  return {
    facts,
    finding,
    sealed: sealFinding(finding, facts),
    suggested: told?.suggested ?? null,
    suggestedByNarrative,
    read,
    alerts: decisive.alert
      ? routeAlerts(rules.pack.alertRules, rules.units, questionOf(decisive, complaint, at))
      : [],
  };
}

// What the narrative says and the officer has not ticked, and what the finding would be with it.
function suggestionOf(
  rules: Rules,
  reading: NarrativeReading,
  facts: Facts,
  finding: Finding,
): { suggested: SealedSuggestion; finding: Finding } | null {
  const { acts, means, purposes } = suggestionsFor(reading, facts);
  if (acts.length + means.length + purposes.length === 0) return null;
  const ticked = classify(factsWithSuggestions(facts, reading), rules.law, rules.palermo);
  const alerts = !finding.alert && ticked.alert;
  const suggested = {
    acts: [...acts],
    means: [...means],
    purposes: [...purposes],
    minor: reading.minor,
    alerts,
  };
  return { suggested, finding: ticked };
}

function questionOf(
  finding: Finding,
  complaint: Complaint,
  at: { stationPlace: string | null; day: string },
) {
  return {
    verdict: finding.verdict,
    palermo: finding.palermo.verdict,
    mayBeMinor: finding.victims.length === 0 || finding.victims.some(({ minor }) => minor !== "no"),
    minor: finding.victims.some(({ minor }) => minor === "yes"),
    sexualPurpose: finding.exploitation.includes("sexual"),
    factsPlace: complaint.place.code ?? null,
    ...at,
  };
}

function sealFinding(finding: Finding, facts: Facts): SealedFinding {
  return {
    classifier: CLASSIFIER_VERSION,
    factsHash: sha256(canonicalBytes(facts)).toString("hex"),
    verdict: finding.verdict,
    palermo: finding.palermo.verdict,
    lawVersion: finding.lawVersion,
    otherLawVersions: [...finding.otherLawVersions],
    missing: [...finding.missing],
    alert: finding.alert,
    exploitation: [...finding.exploitation],
    victims: finding.victims.map(({ id, minor, verdict }) => ({ id, minor, verdict })),
    offences: finding.offences.map(({ code }) => code),
    aggravating: finding.aggravating.map(({ code }) => code),
    relatedOffences: finding.relatedOffences.map(({ code }) => code),
  };
}

/** What the classifier says of a complaint, as it is sealed. */
export function findingFor(rules: Rules, complaint: Complaint): SealedFinding {
  const facts = factsOf(complaint, rules.pack);
  return sealFinding(classify(facts, rules.law, rules.palermo), facts);
}

/** Where a case stands apart from its complaint, as its columns. */
type Standing = Pick<
  CaseColumns,
  "status" | "closingOutcome" | "mergedInto" | "dividedFrom" | "pending" | "decidedBy" | "walled"
>;

/** A case just registered. */
const NEW: Standing = {
  status: "open",
  closingOutcome: null,
  mergedInto: null,
  dividedFrom: null,
  pending: 0,
  decidedBy: [],
  walled: false,
};

/** The same of a case as folded. */
export function standingOf(state: CaseState): Standing {
  return {
    status: statusOf(state),
    closingOutcome: state.closing?.outcome ?? null,
    mergedInto: state.mergedInto?.caseId ?? null,
    dividedFrom: state.dividedFrom?.caseId ?? null,
    pending: state.pending.length,
    decidedBy: [...state.deciders].sort(),
    walled: state.wall !== null,
  };
}

/** The case's row for reading, of the complaint in force. */
export function projectCase(
  complaint: Complaint,
  assessment: Pick<Assessment, "sealed" | "suggested" | "alerts">,
  fixed: {
    caseId: string;
    caseNumber: string;
    unitId: string;
    officerId: string;
    complaintMadeAt: string;
    enteredAt: string;
    receivedAt: string;
    timeZone: string;
  },
  standing: Standing = NEW,
): CaseColumns {
  const { sealed, suggested, alerts } = assessment;
  // A device whose clock is ahead enters it after it was received.
  const entered = Math.min(Date.parse(fixed.enteredAt), Date.parse(fixed.receivedAt));
  const delay = entered - Date.parse(fixed.complaintMadeAt);
  return {
    caseId: fixed.caseId,
    caseNumber: fixed.caseNumber,
    unitId: fixed.unitId,
    officerId: fixed.officerId,
    complaintMadeAt: fixed.complaintMadeAt,
    enteredAt: fixed.enteredAt,
    receivedAt: fixed.receivedAt,
    reported: complaint.reported,
    complaintMadeOn: dayIn(fixed.timeZone, fixed.complaintMadeAt),
    late: delay > LATE_DAYS * 86_400_000,
    factsFrom: complaint.factsFrom ?? null,
    factsTo: complaint.factsTo,
    placeCode: complaint.place.code ?? null,
    channel: complaint.channel,
    acts: complaint.acts,
    means: complaint.means,
    purposes: complaint.purposes,
    verdict: sealed.verdict,
    palermoVerdict: sealed.palermo,
    lawVersion: sealed.lawVersion,
    exploitation: sealed.exploitation,
    finding: sealed,
    suggested,
    minor: sealed.victims.some(({ minor }) => minor === "yes"),
    victims: complaint.victims.length,
    suspects: complaint.suspects.length,
    answers: answersInCase(complaint),
    alerted: alerts.length > 0,
    ...standing,
  };
}

/** Victims and suspects as rows for reading: coded facts only. */
export function projectPeople(complaint: Complaint, finding: SealedFinding): PersonColumns[] {
  const verdicts = new Map(finding.victims.map(({ id, verdict }) => [id, verdict]));
  const row =
    (part: "victim" | "suspect") =>
    (person: Victim | Suspect, position: number): PersonColumns => {
      const ageMin = person.ageAtFacts ?? person.ageMin ?? null;
      const ageMax = person.ageAtFacts ?? person.ageMax ?? null;
      return {
        person_id: person.personId,
        part,
        position,
        sex: person.sex ?? null,
        identity_status: person.identityStatus ?? null,
        age_min: ageMin,
        age_max: ageMax,
        majority:
          ageMax !== null && ageMax < 18 ? "minor" : ageMin !== null && ageMin >= 18 ? "adult" : "unknown",
        citizenships: person.citizenships ?? [],
        verdict: verdicts.get(person.personId) ?? null,
        answers: openAnswers(person),
      };
    };
  return [...complaint.victims.map(row("victim")), ...complaint.suspects.map(row("suspect"))];
}

/** Who has the case, as rows for reading. */
/** The parts a case is opened with, as rows: what each posting is shown of it now. */
export function projectParts(state: CaseState): { posting_id: string; part: CasePart }[] {
  return state.assignments.flatMap(({ postingId, status, part }) =>
    !part || status !== "assigned" ? [] : [{ posting_id: postingId, part: partOf(state, part) }],
  );
}

export function projectAssignments({ assignments }: Pick<Holding, "assignments">): AssignmentColumns[] {
  return assignments.map((one) => ({
    posting_id: one.postingId,
    officer_id: one.officerId,
    unit_id: one.unitId,
    status: one.status,
    since: one.since,
    list_id: one.list,
    list_size: one.listSize,
    offered_by: one.offeredBy,
    from_posting: one.from,
    from_registrar: one.fromRegistrar,
  }));
}

/** What is directed in it, as rows for reading. */
export function projectDirections({ directions }: Pick<CaseState, "directions">): DirectionColumns[] {
  return directions.map((one) => ({
    direction_id: one.directionId,
    measure: one.measure,
    unit_id: one.unitId,
    posting_id: one.postingId,
    due_on: one.dueOn,
    victims: [...one.victims],
    given_by: one.givenBy,
    given_posting: one.givenPosting,
    given_at: one.givenAt,
    status: one.status,
    ended_at: one.endedAt,
    ended_by: one.endedBy,
  }));
}
