// Weeks of the review: from Monday to Monday by the country's clock.

const DAY = 86_400_000;

/** The last week that was over at `now`: its Monday, and its beginning and end as times in UTC. */
export function weekBefore(now: string, timeZone: string): { monday: string; from: string; to: string } {
  const today = localDay(Date.parse(now), timeZone);
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  const thisMonday = shift(today, -weekday);
  const monday = shift(thisMonday, -7);
  return { monday, from: midnight(monday, timeZone), to: midnight(thisMonday, timeZone) };
}

function localDay(time: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(time);
}

const shift = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** When the day begins there: the first quarter of an hour that belongs to it. */
function midnight(day: string, timeZone: string): string {
  const utc = Date.parse(`${day}T00:00:00Z`);
  // Clocks are between 12 hours behind and 14 ahead of UTC, and some change theirs at midnight.
  for (let quarter = -14 * 4; quarter <= 14 * 4; quarter += 1) {
    const time = utc + quarter * 900_000;
    if (localDay(time, timeZone) === day) return new Date(time).toISOString();
  }
  throw new RangeError(`no day ${day} in ${timeZone}`);
}
