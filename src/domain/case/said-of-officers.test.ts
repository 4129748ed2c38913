// What an entry says of officers: ticks, marks, numbers and words, and of a proposal what it would put there.
import { expect, test } from "vitest";
import { EntryKind } from "#src/schema/entry.ts";
import { numbersSaid, saidOfOfficers } from "./said-of-officers.ts";

const NOTHING = { suspects: [], texts: [], declared: [] };

test.each([
  [["involved"], ["ticked"]],
  [["relative"], ["relative"]],
  [
    ["relative", "involved"],
    ["ticked", "relative"],
  ],
  [["unknown"], []],
  [undefined, []],
])("a complaint that ticks %j declares %j", (officers, declared) => {
  expect(saidOfOfficers("complaint", { officers })).toEqual({ ...NOTHING, declared });
  // Proposed is said, before anybody has decided on it.
  const amendment = { pointer: "/officers", newValue: officers };
  expect(saidOfOfficers("amendment", amendment)).toEqual({ ...NOTHING, declared });
});

test("a code that means something elsewhere is no tick", () => {
  expect(saidOfOfficers("amendment", { pointer: "/acts", newValue: ["involved"] })).toEqual(NOTHING);
  expect(saidOfOfficers("closing", { officers: ["involved"] })).toEqual(NOTHING);
});

test("a proposal speaks of the suspect it would change, and of nobody else", () => {
  const mark = { pointer: "/suspects/2/isPublicOfficial", newValue: "yes" };
  expect(saidOfOfficers("amendment", mark).suspects).toEqual([{ isPublicOfficial: "yes" }]);
  const documents = [{ type: "dni", number: "99 900 077" }];
  const sealed = { pointer: "/suspects/0/personal/documents", personal: { newValue: documents } };
  expect(numbersSaid(saidOfOfficers("amendment", sealed))).toEqual(["99900077"]);
  const victim = { pointer: "/victims/0/personal/documents", personal: { newValue: documents } };
  expect(numbersSaid(saidOfOfficers("amendment", victim))).toEqual([]);
});

test("every kind of entry that has words is read by them, and an assignment has none", () => {
  const explanation = "Lo sabe el suboficial 31234567.";
  for (const kind of EntryKind.options) {
    if (kind === "complaint" || kind === "supplement") continue;
    expect(saidOfOfficers(kind, { personal: { explanation } }).texts, kind).toEqual([explanation]);
  }
  expect(saidOfOfficers("assignment", { act: "take" })).toEqual(NOTHING);
  const words = { pointer: "/route/0/personal/escort", personal: { newValue: "un policía", explanation } };
  expect(saidOfOfficers("amendment", words).texts).toEqual(["un policía", explanation]);
});

test.each([
  ["who owns the place", { place: { personal: { owner: "UNO" } } }],
  ["who owns where they were recruited", { recruitmentPlace: { personal: { owner: "UNO" } } }],
  ["who owns a place on the way", { route: [{ to: { personal: { owner: "UNO" } } }] }],
  ["who went with her", { route: [{ personal: { escort: "UNO" } }] }],
  ["notes of the way", { route: [{ personal: { notes: "UNO" } }] }],
  ["whose car it was", { vehicles: [{ personal: { description: "UNO" } }] }],
  ["who the clients were", { personal: { clients: "UNO" } }],
  ["another purpose", { personal: { otherPurpose: "UNO" } }],
  ["what she owed, and to whom", { victims: [{ personal: { debt: "UNO" } }] }],
  ["how a victim is described", { victims: [{ personal: { description: "UNO" } }] }],
  ["how a suspect is described", { suspects: [{ personal: { description: "UNO" } }] }],
  ["an answer about a suspect", { suspects: [{ variables: { personal: { q: "UNO" } } }] }],
])("%s is read beside the narrative, and apart from it", (_, change) => {
  for (const kind of ["complaint", "supplement"] as const) {
    expect(saidOfOfficers(kind, change).texts).toEqual(["UNO"]);
    const personal = { ...(change as { personal?: object }).personal, narrative: "DOS" };
    expect(saidOfOfficers(kind, { ...change, personal }).texts).toEqual(["DOS", "UNO"]);
  }
});

test("who complains is not said to be involved, nor where a victim lives", () => {
  const person = { personal: { occupation: "UNO", description: "UNO" } };
  const victims = [{ personal: { address: "UNO", occupation: "UNO" } }];
  expect(saidOfOfficers("complaint", { complainant: { kind: "named", person }, victims }).texts).toEqual([]);
});

test.each([
  ["a card with its check digit", { type: "dni", number: "10117410-2" }],
  ["a taxpayer's number that holds the card", { type: "ruc", number: "10 10117410 6" }],
  ["an old voter's book", { type: "le", number: "10117410" }],
])("the card in %s is looked for as well", (_, document) => {
  const suspects = [{ personal: { documents: [document] } }];
  expect(numbersSaid({ suspects, texts: [], declared: [] })).toContain("10117410");
});

test("a card written with its check digit in the narrative is looked for without it", () => {
  expect(numbersSaid({ suspects: [], texts: ["con DNI 10117410-2, dice"], declared: [] })).toContain(
    "10117410",
  );
});

test("numbers are looked for in documents and words, digits only, each once, and not more than can be looked up", () => {
  const suspects = [{ personal: { documents: [{ type: "dni", number: "9990-0077" }, { type: "dni" }] } }];
  const text = "El CIP 999 00077 y el 31234567; del 2026 nada.";
  expect(numbersSaid({ suspects, texts: [text], declared: [] })).toEqual(["99900077", "31234567"]);
  const many = Array.from({ length: 500 }, (_, n) => `N ${10_000_000 + n};`).join(" ");
  expect(numbersSaid({ suspects: [], texts: [many], declared: [] })).toHaveLength(200);
});
