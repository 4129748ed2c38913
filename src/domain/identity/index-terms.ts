// What a person can be found by: the normal forms of documents, phones, staff numbers, and how names sound. These texts
// exist in the memory of the vault alone; what is stored of them is a keyed and cut hash.
import type { IdentityDocument, PersonName } from "#src/schema/person.ts";
import { documentKey } from "./document.ts";
import { normaliseName } from "./name.ts";
import { cleanPhone } from "./phone.ts";
import { phoneticWord, phoneticWords } from "./phonetic.ts";

/** Each purpose has a key of its own, so that nothing can be told across them. */
export const INDEX_PURPOSES = ["document", "staff-number", "phone", "name", "alias"] as const;
export type IndexPurpose = (typeof INDEX_PURPOSES)[number];

export interface IndexTerm {
  purpose: IndexPurpose;
  text: string;
}

/** The terms of one personal value by the name of its field; none for what nobody is looked for by. */
export function termsOf(field: string, value: unknown): IndexTerm[] {
  switch (field) {
    case "documents":
      return (value as IdentityDocument[]).flatMap(documentTerms);
    case "phones":
      return (value as string[]).flatMap(phoneTerms);
    case "name":
      return nameTerms(value as PersonName);
    case "aliases":
      return (value as string[]).flatMap(aliasTerms);
    default:
      return [];
  }
}

/** A police officer's number is a staff number, whichever document it was typed as. */
export function documentTerms(document: IdentityDocument): IndexTerm[] {
  const key = documentKey(document);
  if (key === undefined) return [];
  if (key.kind === "cip") return [{ purpose: "staff-number", text: key.number }];
  return [{ purpose: "document", text: `${key.kind} ${key.number}` }];
}

/** Six digits at least: emergency numbers are everybody's. */
export function phoneTerms(phone: string): IndexTerm[] {
  const { number } = cleanPhone(phone);
  return number.replace(/\D/g, "").length < 6 ? [] : [{ purpose: "phone", text: number }];
}

/**
 * Either surname with the first or second given name, as they sound: surnames are exchanged and given names left out
 * (reference: linkage 4). Never a surname alone: it would find thousands.
 */
export function nameTerms({ paternalSurname, maternalSurname, givenNames }: PersonName): IndexTerm[] {
  const surnames = [paternalSurname, maternalSurname].map((name) => phoneticWords(name).join(""));
  const given = phoneticWords(givenNames).slice(0, 2);
  const texts = surnames
    .filter((surname) => surname !== "")
    .flatMap((surname) => given.map((name) => `${surname} ${name}`));
  return [...new Set(texts)].map((text) => ({ purpose: "name", text }));
}

export function aliasTerms(alias: string): IndexTerm[] {
  const text = phoneticWord(normaliseName(alias));
  return text.length < 2 ? [] : [{ purpose: "alias", text }];
}
