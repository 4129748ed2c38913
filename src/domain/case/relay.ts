// What a message to a complainant must not say, and how many may be sent: it may be read by the wrong person.

/** Messages to one complainant in 24 hours, whoever sends them: a person in danger is not to be besieged. */
export const CASE_MOST = 3;
/** Messages one officer may send in 24 hours, in all cases together. */
export const OFFICER_MOST = 20;

/**
 * Whether the words say which case, which unit or which officer they come from. Spelling, accents and spaces do not
 * matter. What an officer says in other words no rule can find: the page asks for neutral ones.
 */
export function tellsOrigin(
  words: string,
  origin: { caseNumber: string; units: readonly string[]; officer: string },
): boolean {
  const said = plain(words);
  const joined = said.replaceAll(" ", "");
  const telling = [...origin.units, origin.officer].map(plain).filter((name) => name.length >= 5);
  return (
    joined.includes(plain(origin.caseNumber).replaceAll(" ", "")) ||
    telling.some((name) => ` ${said} `.includes(` ${name} `))
  );
}

const plain = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
