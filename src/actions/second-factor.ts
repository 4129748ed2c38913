// The code that goes with a password: asked for, taken once, and set up for the officer's authenticator app.
import * as z from "zod/mini";
import { putTotp, removeTotp as removeRow, spendTotpStep } from "#src/database/credentials.ts";
import { insertStep, takeStep } from "#src/database/sign-in-steps.ts";
import { mayRemove } from "#src/domain/access/ways-in.ts";
import { Problem } from "#src/schema/problem.ts";
import { checkTotp, newTotpSecret } from "#src/vault/totp-secret.ts";
import type { Context, Trace } from "./context.ts";
import { waysIn } from "./find-ways-in.ts";
import { type Opened, replaceLimited } from "./open-session.ts";

const zone = "reta_people" as const;
export const askTrace: Trace = { action: "session.totp.ask", zone, quiet: true };
export const addTrace: Trace = { action: "session.totp.add", zone };
export const removeTrace: Trace = { action: "session.totp.remove", zone };

/** Long enough to install the app. */
const MINUTES = 15;
const Content = z.object({ sealed: z.string() });

/** How the second half of a sign-in stands, once the password is right. */
export type SecondFactor = "none-set" | "right" | "wrong" | "code-needed" | "passkey-needed";

/**
 * Checks the code. Whoever has a passkey or single sign-on beside the password, and no app, must use that: else a stolen password would be enough
 * to add a second factor of the thief's own.
 */
export async function checkSecondFactor(
  ctx: Context<unknown>,
  found: { officerId: string; totpSecret: Buffer | null; totpStep: number | null; stronger: number },
  code: string | undefined,
): Promise<SecondFactor> {
  const { officerId, totpSecret: sealed, totpStep } = found;
  const { draftsKey, passwordAlone } = ctx.register;
  if (sealed === null) return found.stronger > 0 && !passwordAlone ? "passkey-needed" : "none-set";
  if (code === undefined) return "code-needed";
  const step = await checkTotp({ officerId, sealed, after: totpStep ?? 0 }, code, ctx.now, draftsKey);
  // Of two requests with one code the second finds the period used.
  return step !== undefined && (await spendTotpStep(ctx.tx, officerId, step)) ? "right" : "wrong";
}

/** A secret for the officer's app, not in force before a code of it has come back. */
export async function askTotp(
  ctx: Context,
  _input: Record<string, never>,
): Promise<{ stepId: string; secret: string; address: string }> {
  const { secret, address, sealed } = newTotpSecret(ctx.actor, ctx.register.draftsKey);
  const stepId = ctx.newId();
  const { sessionHash } = ctx.actor;
  const content = { sealed: sealed.toString("base64") };
  await insertStep(ctx.tx, { stepId, kind: "new-totp", sessionHash, content, minutes: MINUTES });
  return { stepId, secret, address };
}

/** Puts the secret in force. A wrong code leaves the question open: the transaction is undone. */
export async function addTotp(
  ctx: Context,
  { stepId, code, userAgent }: { stepId: string; code: string; userAgent: string | undefined },
): Promise<Opened | undefined> {
  const { officerId, sessionHash } = ctx.actor;
  const content = await takeStep(ctx.tx, { stepId, kind: "new-totp", sessionHash });
  if (content === undefined) throw new Problem("totp.wrong-code");
  const sealed = Buffer.from(Content.parse(content).sealed, "base64");
  const step = await checkTotp({ officerId, sealed, after: 0 }, code, ctx.now, ctx.register.draftsKey);
  if (step === undefined) throw new Problem("totp.wrong-code");
  const ways = await waysIn(ctx, officerId);
  if (!ways.password) throw new Problem("totp.no-password");
  await putTotp(ctx.tx, { officerId, sealed, step });
  return replaceLimited(ctx, "totp", userAgent);
}

export async function removeTotp(ctx: Context, _input: Record<string, never>): Promise<void> {
  const { officerId } = ctx.actor;
  const ways = await waysIn(ctx, officerId);
  if (!ways.totp) throw new Problem("not-found");
  if (!mayRemove(ways, "totp", ctx.register.passwordAlone)) throw new Problem("account.last-way-in");
  await removeRow(ctx.tx, officerId);
}
