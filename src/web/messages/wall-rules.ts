// Words of the wall's own rule, loaded with the rules of alert.
import { wallRules as en } from "./en/wall-rules.ts";
import { wallRules as es } from "./es/wall-rules.ts";
import { sectionOf } from "./section.ts";

export const useWallRuleWords = sectionOf(es, en);
