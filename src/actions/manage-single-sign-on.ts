// An officer's own account of the institution's single sign-on: linked by the officer, and unlinked; never the last way in.
import { findCredentials } from "#src/database/credentials.ts";
import { insertLink, removeLink } from "#src/database/single-sign-on.ts";
import { mayRemove } from "#src/domain/access/ways-in.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context, Trace } from "./context.ts";
import { waysIn } from "./find-ways-in.ts";
import { type Opened, replaceLimited } from "./open-session.ts";
import { type Answered, subjectIn } from "./single-sign-on.ts";

const zone = "reta_people" as const;
export const linkTrace: Trace = { action: "single-sign-on.link", zone };
export const unlinkTrace: Trace = { action: "single-sign-on.unlink", zone };

/** Links the account that signed in to the officer signed in here, in place of one of a provider of before. */
export async function linkAccount(
  ctx: Context,
  input: { answered: Answered; issuer: string; userAgent: string | undefined },
): Promise<Opened | undefined> {
  const { officerId } = ctx.actor;
  const subject = subjectIn(input.answered);
  // Under the lock of the credentials, as whatever changes the ways in.
  await findCredentials(ctx.tx, officerId);
  await removeLink(ctx.tx, officerId);
  await insertLink(ctx.tx, { linkId: ctx.newId(), officerId, issuer: input.issuer, subject });
  return replaceLimited(ctx, "single-sign-on", input.userAgent);
}

export async function unlinkAccount(ctx: Context, _input: Record<string, never>): Promise<void> {
  const { officerId } = ctx.actor;
  const ways = await waysIn(ctx, officerId);
  if (!(await removeLink(ctx.tx, officerId))) throw new Problem("not-found");
  // A link to a provider that is not in use any more lets nobody in, and is not missed.
  if (ways.singleSignOn > 0 && !mayRemove(ways, "single-sign-on", ctx.register.passwordAlone)) {
    throw new Problem("account.last-way-in");
  }
}
