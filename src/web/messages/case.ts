// Words of the case file, loaded with it.
import { caseFile as en } from "./en/case.ts";
import { caseFile as es } from "./es/case.ts";
import { sectionOf } from "./section.ts";

export const useCaseWords = sectionOf(es, en);
