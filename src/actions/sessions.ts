// Sessions after sign-in: found by their cookie, ended, moved between the register and training, password changed.

import { randomBytes } from "node:crypto";
import {
  endSession,
  endSessionsOf,
  findCredentials,
  findSession as findRow,
  insertSession,
  listUnitsBelow,
  putCredentials,
} from "#src/database/people.ts";
import type { Transaction } from "#src/database/transact.ts";
import { Problem } from "#src/schema/problem.ts";
import { hashPassword, PASSWORD_MIN, verifyPassword } from "#src/vault/password.ts";
import type { Actor, Context, Trace } from "./context.ts";
import { hashToken } from "./sign-in.ts";

export const signOutTrace: Trace = { action: "session.sign-out", zone: "reta_people" };
export const modeTrace: Trace = { action: "session.mode", zone: "reta_people" };
export const passwordTrace: Trace = { action: "session.password", zone: "reta_people" };

/** The actor of a cookie, by its hash; `undefined` when session, posting or officer are no longer valid. */
export async function findActor(tx: Transaction, hash: Buffer): Promise<Actor | undefined> {
  const row = await findRow(tx, hash);
  if (row === undefined) return undefined;
  const { mustChange, ...rest } = row;
  const units = row.role === "chief" ? await listUnitsBelow(tx, row.unitId) : [row.unitId];
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

/** Changes the own password; every other session of the officer ends. */
export async function changePassword(ctx: Context, input: { current: string; next: string }): Promise<void> {
  const { login, officerId, draftKey, sessionHash } = ctx.actor;
  const found = await findCredentials(ctx.tx, login);
  if (found === undefined || !(await verifyPassword(found.passwordHash, input.current))) {
    throw new Problem("session.wrong-credentials");
  }
  if (
    input.next.length < PASSWORD_MIN ||
    input.next === input.current ||
    input.next.toLowerCase().includes(login)
  ) {
    throw new Problem("password.too-weak", [{ pointer: "/next", code: "too-weak", expected: PASSWORD_MIN }]);
  }
  await putCredentials(ctx.tx, {
    officerId,
    passwordHash: await hashPassword(input.next),
    mustChange: false,
    draftKey,
  });
  await endSessionsOf(ctx.tx, officerId, sessionHash);
}
