// What a person can be found by, and what never becomes a term.
import { expect, test } from "vitest";
import { termsOf } from "./index-terms.ts";

const texts = (field: string, value: unknown) =>
  termsOf(field, value).map(({ purpose, text }) => `${purpose}: ${text}`);

test.each<[string, unknown, string[]]>([
  ["documents", [{ type: "dni", number: "10.117.410-2" }], ["document: dni 10117410"]],
  ["documents", [{ type: "ruc", number: "10101174102" }], ["document: dni 10117410"]],
  ["documents", [{ type: "cip", number: "31-345678" }], ["staff-number: 31345678"]],
  ["documents", [{ type: "passport", number: "ab 123456", country: "bo" }], ["document: passport AB123456"]],
  ["documents", [{ type: "none", number: "1" }, { type: "dni" }, { type: "dni", number: "-" }], []],
  ["phones", ["987 654 321", "+51987654321"], ["phone: +51987654321", "phone: +51987654321"]],
  ["phones", ["105", "no sabe"], []],
  [
    "name",
    { paternalSurname: "Huamán", maternalSurname: "de la Cruz", givenNames: "María José Elena" },
    ["name: waman maria", "name: waman jose", "name: krus maria", "name: krus jose"],
  ],
  ["name", { givenNames: "María" }, []],
  ["name", { paternalSurname: "Quispe" }, []],
  ["aliases", ["El Zorro", "Z"], ["alias: elsoro"]],
  ["address", "Jr. Puno 123", []],
  ["description", "alta", []],
])("%s %j", (field, value, expected) => {
  expect(texts(field, value)).toEqual(expected);
});

test("surnames that were exchanged or spelled by ear share a term", () => {
  const one = texts("name", { paternalSurname: "Quispe", maternalSurname: "Vargas", givenNames: "Rosa" });
  const other = texts("name", { paternalSurname: "Bargas", maternalSurname: "Kispe", givenNames: "Rosa" });
  expect(one.filter((text) => other.includes(text))).toHaveLength(2);
});
