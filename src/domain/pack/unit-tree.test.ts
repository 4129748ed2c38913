// The dated tree against an oracle that walks it day by day, and what a tree must not become.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { PackChange, StoredChange } from "#src/schema/pack-change.ts";
import type { Unit } from "#src/schema/unit.ts";
import { institutionOf, sameInstitution } from "./keeper.ts";
import { closureOf } from "./unit-closure.ts";
import { unitFaults } from "./unit-faults.ts";
import { applyTo, foldUnits, unitAsKnown, unitOn } from "./unit-periods.ts";

const DAYS = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01"];
const regional = (id: string, parent: string) =>
  unit(id, parent, { kind: "specialised-regional", competence: ["17"] });
const unit = (id: string, parent: string | null, more: Partial<Unit> = {}): Unit => ({
  id,
  parent,
  kind: "direction",
  name: id,
  entity: null,
  place: null,
  competence: [],
  validFrom: "2020-01-01",
  validTo: null,
  ...more,
});
const SEED = [
  unit("top", null),
  unit("a", "top"),
  unit("b", "top"),
  unit("c", "a"),
  unit("d", "a"),
  unit("e", "b"),
];

const id = fc.constantFrom("a", "b", "c", "d", "e");
const change: fc.Arbitrary<PackChange> = fc.oneof(
  fc.record({
    kind: fc.constant("unit-move" as const),
    unitId: id,
    parent: fc.constantFrom("top", "a", "b"),
  }),
  fc.record({ kind: fc.constant("unit-rename" as const), unitId: id, name: fc.constantFrom("x", "y") }),
  fc.record({
    kind: fc.constant("unit-close" as const),
    unitId: id,
    successor: fc.constantFrom("a", "b", null),
    postings: fc.constant("end" as const),
  }),
  fc.record({
    kind: fc.constant("unit-merge" as const),
    unitIds: fc.uniqueArray(id, { minLength: 1, maxLength: 2 }),
    into: fc.constantFrom("a", "b"),
    postings: fc.constant("move" as const),
  }),
);
const plans = fc.array(fc.tuple(change, fc.constantFrom(...DAYS)), { maxLength: 8 });

// Only what leaves a tree is made, as the register does.
function treeOf(made: readonly (readonly [PackChange, string])[]): Unit[] {
  return [...made]
    .sort(([, one], [, other]) => one.localeCompare(other))
    .reduce<Unit[]>((units, [each, day]) => {
      const next = applyTo(units, each, day);
      const merged = each.kind === "unit-merge" && each.unitIds.includes(each.into);
      const itself = each.kind === "unit-close" && each.successor === each.unitId;
      // Nobody inherits who has ended already.
      const heir = each.kind === "unit-close" ? each.successor : null;
      const gone = heir !== null && unitOn(units, heir, day) === undefined;
      return unitFaults(next).length > 0 || merged || itself || gone ? units : next;
    }, SEED);
}

// Who stands above a unit on a day, by walking up: the oracle.
function above(units: readonly Unit[], start: string, day: string): string[] {
  const found: string[] = [];
  let at: string | null = start;
  while (at !== null && !found.includes(at)) {
    const known: Unit | undefined = unitAsKnown(units, at, day);
    if (known === undefined || known.validFrom > day) break;
    found.push(at);
    const stands: boolean = unitOn(units, at, day) !== undefined;
    at = stands ? known.parent : (known.successor ?? known.parent);
  }
  return found;
}

test("the closure says on every day what walking up the tree says, whatever was changed", () => {
  fc.assert(
    fc.property(plans, (made) => {
      const units = treeOf(made);
      const spans = closureOf(units);
      for (const day of ["2019-01-01", "2025-06-01", ...DAYS, "2030-01-01"])
        for (const start of ["top", "a", "b", "c", "d", "e"]) {
          const here = spans.filter(
            ({ descendant, from, to }) => descendant === start && from <= day && (to === null || day < to),
          );
          const byDepth = [...here].sort((one, other) => one.depth - other.depth);
          expect(byDepth.map(({ ancestor }) => ancestor)).toEqual(above(units, start, day));
          const standing = unitOn(units, start, day) !== undefined;
          expect(here.every((span) => span.standing === standing)).toBe(true);
        }
      // One row for a pair and a first day: the table's key.
      const keys = spans.map(({ ancestor, descendant, from }) => `${ancestor} ${descendant} ${from}`);
      expect(new Set(keys).size).toBe(keys.length);
    }),
    { numRuns: 300 },
  );
});

test("a unit may stand below another, and later above it", () => {
  const units = treeOf([
    [{ kind: "unit-move", unitId: "a", parent: "b" }, "2026-01-01"],
    [{ kind: "unit-move", unitId: "a", parent: "top" }, "2026-02-01"],
    [{ kind: "unit-move", unitId: "b", parent: "a" }, "2026-03-01"],
  ]);
  const spans = closureOf(units).filter(({ ancestor, descendant }) => ancestor + descendant === "ab");
  expect(spans).toEqual([
    { ancestor: "a", descendant: "b", depth: 1, standing: true, from: "2026-03-01", to: null },
  ]);
  const before = closureOf(units).filter(({ ancestor, descendant }) => ancestor + descendant === "ba");
  expect(before).toMatchObject([{ depth: 1, from: "2026-01-01", to: "2026-02-01" }]);
});

