// What somebody fills in to make a new list, and the change of the pack it makes.
import { Code } from "#src/schema/code.ts";
import { LIST_ITEMS_MIN, type PackChange } from "#src/schema/pack-change.ts";
import { codeOf } from "./item-change.ts";

interface Pair {
  es: string;
  en: string;
}
export interface ListForm {
  label: Pair;
  /** Empty: made of the English name. */
  code: string;
  /** Options in their order; one without any word is none. */
  options: readonly Pair[];
}
export type ListFault = "label-es" | "label-en" | "code" | "options";

const EMPTY: Pair = { es: "", en: "" };
export const newListForm = (): ListForm => ({
  label: EMPTY,
  code: "",
  options: Array.from({ length: LIST_ITEMS_MIN + 1 }, () => EMPTY),
});
export const withOption = (form: ListForm): ListForm => ({ ...form, options: [...form.options, EMPTY] });

const isBlank = (text: string) => text.trim() === "";
const filledIn = ({ options }: ListForm) => options.filter(({ es, en }) => !isBlank(es) || !isBlank(en));
const keyOf = (option: Pair) => codeOf({ code: "", label: option });

/** Options, by their place, that are half filled in, whose key cannot be made, or that have the key of another. */
export function wrongOptions(form: ListForm): number[] {
  const keys = form.options.map(keyOf);
  return form.options.flatMap((option, index) => {
    if (isBlank(option.es) && isBlank(option.en)) return [];
    const key = keys[index] ?? "";
    const whole = !isBlank(option.es) && !isBlank(option.en) && Code.safeParse(key).success;
    return whole && keys.indexOf(key) === index ? [] : [index];
  });
}

/** What is wrong with the form, in the order of its fields. */
export function faultsOfList(form: ListForm): ListFault[] {
  const { label } = form;
  const few = filledIn(form).length < LIST_ITEMS_MIN || wrongOptions(form).length > 0;
  return [
    ...(isBlank(label.es) ? (["label-es"] as const) : []),
    ...(isBlank(label.en) ? (["label-en"] as const) : []),
    ...(Code.safeParse(codeOf(form)).success ? [] : (["code"] as const)),
    ...(few ? (["options"] as const) : []),
  ];
}

/** The change of the pack. */
export function listChange(form: ListForm): PackChange {
  const trimmed = ({ es, en }: Pair) => ({ es: es.trim(), en: en.trim() });
  const items = filledIn(form).map((option) => ({ code: keyOf(option), label: trimmed(option) }));
  return { kind: "list-add", list: { id: codeOf(form), label: trimmed(form.label), items } };
}
