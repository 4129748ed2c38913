// Words of the alert inbox, loaded with it.
import { alerts as en } from "./en/alerts.ts";
import { alerts as es } from "./es/alerts.ts";
import { sectionOf } from "./section.ts";

export const useAlertWords = sectionOf(es, en);
