// Words of the pack's tables beside its lists, loaded with the page of lists.
import { packTables as en } from "./en/pack-tables.ts";
import { packTables as es } from "./es/pack-tables.ts";
import { sectionOf } from "./section.ts";

export const usePackTableWords = sectionOf(es, en);
