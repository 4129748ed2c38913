// Words of the tree of units, loaded with it.
import { units as en } from "./en/units.ts";
import { units as es } from "./es/units.ts";
import { sectionOf } from "./section.ts";

export const useUnitWords = sectionOf(es, en);
