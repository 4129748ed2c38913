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

/** Lists hold alternatives: one code of them suffices. What is unknown or not asked meets nothing. */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { acts: (typeof ACTS)[number][] }
  | { participation: (typeof PARTICIPATION)[number][] }
  | { means: (typeof MEANS)[number][] }
  | { purposes: (typeof PURPOSES)[number][] }
  | { harm: (typeof HARMS)[number][] }
  | { exploitationOccurred: (typeof OCCURRED)[number][] }
  | { borderCrossed: true }
  | { gain: true }
  | { victimsAtLeast: number }
  | { suspectsAtLeast: number }
  | { victim: VictimCondition }
  | { suspect: SuspectCondition };

export const Condition: z.ZodMiniType<Condition> = z.union([
  z.strictObject({ all: z.array(z.lazy(() => Condition)).check(z.minLength(1)) }),
  z.strictObject({ any: z.array(z.lazy(() => Condition)).check(z.minLength(1)) }),
  z.strictObject({ not: z.lazy(() => Condition) }),
  z.strictObject({ acts: anyOf(ACTS) }),
  z.strictObject({ participation: anyOf(PARTICIPATION) }),
  z.strictObject({ means: anyOf(MEANS) }),
  z.strictObject({ purposes: anyOf(PURPOSES) }),
  z.strictObject({ harm: anyOf(HARMS) }),
  z.strictObject({ exploitationOccurred: anyOf(OCCURRED) }),
  z.strictObject({ borderCrossed: IsTrue }),
  z.strictObject({ gain: IsTrue }),
  z.strictObject({ victimsAtLeast: Count }),
  z.strictObject({ suspectsAtLeast: Count }),
  z.strictObject({ victim: VictimCondition }),
  z.strictObject({ suspect: SuspectCondition }),
]);
