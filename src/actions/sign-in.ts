// Signs an officer in with a password: lock-out first, the same time and answer for a wrong password and a wrong login.
// Two short transactions with the slow hash between them, so that guessing holds no connection of the register.
import { findPosted, type PostedOfficer } from "#src/database/sessions.ts";
import { attemptSucceeded, insertAttempt } from "#src/database/sign-in-attempts.ts";
import { checkPassword } from "#src/vault/password.ts";
import type { Context, Trace } from "./context.ts";
import { attemptOf, isLockedOut } from "./lock-out.ts";
import { type Browser, type Opened, openSession } from "./open-session.ts";

export { inTurn } from "#src/vault/password.ts";

export const trace: Trace = { action: "session.try", zone: "reta_people", quiet: true, essential: true };
export const doneTrace: Trace = { action: "session.sign-in", zone: "reta_people", essential: true };

type Found = PostedOfficer & { passwordHash: string | null };

/** An attempt on record, with what its password is checked against. */
export type Attempt = { attemptId: number; found: Found | undefined } | { refused: "locked-out" };

/** Puts the attempt on record and finds whom it is about. Answers a refusal instead of throwing it: it must be stored. */
export async function beginSignIn(
  ctx: Context<unknown>,
  input: { login: string; address: string },
): Promise<Attempt> {
  const login = input.login.trim().toLowerCase();
  const attempt = attemptOf(login, input.address);
  if (await isLockedOut(ctx.tx, attempt)) return { refused: "locked-out" };
  const [found, attemptId] = await Promise.all([
    findPosted(ctx.tx, { login }),
    insertAttempt(ctx.tx, attempt),
  ]);
  return { attemptId, found };
}

/** True when the attempt was not refused and the password is right. */
export async function isRight(attempt: Attempt, password: string): Promise<boolean> {
  return !("refused" in attempt) && (await checkPassword(attempt.found?.passwordHash ?? undefined, password));
}

/** What is on the audit trail of every attempt: whose login it was, when it is one, and how it ended. */
export async function endSignIn(
  ctx: Context<null>,
  { attempt, right, browser }: { attempt: Attempt; right: boolean; browser: Browser },
): Promise<Opened | undefined> {
  const locked = "refused" in attempt;
  const found = locked ? undefined : attempt.found;
  const outcome = locked ? "locked-out" : right ? "signed-in" : "wrong-credentials";
  ctx.tell({ detail: { outcome, ...(found !== undefined && { officer: found.officerId }) } });
  if (locked || !right || found === undefined) return undefined;
  await attemptSucceeded(ctx.tx, attempt.attemptId);
  return openSession(ctx, found, "password", browser);
}
