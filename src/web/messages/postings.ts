// Words of postings that end and are renewed, loaded where they are needed.
import { postings as en } from "./en/postings.ts";
import { postings as es } from "./es/postings.ts";
import { sectionOf } from "./section.ts";

export const usePostingWords = sectionOf(es, en);
