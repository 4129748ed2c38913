// Standing in: given by whoever has the posting, used by whoever was named, ended at once by either.
import { endDelegation, findStandIn, insertDelegation, listDelegations } from "#src/database/delegations.ts";
import { findPosted } from "#src/database/sessions.ts";
import { delegableRights, mayStandIn, rightsMissing } from "#src/domain/access/delegation.ts";
import { sameInstitution } from "#src/domain/pack/keeper.ts";
import type { Delegations, NewDelegation } from "#src/schema/delegation.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context, Trace } from "./context.ts";
import type { Opened } from "./open-session.ts";
import { goOnUnder } from "./own-postings.ts";

const zone = "reta_people" as const;
export const listTrace: Trace = { action: "delegation.list", zone, quiet: true };
export const giveTrace: Trace = { action: "delegation.give", zone };
export const endTrace: Trace = { action: "delegation.end", zone };
export const useTrace: Trace = { action: "delegation.use", zone };

export async function list(ctx: Context, _input: Record<string, never>): Promise<Delegations> {
  const { officerId, role, delegation } = ctx.actor;
  const delegations = await listDelegations(ctx.tx, officerId);
  // What was delegated is not delegated on.
  return { delegations, delegable: delegation === null ? delegableRights(role) : [] };
}

/**
 * Gives a part of the rights of the own posting to a named officer. Throws `delegation.not-possible`, `input.invalid` for a
 * right that is of no use without another.
 */
export async function give(ctx: Context, input: NewDelegation): Promise<Delegations> {
  const { officerId, postingId, unitId, role, delegation } = ctx.actor;
  const { units, day } = ctx.register.rules;
  const own = delegation === null ? delegableRights(role) : [];
  const rights = [...new Set(input.rights)];
  if (!rights.every((right) => own.includes(right))) throw new Problem("access.refused");
  const missing = rightsMissing(rights);
  if (missing.length > 0)
    throw new Problem("input.invalid", [
      {
        pointer: "/rights",
        code: "right-takes-another",
        found: rights.join(", "),
        expected: missing.join(", "),
      },
    ]);
  const found = await findStandIn(ctx.tx, input.login.trim().toLowerCase());
  if (found === undefined || found.officerId === officerId || !mayStandIn(found.roles))
    throw new Problem("delegation.not-possible");
  // A chief of police is not stood in for by one of a court, nor the other way round.
  if (!found.units.every((unit) => sameInstitution(units.periods, unit, unitId, day)))
    throw new Problem("delegation.not-possible");
  const { delegationId, days } = input;
  ctx.tell({ detail: { officer: found.officerId, delegation: delegationId, rights, days } });
  await insertDelegation(ctx.tx, {
    delegationId,
    officerId: found.officerId,
    from: postingId,
    rights,
    days,
    createdBy: officerId,
  });
  return list(ctx, {});
}

export async function end(ctx: Context, { delegationId }: { delegationId: string }): Promise<void> {
  const { officerId } = ctx.actor;
  if (!(await endDelegation(ctx.tx, { delegationId, officerId }))) throw new Problem("not-found");
  ctx.tell({ detail: { delegation: delegationId } });
}

/** Goes on under a delegation that was given to the officer, or back under the own posting: in a new session. */
export async function use(
  ctx: Context,
  { delegationId, userAgent }: { delegationId: string | null; userAgent: string | undefined },
): Promise<Opened> {
  const { officerId } = ctx.actor;
  const own = delegationId === null ? (await findPosted(ctx.tx, { officerId }))?.postingId : undefined;
  const held = await listDelegations(ctx.tx, officerId);
  const taken = held.find((each) => !each.given && each.delegationId === delegationId)?.delegationId;
  const postingId = own ?? taken;
  if (postingId === undefined) throw new Problem("not-found");
  ctx.tell({ detail: { delegation: delegationId } });
  return goOnUnder(ctx, postingId, userAgent);
}
