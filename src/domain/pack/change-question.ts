// What is asked of a change of the pack before it is made, and every fault it can have.
import type { Pack } from "#src/schema/pack.ts";
import type { PackChange, StoredChange } from "#src/schema/pack-change.ts";
import type { FieldFault } from "#src/schema/problem.ts";

/** Every fault a change can have; each has words in both languages. */
export const CHANGE_FAULTS = [
  "too-early",
  "unit-unknown",
  "unit-id-taken",
  "unit-parent-unknown",
  "unit-parent-ends",
  "unit-has-units",
  "unit-top",
  "unit-not-top",
  "unit-same",
  "unit-opens-that-day",
  "unit-cycle",
  "unit-too-deep",
  "unit-competence-shared",
  "unit-changes-later",
  "unit-nobody-hears",
  "place-unknown",
  "catalogue-unknown",
  "catalogue-derived",
  "catalogue-of-law",
  "list-taken",
  "list-begins-today",
  "item-unknown",
  "item-taken",
  "item-reserved",
  "item-group",
  "item-retired",
  "items-not-whole",
  "variable-taken",
  "variable-unknown",
  "variable-list",
  "variable-text-is-personal",
  "variable-retired",
  "variable-reserved",
  "variable-section",
  "variables-on-complaint",
  "institution-without-national",
  "alert-rules-wrong",
  "review-never-night",
  "law-unknown",
] as const;
export type ChangeFault = (typeof CHANGE_FAULTS)[number];

export interface ChangeQuestion {
  /** The country pack as loaded, and all changes made to it. */
  pack: Pack;
  changes: readonly StoredChange[];
  change: PackChange;
  effectiveOn: string;
  /** Today in the register's time zone. */
  today: string;
}

/** As a fault of the change as a whole. */
export const fault = (code: ChangeFault, found?: string): FieldFault => ({
  pointer: "/change",
  code,
  ...(found !== undefined && { found }),
});
