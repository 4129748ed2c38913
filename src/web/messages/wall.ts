// Words of the wall around a case, loaded with the case file.
import { wall as en } from "./en/wall.ts";
import { wall as es } from "./es/wall.ts";
import { sectionOf } from "./section.ts";

export const useWallWords = sectionOf(es, en);
