// Words of changing the pack, loaded with the administration.
import { changes as en } from "./en/changes.ts";
import { changes as es } from "./es/changes.ts";
import { sectionOf } from "./section.ts";

export const useChangeWords = sectionOf(es, en);
