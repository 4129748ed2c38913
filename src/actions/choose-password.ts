// The first password of an officer who has none, chosen where a code or a passkey let the officer in.
import { setPassword } from "#src/database/credentials.ts";
import { Problem } from "#src/schema/problem.ts";
import { isGuessable } from "#src/vault/guessable-password.ts";
import { hashPassword, PASSWORD_MIN } from "#src/vault/password.ts";
import type { Context, Trace } from "./context.ts";
import { waysIn } from "./find-ways-in.ts";
import { type Opened, replaceLimited } from "./open-session.ts";

export const trace: Trace = { action: "session.password.first", zone: "reta_people" };

/** Long enough, not the login, none of those that are tried first, and none that became known elsewhere. */
export async function demandGoodPassword({ actor, register }: Context, next: string): Promise<void> {
  const { login, name, unitName } = actor;
  if (next.length < PASSWORD_MIN || next.toLowerCase().includes(login)) {
    throw new Problem("password.too-weak", [{ pointer: "/next", code: "too-weak", expected: PASSWORD_MIN }]);
  }
  if ((await isGuessable(next, [login, name, unitName])) || (await register.breached?.has(next)) === true)
    throw new Problem("password.guessable");
}

/** Nobody sets a password over one there is: changing it takes the old one. */
export async function choosePassword(
  ctx: Context,
  { next, userAgent }: { next: string; userAgent: string | undefined },
): Promise<Opened | undefined> {
  const { officerId } = ctx.actor;
  if ((await waysIn(ctx, officerId)).password) throw new Problem("password.there-is-one");
  await demandGoodPassword(ctx, next);
  await setPassword(ctx.tx, { officerId, passwordHash: await hashPassword(next) });
  // Where a second factor is asked for, the password is only the first half.
  return ctx.register.passwordAlone ? replaceLimited(ctx, "password", userAgent) : undefined;
}
