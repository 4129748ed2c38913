// Several postings at the same time: which there are, and going on under another of them. Rights never add up.
import { endSession, insertSession, listOwnPostings } from "#src/database/sessions.ts";
import { deviceWords } from "#src/domain/access/device-words.ts";
import type { OwnPostings } from "#src/schema/own-posting.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context, Trace } from "./context.ts";
import { newToken, type Opened } from "./open-session.ts";

const zone = "reta_people" as const;
export const listTrace: Trace = { action: "posting.list", zone, quiet: true };
export const useTrace: Trace = { action: "posting.use", zone };

export async function list(ctx: Context, _input: Record<string, never>): Promise<OwnPostings> {
  return { postings: await listOwnPostings(ctx.tx, ctx.actor.officerId) };
}

/** Goes on under another own posting in force, in a new session. Throws `not-found` for any other. */
export async function use(
  ctx: Context,
  { postingId, userAgent }: { postingId: string; userAgent: string | undefined },
): Promise<Opened> {
  const own = await listOwnPostings(ctx.tx, ctx.actor.officerId);
  if (!own.some((posting) => posting.postingId === postingId)) throw new Problem("not-found");
  ctx.tell({ detail: { posting: postingId } });
  return goOnUnder(ctx, postingId, userAgent);
}

/** The same officer, signed in as before and for as long, under another posting; the session before ends. */
export async function goOnUnder(
  ctx: Context,
  postingId: string,
  userAgent: string | undefined,
): Promise<Opened> {
  const { officerId, sessionHash, expiresAt, method, authenticatedAt, provedBy, provedFrom } = ctx.actor;
  const opened = newToken();
  const device = deviceWords(userAgent);
  if (sessionHash !== null) await endSession(ctx.tx, sessionHash);
  const same = { officerId, expiresAt, method, authenticatedAt, provedBy, provedFrom, device };
  await insertSession(ctx.tx, { ...same, hash: opened.hash, postingId, training: false });
  return opened;
}
