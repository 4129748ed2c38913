// Words of the law table, loaded with its page.
import { law as en } from "./en/law.ts";
import { law as es } from "./es/law.ts";
import { sectionOf } from "./section.ts";

export const useLawWords = sectionOf(es, en);
