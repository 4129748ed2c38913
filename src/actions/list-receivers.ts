// Whom a case can be given or handed over to: postings in force, found by name or unit.
import { listReceivers as listPostings } from "#src/database/assignments.ts";
import {
  givesCases,
  handsOver,
  handsOverOf,
  handsOverUnseen,
  OUTSIDE_POLICE,
  RECEIVES,
  takesOverFrom,
} from "#src/domain/access/duties.ts";
import { treeOf } from "#src/domain/pack/keeper.ts";
import type { ReceiverLine } from "#src/schema/assignment.ts";
import type { Role } from "#src/schema/case.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Actor, Context, Trace } from "./context.ts";

export const trace: Trace = { action: "receiver.list", zone: "reta_cases", quiet: true };

export interface ReceiverSearch {
  unit?: string | undefined;
  search?: string | undefined;
  role?: Role | undefined;
  /** Only whom the reader may give a case to without being asked back, or to whom a hand-over list may be offered. */
  for?: "assign" | "hand-over" | undefined;
}

/**
 * For roles that have cases to give, or to hand over. Colleagues are no secret; their cases are. Whoever is not of the
 * police finds those of the own institution with a role they can hand over to, and nobody else.
 */
export async function listReceivers(
  ctx: Context,
  { unit, search, role, for: purpose }: ReceiverSearch,
): Promise<{ receivers: ReceiverLine[] }> {
  const { actor, register } = ctx;
  const gives = givesCases(actor.role);
  if (!gives && !handsOver(actor.role)) throw new Problem("access.refused");
  const receive = gives && purpose !== "hand-over" ? RECEIVES : toWhom(actor);
  const { units, day } = register.rules;
  const filter = {
    roles: receive.filter((one) => one === (role ?? one)),
    unitId: unit,
    search,
    units:
      gives && !handsOverUnseen(actor.role, actor.unitKind)
        ? undefined
        : [...treeOf(units.periods, actor.unitId, day)],
  };
  const within = { roles: OUTSIDE_POLICE, units: actor.units };
  return {
    receivers: await listPostings(ctx.tx, purpose === "assign" && gives ? { ...filter, within } : filter),
  };
}

// To whom the own cases are handed over, and those of who has left.
const toWhom = ({ role, unitKind }: Actor): readonly Role[] => {
  const own = handsOverUnseen(role, unitKind) ? [] : [role];
  return [...new Set([...own, ...handsOverOf(role, unitKind)].flatMap((giver) => takesOverFrom(giver)))];
};
