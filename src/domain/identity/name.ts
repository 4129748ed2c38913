// Names of persons: normalised for comparing, never for showing; no phonetics here.
import type { PersonName } from "#src/schema/person.ts";
import type { Likeness } from "./value-warning.ts";

/** Particles that one clerk writes and the next leaves out (`de la Cruz`, `Cruz`). */
const PARTICLES = new Set([
  "de",
  "del",
  "la",
  "las",
  "los",
  "y",
  "e",
  "da",
  "das",
  "do",
  "dos",
  "van",
  "von",
]);

/**
 * Lower case, one blank between words, no accents or punctuation. Ñ becomes n: old registers and foreign keyboards had
 * none, so the two cannot be told apart there. By way of capitals, because some letters have more than one small form
 * (ß and ss, σ and ς): what differs in case alone is the same name.
 */
export function normaliseName(name: string): string {
  return name
    .toLowerCase()
    .toUpperCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[’'`´.]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The words that carry a name: normalised, without particles unless nothing else is left. */
export function nameWords(name: string | undefined): string[] {
  const words = normaliseName(name ?? "")
    .split(" ")
    .filter((word) => word !== "");
  const telling = words.filter((word) => !PARTICLES.has(word));
  return telling.length > 0 ? telling : words;
}

/**
 * `same`: both surnames and all given names; `similar`: nothing contradicts and something agrees beyond a given name;
 * a given name alone agrees with thousands and is `unknown`.
 */
export function compareNames(a: PersonName, b: PersonName): Likeness {
  const paternal = part(a.paternalSurname, b.paternalSurname);
  const maternal = part(a.maternalSurname, b.maternalSurname);
  const given = part(a.givenNames, b.givenNames);
  const parts = [paternal, maternal, given];
  if (parts.includes("different")) return "different";
  if (parts.every((likeness) => likeness === "same")) return "same";
  return paternal === "unknown" && maternal === "unknown" ? "unknown" : "similar";
}

function part(a: string | undefined, b: string | undefined): Likeness {
  const [left, right] = [nameWords(a), nameWords(b)];
  if (left.length === 0 || right.length === 0) return "unknown";
  if (left.join(" ") === right.join(" ")) return "same";
  const [few, many] = left.length <= right.length ? [left, right] : [right, left];
  return few.every((word) => many.some((other) => other === word || isInitial(word, other)))
    ? "similar"
    : "different";
}

const isInitial = (a: string, b: string) =>
  (a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b));
