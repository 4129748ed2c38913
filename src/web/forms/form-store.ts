// The document a form is filling in, outside React so that a keystroke redraws one field and not four hundred.
import { readPointer, writePointer } from "#src/domain/case/pointer.ts";
import type { FieldFault } from "#src/schema/problem.ts";

export interface Removed {
  at: string;
  index: number;
  item: unknown;
}

export interface FormState {
  /** What is being filled in, shaped as the schema but with holes and half-typed values. */
  document: unknown;
  /** The last list item taken out, until the next is or it is put back. */
  removed: Removed | undefined;
  faults: readonly FieldFault[];
  warnings: readonly FieldFault[];
  /** Pointers somebody has been in; faults elsewhere wait until sending was tried. */
  touched: ReadonlySet<string>;
  attempted: boolean;
  /** Grows with every change of the document. */
  revision: number;
}

export type FormAction =
  | { kind: "write"; at: string; value: unknown }
  | { kind: "add"; at: string; item: unknown }
  | { kind: "remove"; at: string; index: number }
  | { kind: "undo" }
  | { kind: "load"; document: unknown }
  | { kind: "checked"; faults: readonly FieldFault[]; warnings: readonly FieldFault[] }
  | { kind: "touch"; at: string }
  | { kind: "attempt" };

export const emptyForm = (document: unknown): FormState => ({
  document,
  removed: undefined,
  faults: [],
  warnings: [],
  touched: new Set(),
  attempted: false,
  revision: 0,
});

/** The list at a pointer; what is not there is an empty one. */
export function listAt(document: unknown, at: string): readonly unknown[] {
  const value = readPointer(document, at);
  return Array.isArray(value) ? value : [];
}

export function reduceForm(state: FormState, action: FormAction): FormState {
  const changed = (at: string, value: unknown): FormState => ({
    ...state,
    document: writePointer(state.document, at, value),
    revision: state.revision + 1,
  });
  switch (action.kind) {
    case "write":
      if (readPointer(state.document, action.at) === action.value) return state;
      return changed(action.at, action.value);
    case "add":
      return changed(action.at, [...listAt(state.document, action.at), action.item]);
    case "remove": {
      const list = listAt(state.document, action.at);
      const removed = { at: action.at, index: action.index, item: list[action.index] };
      return {
        ...changed(
          action.at,
          list.filter((_, index) => index !== action.index),
        ),
        removed,
      };
    }
    case "undo": {
      if (!state.removed) return state;
      const { at, index, item } = state.removed;
      const list = listAt(state.document, at);
      const restored = [...list.slice(0, index), item, ...list.slice(index)];
      return { ...changed(at, restored), removed: undefined };
    }
    case "load":
      return { ...emptyForm(action.document), revision: state.revision + 1 };
    case "checked":
      return { ...state, faults: action.faults, warnings: action.warnings };
    case "touch":
      if (state.touched.has(action.at)) return state;
      return { ...state, touched: new Set([...state.touched, action.at]) };
    case "attempt":
      return { ...state, attempted: true };
  }
}

export interface FormStore {
  state: () => FormState;
  dispatch: (action: FormAction) => void;
  subscribe: (listener: () => void) => () => void;
}

export function createFormStore(document: unknown): FormStore {
  let state = emptyForm(document);
  const listeners = new Set<() => void>();
  return {
    state: () => state,
    dispatch: (action) => {
      const next = reduceForm(state, action);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
