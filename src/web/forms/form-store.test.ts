// The form's document: writing, lists, undo of a removal, and what counts as a change.
import { expect, test } from "vitest";
import { createFormStore, emptyForm, type FormAction, reduceForm } from "./form-store.ts";

const after = (document: unknown, ...actions: FormAction[]) =>
  actions.reduce(reduceForm, emptyForm(document));

test("writing makes the objects on the way and leaves the rest as it was", () => {
  const before = { victims: [{ sex: "female" }], acts: ["transport"] };
  const { document } = after(before, {
    kind: "write",
    at: "/victims/0/personal/name/givenNames",
    value: "Ana",
  });
  expect(document).toEqual({
    victims: [{ sex: "female", personal: { name: { givenNames: "Ana" } } }],
    acts: ["transport"],
  });
  expect((document as typeof before).acts).toBe(before.acts);
  expect(before.victims[0]).toEqual({ sex: "female" });
});

test("writing undefined takes the field out", () => {
  expect(
    after({ sex: "female", acts: [] }, { kind: "write", at: "/sex", value: undefined }).document,
  ).toEqual({
    acts: [],
  });
});

test("the same value written again is no change, so nothing is saved for it", () => {
  const state = after({ sex: "female" });
  expect(reduceForm(state, { kind: "write", at: "/sex", value: "female" })).toBe(state);
});

test("a victim taken out comes back where it was, with what was typed elsewhere meanwhile", () => {
  const people = { victims: [{ n: 1 }, { n: 2 }, { n: 3 }] };
  const removed = after(people, { kind: "remove", at: "/victims", index: 1 });
  expect(removed.document).toEqual({ victims: [{ n: 1 }, { n: 3 }] });
  const restored = [
    { kind: "write", at: "/victims/1/n", value: 33 },
    { kind: "undo" },
  ] satisfies FormAction[];
  const back = restored.reduce(reduceForm, removed);
  expect(back.document).toEqual({ victims: [{ n: 1 }, { n: 2 }, { n: 33 }] });
  expect(back.removed).toBeUndefined();
  expect(reduceForm(back, { kind: "undo" })).toBe(back);
});

test("adding to a list that is not there begins it", () => {
  expect(after({}, { kind: "add", at: "/route", item: {} }).document).toEqual({ route: [{}] });
});

test("the revision grows with changes of the document and with nothing else", () => {
  const store = createFormStore({});
  let told = 0;
  store.subscribe(() => told++);
  store.dispatch({ kind: "touch", at: "/sex" });
  store.dispatch({ kind: "touch", at: "/sex" });
  store.dispatch({ kind: "attempt" });
  expect([store.state().revision, told]).toEqual([0, 2]);
  store.dispatch({ kind: "write", at: "/sex", value: "male" });
  expect([store.state().revision, told]).toEqual([1, 3]);
});
