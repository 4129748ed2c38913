// Sessions after sign-in: found by their cookie, ended, moved between the register and training, password changed.

import { setPassword } from "#src/database/credentials.ts";
import {
  endSession,
  endSessionsOf,
  findSession as findRow,
  insertSession,
  refreshSession,
  touchSession,
} from "#src/database/sessions.ts";
import { attemptSucceeded } from "#src/database/sign-in-attempts.ts";
import type { Transaction } from "#src/database/transact.ts";
import { listUnitsBelow, listUnitsInCare } from "#src/database/units.ts";
import { deviceWords } from "#src/domain/access/device-words.ts";
import { commands } from "#src/domain/access/duties.ts";
import { Problem } from "#src/schema/problem.ts";
import { hashPassword, PASSWORD_MIN } from "#src/vault/password.ts";
import { demandGoodPassword } from "./choose-password.ts";
import type { Actor, Context, Trace } from "./context.ts";
import { newToken, type Opened } from "./open-session.ts";
import { checkSecondFactor } from "./second-factor.ts";
import type { Attempt } from "./sign-in.ts";

export const signOutTrace: Trace = { action: "session.sign-out", zone: "reta_people", essential: true };
export const modeTrace: Trace = { action: "session.mode", zone: "reta_people" };
export const freshTrace: Trace = { action: "session.fresh", zone: "reta_people" };
export const passwordTrace: Trace = { action: "session.password", zone: "reta_people" };

/**
 * The actor of a cookie, by its hash; `undefined` when session, posting or officer are no longer valid. `used`: the
 * officer has asked for something, as against a page that asks by itself; in another browser than the session's own that
 * was not the officer.
 */
export async function findActor(
  tx: Transaction,
  hash: Buffer,
  { passwordAlone, used, device }: { passwordAlone: boolean; used: boolean; device: string | null },
): Promise<Actor | undefined> {
  const row = await findRow(tx, hash);
  if (row === undefined) return undefined;
  if (used && row.device === device) await touchSession(tx, hash);
  const units = await (commands(row.role) ? listUnitsBelow : listUnitsInCare)(tx, row.unitId);
  const mustEnrol = row.method === "code" || (row.method === "password" && !passwordAlone);
  const below = row.role === "prosecutor" ? await listUnitsBelow(tx, row.unitId) : [];
  const offices = below.filter((unitId) => unitId !== row.unitId);
  return { ...row, mustEnrol, sessionHash: hash, units, offices };
}

export async function signOut(ctx: Context, _input: Record<string, never>): Promise<void> {
  if (ctx.actor.sessionHash !== null) await endSession(ctx.tx, ctx.actor.sessionHash);
}

/** Ends the session and opens another in the register or in training: a cookie never changes its meaning. */
export async function switchMode(
  ctx: Context,
  { training, userAgent }: { training: boolean; userAgent: string | undefined },
): Promise<Opened> {
  const { officerId, postingId, expiresAt, sessionHash, method, authenticatedAt, provedBy, provedFrom } =
    ctx.actor;
  const { token, hash } = newToken();
  if (sessionHash !== null) await endSession(ctx.tx, sessionHash);
  const device = deviceWords(userAgent);
  const same = { officerId, postingId, expiresAt, method, authenticatedAt, provedBy, provedFrom, device };
  await insertSession(ctx.tx, { ...same, hash, training });
  ctx.tell({ detail: { training } });
  return { token, hash };
}

/** The officer signed in proves again to be there, with the password that was checked as a sign-in is. */
export async function refreshWithPassword(
  ctx: Context,
  { attempt, right, code }: { attempt: Attempt; right: boolean; code: string | undefined },
): Promise<void> {
  if ("refused" in attempt || attempt.found === undefined || !right || ctx.actor.sessionHash === null) {
    throw new Problem("session.wrong-credentials");
  }
  const second = await checkSecondFactor(ctx, attempt.found, code);
  if (second === "code-needed") throw new Problem("session.code-needed");
  if (second === "passkey-needed") throw new Problem("session.passkey-needed");
  if (second === "wrong") throw new Problem("session.wrong-credentials");
  await attemptSucceeded(ctx.tx, attempt.attemptId);
  await refreshSession(
    ctx.tx,
    ctx.actor.sessionHash,
    second === "right" ? "totp" : "password",
    ctx.actor.place,
  );
}

/**
 * Changes the own password when the current one was `right`, checked as a sign-in is; every other session ends. Five
 * wrong ones end this session too: whoever found it open does not get to search for the password.
 */
export async function changePassword(
  ctx: Context,
  input: { attempt: Attempt; right: boolean; current: string; next: string },
): Promise<void> {
  const { officerId, sessionHash } = ctx.actor;
  const { attempt, right, current, next } = input;
  if ("refused" in attempt || !right) throw new Problem("session.wrong-credentials");
  if (next === current) {
    throw new Problem("password.too-weak", [{ pointer: "/next", code: "too-weak", expected: PASSWORD_MIN }]);
  }
  await demandGoodPassword(ctx, next);
  const passwordHash = await hashPassword(next);
  await attemptSucceeded(ctx.tx, attempt.attemptId);
  await setPassword(ctx.tx, { officerId, passwordHash });
  await endSessionsOf(ctx.tx, officerId, sessionHash);
}
