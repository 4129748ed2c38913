// Questions an administrator adds: what they may be asked of, where they may stand, and how many stand at the counter.
import { expect, test } from "vitest";
import type { PackChange } from "#src/schema/pack-change.ts";
import { type DatedVariable, ON_COMPLAINT_MAX, type Variable } from "#src/schema/variable.ts";
import { variableFaults } from "./variable-faults.ts";

const label = { es: "q", en: "q" };
const variable = (code: string, more: Partial<DatedVariable> = {}): DatedVariable => ({
  ...{ code, label, type: "yes-no", subject: "victim", personal: false, validFrom: "2026-01-01" },
  ...more,
});
const boat = { id: "boat", label, source: "test", items: [{ code: "canoe", label }] };
const faults = (change: object, variables: DatedVariable[] = [], day = "2026-06-01") =>
  variableFaults(
    { variables, catalogues: { boat } },
    change as Extract<PackChange, { kind: `variable-${string}` }>,
    day,
  ).map(([code]) => code);
const define = (more: Partial<Variable>, variables?: DatedVariable[]) => {
  const { validFrom: _, ...made } = variable("new", more);
  return faults({ kind: "variable-define", variable: made }, variables);
};
const place = (section: string | null, variables: DatedVariable[], day?: string) =>
  faults({ kind: "variable-place", code: "old", section }, variables, day);

test.each<[string, Partial<Variable>, string[]]>([
  ["only in the supplement", {}, []],
  ["of each victim", { section: "victim" }, []],
  ["of each victim, beside the place", { section: "place" }, ["variable-section"]],
  ["of the case, with the route", { subject: "case", section: "route" }, []],
  ["of the case, of each victim", { subject: "case", section: "victim" }, ["variable-section"]],
  ["of the place, beside it", { subject: "place", section: "place" }, []],
  ["several of a list", { type: "codes", catalogue: "boat" }, []],
  ["several of no list", { type: "codes" }, ["variable-list"]],
  ["several of a list there is not", { type: "codes", catalogue: "train" }, ["variable-list"]],
  ["a number of a list", { type: "number", catalogue: "boat" }, ["variable-list"]],
])("a new question: %s", (_, more, expected) => expect(define(more)).toEqual(expected));

test("the complaint page has room for a few that are asked at once", () => {
  const standing = (n: number) =>
    Array.from({ length: n }, (_, index) => variable(`q-${index}`, { section: "victim" }));
  const [first = variable("none"), ...rest] = standing(ON_COMPLAINT_MAX);
  expect(define({ section: "victim" }, rest)).toEqual([]);
  expect(define({ section: "victim" }, [first, ...rest])).toEqual(["variables-on-complaint"]);
  expect(define({}, [first, ...rest])).toEqual([]);
  expect(define({ section: "victim" }, [{ ...first, validTo: "2026-05-31" }, ...rest])).toEqual([]);
  expect(define({ section: "victim" }, [{ ...first, validTo: "2026-06-01" }, ...rest])).toHaveLength(1);
  expect(place("victim", [variable("old"), first, ...rest])).toEqual(["variables-on-complaint"]);
  // Moving one that stands there takes no more room.
  const other = standing(ON_COMPLAINT_MAX - 1);
  expect(place("victim", [variable("old", { section: "victim" }), ...other])).toEqual([]);
});

test("a question is moved while it is asked", () => {
  expect(place("victim", [variable("old")])).toEqual([]);
  expect(place(null, [variable("old", { section: "victim" })])).toEqual([]);
  expect(place("route", [variable("old")])).toEqual(["variable-section"]);
  expect(place("victim", [])).toEqual(["variable-unknown"]);
  expect(place("victim", [variable("old", { validTo: "2026-05-31" })])).toEqual(["variable-retired"]);
  expect(place("victim", [variable("old", { validTo: "2026-06-30" })])).toEqual([]);
});
