// Words of the questions an administrator adds, loaded with their page.
import { variables as en } from "./en/variables.ts";
import { variables as es } from "./es/variables.ts";
import { sectionOf } from "./section.ts";

export const useVariableWords = sectionOf(es, en);
