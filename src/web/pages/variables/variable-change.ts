// What somebody fills in to add or relabel a question of the investigation, and the change of the pack it makes.
import { Code } from "#src/schema/code.ts";
import type { PackChange } from "#src/schema/pack-change.ts";
import {
  type ComplaintSection,
  type DatedVariable,
  hasList,
  RESERVED_VARIABLES,
  sectionsFor,
  VariableSubject,
  VariableType,
} from "#src/schema/variable.ts";
import { codeOf } from "../lists/item-change.ts";

export type VariableAsked =
  | { kind: "add" }
  | { kind: "relabel" | "place" | "retire"; variable: DatedVariable };

export const SUBJECTS: readonly VariableSubject[] = VariableSubject.options;
export const TYPES: readonly VariableType[] = VariableType.options;

export interface VariableForm {
  label: { es: string; en: string };
  help: { es: string; en: string };
  /** Empty: made of the English label. */
  code: string;
  subject: VariableSubject | "";
  type: VariableType | "";
  catalogue: string;
  /** Where the complaint page asks it; empty: only the supplement does. */
  section: ComplaintSection | "";
  /** Kept sealed although it is no free text. */
  personal: boolean;
}
export type VariableFault = "label-es" | "label-en" | "subject" | "type" | "catalogue" | "code" | "help-es";

export const newVariableForm = (variable?: DatedVariable): VariableForm => ({
  label: { es: variable?.label.es ?? "", en: variable?.label.en ?? "" },
  help: { es: variable?.help?.es ?? "", en: variable?.help?.en ?? "" },
  code: variable?.code ?? "",
  subject: variable?.subject ?? "",
  type: variable?.type ?? "",
  catalogue: variable?.catalogue ?? "",
  section: variable?.section ?? "",
  personal: variable?.personal ?? false,
});

/** The same asked of somebody else; where it stands on the complaint page goes with that. */
export const askedOf = (form: VariableForm, subject: VariableForm["subject"]): VariableForm => ({
  ...form,
  subject,
  section:
    subject !== "" && sectionsFor(subject).some((section) => section === form.section) ? form.section : "",
});

/** What is wrong with the form, in the order of its fields. */
export function faultsOfVariable(form: VariableForm, asked: VariableAsked): VariableFault[] {
  const adds = asked.kind === "add";
  const blank = (text: string) => text.trim() === "";
  const key = codeOf(form);
  const wrongKey = !Code.safeParse(key).success || RESERVED_VARIABLES.has(key);
  const faults: [VariableFault, boolean][] = [
    ["label-es", blank(form.label.es)],
    ["label-en", blank(form.label.en)],
    ["subject", adds && form.subject === ""],
    ["type", adds && form.type === ""],
    ["catalogue", adds && hasList(form.type) && form.catalogue === ""],
    ["code", adds && wrongKey],
    ["help-es", blank(form.help.es) !== blank(form.help.en)],
  ];
  return faults.filter(([, wrong]) => wrong).map(([name]) => name);
}

/** The change of the pack; undefined while what or how it asks has not been chosen. */
export function variableChange(asked: VariableAsked, form: VariableForm): PackChange | undefined {
  if (asked.kind === "retire") return { kind: "variable-retire", code: asked.variable.code };
  if (asked.kind === "place")
    return { kind: "variable-place", code: asked.variable.code, section: form.section || null };
  const label = { es: form.label.es.trim(), en: form.label.en.trim() };
  const help = { es: form.help.es.trim(), en: form.help.en.trim() };
  const helped = help.es === "" ? {} : { help };
  if (asked.kind === "relabel")
    return { kind: "variable-relabel", code: asked.variable.code, label, ...helped };
  const { subject, section, type, catalogue, personal } = form;
  if (subject === "" || type === "") return undefined;
  return {
    kind: "variable-define",
    variable: {
      code: codeOf(form),
      label,
      ...helped,
      type,
      subject,
      ...(section !== "" && { section }),
      ...(hasList(type) && { catalogue }),
      // Whoever writes freely may write a name.
      personal: type === "text" || personal,
    },
  };
}
