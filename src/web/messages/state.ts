// Words of how the register runs, loaded with its page.
import { state as en } from "./en/state.ts";
import { state as es } from "./es/state.ts";
import { sectionOf } from "./section.ts";

export const useStateWords = sectionOf(es, en);
