// Signs an officer in with a password: lock-out first, the same time and answer for a wrong password and a wrong login.
// Two short transactions with the slow hash between them, so that guessing holds no connection of the register.
import { createHash, randomBytes } from "node:crypto";
import {
  attemptSucceeded,
  countFailures,
  findCredentials,
  insertAttempt,
  insertSession,
  type SessionRow,
} from "#src/database/people.ts";
import { checkPassword } from "#src/vault/password.ts";
import type { Context, Trace } from "./context.ts";

export { inTurn } from "#src/vault/password.ts";

export const trace: Trace = { action: "session.try", zone: "reta_people", quiet: true, essential: true };
export const doneTrace: Trace = { action: "session.sign-in", zone: "reta_people", essential: true };

/**
 * Within 15 minutes: five failures of a login from one address, 50 from anywhere (not for an address it has signed in
 * from before, so that nobody is locked out of the own station), 60 of any logins from one address.
 */
const LOCK_OUT = { minutes: 15, here: 5, anywhere: 50, address: 60 };
/** A session ends twelve hours after sign-in, one long shift (NIST SP 800-63B-4, AAL2). */
export const SESSION_HOURS = 12;

type Found = Omit<SessionRow, "training" | "expiresAt"> & { passwordHash: string };

/** An attempt on record, with what its password is checked against. */
export type Attempt = { attemptId: number; found: Found | undefined } | { refused: "locked-out" };

/** Puts the attempt on record and finds whom it is about. Answers a refusal instead of throwing it: it must be stored. */
export async function beginSignIn(
  ctx: Context<unknown>,
  input: { login: string; address: string },
): Promise<Attempt> {
  const login = input.login.trim().toLowerCase();
  const loginHash = sha256(`reta/login/${login}`);
  const addressHash = sha256(`reta/address/${input.address}`);
  const failures = await countFailures(ctx.tx, { loginHash, addressHash, minutes: LOCK_OUT.minutes });
  const locked =
    failures.here >= LOCK_OUT.here ||
    failures.address >= LOCK_OUT.address ||
    (failures.anywhere >= LOCK_OUT.anywhere && !failures.known);
  if (locked) return { refused: "locked-out" };
  const [found, attemptId] = await Promise.all([
    findCredentials(ctx.tx, login),
    insertAttempt(ctx.tx, { loginHash, addressHash }),
  ]);
  return { attemptId, found };
}

/** True when the attempt was not refused and the password is right. */
export async function isRight(attempt: Attempt, password: string): Promise<boolean> {
  return !("refused" in attempt) && (await checkPassword(attempt.found?.passwordHash, password));
}

/** What is on the audit trail of every attempt: whose login it was, when it is one, and how it ended. */
export async function endSignIn(
  ctx: Context<null>,
  { attempt, right }: { attempt: Attempt; right: boolean },
): Promise<{ token: string; hash: Buffer } | undefined> {
  const locked = "refused" in attempt;
  const found = locked ? undefined : attempt.found;
  const outcome = locked ? "locked-out" : right ? "signed-in" : "wrong-credentials";
  ctx.tell({ detail: { outcome, ...(found !== undefined && { officer: found.officerId }) } });
  if (locked || !right || found === undefined) return undefined;
  await attemptSucceeded(ctx.tx, attempt.attemptId);
  const token = randomBytes(32).toString("base64url");
  const hash = hashToken(token);
  const expiresAt = new Date(Date.parse(ctx.now) + SESSION_HOURS * 3_600_000).toISOString();
  const { officerId, postingId } = found;
  await insertSession(ctx.tx, { hash, officerId, postingId, training: false, expiresAt });
  return { token, hash };
}

/** What the database keeps of a cookie. */
export function hashToken(token: string): Buffer {
  return sha256(`reta/session/${token}`);
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
