// What somebody fills in to change a unit, and the change of the pack it makes.
import type { PackChange } from "#src/schema/pack-change.ts";
import type { Unit, UnitKind } from "#src/schema/unit.ts";

export const UNIT_CHANGES = ["open", "rename", "move", "competence", "merge", "close"] as const;
export type UnitChangeKind = (typeof UNIT_CHANGES)[number];

export interface UnitForm {
  name: string;
  kind: UnitKind;
  /** A new institution with a tree of command of its own, below nobody. */
  top: boolean;
  place: string;
  competence: readonly string[];
  /** The unit above, the successor, or the one merged into; empty: none chosen. */
  target: string;
  others: readonly string[];
  postings: "end" | "move";
}
export type UnitFormFault = "name" | "target" | "postings";

/** How the form stands before anybody fills it in. */
export const newUnitForm = (asked: UnitChangeKind, unit: Unit): UnitForm => ({
  name: asked === "rename" ? unit.name : "",
  kind: "station",
  top: false,
  place: "",
  competence: asked === "competence" ? unit.competence : [],
  target: "",
  others: [],
  postings: "move",
});

/** What is missing, in the order of the fields. */
export function faultsOfUnit(asked: UnitChangeKind, form: UnitForm): UnitFormFault[] {
  const named = asked === "open" || asked === "rename";
  const aimed = asked === "move" || asked === "merge";
  return [
    ...(named && form.name.trim() === "" ? (["name"] as const) : []),
    ...(aimed && form.target === "" ? (["target"] as const) : []),
    ...(asked === "close" && form.postings === "move" && form.target === "" ? (["postings"] as const) : []),
  ];
}

/** The change of the pack. `id`: the key of a unit that opens; it counts in tables where the unit above it does. */
export function unitChange(asked: UnitChangeKind, unit: Unit, form: UnitForm, id: string): PackChange {
  const name = form.name.trim();
  switch (asked) {
    case "open":
      return {
        kind: "unit-open",
        unit: {
          id,
          parent: form.top ? null : unit.id,
          kind: form.kind,
          name,
          entity: form.top ? null : unit.entity,
          place: form.place || null,
          competence: [...form.competence],
        },
      };
    case "rename":
      return { kind: "unit-rename", unitId: unit.id, name };
    case "move":
      return { kind: "unit-move", unitId: unit.id, parent: form.target };
    case "competence":
      return { kind: "unit-competence", unitId: unit.id, competence: [...form.competence] };
    case "merge":
      return {
        kind: "unit-merge",
        unitIds: [unit.id, ...form.others],
        into: form.target,
        postings: form.postings,
      };
    case "close":
      return {
        kind: "unit-close",
        unitId: unit.id,
        successor: form.target || null,
        postings: form.postings,
      };
  }
}
