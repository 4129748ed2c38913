// What an officer sees of the own account: the ways in.
import { findCredentials } from "#src/database/credentials.ts";
import { listPasskeys } from "#src/database/passkeys.ts";
import { findLink } from "#src/database/single-sign-on.ts";
import type { Account } from "#src/schema/account.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "session.account", zone: "reta_people", quiet: true };

export async function readAccount(ctx: Context, _input: Record<string, never>): Promise<Account> {
  const { officerId, login } = ctx.actor;
  const [credentials, passkeys, link] = await Promise.all([
    findCredentials(ctx.tx, officerId),
    listPasskeys(ctx.tx, officerId),
    findLink(ctx.tx, officerId),
  ]);
  const { hasPassword: password, hasTotp: totp } = credentials;
  const singleSignOn =
    link === undefined ? null : { ...link, inUse: link.issuer === ctx.register.singleSignOn };
  return { login, password, totp, passkeys, singleSignOn };
}
