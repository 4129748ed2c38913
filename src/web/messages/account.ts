// Words of the own account, loaded with it.
import { account as en } from "./en/account.ts";
import { account as es } from "./es/account.ts";
import { sectionOf } from "./section.ts";

export const useAccountWords = sectionOf(es, en);
