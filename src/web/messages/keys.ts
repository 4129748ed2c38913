// Words of the custodians' page, loaded with it.
import { keys as en } from "./en/keys.ts";
import { keys as es } from "./es/keys.ts";
import { sectionOf } from "./section.ts";

export const useKeyWords = sectionOf(es, en);
