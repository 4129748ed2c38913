// Words of what each role may do, loaded with its page.
import { roles as en } from "./en/roles.ts";
import { roles as es } from "./es/roles.ts";
import { sectionOf } from "./section.ts";

export const useRoleWords = sectionOf(es, en);
