// Opens a session for an officer who has proved to be one, and ends the one the same browser had before.
import { createHash, randomBytes } from "node:crypto";
import { endSession, endSessionsBeyond, insertSession, type SignInMethod } from "#src/database/sessions.ts";
import { deviceWords } from "#src/domain/access/device-words.ts";
import type { Context } from "./context.ts";
import { networkOf } from "./origin.ts";

/** A session ends twelve hours after sign-in, one long shift (NIST SP 800-63B-4, AAL2). */
export const SESSION_HOURS = 12;
/** What a code opens lasts as long as setting up a way in takes. */
const CODE_HOURS = 0.5;

/** A session as the browser gets it: the token goes into the cookie, its hash into the database. */
export interface Opened {
  token: string;
  hash: Buffer;
}

/** What the browser says of itself when it signs in. */
export interface Browser {
  /** Where the attempt comes from, for the lock-out. */
  address: string;
  userAgent: string | undefined;
  /** Hash of the cookie it came with: its session ends, because nobody holds that cookie any more. */
  replaces: Buffer | null;
}

/** Opens it; the officer's session unused for longest ends when there would be more than may be open at a time. */
export async function openSession(
  { tx, now, register, address }: Pick<Context<unknown>, "tx" | "now" | "register" | "address">,
  { officerId, postingId }: { officerId: string; postingId: string },
  method: SignInMethod,
  { userAgent, replaces }: Pick<Browser, "userAgent" | "replaces">,
): Promise<Opened> {
  const { token, hash } = newToken();
  const expiresAt = new Date(
    Date.parse(now) + (method === "code" ? CODE_HOURS : SESSION_HOURS) * 3_600_000,
  ).toISOString();
  const device = deviceWords(userAgent);
  if (replaces !== null) await endSession(tx, replaces);
  await endSessionsBeyond(tx, officerId, register.sessionsAtOnce - 1);
  const row = {
    hash,
    officerId,
    postingId,
    training: false,
    expiresAt,
    method,
    authenticatedAt: now,
    provedBy: method,
    provedFrom: address === undefined ? null : networkOf(address),
    device,
  };
  await insertSession(tx, row);
  return { token, hash };
}

/** An officer let in with less than is asked for has now set up what was missing: a whole session for the limited one. */
export async function replaceLimited(
  ctx: Context,
  method: SignInMethod,
  userAgent: string | undefined,
): Promise<Opened | undefined> {
  const { mustEnrol, sessionHash: replaces } = ctx.actor;
  return mustEnrol ? openSession(ctx, ctx.actor, method, { userAgent, replaces }) : undefined;
}

/** A cookie nobody has had before. */
export function newToken(): Opened {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashToken(token) };
}

/** What the database keeps of a cookie. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(`reta/session/${token}`).digest();
}
