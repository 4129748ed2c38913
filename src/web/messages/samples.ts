// Words of the ombudsman's sample and of its questions, loaded with their pages.
import { samples as en } from "./en/samples.ts";
import { samples as es } from "./es/samples.ts";
import { sectionOf } from "./section.ts";

export const useSampleWords = sectionOf(es, en);
