// The complainant's receipt: a code of 16 digits with a check digit, and a check phrase of four words; nothing of the case in it.
import { PHRASE_WORDS } from "./receipt-words.ts";

/** What is printed and read aloud; both are needed to ask. Together 82 random bits: not to be guessed. */
export interface Receipt {
  /** Sixteen digits in groups of four. */
  readonly code: string;
  /** Four words. */
  readonly phrase: string;
}

const DIGITS = 15;
const WORDS = 4;
/** Bytes that a receipt is made of: eight for the digits, one for each word. */
export const RECEIPT_BYTES = 8 + WORDS;

/** The receipt that these random bytes make. */
export function receiptFrom(bytes: Uint8Array): Receipt {
  if (bytes.length < RECEIPT_BYTES) throw new RangeError(`a receipt is made of ${RECEIPT_BYTES} bytes`);
  const number = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0) % 10n ** BigInt(DIGITS);
  const digits = number.toString().padStart(DIGITS, "0");
  const words = [...bytes.subarray(8, RECEIPT_BYTES)].map((byte) => PHRASE_WORDS[byte] ?? "");
  return { code: grouped(digits + checkDigit(digits)), phrase: words.join(" ") };
}

/**
 * A receipt as somebody typed it, in its one spelling: spaces, dashes, capitals and accents do not matter.
 * `undefined` when it cannot be one: a digit is wrong, or there are not four words.
 */
export function readReceipt(typed: Receipt): Receipt | undefined {
  const code = readCode(typed.code);
  const words = plain(typed.phrase)
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
  return code === undefined || words.length !== WORDS ? undefined : { code, phrase: words.join(" ") };
}

/** The code alone in its one spelling; `undefined` when a digit is wrong or missing, which the page can say at once. */
export function readCode(typed: string): string | undefined {
  const digits = typed.replace(/[\s.·-]/g, "");
  if (!/^[0-9]{16}$/.test(digits) || checkDigit(digits.slice(0, DIGITS)) !== digits[DIGITS]) return undefined;
  return grouped(digits);
}

/** ISO/IEC 7064, MOD 11,10: finds every single wrong digit and nearly every two that changed places. */
export function checkDigit(digits: string): string {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return String((11 - product) % 10);
}

function grouped(digits: string): string {
  return digits.replace(/(\d{4})(?=\d)/g, "$1 ");
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
