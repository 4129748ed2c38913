// The open sessions of an officer: listed, one ended, all others ended; the own ones, and those of officers within reach.
import { endSessionOf, endSessionsOf, listOpenSessions } from "#src/database/sessions.ts";
import { type Action, NO_RELATION } from "#src/domain/access/access-question.ts";
import { decideAccess } from "#src/domain/access/decide-access.ts";
import { asDelegated } from "#src/domain/access/delegation.ts";
import { Problem } from "#src/schema/problem.ts";
import type { OpenSessions } from "#src/schema/session.ts";
import type { Context, Trace } from "./context.ts";
import { findWithinReach } from "./within-reach.ts";

const zone = "reta_people" as const;
export const ownTrace: Trace = { action: "session.list.own", zone, quiet: true };
export const listTrace: Trace = { action: "session.list", zone };
export const endTrace: Trace = { action: "session.end", zone };
export const endAllTrace: Trace = { action: "session.end-all", zone };

/** Of oneself, or of an officer within reach; anything else is refused. */
async function demand(ctx: Context, officerId: string, action: Action): Promise<void> {
  const { role, delegation } = ctx.actor;
  if (officerId !== ctx.actor.officerId) {
    await findWithinReach(ctx, officerId, action, "sessions");
    return;
  }
  const relation = { ...NO_RELATION, self: true };
  if (
    decideAccess({ role, action, dataClass: "sessions", relation, ...asDelegated(delegation) }).effect ===
    "refuse"
  )
    throw new Problem("access.refused");
}

export function listOwn(ctx: Context, _input: Record<string, never>): Promise<OpenSessions> {
  return listSessions(ctx, { officerId: ctx.actor.officerId });
}

export async function listSessions(
  ctx: Context,
  { officerId }: { officerId: string },
): Promise<OpenSessions> {
  await demand(ctx, officerId, "read");
  const sessions = await listOpenSessions(ctx.tx, officerId);
  if (officerId !== ctx.actor.officerId) ctx.tell({ detail: { officer: officerId } });
  return { sessions: sessions.map((row) => ({ ...row, own: row.sessionId === ctx.actor.sessionId })) };
}

/** Ends one session; one that is not open, or is of somebody else, is not found. */
export async function endOne(
  ctx: Context,
  { officerId, sessionId }: { officerId: string; sessionId: string },
): Promise<void> {
  await demand(ctx, officerId, "manage");
  ctx.tell({ detail: { officer: officerId, session: sessionId } });
  if (!(await endSessionOf(ctx.tx, { officerId, sessionId }))) throw new Problem("not-found");
}

/** Ends all sessions of an officer; of the own ones all but the one that asks. */
export async function endAll(ctx: Context, { officerId }: { officerId: string }): Promise<void> {
  await demand(ctx, officerId, "manage");
  const own = officerId === ctx.actor.officerId;
  const ended = await endSessionsOf(ctx.tx, officerId, own ? ctx.actor.sessionHash : null);
  ctx.tell({ detail: { officer: officerId, ended } });
}