test("the periods of a unit never overlap and leave what was before a change as it was", () => {
  fc.assert(
    fc.property(plans, change, fc.constantFrom(...DAYS), (made, next, day) => {
      const before = treeOf(made).filter(({ validFrom }) => validFrom <= day);
      const after = applyTo(before, next, day);
      for (const past of ["2020-06-01", ...DAYS.filter((each) => each < day)])
        for (const { id: each } of SEED) {
          const { validTo: _one, successor: _s1, ...was } = unitOn(before, each, past) ?? unit("none", null);
          const { validTo: _other, successor: _s2, ...is } = unitOn(after, each, past) ?? unit("none", null);
          expect(is).toEqual(was);
        }
      for (const each of DAYS)
        for (const { id: one } of SEED)
          expect(
            after.filter(
              ({ id: own, validFrom, validTo }) =>
                own === one && validFrom <= each && (validTo === null || each < validTo),
            ).length,
          ).toBeLessThanOrEqual(1);
    }),
    { numRuns: 300 },
  );
});

const stored = (seq: number, effectiveOn: string, made: StoredChange["change"]): StoredChange => ({
  changeId: String(seq),
  seq,
  madeAt: "",
  officerId: null,
  effectiveOn,
  orderNumber: null,
  change: made,
  revoked: false,
  confirmed: true,
  confirmedAt: null,
});

test("changes take effect in the order of their days, not of their making", () => {
  const units = foldUnits([
    stored(1, "2026-01-01", { kind: "unit-import", units: SEED }),
    stored(2, "2026-05-01", { kind: "unit-rename", unitId: "c", name: "later" }),
    stored(3, "2026-02-01", { kind: "unit-rename", unitId: "c", name: "sooner" }),
  ]);
  const names = ["2026-01-15", "2026-02-01", "2026-05-01"].map((day) => unitOn(units, "c", day)?.name);
  expect(names).toEqual(["c", "sooner", "later"]);
});

test("a merge takes what stood below and what the units were competent for along", () => {
  const units = applyTo(
    [unit("top", null), unit("a", "top", { competence: ["17"] }), unit("b", "top"), unit("c", "a")],
    { kind: "unit-merge", unitIds: ["a"], into: "b", postings: "move" },
    "2026-03-01",
  );
  expect(unitOn(units, "c", "2026-03-01")?.parent).toBe("b");
  expect(unitOn(units, "b", "2026-03-01")?.competence).toEqual(["17"]);
  expect(unitOn(units, "a", "2026-03-01")).toBeUndefined();
  expect(unitFaults(units)).toEqual([]);
});

test.each<[string, Unit[], string]>([
  [
    "a parent that ends before",
    [unit("top", null), unit("a", "top", { validTo: "2026-01-01" }), unit("b", "a")],
    "unit-parent-ends",
  ],
  ["a parent there is not", [unit("top", null), unit("b", "nobody")], "unit-parent-unknown"],
  ["a circle", [unit("a", "b"), unit("b", "a")], "unit-cycle"],
  [
    "six levels",
    ["0", "1", "2", "3", "4", "5"].map((each, i, all) => unit(each, all[i - 1] ?? null)),
    "unit-too-deep",
  ],
  [
    "two competent for one place",
    [unit("t", null), ...["a", "b"].map((each) => regional(each, "t"))],
    "unit-competence-shared",
  ],
])("%s is a fault", (_, units, code) => {
  expect(unitFaults(units).map((fault) => fault.code)).toContain(code);
});

test("two institutions may each have a unit for the same place", () => {
  const units = [unit("t", null), unit("u", null), regional("a", "t"), regional("b", "u")];
  expect(unitFaults(units)).toEqual([]);
  expect(unitFaults([...units, regional("c", "u")]).map(({ found }) => found)).toEqual(["c b 17"]);
});

test("the institution of a unit is the top of its line on the day", () => {
  const row = (
    id: string,
    parent: string | null,
    validFrom: string,
    validTo: string | null = null,
  ): Unit => ({
    ...{
      id,
      parent,
      validFrom,
      validTo,
      kind: "station",
      name: id,
      entity: null,
      place: null,
      competence: [],
    },
  });
  const units = [
    row("police", null, "2000-01-01"),
    row("court", null, "2000-01-01"),
    row("desk", "police", "2000-01-01", "2020-01-01"),
    row("desk", "court", "2020-01-01"),
  ];
  expect(institutionOf(units, "desk", "2019-12-31")).toBe("police");
  expect(institutionOf(units, "desk", "2020-01-01")).toBe("court");
  expect(institutionOf(units, "nowhere", "2020-01-01")).toBe("nowhere");
  expect(sameInstitution(units, "desk", "police", "2019-12-31")).toBe(true);
  expect(sameInstitution(units, "desk", "police", "2020-01-01")).toBe(false);
});
