// Everything the page knows about a half-filled complaint: its finding, its faults, and what the narrative suggests.
import { factsOf } from "#src/domain/case/facts-of.ts";
import { validateComplaint } from "#src/domain/case/validate-complaint.ts";
import { classify } from "#src/domain/classification/classify.ts";
import {
  factsWithSuggestions,
  type NarrativeReading,
  suggestionsFor,
} from "#src/domain/classification/narrative.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import type { Finding, Verdict } from "#src/schema/finding.ts";
import { VERDICTS } from "#src/schema/finding.ts";
import type { FieldFault } from "#src/schema/problem.ts";
import type { PackInUse } from "../../pack.tsx";
import { prepared } from "../../prepared.ts";
import { withAskedAnswers } from "./asked-answers.ts";
import type { DraftDocument } from "./draft.ts";
import { madeAtOf } from "./draft.ts";
import { readDraft } from "./read-draft.ts";

export const SUGGESTED = ["acts", "means", "purposes"] as const;
export interface Suggestion {
  list: (typeof SUGGESTED)[number];
  code: string;
}

export interface JudgedDraft {
  complaint: Complaint;
  finding: Finding;
  faults: FieldFault[];
  warnings: FieldFault[];
  reading: NarrativeReading;
  suggestions: Suggestion[];
  /** The verdict if every suggestion were ticked, when that is a stronger one. */
  withSuggestions: Verdict | undefined;
}

/** `now`: ISO times of the device, and of the register as far as it is known here. */
export function judgeDraft(
  document: DraftDocument,
  startedAt: string,
  pack: PackInUse,
  now: { device: string; register: string },
): JudgedDraft {
  const { complaintMadeAt: _, dismissed = [], ...rest } = document;
  const madeAt = madeAtOf(document, startedAt) ?? now.register;
  const rules = prepared(pack);
  const day = rules.validation.dayOf(madeAt);
  const { variables, dayOf } = rules.validation;
  const { complaint, faults: shapeFaults } = readDraft(
    withAskedAnswers(rest, variables, dayOf(now.device)),
    day,
  );
  const checked = validateComplaint(complaint, rules.validation, {
    complaintMadeAt: madeAt,
    enteredAt: now.device,
    receivedAt: now.register,
  });
  const facts = factsOf(complaint, pack);
  const finding = classify(facts, rules.law, rules.palermo);
  const reading = rules.read(complaint.personal?.narrative ?? "");
  const untaken = suggestionsFor(reading, facts);
  const suggestions = SUGGESTED.flatMap((list) => untaken[list].map((code) => ({ list, code }))).filter(
    ({ list, code }) => !dismissed.includes(`${list} ${code}`),
  );
  const withAll = classify(factsWithSuggestions(facts, reading), rules.law, rules.palermo).verdict;
  const isStronger = VERDICTS.indexOf(withAll) > VERDICTS.indexOf(finding.verdict);
  return {
    complaint,
    finding,
    faults: [...shapeFaults, ...clean(checked.faults, shapeFaults), ...madeAtFault(document)],
    warnings: checked.warnings,
    reading,
    suggestions,
    withSuggestions: suggestions.length > 0 && isStronger ? withAll : undefined,
  };
}

/** Faults the check found in what the reading itself put in (the day for a missing date, `unknown` for a channel). */
function clean(faults: readonly FieldFault[], shapeFaults: readonly FieldFault[]): FieldFault[] {
  const missing = new Set(shapeFaults.map(({ pointer }) => pointer));
  return faults.filter(({ pointer }) => !missing.has(pointer));
}

function madeAtFault(document: DraftDocument): FieldFault[] {
  return document.complaintMadeAt && madeAtOf(document, "") === undefined
    ? [{ pointer: "/complaintMadeAt", code: "not-a-date" }]
    : [];
}
