// Words of standing in for somebody, loaded when there is a delegation.
import { delegation as en } from "./en/delegation.ts";
import { delegation as es } from "./es/delegation.ts";
import { sectionOf } from "./section.ts";

export const useDelegationWords = sectionOf(es, en);
