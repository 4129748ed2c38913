// A change an administrator makes to the country pack of a running register: units, catalogues, variables, alert rules, law, review.
import * as z from "zod/mini";
import { AuditReviewRules } from "./audit-review.ts";
import { Code } from "./code.ts";
import { AlertRule } from "./pack.ts";
import { line, lines } from "./text.ts";
import { Unit, UnitKind } from "./unit.ts";
import { ComplaintSection, Variable } from "./variable.ts";

/** What happens to the officers of a unit that ends: their postings end with it, or begin anew in the one that follows. */
const PostingsOfClosed = z.enum(["end", "move"]);

const Label = z.strictObject({ es: line(300), en: line(300) });
const Help = z.strictObject({ es: lines(1000), en: lines(1000) });

/** A unit that did not stand before. */
export const NewUnit = z.strictObject({
  id: Code,
  /** Null: the top of an institution with a tree of command of its own. */
  parent: z.nullable(Code),
  kind: UnitKind,
  name: line(200),
  entity: z.nullable(Code),
  place: z.nullable(Code),
  competence: z.array(Code).check(z.maxLength(50)),
});
export type NewUnit = z.infer<typeof NewUnit>;

/** A code that did not exist before. What it means is said here and never again otherwise. */
export const NewItem = z.strictObject({
  code: Code,
  label: Label,
  help: z.optional(Help),
  group: z.optional(Code),
  /** Facts from this day on may carry it; without it facts of any day. */
  validFrom: z.optional(z.iso.date()),
});
export type NewItem = z.infer<typeof NewItem>;

/** Fewest and most options of a list when it is made. */
export const LIST_ITEMS_MIN = 2;
export const LIST_ITEMS_MAX = 200;

/** A list that did not exist before, for questions of the investigation. Its key is never another list's. */
export const NewList = z.strictObject({
  id: Code,
  label: Label,
  items: z.array(NewItem).check(z.minLength(LIST_ITEMS_MIN), z.maxLength(LIST_ITEMS_MAX)),
});
export type NewList = z.infer<typeof NewList>;

/** Everything that can be asked for. What is not here cannot be changed: no code is removed, none gets another meaning. */
export const PackChange = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("unit-open"), unit: NewUnit }),
  z.strictObject({
    kind: z.literal("unit-close"),
    unitId: Code,
    /** Who answers for its cases from then on; null: the unit above it. */
    successor: z.nullable(Code),
    postings: PostingsOfClosed,
  }),
  z.strictObject({ kind: z.literal("unit-move"), unitId: Code, parent: Code }),
  z.strictObject({ kind: z.literal("unit-rename"), unitId: Code, name: line(200) }),
  z.strictObject({
    kind: z.literal("unit-competence"),
    unitId: Code,
    competence: z.array(Code).check(z.maxLength(50)),
  }),
  z.strictObject({
    kind: z.literal("unit-merge"),
    unitIds: z.array(Code).check(z.minLength(1), z.maxLength(50)),
    into: Code,
    postings: PostingsOfClosed,
  }),
  z.strictObject({ kind: z.literal("list-add"), list: NewList }),
  z.strictObject({ kind: z.literal("item-add"), catalogue: Code, item: NewItem }),
  z.strictObject({ kind: z.literal("item-retire"), catalogue: Code, code: Code }),
  z.strictObject({
    kind: z.literal("item-relabel"),
    catalogue: Code,
    code: Code,
    label: Label,
    help: z.optional(Help),
  }),
  z.strictObject({
    kind: z.literal("items-order"),
    catalogue: Code,
    codes: z.array(Code).check(z.minLength(1), z.maxLength(1000)),
  }),
  z.strictObject({ kind: z.literal("variable-define"), variable: Variable }),
  z.strictObject({ kind: z.literal("variable-retire"), code: Code }),
  /** Other words for the same question: what it asks, and how it is answered, never changes. */
  z.strictObject({
    kind: z.literal("variable-relabel"),
    code: Code,
    label: Label,
    help: z.optional(Help),
  }),
  /** Where the complaint page asks it from a day on; null: only a supplement does. What it asks stays. */
  z.strictObject({
    kind: z.literal("variable-place"),
    code: Code,
    section: z.nullable(ComplaintSection),
  }),
  z.strictObject({
    kind: z.literal("alert-rules"),
    rules: z.array(AlertRule).check(z.minLength(1), z.maxLength(50)),
    escalateAfterMinutes: z
      .array(z.int().check(z.gte(1), z.lte(10_080)))
      .check(z.minLength(1), z.maxLength(9)),
  }),
  z.strictObject({
    kind: z.literal("institution"),
    /** Which institution keeps the register, and the unit at the top of its tree of command. */
    institution: Label,
    root: Code,
  }),
  /** From how much on the weekly review names an officer. */
  z.strictObject({ kind: z.literal("review-rules"), rules: AuditReviewRules }),
  z.strictObject({
    kind: z.literal("law-mark"),
    /** A version of the law by its id, or an offence's article by its code and first day: `version/…`, `offence/…/…`. */
    place: z
      .string()
      .check(z.regex(/^(version\/[a-z0-9-]+|offence\/[a-z0-9-]+\/\d{4}-\d\d-\d\d)$/), z.maxLength(100)),
    verified: z.boolean(),
    /** The source it was compared with. */
    source: line(300),
  }),
]);
export type PackChange = z.infer<typeof PackChange>;

/** What the register itself writes when it meets units of the pack it does not know yet. */
export const UnitImport = z.strictObject({ kind: z.literal("unit-import"), units: z.array(Unit) });
export type UnitImport = z.infer<typeof UnitImport>;

/** One change as stored, with what was decided on it. */
export interface StoredChange {
  changeId: string;
  /** Order in which they were made. */
  seq: number;
  madeAt: string;
  officerId: string | null;
  effectiveOn: string;
  orderNumber: string | null;
  change: PackChange | UnitImport;
  revoked: boolean;
  /** Two people: true once somebody else has agreed. Changes that one person makes are always confirmed. */
  confirmed: boolean;
  /** When that was; null where nobody had to. */
  confirmedAt: string | null;
}

/** Kinds that always take effect only when a second person has agreed; others do by what they are about (`takesTwo`). */
export const NEEDS_TWO: ReadonlySet<string> = new Set([
  "law-mark",
  "alert-rules",
  "institution",
  "review-rules",
]);

/** What a change is about, so that its history can be asked for. */
export function subjectOf(change: PackChange | UnitImport): string {
  switch (change.kind) {
    case "unit-import":
    case "unit-open":
    case "unit-close":
    case "unit-move":
    case "unit-rename":
    case "unit-competence":
    case "unit-merge":
      return "units";
    case "list-add":
      return `catalogue/${change.list.id}`;
    case "item-add":
    case "item-retire":
    case "item-relabel":
    case "items-order":
      return `catalogue/${change.catalogue}`;
    case "variable-define":
    case "variable-retire":
    case "variable-relabel":
    case "variable-place":
      return "variables";
    case "alert-rules":
      return "alert-rules";
    case "institution":
      return "institution";
    case "law-mark":
      return "law";
    case "review-rules":
      return "review-rules";
    default: {
      const never: never = change;
      throw new Error(`unknown change: ${never}`);
    }
  }
}
