// What somebody fills in to add or relabel an option of a list, and the change of the pack it makes.
import type { Catalogue, CatalogueItem } from "#src/schema/catalogue.ts";
import { Code } from "#src/schema/code.ts";
import { RELATIONS_TO_SUSPECT } from "#src/schema/facts.ts";
import { FACT_CODES } from "#src/schema/pack-catalogues.ts";
import type { PackChange } from "#src/schema/pack-change.ts";
import { fold } from "../../components/place-search.ts";

export type ItemAsked =
  | { kind: "add" }
  | { kind: "order" }
  | { kind: "relabel" | "retire"; item: CatalogueItem };

export interface ItemForm {
  label: { es: string; en: string };
  help: { es: string; en: string };
  /** Empty: made of the English label. */
  code: string;
  group: string;
  factsFrom: string;
}
export type ItemFault = "label-es" | "label-en" | "help-es" | "code" | "group" | "factsFrom";

export const newItemForm = (item?: CatalogueItem): ItemForm => ({
  label: { es: item?.label.es ?? "", en: item?.label.en ?? "" },
  help: { es: item?.help?.es ?? "", en: item?.help?.en ?? "" },
  code: item?.code ?? "",
  group: "",
  factsFrom: "",
});

/** The groups an option of this list must be in one of; empty where it needs none. */
export const groupsOf = ({ id }: Catalogue): readonly string[] =>
  id === "relationship" ? RELATIONS_TO_SUSPECT : [];

/** Whether options can come and go here: not in lists the classifier reads, nor in those that follow from others. */
export const isFixedByLaw = ({ id }: Catalogue): boolean => FACT_CODES[id] !== undefined;
export const isDerived = ({ id }: Catalogue): boolean => id === "related-offence";

/** The key of a new option as typed, else made of its English label. */
export const codeOf = ({ code, label }: Pick<ItemForm, "code" | "label">): string =>
  code.trim() !== ""
    ? code.trim()
    : fold(label.en)
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, "")
        .slice(0, 60)
        .replace(/-+$/, "");

/** What is wrong with the form, in the order of its fields. */
export function faultsOfItem(form: ItemForm, asked: ItemAsked, catalogue: Catalogue): ItemFault[] {
  const { label, help, factsFrom } = form;
  const adds = asked.kind === "add";
  const half = (help.es.trim() === "") !== (help.en.trim() === "");
  return [
    ...(label.es.trim() === "" ? (["label-es"] as const) : []),
    ...(label.en.trim() === "" ? (["label-en"] as const) : []),
    ...(adds && !Code.safeParse(codeOf(form)).success ? (["code"] as const) : []),
    ...(adds && groupsOf(catalogue).length > 0 && form.group === "" ? (["group"] as const) : []),
    ...(factsFrom !== "" && !/^\d{4}-\d\d-\d\d$/.test(factsFrom) ? (["factsFrom"] as const) : []),
    ...(half ? (["help-es"] as const) : []),
  ];
}

/** The change of the pack; `order`: the codes as they shall stand. */
export function itemChange(
  catalogue: Catalogue,
  asked: ItemAsked,
  form: ItemForm,
  order: readonly string[],
): PackChange {
  const label = { es: form.label.es.trim(), en: form.label.en.trim() };
  const help = { es: form.help.es.trim(), en: form.help.en.trim() };
  const helped = help.es === "" ? {} : { help };
  switch (asked.kind) {
    case "add":
      return {
        kind: "item-add",
        catalogue: catalogue.id,
        item: {
          code: codeOf(form),
          label,
          ...helped,
          ...(form.group !== "" && { group: form.group }),
          ...(form.factsFrom !== "" && { validFrom: form.factsFrom }),
        },
      };
    case "relabel":
      return { kind: "item-relabel", catalogue: catalogue.id, code: asked.item.code, label, ...helped };
    case "retire":
      return { kind: "item-retire", catalogue: catalogue.id, code: asked.item.code };
    case "order":
      return { kind: "items-order", catalogue: catalogue.id, codes: [...order] };
  }
}

/** A list with one entry a place further up (-1) or down (1). */
export function moveBy(codes: readonly string[], code: string, by: 1 | -1): string[] {
  const from = codes.indexOf(code);
  const to = from + by;
  if (from < 0 || to < 0 || to >= codes.length) return [...codes];
  const rest = codes.filter((each) => each !== code);
  return [...rest.slice(0, to), code, ...rest.slice(to)];
}
