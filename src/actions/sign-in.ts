// Signs an officer in with a password: lock-out first, the same time and answer for a wrong password and a wrong login.
import { createHash, randomBytes } from "node:crypto";
import { countFailures, findCredentials, insertAttempt, insertSession } from "#src/database/people.ts";
import { Problem } from "#src/schema/problem.ts";
import { verifyNobody, verifyPassword } from "#src/vault/password.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "session.sign-in", zone: "reta_people" };

/** Five failures of a login from one address within 15 minutes, or 50 from anywhere, lock further tries out. */
const LOCK_OUT = { minutes: 15, here: 5, anywhere: 50 };
/** A session ends twelve hours after sign-in, one long shift (NIST SP 800-63B-4, AAL2). */
export const SESSION_HOURS = 12;

export type SignInOutcome = { token: string; hash: Buffer } | { refused: "wrong-credentials" | "locked-out" };

/**
 * Tries a login and a password. Answers a refusal instead of throwing it, because the attempt must stay on record.
 * The token is returned once and only its hash is kept.
 */
export async function signIn(
  ctx: Context<null>,
  input: { login: string; password: string; address: string; training: boolean },
): Promise<SignInOutcome> {
  const login = input.login.trim().toLowerCase();
  const loginHash = sha256(`reta/login/${login}`);
  const addressHash = sha256(`reta/address/${input.address}`);
  const failures = await countFailures(ctx.tx, { loginHash, addressHash, minutes: LOCK_OUT.minutes });
  if (failures.here >= LOCK_OUT.here || failures.anywhere >= LOCK_OUT.anywhere) {
    ctx.tell({ detail: { outcome: "locked-out" } });
    return { refused: "locked-out" };
  }
  const found = await findCredentials(ctx.tx, login);
  const right =
    found === undefined
      ? await verifyNobody(input.password)
      : await verifyPassword(found.passwordHash, input.password);
  await insertAttempt(ctx.tx, { loginHash, addressHash, succeeded: right });
  if (!right || found === undefined) {
    ctx.tell({ detail: { outcome: "wrong-credentials" } });
    return { refused: "wrong-credentials" };
  }
  const token = randomBytes(32).toString("base64url");
  const hash = hashToken(token);
  const expiresAt = new Date(Date.parse(ctx.now) + SESSION_HOURS * 3_600_000).toISOString();
  await insertSession(ctx.tx, {
    hash,
    officerId: found.officerId,
    postingId: found.postingId,
    training: input.training,
    expiresAt,
  });
  ctx.tell({ detail: { outcome: "signed-in", officer: found.officerId } });
  return { token, hash };
}

/** What the database keeps of a cookie. */
export function hashToken(token: string): Buffer {
  return sha256(`reta/session/${token}`);
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Turns a refusal into what the client is told. */
export function demandSignedIn(outcome: SignInOutcome): { token: string; hash: Buffer } {
  if ("refused" in outcome) throw new Problem(`session.${outcome.refused}`);
  return outcome;
}
