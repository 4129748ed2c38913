// Words of marks of officers, loaded where they are needed.
import { marks as en } from "./en/marks.ts";
import { marks as es } from "./es/marks.ts";
import { sectionOf } from "./section.ts";

export const useMarkWords = sectionOf(es, en);
