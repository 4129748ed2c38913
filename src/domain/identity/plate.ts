// Licence plates: kept as typed, cleaned for comparing; a partial plate is evidence and never refused.
import type { Likeness, ValueWarning } from "./value-warning.ts";

/**
 * Peruvian forms: ABC-123 and A1B-234 (1995 on, 2010 on), AB-1234 (1995 to 2009), E-series for special vehicles (falls
 * in the first), and light vehicles of category L with four digits, digit or letter, zone letter.
 */
const FORMS = [/^[A-Z][A-Z0-9]{2}\d{3}$/, /^[A-Z]{2}\d{4}$/, /^\d{4}[0-9A-Z][A-Z]$/];

/** Characters that a witness or a camera takes for each other. */
const CONFUSED: Readonly<Record<string, string>> = {
  O: "0",
  Q: "0",
  D: "0",
  I: "1",
  L: "1",
  B: "8",
  S: "5",
  Z: "2",
};

/** Capitals, digits and `?` for a character nobody saw (`*` and `_` are taken for it). */
export function cleanPlate(plate: string): string {
  return plate
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[*_]/g, "?")
    .replace(/[^A-Z0-9?]/g, "");
}

export function plateWarnings(plate: string): ValueWarning[] {
  const clean = cleanPlate(plate);
  if (clean.includes("?") || clean.length < 6)
    return [{ code: "plate-partial", expected: "ABC-123, 1234-5A" }];
  if (FORMS.some((form) => form.test(clean))) return [];
  return [{ code: "plate-pattern", expected: "ABC-123, A1B-234, AB-1234, 1234-5A" }];
}

/**
 * `similar`: equal but for characters often confused, or one is a part of the other with at least four characters
 * known; fewer would match half the vehicles of a city.
 */
export function comparePlates(a: string, b: string): Likeness {
  const [left, right] = [cleanPlate(a), cleanPlate(b)];
  if (known(left) === 0 || known(right) === 0) return "unknown";
  if (left === right) return left.includes("?") || left.length < 6 ? "similar" : "same";
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (known(short) < 4) return "unknown";
  for (let start = 0; start + short.length <= long.length; start += 1)
    if (fits(short, long.slice(start, start + short.length))) return "similar";
  return "different";
}

const known = (plate: string) => plate.replaceAll("?", "").length;

function fits(a: string, b: string): boolean {
  return [...a].every((character, index) => {
    const other = b.charAt(index);
    return character === "?" || other === "?" || plain(character) === plain(other);
  });
}

const plain = (character: string) => CONFUSED[character] ?? character;
