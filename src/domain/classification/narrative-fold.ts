// Spelling put aside: letters without accents or case, and words written as they sound to a hurried Peruvian typist.

const folded = new Map<string, string>();
const MARKS = /\p{M}/gu;

/** One character without case and accents: `Ó` and `o` are the same, `ñ` is `n` as on keyboards that lack it. */
export function foldCharacter(character: string): string {
  let letters = folded.get(character);
  if (letters === undefined) {
    // Upper case first: it is what makes `ß` and `SS` one and the same.
    letters = character.toUpperCase().toLowerCase().normalize("NFD").replace(MARKS, "");
    if (folded.size > 20_000) folded.clear();
    folded.set(character, letters);
  }
  return letters;
}

const isSoft = (letter: string | undefined) => letter === "e" || letter === "i";

/**
 * A folded word as it sounds: b for v, s for z and soft c, j for soft g, y for ll, no leading h.
 * Words of three letters keep their h, which is all that tells `ha` from `a`.
 */
export function soundOf(word: string): string {
  let sound = "";
  const from = word.length > 3 && word.startsWith("h") ? 1 : 0;
  for (let at = from; at < word.length; at++) {
    const letter = word.charAt(at);
    if (letter === "v") sound += "b";
    else if (letter === "z" || (letter === "c" && isSoft(word[at + 1]))) sound += "s";
    else if (letter === "g" && isSoft(word[at + 1])) sound += "j";
    else if (letter === "l" && word[at + 1] === "l") {
      sound += "y";
      at++;
    } else sound += letter;
  }
  return sound;
}

/** The sounds a word may start with when only its beginning is known: `ofrec` may go on as `ofreció` or `ofrecá`. */
export function soundsOfBeginning(beginning: string): string[] {
  const sound = soundOf(beginning.length === 3 ? `${beginning}·` : beginning).replace("·", "");
  const stem = sound.slice(0, -1);
  if (beginning.endsWith("ll")) return [sound];
  if (beginning.endsWith("c")) return [sound, `${stem}s`];
  if (beginning.endsWith("g")) return [sound, `${stem}j`];
  if (beginning.endsWith("l")) return [sound, `${stem}y`];
  return [sound];
}

/** A word of a pattern, folded the way the text is. */
export const foldWord = (word: string): string => [...word].map(foldCharacter).join("");
