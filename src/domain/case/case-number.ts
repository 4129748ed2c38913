// The number of a case: ten random characters to be read aloud, and one that catches a slip of the tongue or the pen.

// Crockford's base 32: no I, L, O, U, so nothing that sounds or looks like something else.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 10;
// x^5 + x^2 + 1 is irreducible over GF(2), so multiplication by two in GF(32) runs through all 31 non-zero elements.
const POLYNOMIAL = 0b100101;

function double(element: number): number {
  const shifted = element << 1;
  return shifted & 32 ? shifted ^ POLYNOMIAL : shifted;
}

/**
 * Check character over GF(32): each position has its own non-zero weight, so every single wrong character and every
 * two exchanged ones are found.
 */
function checkOf(symbols: readonly number[]): number {
  let sum = 0;
  for (const symbol of symbols) sum = double(sum ^ symbol);
  return sum;
}

/** The case number `XXXXX-XXXXX-C` of ten bytes of randomness (five bits of each are used). */
export function caseNumberFrom(random: Uint8Array): string {
  const symbols = Array.from(random.subarray(0, LENGTH), (byte) => byte & 31);
  if (symbols.length !== LENGTH) throw new RangeError("a case number takes ten random bytes");
  const text = [...symbols, checkOf(symbols)].map((symbol) => ALPHABET[symbol]).join("");
  return `${text.slice(0, 5)}-${text.slice(5, 10)}-${text.slice(10)}`;
}

/**
 * A number as somebody typed or said it, in its written form; `undefined` when it cannot be one. Case, blanks and
 * hyphens do not matter, and O, I, L are read as 0, 1, 1.
 */
export function readCaseNumber(typed: string): string | undefined {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  const symbols = [...plain].map((character) => ALPHABET.indexOf(character));
  if (symbols.length !== LENGTH + 1 || symbols.includes(-1)) return undefined;
  if (checkOf(symbols.slice(0, LENGTH)) !== symbols[LENGTH]) return undefined;
  return `${plain.slice(0, 5)}-${plain.slice(5, 10)}-${plain.slice(10)}`;
}
