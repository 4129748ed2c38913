// A wall around a case that concerns an officer or official: what raised it, whom it hides the case from, who lifts it.
import * as z from "zod/mini";
import { Code } from "./code.ts";
import { envelopeShape } from "./complaint.ts";
import { text } from "./text.ts";

/** What raises one (reference: security 2.3, "Conflict of interest"). */
export const WALL_CAUSES = [
  /** A suspect is marked as police or public official, named or not. */
  "official-suspect",
  /** The complaint itself is marked so, whether or not a suspect is. */
  "ticked",
  /** A number in it is a staff member's. */
  "staff-number",
  /** There is a number in it, and whether it is a staff member's could not be told when it was entered. */
  "unchecked-number",
  /** Words of the narrative say so. */
  "narrative",
  /** The victim, the complainant or the ombudsman says so. */
  "declared",
  /** Somebody in the unit or its command is related to who is named. */
  "relative",
  /** It is to be joined with, or separated from, a case behind a wall. */
  "joined",
] as const;
export const WallCause = z.enum(WALL_CAUSES);
export type WallCause = z.infer<typeof WallCause>;

/** As it stands in the entry that raises it: codes and random ids, no word of the narrative and no number. */
export const SealedWall = z.object({
  /** `owners`: internal affairs and the specialised unit; `prosecutor`: neither, the case names one of theirs. */
  side: z.enum(["owners", "prosecutor"]),
  causes: z.array(WallCause),
  /** Entries of the pack's word list that the narrative matched. */
  words: z.array(Code),
  namedOfficers: z.array(z.string()),
  hiddenUnits: z.array(z.string()),
});
export type SealedWall = z.infer<typeof SealedWall>;

/** A staff member whose number stands in what was said, with the postings of the last 24 months. */
export interface NamedOfficer {
  officerId: string;
  postings: readonly { unitId: string; role: string }[];
}

/** What somebody declares of a case that is already there; nothing of it says who. */
export const NewWall = z.strictObject({
  ...envelopeShape,
  wall: z.strictObject({
    step: z.literal("declare"),
    cause: z.enum(["declared", "relative"]),
    personal: z.optional(z.strictObject({ explanation: z.optional(text(4000)) })),
  }),
});
export type NewWall = z.infer<typeof NewWall>;

/** Half of the consent that lifts one. */
export const WallConsent = z.strictObject({
  ...envelopeShape,
  wall: z.strictObject({
    step: z.literal("consent"),
    /** What was said of the officers it names has proved false: once both say so they see the case again. */
    unfounded: z.optional(z.boolean()),
    personal: z.strictObject({ explanation: text(4000) }),
  }),
});
export type WallConsent = z.infer<typeof WallConsent>;
