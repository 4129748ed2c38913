// The tree of units, walked by mouse, finger or keyboard alone (WAI-ARIA tree view).
import { type KeyboardEvent, type MouseEvent, useLayoutEffect, useRef, useState } from "react";
import { dayBefore } from "#src/domain/pack/apply-changes.ts";
import { formatPartialDate } from "../../messages/times.ts";
import { useUnitWords } from "../../messages/units.ts";
import { rowsOf, type TreeNode, type TreeRow } from "./unit-tree.ts";

export interface UnitTreeProps {
  nodes: readonly TreeNode[];
  /** All nodes open: while somebody searches. */
  allOpen: boolean;
  /** Whose tree is open from the beginning: that of who keeps the register; absent: every institution's. */
  keeper: string | undefined;
  chosen: string | undefined;
  onChoose: (unitId: string) => void;
}

export function UnitTree({ nodes, allOpen, keeper, chosen, onChoose }: UnitTreeProps) {
  const { say } = useUnitWords();
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(nodes.map(({ unit }) => unit.id).filter((id) => keeper === undefined || id === keeper)),
  );
  const [at, setAt] = useState<string>();
  const moved = useRef(false);
  const tree = useRef<HTMLDivElement>(null);
  const rows = rowsOf(nodes, (unitId) => allOpen || open.has(unitId));
  const here = rows.find(({ node }) => node.unit.id === at) ?? rows[0];
  const hereId = here?.node.unit.id;
  // Before the next key: focus that comes later would take a fast typist back to where the key before had led.
  useLayoutEffect(() => {
    // The focus follows the keys, and never comes by itself.
    if (moved.current) tree.current?.querySelector<HTMLElement>(`[data-unit="${hereId}"]`)?.focus();
    moved.current = false;
  }, [hereId]);

  const go = (row: TreeRow | undefined) => {
    if (!row) return;
    moved.current = true;
    setAt(row.node.unit.id);
  };
  const turn = (row: TreeRow, wanted: boolean) =>
    setOpen((before) => {
      const next = new Set(before);
      if (wanted) next.add(row.node.unit.id);
      else next.delete(row.node.unit.id);
      return next;
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (!here || event.ctrlKey || event.altKey || event.metaKey) return;
    const index = rows.indexOf(here);
    const inside = here.node.children.length > 0;
    const keys: Record<string, () => void> = {
      ArrowDown: () => go(rows[index + 1]),
      ArrowUp: () => go(rows[index - 1]),
      Home: () => go(rows[0]),
      End: () => go(rows.at(-1)),
      ArrowRight: () => (here.open ? go(rows[index + 1]) : inside && turn(here, true)),
      ArrowLeft: () =>
        here.open && !allOpen ? turn(here, false) : go(rows.find(({ node }) => node.unit.id === here.parent)),
      Enter: () => onChoose(here.node.unit.id),
      " ": () => onChoose(here.node.unit.id),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const onClick = ({ target }: MouseEvent) => {
    const pressed = target instanceof Element ? target : undefined;
    const unitId = pressed?.closest<HTMLElement>("[data-unit]")?.dataset.unit;
    const row = rows.find(({ node }) => node.unit.id === unitId);
    if (!row) return;
    setAt(row.node.unit.id);
    // For fingers and mice; the keyboard has its arrows.
    if (pressed?.closest(".tree-turn")) return turn(row, !row.open);
    onChoose(row.node.unit.id);
    if (row.node.children.length > 0) turn(row, true);
  };
  return (
    <div
      ref={tree}
      role="tree"
      tabIndex={-1}
      aria-label={say("tree")}
      className="tree"
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      {rows.map((row) => {
        const { unit, level, children } = row.node;
        return (
          <div
            key={unit.id}
            data-unit={unit.id}
            role="treeitem"
            aria-level={level}
            aria-setsize={row.of}
            aria-posinset={row.place}
            aria-expanded={children.length > 0 ? row.open : undefined}
            aria-selected={unit.id === chosen}
            tabIndex={row === here ? 0 : -1}
            className={`tree-row tree-${Math.min(level, 5)}`}
            onFocus={() => setAt(unit.id)}
          >
            <span aria-hidden="true" className="tree-turn">
              {children.length === 0 ? "·" : row.open ? "▾" : "▸"}
            </span>
            <span>
              {unit.name}
              {unit.validTo && (
                <span className="quiet">
                  {" "}
                  ({say("endsOn", { day: formatPartialDate(dayBefore(unit.validTo)) })})
                </span>
              )}
            </span>
          </div>
        );
      })}
    </div>
  );
}
