// The sentences of a finding: titles in the reader's language, and victims named by number only where there is one.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseLaw } from "#src/schema/law.ts";
import { titleIn, withVictim } from "./finding-sentences.ts";

const law = parseLaw(JSON.parse(readFileSync("packs/pe/law.json", "utf8")));

test("every title a finding can carry has its English, also the one an offence had only for a time", () => {
  expect(titleIn(law, "Trata de personas").en).toBe("Trafficking in persons");
  expect(titleIn(law, "Trata de personas para la prostitución").en).toBe(
    "Trafficking in persons for prostitution",
  );
  expect(titleIn(law, "Turismo sexual infantil").en).toBe("Child sex tourism");
  expect(titleIn(law, "Explotación sexual").en).toBe("Sexual exploitation");
  const titles = [
    ...law.versions.map(({ title }) => title),
    ...law.offences.flatMap(({ title, periods }) => [
      title,
      ...periods.flatMap((period) => period.title ?? []),
    ]),
  ];
  for (const title of titles) expect(titleIn(law, title.es)).toEqual(title);
});

test.each([
  ["siendo la víctima {victim} mayor", "la víctima", "siendo la víctima mayor"],
  ["La víctima {victim} tenía", "la víctima", "La víctima tenía"],
  ["with victim {victim} an adult", "the victim", "with the victim an adult"],
  ["Victim {victim} was under 18", "the victim", "The victim was under 18"],
  ["¿Qué edad tenía {victim}?", "la víctima", "¿Qué edad tenía la víctima?"],
  ["La víctima {victim} tenía", "la víctima 2", "La víctima 2 tenía"],
  ["with victim {victim} an adult", "victim 2", "with victim 2 an adult"],
  ["la que más sustento da, {victim}.", "la víctima 2", "la que más sustento da, la víctima 2."],
  ["{law}: {victim}", "la víctima 2", "{law}: la víctima 2"],
])("%s is said of %s", (template, name, said) => {
  expect(withVictim(template, name)).toBe(said);
});

test("no sentence of the law doubles the word or keeps the placeholder, in either language", () => {
  for (const sentence of [...Object.values(law.reasons), ...Object.values(law.questions)]) {
    expect(sentence.es).not.toMatch(/(?<!\bla )v[ií]ctima \{victim\}/i);
    expect(withVictim(sentence.es, "la víctima")).not.toMatch(/\{victim\}|la la víctima|víctima la víctima/i);
    expect(withVictim(sentence.en, "the victim")).not.toMatch(/\{victim\}|the the victim|victim the victim/i);
  }
});
