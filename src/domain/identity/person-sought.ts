// A person who is looked for: whether enough is known to ask, what to look under, and whether this is the one.
import type { PersonalValues } from "#src/schema/person.ts";
import type { PersonSought } from "#src/schema/person-search.ts";
import { compareDocuments } from "./document.ts";
import { aliasTerms, documentTerms, type IndexTerm, nameTerms, phoneTerms } from "./index-terms.ts";
import { comparePhones } from "./phone.ts";

/** What the sealed values of one person in one case say, of all its entries together. */
export interface KnownPerson {
  names: NonNullable<PersonalValues["name"]>[];
  aliases: string[];
  documents: NonNullable<PersonalValues["documents"]>;
  phones: string[];
  birthDates: string[];
}

const identifierTerms = ({ document, phone }: PersonSought): IndexTerm[] => [
  ...(document === undefined ? [] : documentTerms(document)),
  ...(phone === undefined ? [] : phoneTerms(phone)),
];

const ATTRIBUTES = ["name", "alias", "birthDate"] as const;

/** Which members count: the codes go on the record, never what was typed. Fewer than is needed: empty. */
export function soughtBy(sought: PersonSought): string[] {
  const identifiers = (["document", "phone"] as const).filter(
    (name) => identifierTerms({ [name]: sought[name] }).length > 0,
  );
  if (identifiers.length > 0) return identifiers;
  const attributes = ATTRIBUTES.filter((name) => isTelling(name, sought));
  // No browsing: one attribute fits hundreds, and a date of birth alone is nothing to look under.
  return attributes.length >= 2 ? attributes : [];
}

function isTelling(name: (typeof ATTRIBUTES)[number], sought: PersonSought): boolean {
  if (name === "name") return nameTerms(sought.name ?? {}).length > 0;
  if (name === "alias") return aliasTerms(sought.alias ?? "").length > 0;
  return sought.birthDate !== undefined;
}

/** What to look under in the blind index. */
export function termsSought(sought: PersonSought): IndexTerm[] {
  const identifiers = identifierTerms(sought);
  if (identifiers.length > 0) return identifiers;
  return [...nameTerms(sought.name ?? {}), ...aliasTerms(sought.alias ?? "")];
}

/**
 * Whether this is who is looked for. By an identifier: it is the same. Otherwise at least two attributes agree and none
 * that is known differs: names by how one surname with one given name sounds, dates when one lies in the other.
 */
export function isSought(sought: PersonSought, known: KnownPerson): boolean {
  const { document, phone, name, alias, birthDate } = sought;
  if (identifierTerms(sought).length > 0)
    return (
      (document !== undefined && known.documents.some((one) => compareDocuments(one, document) === "same")) ||
      (phone !== undefined && known.phones.some((one) => isSamePhone(one, phone)))
    );
  const answers = [
    name === undefined ? undefined : among(known.names, (one) => share(nameTerms(one), nameTerms(name))),
    alias === undefined
      ? undefined
      : among(known.aliases, (one) => share(aliasTerms(one), aliasTerms(alias))),
    birthDate === undefined
      ? undefined
      : among(known.birthDates, (one) => one.startsWith(birthDate) || birthDate.startsWith(one)),
  ];
  return !answers.includes(false) && answers.filter((answer) => answer === true).length >= 2;
}

// Numbers of no country's form are the same when they are written with the same digits.
const isSamePhone = (a: string, b: string) =>
  comparePhones(a, b) === "same" || share(phoneTerms(a), phoneTerms(b));

/** Unknown when nothing is known; true when one agrees. */
const among = <T>(all: readonly T[], agrees: (one: T) => boolean): boolean | undefined =>
  all.length === 0 ? undefined : all.some(agrees);

const share = (a: readonly IndexTerm[], b: readonly IndexTerm[]) =>
  a.some(({ text }) => b.some((other) => other.text === text));
