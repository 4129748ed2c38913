// What an answer at the receipt says of officers: numbers that may be a staff member's, and words of the pack's list.
import { readNarrative } from "../classification/narrative.ts";
import type { PreparedLexicon } from "../classification/narrative-lexicon.ts";
import { numbersSaid } from "./said-of-officers.ts";

export interface Heard {
  /** Digits only; which of them is one, only the register's marks say. */
  numbers: readonly string[];
  /** Entries of the list by which it says that an officer is involved. */
  words: readonly string[];
}

/** It is read as the narrative of a supplement is. */
export const heardIn = (text: string, lexicon: PreparedLexicon): Heard => ({
  numbers: numbersSaid({ suspects: [], texts: [text], declared: [] }),
  words: readNarrative(text, lexicon).officials,
});
