// What the configuration says in numbers and files, read once; what cannot be meant ends the start and is named.
import { UsageError } from "#src/cli/command.ts";
import type { Configuration } from "#src/cli/configuration.ts";
import {
  BreachedListUnusable,
  type BreachedPasswords,
  breachedPasswordsIn,
} from "#src/vault/breached-passwords.ts";

/** Sessions of one officer. With none nobody could sign in, and a word for a number would let in as many as come. */
export function sessionsAtOnce({ RETA_SESSIONS }: Configuration): number {
  const count = Number(RETA_SESSIONS);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new UsageError(`RETA_SESSIONS: found ${RETA_SESSIONS}, expected a whole number above 0`);
}

/** Hours in which the whole register is verified. With none it would never be looked at, and nobody would know. */
export function hoursOf({ RETA_VERIFY_HOURS }: Configuration): number {
  const hours = Number(RETA_VERIFY_HOURS);
  if (Number.isFinite(hours) && hours > 0) return hours;
  throw new UsageError(`RETA_VERIFY_HOURS: found ${RETA_VERIFY_HOURS}, expected a number above 0`);
}

/** Days after which a copy of the register is old; 0: nobody is told. */
export function daysOf({ RETA_BACKUP_DAYS }: Configuration): number {
  const days = Number(RETA_BACKUP_DAYS);
  if (Number.isFinite(days) && days >= 0) return days;
  throw new UsageError(`RETA_BACKUP_DAYS: found ${RETA_BACKUP_DAYS}, expected a number, 0 or above`);
}

/** Seconds a request has to come in whole. With none a body sent byte by byte would hold its connection for ever. */
export function requestSecondsOf({ RETA_REQUEST_SECONDS }: Configuration): number {
  const seconds = Number(RETA_REQUEST_SECONDS);
  if (Number.isSafeInteger(seconds) && seconds > 0) return seconds;
  throw new UsageError(
    `RETA_REQUEST_SECONDS: found ${RETA_REQUEST_SECONDS}, expected a whole number above 0`,
  );
}

/** The list of passwords known from elsewhere, or null where none is configured. */
export function breachedIn({ RETA_BREACHED_PASSWORDS: file }: Configuration): BreachedPasswords | null {
  try {
    return file === "" ? null : breachedPasswordsIn(file);
  } catch (error) {
    if (error instanceof BreachedListUnusable)
      throw new UsageError(`RETA_BREACHED_PASSWORDS: ${error.message}`);
    throw error;
  }
}
