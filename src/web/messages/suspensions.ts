// Words of suspensions, loaded where they are needed.
import { suspensions as en } from "./en/suspensions.ts";
import { suspensions as es } from "./es/suspensions.ts";
import { sectionOf } from "./section.ts";

export const useSuspensionWords = sectionOf(es, en);
