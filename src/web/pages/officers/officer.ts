// What the administration is told about officers, and how a posting's dates become instants.
import * as z from "zod/mini";

export const Posting = z.object({
  postingId: z.string(),
  unitId: z.string(),
  role: z.string(),
  validFrom: z.string(),
  validTo: z.nullable(z.string()),
  orderNumber: z.nullable(z.string()),
  renewed: z.nullable(z.object({ at: z.string(), orderNumber: z.string() })),
});
export type Posting = z.infer<typeof Posting>;

export const Officer = z.object({
  officerId: z.string(),
  login: z.string(),
  name: z.string(),
  rank: z.nullable(z.string()),
  cip: z.nullable(z.string()),
  identityCard: z.boolean(),
  suspendedAt: z.nullable(z.string()),
  postings: z.array(Posting),
});
export type Officer = z.infer<typeof Officer>;

export const OfficersAnswer = z.object({ officers: z.array(Officer) });

/** Officers in one answer of the register; a full page may have a next one. */
export const OFFICERS_PAGE = 100;

export type PostingState = "now" | "future" | "past";

/** How a posting stands at an instant (milliseconds since 1970); it is in force from its start to just before its end. */
export function postingState({ validFrom, validTo }: Posting, now: number): PostingState {
  if (Date.parse(validFrom) > now) return "future";
  return validTo !== null && Date.parse(validTo) <= now ? "past" : "now";
}

export const currentPosting = (officer: Officer, now: number): Posting | undefined =>
  officer.postings.find((posting) => postingState(posting, now) === "now");

/** The instant a day (`YYYY-MM-DD`) begins in a time zone (IANA name), in ISO 8601 UTC. */
export function dayBegins(day: string, timeZone: string): string {
  const utc = Date.parse(`${day}T00:00:00Z`);
  const first = utc - offsetAt(utc, timeZone);
  // Near a change of the clocks the offset of the guess can differ from that of the day's beginning.
  return new Date(utc - offsetAt(first, timeZone)).toISOString();
}

/** The day after one (`YYYY-MM-DD`). */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((each) => each.type === type)?.value ?? "00";
  const local = `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:${part("second")}Z`;
  return Date.parse(local) - instant;
}
