// The ways in an officer has, counted under a lock: two removals at once do not both believe another is left.
import { findCredentials } from "#src/database/credentials.ts";
import { listPasskeys } from "#src/database/passkeys.ts";
import { findLink } from "#src/database/single-sign-on.ts";
import type { WaysIn } from "#src/domain/access/ways-in.ts";
import type { Context } from "./context.ts";

export async function waysIn({ tx, register }: Context, officerId: string): Promise<WaysIn> {
  // The credentials' row is locked first; what is counted after it does not change until the transaction ends.
  const credentials = await findCredentials(tx, officerId);
  const passkeys = await listPasskeys(tx, officerId);
  const link = await findLink(tx, officerId);
  return {
    passkeys: passkeys.length,
    password: credentials.hasPassword,
    totp: credentials.hasTotp,
    // An account at a provider that is not in use any more lets nobody in.
    singleSignOn: link !== undefined && link.issuer === register.singleSignOn ? 1 : 0,
  };
}
