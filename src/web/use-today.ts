// Today in the register's time zone, as every date of the administration is meant.
import { usePack } from "./pack.tsx";
import { serverNow } from "./server-clock.ts";

/** `YYYY-MM-DD`. */
export function useToday(): string {
  const { manifest } = usePack();
  // The Canadian form of a date is the ISO one.
  return new Intl.DateTimeFormat("en-CA", { timeZone: manifest.timeZone }).format(serverNow());
}
