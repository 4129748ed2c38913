// A message that says where it comes from is found, however it is spelled.
import { expect, test } from "vitest";
import { tellsOrigin } from "./relay.ts";

const ORIGIN = {
  caseNumber: "7K3M-Q2XH-90-C",
  units: ["Comisaría PNP Puerto Maldonado", "DIVINTRAP"],
  officer: "Rosa Quispe Mamani",
};

test.each([
  ["Necesitamos hablar con usted. ¿Puede el lunes por la mañana?", false],
  ["Pregunte por la señora Rosa en la puerta.", false],
  ["Es sobre el caso 7K3M-Q2XH-90-C.", true],
  ["Es sobre el caso 7k3m q2xh 90 c", true],
  ["Venga a la comisaria pnp puerto maldonado", true],
  ["Le escribe la DIVINTRAP.", true],
  ["Le escribe Rosa  QUISPE Mamani", true],
])("%s", (words, tells) => {
  expect(tellsOrigin(words, ORIGIN)).toBe(tells);
});

test("a unit without a name tells nothing of everything", () => {
  expect(tellsOrigin("Hola", { caseNumber: "7K3M-Q2XH-90-C", units: [""], officer: "" })).toBe(false);
});
