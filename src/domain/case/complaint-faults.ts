// The codes of faults and warnings of a complaint: screens word them, one by one, in every language.
import type { FieldFault } from "#src/schema/problem.ts";
import { VALUE_WARNINGS, type ValueWarningCode } from "../identity/value-warning.ts";

export const COMPLAINT_FAULTS = [
  /** No such code in the catalogue of the field. */
  "unknown-code",
  /** The code was not in use at that time; `expected` shows since or until when it was. */
  "code-not-valid-then",
  /** `none` and something else. */
  "exclusive-code",
  /** `unknown` or `not-asked` and something else. */
  "unknown-with-others",
  /** The period ends before it begins. */
  "dates-out-of-order",
  "facts-after-complaint",
  /** Later than the server's clock allows. */
  "complaint-after-reception",
  "contradictory-ages",
  /** More than a year away from what the birth date gives. */
  "age-against-birth-date",
  "birth-after-complaint",
  "duplicate-person",
  /** A relationship to a victim that is not in the complaint. */
  "unknown-victim",
  "anonymous-with-person",
  "missing-related-offence",
  /** No variable of that code is asked of this: of the case, a victim, a suspect. */
  "unknown-variable",
  /** It was not asked yet, or is no longer; `expected` shows since or until when. */
  "variable-not-then",
  /** Not an answer of the variable's type; `expected` says which. */
  "wrong-answer",
  /** Of a victim or suspect, in the open: a number of five digits or a whole day could say who it is. */
  "answer-too-exact",
  /** A supplement would change what was said before: that is a correction. */
  "use-amendment",
  /** A supplement says something of a person who was struck out as put there by mistake. */
  "struck",
] as const;
export type ComplaintFaultCode = (typeof COMPLAINT_FAULTS)[number];

export const COMPLAINT_WARNINGS = [
  ...VALUE_WARNINGS,
  "age-differs-from-birth-date",
  "birth-after-facts",
  /** The place has its code only since, or no longer at, the date of the facts. */
  "place-not-then",
  /** The device's clock runs ahead of the server's, or behind the time of the complaint. */
  "device-clock",
] as const;
export type ComplaintWarningCode = (typeof COMPLAINT_WARNINGS)[number];

export interface ComplaintFindings {
  faults: FieldFault[];
  warnings: FieldFault[];
}

/** Collects while the checks run. What stands under `personal` is never put into `found`. */
export class Collector implements ComplaintFindings {
  readonly faults: FieldFault[] = [];
  readonly warnings: FieldFault[] = [];
  fault(pointer: string, code: ComplaintFaultCode, detail: Omit<FieldFault, "pointer" | "code"> = {}): void {
    this.faults.push({ pointer, code, ...detail });
  }
  warn(
    pointer: string,
    code: ComplaintWarningCode | ValueWarningCode,
    detail: Omit<FieldFault, "pointer" | "code"> = {},
  ): void {
    this.warnings.push({ pointer, code, ...detail });
  }
}
