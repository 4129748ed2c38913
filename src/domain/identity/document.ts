// Identity documents: cleaned, compared, and checked by type; every check only warns.
import type { IdentityDocument } from "#src/schema/person.ts";
import type { Likeness, ValueWarning } from "./value-warning.ts";

/** Forms by document type of the pack. Those of CE, PTP, CPP, CIP, passport and RUC nobody has verified. */
const FORMS: Readonly<Record<string, { pattern: RegExp; expected: string }>> = {
  dni: { pattern: /^\d{8}[0-9A-K]?$/, expected: "12345678, 12345678-0" },
  le: { pattern: /^\d{8}$/, expected: "12345678" },
  ce: { pattern: /^(\d{9}|[A-Z0-9]{6,12})$/, expected: "001234567" },
  passport: { pattern: /^[A-Z0-9]{6,12}$/, expected: "AB1234567" },
  ptp: { pattern: /^\d{9}$/, expected: "123456789" },
  cpp: { pattern: /^\d{9}$/, expected: "123456789" },
  ruc: { pattern: /^(10|15|17|20)\d{9}$/, expected: "10123456789" },
  cip: { pattern: /^\d{6,9}$/, expected: "31234567" },
  "foreign-id": { pattern: /^[A-Z0-9]{4,20}$/, expected: "A1234567" },
};

/** Types that are an answer, not a document. */
const NO_DOCUMENT = new Set(["none", "not-stated"]);
/** Issued by Peru only. */
const PERUVIAN = new Set(["dni", "le", "ce", "ptp", "cpp", "ruc", "cip", "indigenous-birth-record"]);

const DNI_WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2];
const RUC_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/** Capitals and digits only: `10.117.410-2` and `10117410 2` are one number. */
export function cleanDocumentNumber(number: string): string {
  return number
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "");
}

/**
 * Check characters of a DNI (first 8 digits): the digit, and the letter of cards issued until 14 August 2007. The rule
 * is public knowledge and not official, so a mismatch is a warning.
 */
export function dniCheckCharacters(eightDigits: string): { digit: string; letter: string } {
  const rest = (11 - (weighted(eightDigits, DNI_WEIGHTS) % 11)) % 11;
  return { digit: "67890112345".charAt(rest), letter: "KABCDEFGHIJ".charAt(rest) };
}

/** Check digit of a RUC from its first 10 digits (modulus 11, not verified against its norm). */
export function rucCheckDigit(tenDigits: string): string {
  return String((11 - (weighted(tenDigits, RUC_WEIGHTS) % 11)) % 10);
}

/** What looks wrong; an empty list when nothing does or nothing can be said. */
export function documentWarnings({ type, number, country }: IdentityDocument): ValueWarning[] {
  const warnings: ValueWarning[] = [];
  if (country !== undefined && country.length === 2 && country !== "pe" && PERUVIAN.has(type))
    warnings.push({ code: "document-country", expected: "pe" });
  if (number === undefined) return warnings;
  if (NO_DOCUMENT.has(type)) return [...warnings, { code: "document-number-unexpected", expected: "" }];
  const form = FORMS[type];
  if (form === undefined) return warnings;
  const clean = cleanDocumentNumber(number);
  if (!form.pattern.test(clean)) warnings.push({ code: "document-pattern", expected: form.expected });
  else if (!checkCharacterFits(type, clean))
    warnings.push({ code: "document-check-character", expected: form.expected });
  return warnings;
}

function checkCharacterFits(type: string, clean: string): boolean {
  if (type === "ruc") return rucCheckDigit(clean.slice(0, 10)) === clean.charAt(10);
  // The check character is seldom typed on papers: eight digits are a whole number.
  if (type !== "dni" || clean.length === 8) return true;
  const { digit, letter } = dniCheckCharacters(clean.slice(0, 8));
  return clean.charAt(8) === digit || clean.charAt(8) === letter;
}

/**
 * Same type and number is the same document. A RUC that starts with 10 holds a DNI, and an old voter's book became
 * the DNI, so these compare across types. Different documents say nothing about the person: people have several.
 */
export function compareDocuments(a: IdentityDocument, b: IdentityDocument): Likeness {
  const [left, right] = [documentKey(a), documentKey(b)];
  if (left === undefined || right === undefined) return "unknown";
  if (left.kind !== right.kind) return "unknown";
  if (a.country !== undefined && b.country !== undefined && a.country !== b.country) return "different";
  if (left.number === right.number) return "same";
  return oneSlip(left.number, right.number) ? "similar" : "different";
}

/**
 * What identifies a document whatever it was typed as: an old voter's book and a RUC that starts with 10 are the DNI they
 * hold. `undefined` when there is nothing to compare by.
 */
export function documentKey({
  type,
  number,
}: IdentityDocument): { kind: string; number: string } | undefined {
  if (number === undefined || NO_DOCUMENT.has(type)) return undefined;
  const clean = cleanDocumentNumber(number);
  if (clean === "") return undefined;
  if (type === "ruc" && /^10\d{9}$/.test(clean)) return { kind: "dni", number: clean.slice(2, 10) };
  if (type === "dni" || type === "le") return { kind: "dni", number: clean.slice(0, 8) };
  return { kind: type, number: clean };
}

/** One character wrong, or two neighbours exchanged: the usual slips of copying a number. */
function oneSlip(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].flatMap((character, index) => (character === b.charAt(index) ? [] : [index]));
  const [first, second] = at;
  if (at.length === 1) return true;
  if (at.length !== 2 || first === undefined || second !== first + 1) return false;
  return a.charAt(first) === b.charAt(second) && a.charAt(second) === b.charAt(first);
}

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits.charAt(index)), 0);
}
