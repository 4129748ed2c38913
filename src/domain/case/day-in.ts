// The calendar day of an instant where the register is kept.
const formats = new Map<string, Intl.DateTimeFormat>();
const days = new Map<string, string>();
const DAYS_MAX = 1_000;
/** Since 1973 every time zone differs from UTC by whole quarters of an hour, so that a day ends with one. */
const QUARTER_MS = 900_000;
const WHOLE_QUARTERS_SINCE = Date.UTC(1973, 0, 1);

/** The calendar day of an instant (ISO 8601) in a time zone (IANA name), `YYYY-MM-DD`. */
export function dayIn(timeZone: string, instant: string): string {
  const time = Date.parse(instant);
  if (!(time >= WHOLE_QUARTERS_SINCE)) return formattedDay(timeZone, time);
  const quarter = `${timeZone} ${Math.floor(time / QUARTER_MS)}`;
  let day = days.get(quarter);
  if (day === undefined) {
    day = formattedDay(timeZone, time);
    if (days.size >= DAYS_MAX) days.clear();
    days.set(quarter, day);
  }
  return day;
}

/**
 * The instant (ISO 8601, UTC) at which a calendar day (`YYYY-MM-DD`) begins in a time zone. A day that a zone left out
 * begins with the next one.
 */
export function beginningIn(timeZone: string, day: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // No zone is further than fourteen hours from UTC.
  let time = midnight - 15 * 3_600_000;
  while (formattedDay(timeZone, time) < day) time += QUARTER_MS;
  return new Date(time).toISOString();
}

function formattedDay(timeZone: string, time: number): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    // The Canadian form is the ISO one.
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    formats.set(timeZone, format);
  }
  return format.format(new Date(time));
}
