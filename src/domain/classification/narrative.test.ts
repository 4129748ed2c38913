// Peru's word list on sentences of each kind: what is said, what is taken back, and words that mean something else.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Facts } from "#src/schema/facts.ts";
import { Lexicon } from "#src/schema/pack.ts";
import { factsWithSuggestions, readNarrative, suggestionsFor } from "./narrative.ts";
import { prepareLexicon } from "./narrative-lexicon.ts";

const json: unknown = JSON.parse(
  readFileSync(new URL("../../../packs/pe/lexicon.json", import.meta.url), "utf8"),
);
const lexicon = prepareLexicon(Lexicon.parse(json));
const read = (text: string) => readNarrative(text, lexicon);
const codes = (text: string) => {
  const { acts, means, purposes } = read(text);
  return [...acts, ...means, ...purposes];
};

describe("said outright", () => {
  test.each([
    ["le ofrecieron trabajo de mesera en Mazuko", "recruitment"],
    ["le quitaron el DNI", "other-coercion"],
    ["la dueña le retiene su pasaporte", "other-coercion"],
    ["no la dejan salir del local", "retention"],
    ["no puede irse", "retention"],
    ["la tienen encerrada con candado", "deprivation-of-liberty"],
    ["la obligan a hacer pases con los mineros", "prostitution-of-others"],
    ["la vendió a un night club", "transfer"],
    ["le iban a sacar un riñon", "organ-removal"],
    ["tenía una deuda que crecía con la comida", "other-coercion"],
  ])("%s: %s", (text, code) => {
    expect(codes(text)).toContain(code);
  });
});

describe("taken back", () => {
  test.each([
    "no le quitaron el DNI",
    "nunca le quitaron el DNI ni la encerraron",
    "sin quitarle el DNI",
    "tampoco le quitaron el DNI",
    "en ningún momento le quitaron el DNI",
    "jamás le quitaron sus documentos",
    "niega que le hayan quitado el DNI, la hayan encerrado o amenazado",
    "no la encerraron, amarraron ni golpearon",
    "teme que le quiten el DNI",
    "pregunta si le quitaron el DNI",
    "según rumores le quitaron el DNI a las chicas",
    "nadie la obliga a hacer pases",
  ])("%s", (text) => {
    expect(codes(text)).toEqual([]);
  });

  test.each([
    ["no solo le quitaron el DNI sino que la encerraron", ["other-coercion", "deprivation-of-liberty"]],
    ["no la golpearon pero le quitaron el DNI", ["other-coercion"]],
    ["no la golpearon, le quitaron el DNI", ["other-coercion"]],
    ["No la golpearon. Le quitaron el DNI", ["other-coercion"]],
    ["Nº 15, le quitaron el DNI", ["other-coercion"]],
    ["no la dejan salir", ["retention", "deprivation-of-liberty"]],
    ["nunca le pagaron ni la dejan salir", ["retention", "deprivation-of-liberty"]],
  ])("but: %s", (text, expected) => {
    expect(codes(text)).toEqual(expect.arrayContaining(expected));
  });

  test("what is taken back is still reported, as not stated", () => {
    const { matches } = read("no le quitaron el DNI");
    expect(matches).toContainEqual(expect.objectContaining({ pattern: "docs-taken", negated: true }));
    expect(matches.every(({ negated }) => negated)).toBe(true);
  });
});

describe("a minor", () => {
  test.each([
    "su menor hija",
    "una menor de edad",
    "hija de 15 años",
    "la agraviada de 17 años",
    "dos adolescentes",
    "una niña awajún",
    "la menor rescatada (16)",
    "hermanos de 12, 14 y 17 años",
    "chicas entre 14 y 16 años",
    "tiene quince años",
    "teme que su menor hija sea llevada",
    "no conoce a la menor",
  ])("%s", (text) => {
    expect(read(text).minor).toBe(true);
  });
  test.each([
    "el menor de los hermanos, de 38 años",
    "es un mal menor",
    "sin la menor importancia",
    "no es menor de edad",
    "la agraviada de 25 años",
    "desde hace 15 años vive ahí",
    "pena de 12 años",
    "15 años de servicio",
    "casada hace 10 años",
    "ganaba 15 soles",
    "lesiones menores",
    "en la cuadra 14",
    "trabajaba de niñera",
  ])("none: %s", (text) => {
    expect(read(text).minor).toBe(false);
  });
});

describe("words that mean something else", () => {
  test.each([
    "Se trata de un bar sin licencia de funcionamiento",
    "bebía en un bar con sus amigos cuando le robaron la billetera",
    "Falleció un minero en la mina La Rinconada",
    "su jefe la trata bien",
    "la campaña busca captar la atención del público",
    "Perdió su DNI en la combi",
    "Pelea en la puerta de la discoteca entre parroquianos",
    "El perro está encerrado",
    "vende caramelos en su bodega",
    "",
    " \n\t ",
  ])("%s", (text) => {
    expect(codes(text)).toEqual([]);
  });
});

test("words ambiguous alone suggest together", () => {
  expect(codes("La menor atiende un bar")).toContain("other-sexual-exploitation");
  expect(codes("Trabaja en una mina")).toEqual([]);
  expect(codes("Lo llevaron a una mina, trabaja sin que le paguen y no puede irse")).toEqual(
    expect.arrayContaining(["transport", "retention", "forced-labour"]),
  );
});

test.each([
  ["emoji and letters outside the basic plane", "👩🏽‍🦱🇵🇪 𝒜 le quitaron el DNI 😢"],
  ["right-to-left text", "قالت: שלום le quitaron el DNI"],
  ["accents as marks of their own", "esta\u0301 y le quito\u0301 el DNI"],
  ["marks and joiners inside a word", "le qui\u00adta\u200bron el DNI"],
  ["capitals", "LE QUITARON EL DNI"],
])("offsets point at the words as typed: %s", (_, text) => {
  const match = read(text).matches.find(({ pattern }) => pattern === "docs-taken");
  expect(match).toBeDefined();
  expect(text.slice(match?.start, match?.end)).toMatch(/qui.*DNI$/iu);
});

const ticked: Facts = {
  country: "pe",
  factsTo: "2024-05",
  acts: ["recruitment"],
  means: [],
  purposes: ["unspecified"],
  victims: [{ id: "v1", ageAtFacts: null }],
};
const told = read("Le ofrecieron trabajo a su menor hija, la llevaron a Mazuko y la obligan a hacer pases");

test("what is suggested and already ticked is not suggested again", () => {
  const suggestions = suggestionsFor(told, ticked);
  expect(told.acts).toContain("recruitment");
  expect(suggestions.acts).not.toContain("recruitment");
  expect(suggestions.purposes).toContain("prostitution-of-others");
});

test("facts with suggestions keep what was ticked and invent no age", () => {
  const facts = factsWithSuggestions(ticked, told);
  expect(told.minor).toBe(true);
  expect(facts.acts).toEqual(expect.arrayContaining(["recruitment", "transport"]));
  expect(facts.purposes).toEqual(expect.arrayContaining(["unspecified", "prostitution-of-others"]));
  expect(facts.victims).toEqual(ticked.victims);
  expect(factsWithSuggestions(facts, told)).toEqual(facts);
});
