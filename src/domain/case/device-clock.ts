// A computer whose clock runs ahead of the server's: what it says of the complaint's time, told by the server's clock.

/** How far two clocks may be apart before it is more than drift: five minutes, in milliseconds. */
export const CLOCK_TOLERANCE = 5 * 60 * 1000;

/** The three times beside the facts' own, ISO 8601 with offset. */
export interface ComplaintTimes {
  complaintMadeAt: string;
  enteredAt: string;
  receivedAt: string;
  /** Seconds already taken off `complaintMadeAt`, where it is read out of an entry; absent: it is as the device said. */
  clockAhead?: number | undefined;
}

/** When the complaint was made by the server's clock, and the seconds by which the device's was ahead of it. */
export interface ServerClocked {
  complaintMadeAt: string;
  clockAhead: number;
}

/**
 * Nothing is entered after it was received: a device that says so has its clock ahead, by as much at least. Where that makes
 * the complaint later than its reception, both are moved back together, so that what lay between them stays as it was. A
 * complaint made after it was entered is left as it is: there the clock is no explanation. A clock that is behind cannot be
 * told from a complaint that waited for a line, and moves nothing.
 */
export function onServerClock({
  complaintMadeAt,
  enteredAt,
  receivedAt,
  clockAhead,
}: ComplaintTimes): ServerClocked {
  if (clockAhead !== undefined) return { complaintMadeAt, clockAhead };
  const [made, entered, received] = [complaintMadeAt, enteredAt, receivedAt].map(Date.parse) as [
    number,
    number,
    number,
  ];
  const isAhead = made > received + CLOCK_TOLERANCE && made <= entered + CLOCK_TOLERANCE;
  // A complaint said to be made in the future and entered a year after that is no matter of a clock.
  if (!isAhead || entered - made > YEAR) return { complaintMadeAt, clockAhead: 0 };
  const seconds = Math.ceil((entered - received) / 1000);
  return { complaintMadeAt: new Date(made - seconds * 1000).toISOString(), clockAhead: seconds };
}

const YEAR = 366 * 86_400_000;

/** The time of the complaint as the device said it: what it says of the facts' days was said by the same clock. */
export const saidByDevice = ({ complaintMadeAt, clockAhead }: ServerClocked): string =>
  clockAhead === 0
    ? complaintMadeAt
    : new Date(Date.parse(complaintMadeAt) + clockAhead * 1000).toISOString();
