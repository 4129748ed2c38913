// Words of what the weekly review looks for, loaded with its page.
import { reviewRules as en } from "./en/review-rules.ts";
import { reviewRules as es } from "./es/review-rules.ts";
import { sectionOf } from "./section.ts";

export const useReviewRuleWords = sectionOf(es, en);
