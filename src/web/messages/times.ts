// Dates and times as people here read them: day first, 24 hours.
import { fill, type Language } from "./words.tsx";

const AT: Record<Language, string> = { es: "a las", en: "at" };

/** `22/11/2026 a las 14:05`, in the time zone of the pack (IANA name). */
export function formatTime(iso: string, language: Language, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).formatToParts(new Date(iso));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("day")}/${part("month")}/${part("year")} ${AT[language]} ${part("hour")}:${part("minute")}`;
}

/** The time of day alone, `14:05`: for what happened a moment ago. `at`: milliseconds since 1970. */
export function formatClock(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeStyle: "short", hourCycle: "h23", timeZone }).format(at);
}

/** A partial date: `2009`, `10/2009`, `03/10/2009`. */
export function formatPartialDate(date: string): string {
  return date.split("-").reverse().join("/");
}

/** `03/10/2009 – 05/10/2009`, or the one date. */
export function formatPeriod(from: string | undefined, to: string): string {
  return from && from !== to
    ? fill("{from} – {to}", { from: formatPartialDate(from), to: formatPartialDate(to) })
    : formatPartialDate(to);
}
