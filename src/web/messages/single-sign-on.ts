// Words of the institution's single sign-on, loaded with its pages.
import { singleSignOn as en } from "./en/single-sign-on.ts";
import { singleSignOn as es } from "./es/single-sign-on.ts";
import { sectionOf } from "./section.ts";

export const useSingleSignOnWords = sectionOf(es, en);
