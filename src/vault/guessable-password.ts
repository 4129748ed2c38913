// Passwords that lists and habits give away: what has leaked elsewhere, words in a row, and the register's own words.
import type { ZxcvbnFactory } from "@zxcvbn-ts/core";

/** Guesses, as a power of ten, below which a password of fifteen letters is still one of those that are tried. */
const GUESSES_LOG10 = 10;
/** Letters that must be left when the register's own words are taken out. */
const OWN_REST = 8;

let lists: Promise<ZxcvbnFactory> | undefined;

// The lists are some megabytes of text: read when the first password is chosen.
async function readLists(): Promise<ZxcvbnFactory> {
  const [core, common, spanish] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-es-es"),
  ]);
  return new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...spanish.dictionary },
    graphs: common.adjacencyGraphs,
  });
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * Would it be among the first that are tried (NIST SP 800-63B-4, block list)? `own`: login, name, unit and the like of
 * this officer, whole or in parts.
 */
export async function isGuessable(password: string, own: readonly string[]): Promise<boolean> {
  const words = [...new Set(["reta", ...own].flatMap((text) => plain(text).split(/[^a-z0-9]+/)))]
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length);
  const rest = words.reduce((left, word) => left.replaceAll(word, ""), plain(password));
  if (rest.replaceAll(/[^a-z0-9]/g, "").length < OWN_REST) return true;
  lists ??= readLists();
  // What is longer is not looked at: the estimate's time grows with the square of the length.
  return (await lists).check(password.slice(0, 100), words).guessesLog10 < GUESSES_LOG10;
}
