// Dates and times as people here read them: day first, 24 hours.
import { fill, type Language } from "./words.tsx";

const locales: Record<Language, string> = { es: "es-PE", en: "en-GB" };

/** `22/11/2026 14:05`, in the time zone of the pack (IANA name). */
export function formatTime(iso: string, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(locales[language], {
    dateStyle: "short",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone,
  }).format(new Date(iso));
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
