// A new list as it is filled in: what is missing, what its keys are, and the change it makes.
import { expect, test } from "vitest";
import { faultsOfList, listChange, newListForm, wrongOptions } from "./list-change.ts";

const option = (es: string, en: string) => ({ es, en });
const form = (options: readonly { es: string; en: string }[], change = {}) => ({
  ...newListForm(),
  label: option("Tipo de mina", "Kind of mine"),
  options,
  ...change,
});
const TWO = [option("Socavón", "Tunnel"), option("Dragado", "Dredging")];

test("nothing filled in lacks its names and its options", () => {
  expect(faultsOfList(newListForm())).toEqual(["label-es", "label-en", "code", "options"]);
});

test.each([
  ["one option", [option("Socavón", "Tunnel"), option("", " ")], []],
  ["an option in one language", [...TWO, option("Otra", "")], [2]],
  ["two options with one key", [...TWO, option("Túnel", "tunnel!")], [2]],
  ["an option no key can be made of", [...TWO, option("¿?", "??")], [2]],
] as const)("%s is not enough", (_, options, wrong) => {
  expect(faultsOfList(form(options))).toEqual(["options"]);
  expect(wrongOptions(form(options))).toEqual(wrong);
});

test("becomes a list with a key of its own, and its options in their order without the empty ones", () => {
  const filled = form([...TWO, option("", "")]);
  expect(faultsOfList(filled)).toEqual([]);
  expect(listChange(filled)).toEqual({
    kind: "list-add",
    list: {
      id: "kind-of-mine",
      label: { es: "Tipo de mina", en: "Kind of mine" },
      items: [
        { code: "tunnel", label: { es: "Socavón", en: "Tunnel" } },
        { code: "dredging", label: { es: "Dragado", en: "Dredging" } },
      ],
    },
  });
});
