// How a field reads and writes its place in the form's document, and which fault of it is shown.
import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import { readPointer } from "#src/domain/case/pointer.ts";
import type { FieldFault } from "#src/schema/problem.ts";
import { useWords, type WordsInUse } from "../messages/words.tsx";
import { type FormStore, listAt } from "./form-store.ts";

const Context = createContext<FormStore | undefined>(undefined);
export const FormProvider = Context.Provider;

export function useForm(): FormStore {
  const store = useContext(Context);
  if (!store) throw new Error("useForm outside FormProvider");
  return store;
}

/** Something of the form's state; the component is drawn again only when that changes (compared by identity). */
export function useFormState<T>(select: (store: FormStore) => T): T {
  const store = useForm();
  return useSyncExternalStore(store.subscribe, () => select(store));
}

export function useValue(at: string): [value: unknown, write: (value: unknown) => void] {
  const store = useForm();
  const value = useFormState((form) => readPointer(form.state().document, at));
  const write = useCallback(
    (next: unknown) => store.dispatch({ kind: "write", at, value: next }),
    [store, at],
  );
  return [value, write];
}

/** As text; a number is written out, anything else that is no text counts as empty. */
export function useText(at: string): [value: string, write: (value: string) => void] {
  const [value, write] = useValue(at);
  const text = typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
  return [text, useCallback((next: string) => write(next === "" ? undefined : next), [write])];
}

const NONE: readonly string[] = [];

/** As a list of codes. */
export function useCodes(at: string): [codes: readonly string[], write: (codes: string[]) => void] {
  const [value, write] = useValue(at);
  const codes = Array.isArray(value) ? (value as string[]) : NONE;
  return [codes, useCallback((next: string[]) => write(next.length === 0 ? undefined : next), [write])];
}

/** How many items a list has. */
export function useLength(at: string): number {
  return useFormState((form) => listAt(form.state().document, at).length);
}

/** The element id of a field, by which summary, label and focus find it. */
export const idOf = (at: string) => `f${at.replaceAll("/", "_")}`;

/** The pointer of the field an element belongs to, if it belongs to one. */
export function pointerOf(element: Element): string | undefined {
  const id = element.closest('[id^="f_"]')?.id;
  return id?.slice(1).split("-")[0]?.replaceAll("_", "/");
}

/** Faults whose `expected` is an example to imitate; elsewhere it is written for programs. */
const WITH_EXAMPLE = /^(document|plate|phone|email)-/;

/** A fault in words. */
export function faultWords(fault: FieldFault, words: Pick<WordsInUse, "say" | "sayCode">): string {
  const { expected } = fault;
  const said = words.sayCode("fault", fault.code, "fault.other");
  if (!WITH_EXAMPLE.test(fault.code) || typeof expected !== "string" || expected === "") return said;
  return `${said} ${words.say("fault.expected", { expected })}`;
}

export interface Shown {
  fault: string | undefined;
  warning: string | undefined;
}

/** The fault and the warning of a field that are to be shown now; `deep`: of anything below it as well. */
export function useShown(at: string, deep = false): Shown {
  const words = useWords();
  const concerns = ({ pointer }: FieldFault) => pointer === at || (deep && pointer.startsWith(`${at}/`));
  const fault = useFormState((form) => {
    const { faults, touched, attempted } = form.state();
    return attempted || touched.has(at) ? faults.find(concerns) : undefined;
  });
  const warning = useFormState((form) => {
    const { warnings, touched, attempted } = form.state();
    return attempted || touched.has(at) ? warnings.find(concerns) : undefined;
  });
  return {
    fault: fault && faultWords(fault, words),
    warning: warning && `${words.say("warning.label")}: ${faultWords(warning, words)}`,
  };
}
