// Corrections nobody opens a value for: which fields, what an explanation must not repeat, and which come too late.
import { describe, expect, test } from "vitest";
import { blindPointer, isBlind, isOfComplainant, isOvertaken, repeatsValue } from "./blind-correction.ts";

test.each<[string, boolean, boolean]>([
  ["/complainant/person/personal/name", true, true],
  ["/complainant/person/personal/documents", true, true],
  ["/complainant/person/personal/documents/0", false, true],
  ["/complainant/person/personal", false, true],
  ["/complainant/person/personal/description", false, true],
  ["/complainant/person/sex", true, true],
  ["/complainant/person/personId", false, true],
  ["/complainant/person/languages", true, true],
  ["/complainant/person/languages/0", false, true],
  ["/complainant/person", false, true],
  ["/complainant", false, true],
  ["/complainant/kind", false, false],
  ["/complainant/relationToVictim", false, false],
  ["/victims/0/personal/name", false, false],
])("%s", (pointer, blind, ofComplainant) => {
  expect([isBlind(pointer), isOfComplainant(pointer)]).toEqual([blind, ofComplainant]);
});

describe("an explanation", () => {
  const name = { paternalSurname: "Inventada", maternalSurname: "de la Cruz", givenNames: "María José" };
  test.each<[string, unknown, boolean]>([
    ["Leyó su declaración y faltaba una letra en el apellido.", name, false],
    ["Es Maria, no Marta.", name, true],
    ["Se apellida INVENTADA.", name, true],
    ["La señora de la esquina lo aclaró.", { paternalSurname: "de la" }, false],
    ["Dio el 999 000-111 al salir.", ["999000111"], true],
    ["Dio otro teléfono al salir.", ["999000111"], false],
    ["Mostró su DNI.", [{ type: "dni", number: "00112233" }], false],
    ["Mostró el 00112233.", [{ type: "dni", number: "00112233" }], true],
    ["Se mudó.", "Jirón Inventado 120", false],
    ["Se mudó al jirón inventado.", "Jirón Inventado 120", true],
    ["Lo que sea.", null, false],
  ])("%s", (explanation, value, repeats) => expect(repeatsValue(explanation, value)).toBe(repeats));
});

test("what was corrected since makes a proposal too late, what was corrected before does not", () => {
  const pointer = blindPointer("name");
  const proposal = { proposalId: "c", pointer, kind: "amendment" } as Parameters<typeof isOvertaken>[0];
  const order = ["a", "b", "c", "d"];
  const changed = (decidedIn: string | null, at = pointer) => [{ pointer: at, decidedIn }];
  expect(isOvertaken(proposal, changed("d"), order)).toBe(true);
  expect(isOvertaken(proposal, changed("b"), order)).toBe(false);
  expect(isOvertaken(proposal, changed("d", blindPointer("phones")), order)).toBe(false);
  expect(isOvertaken(proposal, changed(null), order)).toBe(false);
});
