// The ways in an officer has, counted under a lock: two removals at once do not both believe another is left.
import { findCredentials } from "#src/database/credentials.ts";
import { listPasskeys } from "#src/database/passkeys.ts";
import type { Transaction } from "#src/database/transact.ts";
import type { WaysIn } from "#src/domain/access/ways-in.ts";

export async function waysIn(tx: Transaction, officerId: string): Promise<WaysIn> {
  // The credentials' row is locked first; what is counted after it does not change until the transaction ends.
  const credentials = await findCredentials(tx, officerId);
  const passkeys = await listPasskeys(tx, officerId);
  return {
    passkeys: passkeys.length,
    password: credentials.hasPassword,
    totp: credentials.hasTotp,
    singleSignOn: 0,
  };
}
