// Words of the own part of a case, loaded with its page.
import { casePart as en } from "./en/case-part.ts";
import { casePart as es } from "./es/case-part.ts";
import { sectionOf } from "./section.ts";

export const useCasePartWords = sectionOf(es, en);
