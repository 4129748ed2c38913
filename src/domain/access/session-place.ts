// What a session is worth where a request comes from: its cookie may have been taken along.

import type { Place } from "#src/schema/session.ts";

/** What of a session depends on it. */
export interface Placed {
  /** When the officer last proved to be there, ISO 8601. */
  authenticatedAt: string;
  /** The network that was from; null where none was told. */
  provedFrom: string | null;
  /** The browser it was opened in, or last proved from. */
  device: string | null;
  locked: boolean;
}

/** Whether a request comes from where the session is its officer's: what is done wrong anywhere else ends nothing there. */
export const isAtHome = (session: {
  place?: Place;
  elsewhere?: boolean;
  provedFrom: string | null;
}): boolean =>
  session.elsewhere !== true &&
  (session.provedFrom === null ||
    session.place === undefined ||
    session.provedFrom === session.place.network);

/** A proof that was given elsewhere: as if none had been. */
const NEVER = new Date(0).toISOString();

/**
 * The session as it counts at this place. Another browser or system finds it locked: no browser becomes another one in
 * the middle of a shift, and whoever did change it proves to be there once. From another network it stays open, because
 * lines in a district change, but a proof given on the old one is none. Source: OWASP ASVS 5.0.0, 8.2.4; decision 0098.
 */
export function atPlace<S extends Placed>(
  session: S,
  place: Place,
): S & { place: Place; elsewhere: boolean } {
  const elsewhere = session.device !== place.device;
  const moved = session.provedFrom !== null && session.provedFrom !== place.network;
  return {
    ...session,
    ...{ place, elsewhere },
    locked: session.locked || elsewhere,
    authenticatedAt: elsewhere || moved ? NEVER : session.authenticatedAt,
  };
}
