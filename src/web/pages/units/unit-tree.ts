// The tree of units as it stands on a day, for a screen: nodes in order, the rows that are open, and who is absent.
import { unitOn, unitsAsKnown } from "#src/domain/pack/unit-periods.ts";
import type { Unit } from "#src/schema/unit.ts";
import { fold } from "../../components/place-search.ts";

export interface TreeNode {
  unit: Unit;
  /** 1 for the top. */
  level: number;
  children: readonly TreeNode[];
}

/** A row of the tree in sight. `place` of `of`: where it stands among its siblings, from 1. */
export interface TreeRow {
  node: TreeNode;
  place: number;
  of: number;
  parent: string | null;
  open: boolean;
}

/** The trees of a day; a unit whose superior does not stand begins one of its own. Siblings keep the pack's order. */
export function treeOn(periods: readonly Unit[], day: string): TreeNode[] {
  const standing = unitsAsKnown(periods, day).flatMap(({ id }) => unitOn(periods, id, day) ?? []);
  const ids = new Set(standing.map(({ id }) => id));
  const below = new Map<string | null, Unit[]>();
  for (const unit of standing) {
    const parent = unit.parent !== null && ids.has(unit.parent) ? unit.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), unit]);
  }
  const nodes = (parent: string | null, level: number): TreeNode[] =>
    (below.get(parent) ?? []).map((unit) => ({ unit, level, children: nodes(unit.id, level + 1) }));
  return nodes(null, 1);
}

/** Only what holds every typed word in its name, with the way to it. */
export function searchTree(nodes: readonly TreeNode[], typed: string): TreeNode[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  const fits = (name: string) => words.every((word) => fold(name).includes(word));
  return nodes.flatMap((node): TreeNode[] => {
    const children = searchTree(node.children, typed);
    return children.length > 0 || fits(node.unit.name) ? [{ ...node, children }] : [];
  });
}

/** The rows in sight, each open node followed by what is below it. */
export function rowsOf(nodes: readonly TreeNode[], isOpen: (unitId: string) => boolean): TreeRow[] {
  const walk = (siblings: readonly TreeNode[], parent: string | null): TreeRow[] =>
    siblings.flatMap((node, index) => {
      const open = node.children.length > 0 && isOpen(node.unit.id);
      const row = { node, place: index + 1, of: siblings.length, parent, open };
      return [row, ...(open ? walk(node.children, node.unit.id) : [])];
    });
  return walk(nodes, null);
}

/** Units that do not stand on the day: gone already, or still to come; as they are known on it. */
export const absentOn = (periods: readonly Unit[], day: string): Unit[] =>
  unitsAsKnown(periods, day).filter(({ id }) => unitOn(periods, id, day) === undefined);

/** All periods of a unit, the earliest first. */
export const lifeOf = (periods: readonly Unit[], unitId: string): Unit[] =>
  periods
    .filter(({ id }) => id === unitId)
    .sort((one, other) => one.validFrom.localeCompare(other.validFrom));

/** A key for a new unit: the country, then its name without accents; with a number where that is taken. */
export function keyOf(country: string, name: string, taken: ReadonlySet<string>): string {
  const words = fold(name)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const base = `${country}-${words}`.slice(0, 60).replace(/-+$/, "");
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(key)) return key;
  }
}
