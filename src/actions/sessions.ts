// Sessions after sign-in: found by their cookie, ended, moved between the register and training, password changed.

import { randomBytes } from "node:crypto";
import {
  attemptSucceeded,
  endSession,
  endSessionsOf,
  findSession as findRow,
  insertSession,
  listUnitsBelow,
  putCredentials,
} from "#src/database/people.ts";
import type { Transaction } from "#src/database/transact.ts";
import { commands } from "#src/domain/access/duties.ts";
import { Problem } from "#src/schema/problem.ts";
import { hashPassword, PASSWORD_MIN } from "#src/vault/password.ts";
import type { Actor, Context, Trace } from "./context.ts";
import { type Attempt, hashToken } from "./sign-in.ts";

export const signOutTrace: Trace = { action: "session.sign-out", zone: "reta_people", essential: true };
export const modeTrace: Trace = { action: "session.mode", zone: "reta_people" };
export const passwordTrace: Trace = { action: "session.password", zone: "reta_people" };

/** The actor of a cookie, by its hash; `undefined` when session, posting or officer are no longer valid. */
export async function findActor(tx: Transaction, hash: Buffer): Promise<Actor | undefined> {
  const row = await findRow(tx, hash);
  if (row === undefined) return undefined;
  const { mustChange, ...rest } = row;
  const units = commands(row.role) ? await listUnitsBelow(tx, row.unitId) : [row.unitId];
  return { ...rest, mustChangePassword: mustChange, sessionHash: hash, units };
}

export async function signOut(ctx: Context, _input: Record<string, never>): Promise<void> {
  if (ctx.actor.sessionHash !== null) await endSession(ctx.tx, ctx.actor.sessionHash);
}

/** Ends the session and opens another in the register or in training: a cookie never changes its meaning. */
export async function switchMode(
  ctx: Context,
  { training }: { training: boolean },
): Promise<{ token: string; hash: Buffer }> {
  const { officerId, postingId, expiresAt, sessionHash } = ctx.actor;
  const token = randomBytes(32).toString("base64url");
  const hash = hashToken(token);
  if (sessionHash !== null) await endSession(ctx.tx, sessionHash);
  await insertSession(ctx.tx, { hash, officerId, postingId, training, expiresAt });
  ctx.tell({ detail: { training } });
  return { token, hash };
}

/**
 * Changes the own password when the current one was `right`, checked as a sign-in is; every other session ends. Five
 * wrong ones end this session too: whoever found it open does not get to search for the password.
 */
export async function changePassword(
  ctx: Context,
  input: { attempt: Attempt; right: boolean; current: string; next: string },
): Promise<void> {
  const { login, officerId, draftKey, sessionHash } = ctx.actor;
  const { attempt, right, current, next } = input;
  if ("refused" in attempt || !right) throw new Problem("session.wrong-credentials");
  if (next.length < PASSWORD_MIN || next === current || next.toLowerCase().includes(login)) {
    throw new Problem("password.too-weak", [{ pointer: "/next", code: "too-weak", expected: PASSWORD_MIN }]);
  }
  const passwordHash = await hashPassword(next);
  await attemptSucceeded(ctx.tx, attempt.attemptId);
  await putCredentials(ctx.tx, { officerId, passwordHash, mustChange: false, draftKey });
  await endSessionsOf(ctx.tx, officerId, sessionHash);
}
