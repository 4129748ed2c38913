// What an entry says of officers: ticks, marks, numbers and words, and of a proposal what it would put there.
import { expect, test } from "vitest";
import { numbersSaid, saidOfOfficers } from "./said-of-officers.ts";

const NOTHING = { suspects: [], text: "", declared: [] };

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

test.each([
  ["a card with its check digit", { type: "dni", number: "10117410-2" }],
  ["a taxpayer's number that holds the card", { type: "ruc", number: "10 10117410 6" }],
  ["an old voter's book", { type: "le", number: "10117410" }],
])("the card in %s is looked for as well", (_, document) => {
  const suspects = [{ personal: { documents: [document] } }];
  expect(numbersSaid({ suspects, text: "", declared: [] })).toContain("10117410");
});

test("a card written with its check digit in the narrative is looked for without it", () => {
  expect(numbersSaid({ suspects: [], text: "con DNI 10117410-2, dice", declared: [] })).toContain("10117410");
});

test("numbers are looked for in documents and words, digits only, each once, and not more than can be looked up", () => {
  const suspects = [{ personal: { documents: [{ type: "dni", number: "9990-0077" }, { type: "dni" }] } }];
  const text = "El CIP 999 00077 y el 31234567; del 2026 nada.";
  expect(numbersSaid({ suspects, text, declared: [] })).toEqual(["99900077", "31234567"]);
  const many = Array.from({ length: 500 }, (_, n) => `N ${10_000_000 + n};`).join(" ");
  expect(numbersSaid({ suspects: [], text: many, declared: [] })).toHaveLength(200);
});
