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

/** The meaning of each kind of condition is in `schema/condition.ts`; a condition has exactly one key. */
export function compileCondition(condition: Condition): Test {
  if (condition.all) return allOf(condition.all.map(compileCondition));
  if (condition.any) return anyOf(condition.any.map(compileCondition));
  if (condition.not) {
    const test = compileCondition(condition.not);
    return (facts) => !test(facts);
  }
  if (condition.victim) {
    const test = compileVictim(condition.victim);
    return (facts) => facts.judged.some(test);
  }
  if (condition.suspect) {
    const test = compileSuspect(condition.suspect);
    return (facts) => facts.suspects.some(test);
  }
  if (condition.borderCrossed) return (facts) => facts.borderCrossed;
  if (condition.gain) return (facts) => facts.gain;
  const { victimsAtLeast, suspectsAtLeast } = condition;
  if (victimsAtLeast !== undefined) return (facts) => facts.victimCount >= victimsAtLeast;
  if (suspectsAtLeast !== undefined) return (facts) => facts.suspects.length >= suspectsAtLeast;
  return compileCodes(condition);
}

function compileCodes(condition: Condition): Test {
  const acts = mask(condition.acts, ACT_BITS);
  if (acts !== 0) return (facts) => (facts.acts & acts) !== 0;
  const participation = mask(condition.participation, PARTICIPATION_BITS);
  if (participation !== 0) return (facts) => (facts.participation & participation) !== 0;
  const means = mask(condition.means, MEANS_BITS);
  if (means !== 0) return (facts) => (facts.means & means) !== 0;
  const purposes = mask(condition.purposes, PURPOSE_BITS);
  if (purposes !== 0) return (facts) => (facts.purposes & purposes) !== 0;
  const harm = mask(condition.harm, HARM_BITS);
  if (harm !== 0) return (facts) => (facts.harm & harm) !== 0;
  const occurred = mask(condition.exploitationOccurred, OCCURRED_BITS);
  return (facts) => (facts.occurred & occurred) !== 0;
}

/**
 * Purposes without which the condition cannot hold (one of them must be ticked), as bits; 0 where it asks for none.
 * Asked first, it spares most tests most of their work.
 */
export function purposesNeeded(condition: Condition): number {
  if (condition.purposes) return mask(condition.purposes, PURPOSE_BITS);
  return condition.all?.map(purposesNeeded).find((purposes) => purposes !== 0) ?? 0;
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
