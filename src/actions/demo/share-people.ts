// How many victims and suspects of which kind each case has, so that a year's cells come out exactly.
import { type Figures, ofYear } from "./figures.ts";
import type { CaseFrame, PurposeGroup } from "./plan.ts";
import type { Random } from "./random.ts";

export type VictimKind = "adultFemale" | "adultMale" | "minorFemale" | "minorMale";
export type SuspectKind = "identifiedMale" | "identifiedFemale" | "unidentifiedMale" | "unidentifiedFemale";

export interface PeopledCase extends CaseFrame {
  victims: VictimKind[];
  suspects: SuspectKind[];
}

/** Order matters: scarce kinds first, so that they find the cases they fit. */
const VICTIM_KINDS: VictimKind[] = ["minorMale", "adultMale", "minorFemale", "adultFemale"];
const SUSPECT_KINDS: SuspectKind[] = [
  "unidentifiedMale",
  "unidentifiedFemale",
  "identifiedMale",
  "identifiedFemale",
];

/** How likely a victim of that kind is in a case of that class; relative numbers, after what the register described. */
const LIKELY: Record<PurposeGroup, Record<VictimKind, number>> = {
  sexual: { adultFemale: 1, adultMale: 0, minorFemale: 1, minorMale: 0.01 },
  labour: { adultFemale: 0.5, adultMale: 3, minorFemale: 0.7, minorMale: 3 },
  saleOfChildren: { adultFemale: 0, adultMale: 0, minorFemale: 1, minorMale: 1 },
  begging: { adultFemale: 0.1, adultMale: 0.05, minorFemale: 1.2, minorMale: 2.5 },
  unassigned: { adultFemale: 0.8, adultMale: 0.3, minorFemale: 1.2, minorMale: 0.5 },
  other: { adultFemale: 1, adultMale: 0.5, minorFemale: 0.5, minorMale: 0.2 },
};

/** Largest rescue of the demo register, in victims; and most suspects of one case. */
const MOST_VICTIMS = 40;
const MOST_SUSPECTS = 9;

/** Shares a year's persons out over its cases: one victim each, the rest by size, with a few large rescues. */
export function sharePeople(frames: CaseFrame[], figures: Figures, random: Random): PeopledCase[] {
  return figures.years.flatMap((year) => {
    const cases = frames
      .filter((frame) => frame.year === year)
      .map((frame): PeopledCase => ({ ...frame, victims: [], suspects: [] }));
    shareVictims(cases, victimsOf(figures, year), random);
    shareSuspects(cases, suspectsOf(figures, year), random);
    return cases;
  });
}

function victimsOf(figures: Figures, year: number): Record<VictimKind, number> {
  const { persons } = figures;
  return {
    adultFemale: ofYear(figures, persons.victimsAdultFemale, year),
    adultMale: ofYear(figures, persons.victimsAdultMale, year),
    minorFemale: ofYear(figures, persons.victimsMinorFemale, year),
    minorMale: ofYear(figures, persons.victimsMinorMale, year),
  };
}

function suspectsOf(figures: Figures, year: number): Record<SuspectKind, number> {
  const { persons } = figures;
  return {
    identifiedMale: ofYear(figures, persons.suspectsIdentifiedMale, year),
    identifiedFemale: ofYear(figures, persons.suspectsIdentifiedFemale, year),
    unidentifiedMale: ofYear(figures, persons.suspectsUnidentifiedMale, year),
    unidentifiedFemale: ofYear(figures, persons.suspectsUnidentifiedFemale, year),
  };
}

function likely(groups: PurposeGroup[], kind: VictimKind): number {
  return groups.reduce((product, group) => product * LIKELY[group][kind], 1);
}

function shareVictims(cases: PeopledCase[], left: Record<VictimKind, number>, random: Random): void {
  // Classes that some kinds cannot be victims of choose first; the sale of a child needs a child.
  const narrowFirst = [...cases].sort((a, b) => breadth(b) - breadth(a));
  for (const { groups, victims } of narrowFirst) {
    // A kind that is about to be used up is left to the cases that need it.
    const weights = VICTIM_KINDS.map((kind) => likely(groups, kind) * left[kind]);
    const kind = VICTIM_KINDS[random.weighted(weights)] as VictimKind;
    victims.push(kind);
    left[kind]--;
  }
  const sizes = cases.map(() => heavyTail(random));
  for (const kind of VICTIM_KINDS) {
    for (; left[kind] > 0; left[kind]--) {
      const weights = cases.map((one, i) =>
        one.victims.length < MOST_VICTIMS ? likely(one.groups, kind) * (sizes[i] ?? 0) : 0,
      );
      cases[random.weighted(weights)]?.victims.push(kind);
    }
  }
}

/** Minus the number of kinds a case's classes allow: cases with fewer come later in an ascending sort. */
function breadth(one: PeopledCase): number {
  return -VICTIM_KINDS.filter((kind) => likely(one.groups, kind) > 0).length;
}

function shareSuspects(cases: PeopledCase[], left: Record<SuspectKind, number>, random: Random): void {
  // One case in eight knows of nobody yet (unless the others are full); rescues of many victims tend to have more suspects.
  const sizes = cases.map((one) =>
    random.chance(0.12) ? 0.0005 : (0.4 + random.next()) * Math.min(2.5, 0.8 + one.victims.length / 6),
  );
  for (const kind of SUSPECT_KINDS) {
    for (; left[kind] > 0; left[kind]--) {
      const weights = cases.map((one, i) => {
        const room = one.suspects.length < MOST_SUSPECTS ? 1 : 0;
        return (room * (sizes[i] ?? 0)) / (1 + 0.6 * one.suspects.length);
      });
      cases[random.weighted(weights)]?.suspects.push(kind);
    }
  }
}

/**
 * Pareto with exponent 4/3: most cases have one to three victims, a few have dozens. Square roots are rounded the same
 * on every machine (IEEE 754), powers are not.
 */
function heavyTail(random: Random): number {
  const left = 1 - random.next();
  return Math.min(30, 1 / Math.sqrt(left * Math.sqrt(left)) - 0.6);
}
