// Words of what the prosecutor in charge directs, loaded with the pages that show it.
import { directions as en } from "./en/directions.ts";
import { directions as es } from "./es/directions.ts";
import { sectionOf } from "./section.ts";

export const useDirectionWords = sectionOf(es, en);
