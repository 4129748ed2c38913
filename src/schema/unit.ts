// A unit of an institution, in a tree with dates; each institution has a tree of its own. A unit that was renamed or moved
// has one of these for each time between two changes, all with the same id.
import * as z from "zod/mini";
import { Code } from "./code.ts";

export const UnitKind = z.enum([
  "national",
  "direction",
  "region",
  "specialised-national",
  "specialised-regional",
  "station",
  "hotline",
  /** Looks into officers; deals with what stands behind a wall. */
  "internal-affairs",
  /** Prosecutors' offices, from the top of the service down. */
  "prosecution",
  "court",
  /** Whoever oversees from outside: the ombudsman. */
  "oversight",
  /** Whoever looks after victims: protection units, shelters, public defenders, victims' assistance, health. */
  "protection",
  "labour-inspection",
  /** Of an institution that sees figures and coordinates. */
  "ministry",
]);
export type UnitKind = z.infer<typeof UnitKind>;

export const Unit = z.strictObject({
  id: Code,
  parent: z.nullable(Code),
  kind: UnitKind,
  /** Proper name as written on papers; the same in every language. */
  name: z.string().check(z.minLength(1)),
  /** The entity of the published tables it counts under. */
  entity: z.nullable(Code),
  /** UBIGEO code of where it stands. */
  place: z.nullable(Code),
  /** UBIGEO prefixes it is competent for; the longest matching prefix wins. */
  competence: z.array(Code),
  validFrom: z.iso.date(),
  validTo: z.nullable(z.iso.date()),
  /** Who answers for its cases after its last day; without one, the unit that stood above it. */
  successor: z.optional(Code),
  /** False where nobody has checked the row against its source; screens say so. */
  verified: z.optional(z.boolean()),
});
export type Unit = z.infer<typeof Unit>;
