// Words of the lists of the pack, loaded with their page.
import { lists as en } from "./en/lists.ts";
import { lists as es } from "./es/lists.ts";
import { sectionOf } from "./section.ts";

export const useListWords = sectionOf(es, en);
