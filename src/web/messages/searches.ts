// Words of searching for a person in other cases, loaded with the case file and the chief's start page.
import { searches as en } from "./en/searches.ts";
import { searches as es } from "./es/searches.ts";
import { sectionOf } from "./section.ts";

export const useSearchWords = sectionOf(es, en);
