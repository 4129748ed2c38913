// The tree of units as it stands on a day, its rows in sight, and keys for new ones.
import { expect, test } from "vitest";
import type { Unit } from "#src/schema/unit.ts";
import { absentOn, keyOf, lifeOf, rowsOf, searchTree, treeOn } from "./unit-tree.ts";

const unit = (id: string, parent: string | null, more: Partial<Unit> = {}): Unit => ({
  id,
  parent,
  kind: "station",
  name: `Comisaría ${id}`,
  entity: null,
  place: null,
  competence: [],
  validFrom: "2020-01-01",
  validTo: null,
  ...more,
});
const PERIODS = [
  unit("top", null),
  unit("a", "top", { validTo: "2026-03-01" }),
  unit("a", "b", { validFrom: "2026-03-01", name: "Ñaña" }),
  unit("b", "top"),
  unit("c", "a", { validFrom: "2027-01-01" }),
];
const shape = (day: string) =>
  rowsOf(treeOn(PERIODS, day), () => true).map(
    ({ node, place, of }) => `${node.level} ${node.unit.id} ${place}/${of}`,
  );

test("the tree is that of its day", () => {
  expect(shape("2026-02-28")).toEqual(["1 top 1/1", "2 a 1/2", "2 b 2/2"]);
  expect(shape("2027-01-01")).toEqual(["1 top 1/1", "2 b 1/1", "3 a 1/1", "4 c 1/1"]);
  expect(absentOn(PERIODS, "2026-02-28").map(({ id }) => id)).toEqual(["c"]);
  expect(lifeOf(PERIODS, "a").map(({ parent }) => parent)).toEqual(["top", "b"]);
});

test("a closed node hides what is below it, and a search shows the way to what it finds", () => {
  expect(rowsOf(treeOn(PERIODS, "2027-01-01"), (id) => id === "top").map(({ node }) => node.unit.id)).toEqual(
    ["top", "b"],
  );
  const found = searchTree(treeOn(PERIODS, "2027-01-01"), "nana");
  expect(rowsOf(found, () => true).map(({ node }) => node.unit.id)).toEqual(["top", "b", "a"]);
});

test("a key is made of the name and is never one that is taken", () => {
  expect(keyOf("pe", "Comisaría PNP Ñaña (nueva)", new Set())).toBe("pe-comisaria-pnp-nana-nueva");
  expect(keyOf("pe", "Ñaña", new Set(["pe-nana"]))).toBe("pe-nana-2");
});
