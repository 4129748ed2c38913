// E-mail addresses cleaned and looked at.
import { expect, test } from "vitest";
import { cleanEmail, compareEmails, emailWarnings } from "./email.ts";

test.each([
  [" Ana.Quispe@Ejemplo.PE ", "ana.quispe@ejemplo.pe", []],
  ["ana @ejemplo.pe", "ana@ejemplo.pe", []],
  ["ana@ejemplo", "ana@ejemplo", ["email-pattern"]],
  ["ana.ejemplo.pe", "ana.ejemplo.pe", ["email-pattern"]],
  ["ana@@ejemplo.pe", "ana@@ejemplo.pe", ["email-pattern"]],
  ["@ejemplo.pe", "@ejemplo.pe", ["email-pattern"]],
])("%s", (typed, clean, warnings) => {
  expect(cleanEmail(typed)).toBe(clean);
  expect(emailWarnings(typed).map(({ code }) => code)).toEqual(warnings);
});

test.each([
  ["Ana@ejemplo.pe", "ana@EJEMPLO.pe", "same"],
  ["ana.q@ejemplo.pe", "anaq@ejemplo.pe", "similar"],
  ["ana@ejemplo.pe", "eva@ejemplo.pe", "different"],
  ["", "ana@ejemplo.pe", "unknown"],
])("%s and %s are %s", (a, b, likeness) => {
  expect(compareEmails(a, b)).toBe(likeness);
});
