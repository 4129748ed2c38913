// Turns a pack's condition into a test over coded facts, once per law.
import type { Condition, SuspectCondition, VictimCondition } from "#src/schema/condition.ts";
import {
  ACT_BITS,
  type CodedFacts,
  type CodedSuspect,
  type CodedVictim,
  HARM_BITS,
  MEANS_BITS,
  mask,
  OCCURRED_BITS,
  ORGANISATION_BITS,
  PARTICIPATION_BITS,
  PURPOSE_BITS,
  RELATION_BITS,
} from "./coded-facts.ts";

export type Test = (facts: CodedFacts) => boolean;

/** The meaning of each kind of condition is in `schema/condition.ts`. */
export function compileCondition(condition: Condition): Test {
  if ("all" in condition) return allOf(condition.all.map(compileCondition));
  if ("any" in condition) return anyOf(condition.any.map(compileCondition));
  if ("not" in condition) {
    const test = compileCondition(condition.not);
    return (facts) => !test(facts);
  }
  if ("victim" in condition) {
    const test = compileVictim(condition.victim);
    return (facts) => facts.judged.some(test);
  }
  if ("suspect" in condition) {
    const test = compileSuspect(condition.suspect);
    return (facts) => facts.suspects.some(test);
  }
  if ("borderCrossed" in condition) return (facts) => facts.borderCrossed;
  if ("gain" in condition) return (facts) => facts.gain;
  if ("victimsAtLeast" in condition) {
    const count = condition.victimsAtLeast;
    return (facts) => facts.victimCount >= count;
  }
  if ("suspectsAtLeast" in condition) {
    const count = condition.suspectsAtLeast;
    return (facts) => facts.suspects.length >= count;
  }
  return compileCodes(condition);
}

/**
 * Purposes without which the condition cannot hold (one of them must be ticked), as bits; 0 where it asks for none.
 * Asked first, it spares most tests most of their work.
 */
export function purposesNeeded(condition: Condition): number {
  if ("purposes" in condition) return mask(condition.purposes, PURPOSE_BITS);
  if (!("all" in condition)) return 0;
  return condition.all.map(purposesNeeded).find((purposes) => purposes !== 0) ?? 0;
}

type CodesCondition = Extract<
  Condition,
  | { acts: unknown }
  | { participation: unknown }
  | { means: unknown }
  | { purposes: unknown }
  | { harm: unknown }
  | { exploitationOccurred: unknown }
>;

function compileCodes(condition: CodesCondition): Test {
  if ("acts" in condition) {
    const acts = mask(condition.acts, ACT_BITS);
    return (facts) => (facts.acts & acts) !== 0;
  }
  if ("participation" in condition) {
    const participation = mask(condition.participation, PARTICIPATION_BITS);
    return (facts) => (facts.participation & participation) !== 0;
  }
  if ("means" in condition) {
    const means = mask(condition.means, MEANS_BITS);
    return (facts) => (facts.means & means) !== 0;
  }
  if ("purposes" in condition) {
    const purposes = mask(condition.purposes, PURPOSE_BITS);
    return (facts) => (facts.purposes & purposes) !== 0;
  }
  if ("harm" in condition) {
    const harm = mask(condition.harm, HARM_BITS);
    return (facts) => (facts.harm & harm) !== 0;
  }
  const occurred = mask(condition.exploitationOccurred, OCCURRED_BITS);
  return (facts) => (facts.occurred & occurred) !== 0;
}

function allOf(tests: readonly Test[]): Test {
  return (facts) => {
    for (const test of tests) if (!test(facts)) return false;
    return true;
  };
}

function anyOf(tests: readonly Test[]): Test {
  return (facts) => {
    for (const test of tests) if (test(facts)) return true;
    return false;
  };
}

function compileVictim(wanted: VictimCondition): (victim: CodedVictim) => boolean {
  const { certainAge, possibleAge } = wanted;
  const relations = mask(wanted.relationToSuspect, RELATION_BITS);
  return (victim) =>
    (!certainAge || (victim.ageFrom >= certainAge[0] && victim.ageTo <= certainAge[1])) &&
    (!possibleAge || (victim.ageTo >= possibleAge[0] && victim.ageFrom <= possibleAge[1])) &&
    (!wanted.pregnant || victim.pregnant) &&
    (!wanted.disability || victim.disability) &&
    (!wanted.incapable || victim.incapable) &&
    (relations === 0 || (victim.relation & relations) !== 0);
}

function compileSuspect(wanted: SuspectCondition): (suspect: CodedSuspect) => boolean {
  const organisations = mask(wanted.organisation, ORGANISATION_BITS);
  return (suspect) =>
    (!wanted.isPublicOfficial || suspect.isPublicOfficial) &&
    (organisations === 0 || (suspect.organisation & organisations) !== 0);
}
