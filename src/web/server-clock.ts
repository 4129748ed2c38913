// The time as the register has it: that of this computer, unless its clock was seen to be wrong.
import { CLOCK_TOLERANCE } from "#src/domain/case/device-clock.ts";

// Milliseconds the server's clock is ahead of this computer's (negative: behind), once they differ by more than drift.
let difference = 0;

/** Told with every answer of the register when its clock stood at (milliseconds since 1970, whole seconds). */
export function hearServerTime(at: number): void {
  const apart = at - Date.now();
  if (Number.isFinite(apart)) difference = Math.abs(apart) > CLOCK_TOLERANCE ? apart : 0;
}

/** Now by the register's clock, as far as it was heard; for what people are offered as now or today. */
export const serverNow = (): Date => new Date(Date.now() + difference);
