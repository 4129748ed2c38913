// Words of what two persons open in an emergency, and of messages to who complained; loaded with their pages.
import { unlocks as en } from "./en/unlocks.ts";
import { unlocks as es } from "./es/unlocks.ts";
import { sectionOf } from "./section.ts";

export const useUnlockWords = sectionOf(es, en);
