// Words of the list of cases and of the start pages, loaded with them.
import { cases as en } from "./en/cases.ts";
import { cases as es } from "./es/cases.ts";
import { sectionOf } from "./section.ts";

export const useCaseListWords = sectionOf(es, en);
