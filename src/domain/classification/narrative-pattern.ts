// The small language of the word list's patterns: words, beginnings, sets, numbers, gaps, and what may not stand beside.

/** What one place of a pattern accepts: a list of alternatives, each a word, `begin*`, `*end`, or `#number`. */
export interface WordPlace {
  kind: "word";
  alternatives: string[];
}
/** Up to `most` words of any kind, none of which negates or ends a clause's statement. */
export interface GapPlace {
  kind: "gap";
  most: number;
}
export type Place = WordPlace | GapPlace;

export interface Pattern {
  /** Words that must not stand right before, right after. */
  notBefore: string[] | undefined;
  notAfter: string[] | undefined;
  places: Place[];
}

const DEFAULT_GAP = 2;
const LARGEST_GAP = 12;
const MOST_OPTIONAL = 4;
const WORD = /^(?:\p{L}+\*?|\*\p{L}{2,6})$/u;
const NUMBERS = ["#minor", "#teen", "#adult", "#number", "#in-parentheses"];

export class PatternError extends Error {}

/**
 * Reads one pattern; a pattern with optional places gives one result for each way of leaving them out.
 * `known` holds parts already read, so that a long list reads its sets once and shares them by identity.
 * Throws `PatternError` with the pattern and the part that is wrong: a bad list stops the start of the server.
 */
export function parsePattern(
  pattern: string,
  sets: ReadonlyMap<string, string[]>,
  known: Map<string, string[]> = new Map(),
): Pattern[] {
  const wrong = (why: string): never => {
    throw new PatternError(`pattern "${pattern}": ${why}`);
  };
  const alternativesOf = (part: string): string[] => {
    const read = known.get(part);
    if (read !== undefined) return read;
    const alternatives = part.split("|").flatMap((alternative) => {
      if (alternative.startsWith("<") && alternative.endsWith(">")) {
        return sets.get(alternative.slice(1, -1)) ?? wrong(`no set of words ${alternative}`);
      }
      if (WORD.test(alternative) || NUMBERS.includes(alternative)) return [alternative];
      return wrong(
        `"${alternative}" is no word, beginning*, *ending, <set> or number (${NUMBERS.join(" ")})`,
      );
    });
    known.set(part, alternatives);
    return alternatives;
  };

  const parts = pattern.split(" ").filter((part) => part !== "");
  let notBefore: string[] | undefined;
  let notAfter: string[] | undefined;
  if (parts[0]?.startsWith("!")) notBefore = alternativesOf((parts.shift() ?? "").slice(1));
  if (parts.at(-1)?.startsWith("!")) notAfter = alternativesOf((parts.pop() ?? "").slice(1));

  let ways: Place[][] = [[]];
  let optional = 0;
  for (const part of parts) {
    if (part.startsWith("..")) {
      const most = part === ".." ? DEFAULT_GAP : Number(part.slice(2));
      if (!Number.isInteger(most) || most < 1 || most > LARGEST_GAP) wrong(`gap "${part}"`);
      ways = ways.map((way) => [...way, { kind: "gap", most }]);
      continue;
    }
    const isOptional = part.endsWith("?");
    const place: Place = {
      kind: "word",
      alternatives: alternativesOf(isOptional ? part.slice(0, -1) : part),
    };
    if (isOptional && ++optional > MOST_OPTIONAL) wrong(`more than ${MOST_OPTIONAL} optional places`);
    const taken = ways.map((way) => [...way, place]);
    ways = isOptional ? [...taken, ...ways] : taken;
  }
  for (const way of ways) {
    if (way[0]?.kind !== "word" || way.at(-1)?.kind !== "word") wrong("must begin and end with a word");
  }
  return ways.map((places) => ({ notBefore, notAfter, places }));
}
