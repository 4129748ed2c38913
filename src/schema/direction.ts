// Directions: steps of the investigation that the prosecutor in charge orders, and what came of each.
import * as z from "zod/mini";
import { Code } from "./code.ts";
import { envelopeShape } from "./complaint.ts";
import { text } from "./text.ts";

/** Longest words of a direction or an answer, in UTF-16 units. */
export const DIRECTION_MAX = 4_000;

const areDistinct = (ids: readonly string[]) => new Set(ids).size === ids.length;

const Words = z.strictObject({ explanation: text(DIRECTION_MAX) });

/** What an entry of kind `direction` says, as it is sent. The words are sealed as other free text of the case. */
export const DirectionMove = z.union([
  z.strictObject({
    move: z.literal("order"),
    /** Of the catalogue `direction-measure`. */
    measure: Code,
    /** Who is to do it: a unit, and one of its officers who has the case, where it is somebody's. */
    unitId: Code,
    postingId: z.nullable(z.uuid()),
    dueOn: z.iso.date(),
    /** The direction it takes the place of; nothing that was directed is edited. */
    replaces: z.nullable(z.uuid()),
    /** Of a measure that protects somebody: the victims of the case it is for, each once. */
    victims: z.optional(z.array(z.uuid()).check(z.minLength(1), z.maxLength(500), z.refine(areDistinct))),
    personal: Words,
  }),
  z.strictObject({ move: z.literal("withdraw"), direction: z.uuid(), personal: z.optional(Words) }),
  z.strictObject({ move: z.literal("done"), direction: z.uuid(), personal: z.optional(Words) }),
  // Why it was not done is what the prosecutor needs.
  z.strictObject({ move: z.literal("not-done"), direction: z.uuid(), personal: Words }),
]);
export type DirectionMove = z.infer<typeof DirectionMove>;

export const NewDirection = z.strictObject({ ...envelopeShape, direction: DirectionMove });
export type NewDirection = z.infer<typeof NewDirection>;

export const DIRECTION_STATUSES = ["open", "done", "not-done", "replaced", "withdrawn"] as const;
export const DirectionStatus = z.enum(DIRECTION_STATUSES);
export type DirectionStatus = z.infer<typeof DirectionStatus>;

export const DirectionLine = z.object({
  directionId: z.string(),
  caseId: z.string(),
  caseNumber: z.string(),
  measure: z.string(),
  unitId: z.string(),
  /** The officer it is addressed to, by name. */
  officer: z.nullable(z.string()),
  postingId: z.nullable(z.string()),
  dueOn: z.string(),
  /** Whom it protects, by their ids in the case. */
  victims: z.array(z.string()),
  status: DirectionStatus,
  /** Open after its day, by the country's clock. */
  overdue: z.boolean(),
  givenBy: z.string(),
  givenAt: z.string(),
  endedBy: z.nullable(z.string()),
  endedAt: z.nullable(z.string()),
});
export type DirectionLine = z.infer<typeof DirectionLine>;
export const DirectionList = z.object({ directions: z.array(DirectionLine) });
export type DirectionList = z.infer<typeof DirectionList>;
