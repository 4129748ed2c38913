// Words of the rules of alert, loaded with their page.
import { alertRules as en } from "./en/alert-rules.ts";
import { alertRules as es } from "./es/alert-rules.ts";
import { sectionOf } from "./section.ts";

export const useAlertRuleWords = sectionOf(es, en);
