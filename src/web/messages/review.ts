// Words of the weekly review and the canaries, loaded with their page.
import { review as en } from "./en/review.ts";
import { review as es } from "./es/review.ts";
import { sectionOf } from "./section.ts";

export const useReviewWords = sectionOf(es, en);
