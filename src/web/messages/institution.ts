// Words of the institution that keeps the register, loaded with its page.
import { institution as en } from "./en/institution.ts";
import { institution as es } from "./es/institution.ts";
import { sectionOf } from "./section.ts";

export const useInstitutionWords = sectionOf(es, en);
