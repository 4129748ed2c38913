// Words of inquiries about officers, loaded with their page.
import { inquiries as en } from "./en/inquiries.ts";
import { inquiries as es } from "./es/inquiries.ts";
import { sectionOf } from "./section.ts";

export const useInquiryWords = sectionOf(es, en);
