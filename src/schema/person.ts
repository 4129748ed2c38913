// A person as the register knows one: coded facts, and apart from them the personal values that are sealed and encrypted.
import * as z from "zod/mini";
import { Code, Codes, YesNo } from "./code.ts";
import { OLDEST_AGE } from "./facts.ts";
import { PartialDate } from "./partial-date.ts";
import { text, texts } from "./text.ts";

/** Peru gives two surnames; any part may be missing. */
export const PersonName = z.strictObject({
  paternalSurname: z.optional(text(100)),
  maternalSurname: z.optional(text(100)),
  givenNames: z.optional(text(150)),
});
export type PersonName = z.infer<typeof PersonName>;

export const IdentityDocument = z.strictObject({
  type: Code,
  number: z.optional(text(40)),
  country: z.optional(Code),
});
export type IdentityDocument = z.infer<typeof IdentityDocument>;

/**
 * Every member of an object called `personal` is one personal value: in the sealed entry it is replaced by a salted
 * commitment, and the value itself is kept apart, encrypted. The same rule holds everywhere in an entry.
 */
export const PersonalValues = z.strictObject({
  name: z.optional(PersonName),
  aliases: z.optional(texts(100, 20)),
  documents: z.optional(z.array(IdentityDocument).check(z.maxLength(10))),
  birthDate: z.optional(PartialDate),
  phones: z.optional(texts(40, 10)),
  emails: z.optional(texts(200, 10)),
  socialAccounts: z.optional(texts(200, 20)),
  address: z.optional(text(400)),
  occupation: z.optional(text(150)),
  description: z.optional(text(4000)),
});
export type PersonalValues = z.infer<typeof PersonalValues>;

/** Ages are whole years: one (`ageAtFacts`) or a range with the method by which it was found. */
export const Age = z.optional(z.int().check(z.gte(0), z.lte(OLDEST_AGE)));

export const personShape = {
  identityStatus: z.optional(Code),
  sex: z.optional(Code),
  gender: z.optional(Code),
  ageAtFacts: Age,
  ageMin: Age,
  ageMax: Age,
  ageMethod: z.optional(Code),
  citizenships: z.optional(Codes),
  birthPlace: z.optional(Code),
  residence: z.optional(Code),
  ethnicity: z.optional(Code),
  languages: z.optional(Codes),
  needsInterpreter: z.optional(YesNo),
  education: z.optional(Code),
  maritalStatus: z.optional(Code),
  /** How many children the person has. */
  children: z.optional(z.int().check(z.gte(0), z.lte(30))),
  /** Whether the person is ill; of what is for health services to record. */
  illness: z.optional(YesNo),
  personal: z.optional(PersonalValues),
};

/** The common block of data dictionary 3.2. `personId` is random and says nothing. */
export const Person = z.strictObject({ personId: z.uuid(), ...personShape });
export type Person = z.infer<typeof Person>;
