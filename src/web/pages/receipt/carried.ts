// What the square code of a receipt carries: code, words and seal after the # of the address, which no server is sent.
import { type Receipt, readReceipt } from "#src/domain/case/receipt.ts";

export interface Carried extends Receipt {
  /** The beginning of the entry's hash, as on the paper. */
  readonly seal: string;
}

/** Digits of the hash that are printed: 64 bits, nobody makes another entry with the same. */
export const SEAL_DIGITS = 16;

export function carriedBy(receipt: Receipt, entryHash: string): string {
  return [receipt.code.replaceAll(" ", ""), receipt.phrase.replaceAll(" ", "-"), sealOf(entryHash)].join(".");
}

export function sealOf(entryHash: string): string {
  return entryHash.slice(0, SEAL_DIGITS);
}

/** Reads it back; `undefined` when it is not one. */
export function readCarried(fragment: string): Carried | undefined {
  const [code = "", phrase = "", seal = ""] = fragment.replace(/^#/, "").split(".");
  const receipt = readReceipt({ code, phrase: phrase.replaceAll("-", " ") });
  return receipt && /^[0-9a-f]{16}$/.test(seal) ? { ...receipt, seal } : undefined;
}

/** In groups of four, to be compared by eye. */
export function inGroups(text: string): string {
  return text.replace(/(.{4})(?=.)/g, "$1 ");
}
