// Words of who opened names, loaded with the case file and with the page of whoever commands.
import { openings as en } from "./en/openings.ts";
import { openings as es } from "./es/openings.ts";
import { sectionOf } from "./section.ts";

export const useOpeningWords = sectionOf(es, en);
