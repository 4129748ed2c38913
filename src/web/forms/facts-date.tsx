// The date of the facts as far as the form knows it: it decides which law is quoted and which codes are offered.
import { createContext, useContext } from "react";

export interface FactsDate {
  /** Last day of the facts, `YYYY-MM-DD`; the day of the complaint while unknown. */
  day: string;
  /** Day the complaint was made. */
  complaintDay: string;
  /** Law in force on that day; null before the first. */
  lawVersion: string | null;
}

const Context = createContext<FactsDate>({ day: "9999-12-31", complaintDay: "9999-12-31", lawVersion: null });
export const FactsDateProvider = Context.Provider;
export const useFactsDate = () => useContext(Context);
