// How old the class keys may become, and whether one is older: an alarm, because a key that is never replaced is one day known.
import { UsageError } from "#src/cli/command.ts";
import type { Configuration } from "#src/cli/configuration.ts";
import { listKeyBirths } from "#src/database/key-orders.ts";
import type { Transaction } from "#src/database/transact.ts";
import { isOldKey } from "#src/domain/access/key-order.ts";
import { newest } from "#src/vault/class-keys.ts";
import type { House } from "./house.ts";

/** A word for a number would never be an alarm: the start fails. */
export function keyDaysIn({ RETA_KEY_DAYS }: Configuration): number {
  const days = Number(RETA_KEY_DAYS);
  if (Number.isSafeInteger(days) && days > 0) return days;
  throw new UsageError(`RETA_KEY_DAYS: found ${RETA_KEY_DAYS}, expected a whole number of days above 0`);
}

/** Whether the newest version of a class was made longer ago than that. */
export async function hasOldKey(tx: Transaction, house: House, now: string): Promise<boolean> {
  const days = keyDaysIn(house.configuration);
  const { began, rotations } = await listKeyBirths(tx);
  return [...newest(house.publicKeys())].some(([keyClass, { version }]) => {
    const born = rotations.find((one) => one.keyClass === keyClass && one.version === version);
    return isOldKey(born?.at ?? began, days, now);
  });
}
