// The code an officer sets up a way in with: twelve random characters, told at the counter and typed by hand.

// Crockford's base 32: no I, L, O, U, so nothing that looks like something else.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 12;

const grouped = (plain: string) => plain.replaceAll(/.{4}(?!$)/g, "$&-");

/** `XXXX-XXXX-XXXX`, sixty bits, of twelve bytes of randomness. */
export function enrolmentCodeFrom(random: Uint8Array): string {
  const letters = Array.from(random.subarray(0, LENGTH), (byte) => ALPHABET[byte & 31]);
  if (letters.length !== LENGTH) throw new RangeError("an enrolment code takes twelve random bytes");
  return grouped(letters.join(""));
}

/** A code as somebody typed it, in its written form; `undefined` when it cannot be one. */
export function readEnrolmentCode(typed: string): string | undefined {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  const known = [...plain].every((character) => ALPHABET.includes(character));
  return plain.length === LENGTH && known ? grouped(plain) : undefined;
}

/** The four characters a code begins with, by which it is looked for: they are no part of what keeps it secret. */
export const groupOf = (code: string): string => code.slice(0, 4);
