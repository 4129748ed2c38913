// What is filled in for an option, and the key and order that come of it.
import { expect, test } from "vitest";
import type { Catalogue } from "#src/schema/catalogue.ts";
import { codeOf, faultsOfItem, isFixedByLaw, itemChange, moveBy, newItemForm } from "./item-change.ts";

const list = (id: string): Catalogue => ({ id, label: { es: "Lista", en: "List" }, source: "", items: [] });
const form = { ...newItemForm(), label: { es: "Minería de ríos", en: "River mining (Ñaña)" } };

test("the key of a new option is made of its English label unless it was typed", () => {
  expect(codeOf(form)).toBe("river-mining-nana");
  expect(codeOf({ ...form, code: " river " })).toBe("river");
});

test("an explanation is given in both languages or in neither, and a relationship is in a group", () => {
  expect(faultsOfItem(form, { kind: "add" }, list("sector"))).toEqual([]);
  expect(faultsOfItem({ ...form, help: { es: "Algo", en: "" } }, { kind: "add" }, list("sector"))).toEqual([
    "help-es",
  ]);
  expect(faultsOfItem(form, { kind: "add" }, list("relationship"))).toEqual(["group"]);
  expect(faultsOfItem({ ...form, code: "No Vale" }, { kind: "add" }, list("sector"))).toEqual(["code"]);
});

test("an option moves one place and never out of the list", () => {
  expect(moveBy(["a", "b", "c"], "c", -1)).toEqual(["a", "c", "b"]);
  expect(moveBy(["a", "b", "c"], "a", 1)).toEqual(["b", "a", "c"]);
  expect(moveBy(["a", "b", "c"], "a", -1)).toEqual(["a", "b", "c"]);
  expect(itemChange(list("sector"), { kind: "order" }, form, ["b", "a"])).toMatchObject({
    codes: ["b", "a"],
  });
  expect(isFixedByLaw(list("means"))).toBe(true);
});
