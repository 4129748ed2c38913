// Words of the page where a receipt is looked up, loaded with it.
import { receipt as en } from "./en/receipt.ts";
import { receipt as es } from "./es/receipt.ts";
import { sectionOf } from "./section.ts";

export const useReceiptWords = sectionOf(es, en);
