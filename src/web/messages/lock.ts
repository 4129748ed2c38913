// Words of a locked screen, fetched with it once the page is there.
import { lock as en } from "./en/lock.ts";
import { lock as es } from "./es/lock.ts";
import { sectionOf } from "./section.ts";

export const useLockWords = sectionOf(es, en);
