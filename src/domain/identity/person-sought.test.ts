// Who is looked for: what is enough to ask, and who is the one.
import { describe, expect, test } from "vitest";
import type { PersonSought } from "#src/schema/person-search.ts";
import { isSought, type KnownPerson, soughtBy, termsSought } from "./person-sought.ts";

const NAME = { paternalSurname: "Huamán", maternalSurname: "Quispe", givenNames: "Rosa María" };
const known = (more: Partial<KnownPerson> = {}): KnownPerson => ({
  names: [NAME],
  aliases: ["La China"],
  documents: [{ type: "dni", number: "48291736" }],
  phones: ["961 827 354"],
  birthDates: ["1998-04-05"],
  ...more,
});

describe("it is enough to ask by", () => {
  test.each<[string, PersonSought, string[]]>([
    ["a document", { document: { type: "dni", number: "48291736" } }, ["document"]],
    ["a staff number", { document: { type: "cip", number: "31928374" } }, ["document"]],
    ["a phone, whatever is given beside", { phone: "961827354", alias: "X" }, ["phone"]],
    ["name and date of birth", { name: NAME, birthDate: "1998" }, ["name", "birthDate"]],
    ["alias and date of birth", { alias: "La China", birthDate: "1998-04" }, ["alias", "birthDate"]],
    ["name and alias", { name: NAME, alias: "La China" }, ["name", "alias"]],
  ])("%s", (_, sought, by) => {
    expect(soughtBy(sought)).toEqual(by);
    expect(termsSought(sought).length).toBeGreaterThan(0);
  });
});

describe("it is not enough to ask by", () => {
  test.each<[string, PersonSought]>([
    ["nothing", {}],
    ["a name alone", { name: NAME }],
    ["a date alone", { birthDate: "1998-04-05" }],
    ["an alias alone", { alias: "La China" }],
    ["a given name and a date", { name: { givenNames: "Rosa" }, birthDate: "1998" }],
    ["a surname and a date", { name: { paternalSurname: "Quispe" }, birthDate: "1998" }],
    ["a document without its number", { document: { type: "dni" }, birthDate: "1998" }],
    ["no document", { document: { type: "none", number: "1" } }],
    ["an emergency number", { phone: "105" }],
  ])("%s", (_, sought) => {
    expect(soughtBy(sought)).toEqual([]);
  });
});

test.each<[string, PersonSought, boolean]>([
  ["the same document, typed otherwise", { document: { type: "dni", number: "48.291.736-1" } }, true],
  [
    "another document, whatever else agrees",
    { document: { type: "dni", number: "48291737" }, name: NAME, birthDate: "1998" },
    false,
  ],
  ["the same phone in its long form", { phone: "+51 961827354" }, true],
  ["the end of the phone", { phone: "827354" }, false],
  ["one of two identifiers", { document: { type: "dni", number: "00000000" }, phone: "961827354" }, true],
  [
    "a name by ear and a year",
    { name: { paternalSurname: "Guaman", givenNames: "Rosa" }, birthDate: "1998" },
    true,
  ],
  [
    "surnames exchanged",
    { name: { paternalSurname: "Quispe", givenNames: "Maria" }, birthDate: "1998-04" },
    true,
  ],
  ["another year", { name: NAME, birthDate: "1997" }, false],
  ["another given name", { name: { ...NAME, givenNames: "Elena" }, birthDate: "1998" }, false],
  ["alias and day", { alias: "la china", birthDate: "1998-04-05" }, true],
  ["two that agree and one that differs", { name: NAME, birthDate: "1998", alias: "El Zorro" }, false],
])("by %s: %s", (_, sought, expected) => {
  expect(isSought(sought, known())).toBe(expected);
});

test("what is not known of somebody neither agrees nor differs: two must agree", () => {
  const sought = { name: NAME, birthDate: "1998", alias: "La China" };
  expect(isSought(sought, known({ aliases: [] }))).toBe(true);
  expect(isSought(sought, known({ aliases: [], birthDates: [] }))).toBe(false);
  expect(isSought({ phone: "961827354" }, known({ phones: [] }))).toBe(false);
});
