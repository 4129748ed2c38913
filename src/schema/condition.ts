// The small language in which a pack says when an offence or a circumstance is proposed: facts only, no code.
import * as z from "zod/mini";
import {
  ACTS,
  HARMS,
  MEANS,
  OCCURRED,
  OLDEST_AGE,
  ORGANISATIONS,
  PARTICIPATION,
  PURPOSES,
  RELATIONS_TO_SUSPECT,
} from "./facts.ts";

const anyOf = <Code extends string>(codes: readonly Code[]) => z.array(z.enum(codes)).check(z.minLength(1));
const Ages = z
  .tuple([z.int(), z.int()])
  .check(z.refine(([from, to]) => from >= 0 && from <= to && to <= OLDEST_AGE));
const IsTrue = z.literal(true);

/**
 * True when one victim meets all that is named. `certainAge [from, to]`: every age she may have lies within;
 * `possibleAge`: at least one does (an unknown age may be any). A complaint without a victim has one of unknown age.
 */
export const VictimCondition = z.strictObject({
  certainAge: z.optional(Ages),
  possibleAge: z.optional(Ages),
  pregnant: z.optional(IsTrue),
  disability: z.optional(IsTrue),
  incapable: z.optional(IsTrue),
  relationToSuspect: z.optional(anyOf(RELATIONS_TO_SUSPECT)),
});
export type VictimCondition = z.infer<typeof VictimCondition>;

/** True when one suspect meets all that is named. */
export const SuspectCondition = z.strictObject({
  isPublicOfficial: z.optional(IsTrue),
  organisation: z.optional(anyOf(ORGANISATIONS)),
});
export type SuspectCondition = z.infer<typeof SuspectCondition>;

const Count = z.int().check(z.gte(1));

const Several = z.optional(z.array(z.lazy((): z.ZodMiniType<Condition> => Condition)).check(z.minLength(1)));

/**
 * Exactly one of these keys. Lists of codes hold alternatives: one of them suffices. What is unknown or not asked
 * meets nothing.
 */
export interface Condition {
  all?: Condition[] | undefined;
  any?: Condition[] | undefined;
  not?: Condition | undefined;
  acts?: (typeof ACTS)[number][] | undefined;
  participation?: (typeof PARTICIPATION)[number][] | undefined;
  means?: (typeof MEANS)[number][] | undefined;
  purposes?: (typeof PURPOSES)[number][] | undefined;
  harm?: (typeof HARMS)[number][] | undefined;
  exploitationOccurred?: (typeof OCCURRED)[number][] | undefined;
  borderCrossed?: true | undefined;
  gain?: true | undefined;
  victimsAtLeast?: number | undefined;
  suspectsAtLeast?: number | undefined;
  victim?: VictimCondition | undefined;
  suspect?: SuspectCondition | undefined;
}

// One object instead of a union: a union would try fifteen shapes for every condition and report on all of them.
export const Condition: z.ZodMiniType<Condition> = z
  .strictObject({
    all: Several,
    any: Several,
    not: z.optional(z.lazy((): z.ZodMiniType<Condition> => Condition)),
    acts: z.optional(anyOf(ACTS)),
    participation: z.optional(anyOf(PARTICIPATION)),
    means: z.optional(anyOf(MEANS)),
    purposes: z.optional(anyOf(PURPOSES)),
    harm: z.optional(anyOf(HARMS)),
    exploitationOccurred: z.optional(anyOf(OCCURRED)),
    borderCrossed: z.optional(IsTrue),
    gain: z.optional(IsTrue),
    victimsAtLeast: z.optional(Count),
    suspectsAtLeast: z.optional(Count),
    victim: z.optional(VictimCondition),
    suspect: z.optional(SuspectCondition),
  })
  .check(z.refine((condition) => Object.keys(condition).length === 1, { error: "needs exactly one key" }));
