// The published figures of 2004 to 2011 that the demo register must count back to, as a pack writes them.
import * as z from "zod/mini";

const count = z.int().check(z.gte(0));
/** One number for each year, in the order of `years`. */
const perYear = z.array(count);

export const Figures = z.strictObject({
  source: z.string(),
  years: z.array(z.int()),
  /** Cases by entity and year, cell by cell; the printed total stands beside its cells and is never corrected. */
  cases: z.array(z.strictObject({ entity: z.string(), perYear, printedTotal: count })),
  /** Cases that only the printed yearly totals show: their entity is not stated. */
  casesWithoutEntity: perYear,
  /** Cells of suspects and victims; printed totals are sums that do not all agree with them. */
  persons: z.strictObject({
    suspectsIdentifiedMale: perYear,
    suspectsIdentifiedFemale: perYear,
    suspectsUnidentifiedMale: perYear,
    suspectsUnidentifiedFemale: perYear,
    victimsAdultMale: perYear,
    victimsAdultFemale: perYear,
    victimsMinorMale: perYear,
    victimsMinorFemale: perYear,
  }),
  /** Cases having a purpose of that class; a case may have several. `unassigned`: none established. */
  purposes: z.strictObject({
    sexual: perYear,
    labour: perYear,
    saleOfChildren: perYear,
    begging: perYear,
    organRemoval: perYear,
    unassigned: perYear,
  }),
});
export type Figures = z.infer<typeof Figures>;

/** The number that belongs to a year; throws when the row is shorter than the list of years. */
export function ofYear(figures: Figures, row: readonly number[], year: number): number {
  const value = row[figures.years.indexOf(year)];
  if (value === undefined) throw new Error(`figures: no value for ${year}`);
  return value;
}
