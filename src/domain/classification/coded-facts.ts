// Facts as bit sets, so that a law is applied by comparing numbers; the same for every law.
import {
  ACTS,
  type Facts,
  HARMS,
  MEANS,
  OCCURRED,
  OLDEST_AGE,
  ORGANISATIONS,
  PARTICIPATION,
  PURPOSES,
  RELATIONS_TO_SUSPECT,
  UNSPECIFIED,
  type VictimFacts,
} from "#src/schema/facts.ts";
import type { Minor } from "#src/schema/finding.ts";
import { firstDay, lastDay } from "#src/schema/partial-date.ts";

/** Minor is under 18 at the facts (Palermo Protocol art. 3(d)). */
export const MAJORITY = 18;

/** Each code of a list gets the bit of its place in the list. */
export function bitsOf(codes: readonly string[]): ReadonlyMap<string, number> {
  return new Map(codes.map((code, index) => [code, 1 << index]));
}

export const ACT_BITS = bitsOf(ACTS);
export const PARTICIPATION_BITS = bitsOf(PARTICIPATION);
export const MEANS_BITS = bitsOf(MEANS);
export const PURPOSE_BITS = bitsOf(PURPOSES);
export const HARM_BITS = bitsOf(HARMS);
export const OCCURRED_BITS = bitsOf(OCCURRED);
export const RELATION_BITS = bitsOf(RELATIONS_TO_SUSPECT);
export const ORGANISATION_BITS = bitsOf(ORGANISATIONS);

/** Union of the bits of `codes`; a code without a bit (`unspecified`) counts as nothing ticked. */
export function mask(codes: readonly string[] | null | undefined, bits: ReadonlyMap<string, number>): number {
  let union = 0;
  if (codes) for (const code of codes) union |= bits.get(code) ?? 0;
  return union;
}

/** The codes of a bit set in the order of their list. */
export function codesOf(set: number, codes: readonly string[]): string[] {
  const listed: string[] = [];
  for (let rest = set; rest !== 0; rest &= rest - 1) {
    const code = codes[31 - Math.clz32(rest & -rest)];
    if (code !== undefined) listed.push(code);
  }
  return listed;
}

/** Ages in whole years, both bounds inclusive; an unknown bound is 0 or `OLDEST_AGE`. */
export interface CodedVictim {
  id: string | undefined;
  minor: Minor;
  ageFrom: number;
  ageTo: number;
  pregnant: boolean;
  disability: boolean;
  incapable: boolean;
  relation: number;
}

export interface CodedSuspect {
  isPublicOfficial: boolean;
  organisation: number;
}

/** `judged` is `victims`, or one victim of unknown age where the complaint names none. */
export interface CodedFacts {
  firstDay: string;
  lastDay: string;
  acts: number;
  participation: number;
  means: number;
  purposes: number;
  unspecifiedPurpose: boolean;
  harm: number;
  occurred: number;
  borderCrossed: boolean;
  gain: boolean;
  victimCount: number;
  judged: readonly CodedVictim[];
  suspects: readonly CodedSuspect[];
}

const UNNAMED_VICTIM: readonly CodedVictim[] = [
  {
    id: undefined,
    minor: "unknown",
    ageFrom: 0,
    ageTo: OLDEST_AGE,
    pregnant: false,
    disability: false,
    incapable: false,
    relation: 0,
  },
];

/** Unknown and not-asked answers become the absence of a bit: no statement of law rests on them. */
export function codeFacts(facts: Facts): CodedFacts {
  const { factsFrom, factsTo, victims, suspects, exploitationOccurred } = facts;
  return {
    firstDay: firstDay(factsFrom ?? factsTo),
    lastDay: lastDay(factsTo),
    acts: mask(facts.acts, ACT_BITS),
    participation: mask(facts.participation, PARTICIPATION_BITS),
    means: mask(facts.means, MEANS_BITS),
    purposes: mask(facts.purposes, PURPOSE_BITS),
    unspecifiedPurpose: facts.purposes.includes(UNSPECIFIED),
    harm: mask(facts.harm, HARM_BITS),
    occurred: exploitationOccurred ? (OCCURRED_BITS.get(exploitationOccurred) ?? 0) : 0,
    borderCrossed: facts.borderCrossed === true,
    gain: facts.gain === true,
    victimCount: victims.length,
    judged: victims.length > 0 ? victims.map(codeVictim) : UNNAMED_VICTIM,
    suspects: suspects ? suspects.map(codeSuspect) : [],
  };
}

function codeVictim(victim: VictimFacts): CodedVictim {
  const ageFrom = victim.ageAtFacts ?? victim.ageMin ?? 0;
  const ageTo = victim.ageAtFacts ?? victim.ageMax ?? OLDEST_AGE;
  return {
    id: victim.id,
    minor: ageTo < MAJORITY ? "yes" : ageFrom >= MAJORITY ? "no" : "unknown",
    ageFrom,
    ageTo,
    pregnant: victim.pregnant === true,
    disability: victim.disability === true,
    incapable: victim.incapable === true,
    relation: victim.relationToSuspect ? (RELATION_BITS.get(victim.relationToSuspect) ?? 0) : 0,
  };
}

function codeSuspect(suspect: NonNullable<Facts["suspects"]>[number]): CodedSuspect {
  return {
    isPublicOfficial: suspect.isPublicOfficial === true,
    organisation: suspect.organisation ? (ORGANISATION_BITS.get(suspect.organisation) ?? 0) : 0,
  };
}
