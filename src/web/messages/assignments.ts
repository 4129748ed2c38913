// Words of taking and handing over cases, loaded with it.
import { assignments as en } from "./en/assignments.ts";
import { assignments as es } from "./es/assignments.ts";
import { sectionOf } from "./section.ts";

export const useAssignmentWords = sectionOf(es, en);
