// Signs an officer in with a password: lock-out first, the same time and answer for a wrong password and a wrong login.
// Two short transactions with the slow hash between them, so that guessing holds no connection of the register.
import { type Credentials, findPosted, type PostedOfficer } from "#src/database/sessions.ts";
import { attemptSucceeded, insertAttempt } from "#src/database/sign-in-attempts.ts";
import { checkPassword } from "#src/vault/password.ts";
import type { Context, Trace } from "./context.ts";
import { attemptOf, lockedOutBy } from "./lock-out.ts";
import { type Browser, type Opened, openSession } from "./open-session.ts";
import { checkSecondFactor } from "./second-factor.ts";

export { inTurn } from "#src/vault/password.ts";

export const trace: Trace = { action: "session.try", zone: "reta_people", quiet: true, essential: true };
export const doneTrace: Trace = { action: "session.sign-in", zone: "reta_people", essential: true };

type Found = PostedOfficer & Credentials;

/** An attempt on record, with what its password is checked against. */
export type Attempt =
  | { attemptId: number; found: Found | undefined }
  | { refused: "locked-out"; by: "here" | "others" };

/** Puts the attempt on record and finds whom it is about. Answers a refusal instead of throwing it: it must be stored. */
export async function beginSignIn(
  ctx: Context<unknown>,
  input: { login: string; address: string },
): Promise<Attempt> {
  const login = input.login.trim().toLowerCase();
  const attempt = attemptOf(login, input.address);
  const by = await lockedOutBy(ctx.tx, attempt);
  if (by !== undefined) return { refused: "locked-out", by };
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

export interface SignInOutcome {
  opened?: Opened;
  outcome: "signed-in" | "wrong-credentials" | "locked-out" | "code-needed" | "passkey-needed";
}

/**
 * What is on the audit trail of every attempt: whose login it was, when it is one, and how it ended. A right password
 * without its code stays on record as failed, or whoever knows the password could try code after code.
 */
export async function endSignIn(
  ctx: Context<null>,
  input: { attempt: Attempt; right: boolean; code: string | undefined; browser: Browser },
): Promise<SignInOutcome> {
  const { attempt, right, code, browser } = input;
  const found = "refused" in attempt ? undefined : attempt.found;
  const tell = (outcome: SignInOutcome["outcome"]) => {
    ctx.tell({ detail: { outcome, ...(found !== undefined && { officer: found.officerId }) } });
    return { outcome };
  };
  if ("refused" in attempt) return tell("locked-out");
  if (!right || found === undefined) return tell("wrong-credentials");
  const second = await checkSecondFactor(ctx, found, code);
  if (second === "wrong") return tell("wrong-credentials");
  if (second === "code-needed" || second === "passkey-needed") return tell(second);
  const answer = tell("signed-in");
  await attemptSucceeded(ctx.tx, attempt.attemptId);
  const method = second === "right" ? "totp" : "password";
  return { ...answer, opened: await openSession(ctx, found, method, browser) };
}
