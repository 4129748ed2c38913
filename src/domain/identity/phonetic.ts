// How a Spanish name sounds, so that `Huamán`, `Guaman` and `Waman` are looked for together. Only for finding: what is
// found is compared with the names themselves.
import { nameWords, normaliseName } from "./name.ts";

/**
 * In this order, over lower case without accents (reference: linkage 4): spellings that sound alike in Peru, Quechua and
 * Aymara names included, become one letter; a mute h and double letters go.
 */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/^(hu|gu|u)(?=[aeio])/, "w"],
  [/cc(?=[ei])/g, "s"],
  [/ch/g, "C"],
  [/sh/g, "s"],
  [/ph/g, "f"],
  [/gu(?=[ei])/g, "g"],
  [/qu|q|ck/g, "k"],
  [/g(?=[ei])/g, "j"],
  [/x/g, "j"],
  [/c(?=[eiy])/g, "s"],
  [/c/g, "k"],
  [/z/g, "s"],
  [/v/g, "b"],
  [/ll/g, "y"],
  [/h/g, ""],
  [/y/g, "i"],
  [/(.)\1+/g, "$1"],
];

/** One word as it sounds; empty for what has no letters. */
export function phoneticWord(word: string): string {
  return RULES.reduce(
    (text, [pattern, by]) => text.replace(pattern, by),
    normaliseName(word).replaceAll(" ", ""),
  );
}

/** The words of a name as they sound, particles left out. */
export function phoneticWords(name: string | undefined): string[] {
  return nameWords(name)
    .map(phoneticWord)
    .filter((word) => word !== "");
}
