// A warning about a value as typed. Nothing is ever refused for its look: a wrong number may be all anyone has.

export const VALUE_WARNINGS = [
  /** The number has not the form its kind has. */
  "document-pattern",
  /** The last character does not follow from the others: a digit was probably mistyped. */
  "document-check-character",
  /** A number where the answer was that there is no document. */
  "document-number-unexpected",
  /** A Peruvian document said to be of another country. */
  "document-country",
  "plate-pattern",
  /** The plate has characters nobody saw; kept, and compared as far as it goes. */
  "plate-partial",
  "phone-pattern",
  /** A fixed line without its area: it could be in any of 25 departments. */
  "phone-area-missing",
  "email-pattern",
] as const;
export type ValueWarningCode = (typeof VALUE_WARNINGS)[number];

/** `expected` shows the form in examples that need no translation. */
export interface ValueWarning {
  code: ValueWarningCode;
  expected: string;
}

/** How two values compare: `similar` is worth a look and proves nothing. */
export type Likeness = "same" | "similar" | "different" | "unknown";
