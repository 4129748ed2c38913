// The skeleton of the demo register: how many cases each entity has in each year, and which purposes each case has.
import { type Figures, ofYear } from "./figures.ts";
import type { Random } from "./random.ts";

/** Classes of purpose of the printed table; `other` is a purpose for which it had no column. */
export type PurposeGroup = "sexual" | "labour" | "saleOfChildren" | "begging" | "unassigned" | "other";

export interface CaseFrame {
  year: number;
  /** Null for the four cases that only yearly totals show. */
  entity: string | null;
  groups: PurposeGroup[];
}

/** One frame for each printed case, in the order of the table. */
export function caseFrames(figures: Figures, random: Random): CaseFrame[] {
  return figures.years.flatMap((year) => {
    const entities: (string | null)[] = figures.cases.flatMap((row) =>
      Array.from({ length: ofYear(figures, row.perYear, year) }, () => row.entity),
    );
    for (let i = ofYear(figures, figures.casesWithoutEntity, year); i > 0; i--) entities.push(null);
    const groups = random.shuffled(purposesOfYear(figures, year, entities.length));
    return entities.map((entity, index) => ({ year, entity, groups: groups[index] ?? [] }));
  });
}

/**
 * Purposes of the cases of one year, so that each class is counted in exactly as many cases as printed. A case without
 * an established purpose has no other class. Every other case has one at least: sexual cases are filled first, the
 * rest get one of the other classes, and what is left over is a second (or third) purpose of sexual cases.
 * 2004 prints four purposes for five cases: the fifth gets a purpose for which the table had no column.
 */
function purposesOfYear(figures: Figures, year: number, cases: number): PurposeGroup[][] {
  const printed = (group: keyof Figures["purposes"]) => ofYear(figures, figures.purposes[group], year);
  if (printed("organRemoval") > 0) throw new Error(`${year}: no story is written for organ removal`);
  const unassigned = printed("unassigned");
  const sexual = printed("sexual");
  const others = evenly([
    ["saleOfChildren", printed("saleOfChildren")],
    ["labour", printed("labour")],
    ["begging", printed("begging")],
  ]);
  const withPurpose = cases - unassigned;
  if (withPurpose < sexual) throw new Error(`${year}: more sexual cases than cases`);
  const list: PurposeGroup[][] = [];
  for (let i = 0; i < sexual; i++) list.push(["sexual"]);
  while (list.length < withPurpose) list.push([others.shift() ?? "other"]);
  others.forEach((group, index) => {
    const target = list[index % sexual];
    if (!target || target.includes(group)) throw new Error(`${year}: ${group} does not fit`);
    target.push(group);
  });
  for (let i = 0; i < unassigned; i++) list.push(["unassigned"]);
  return list;
}

/** Mixes the classes in proportion, so that each is found alone and beside another. */
function evenly(counts: [PurposeGroup, number][]): PurposeGroup[] {
  return counts
    .flatMap(([group, count]) => Array.from({ length: count }, (_, i) => ({ group, at: (i + 0.5) / count })))
    .sort((a, b) => a.at - b.at)
    .map(({ group }) => group);
}
