// Which officers somebody who oversees accounts reaches: all, or those of the own unit and below; never oneself.
import { type EnrolmentRow, listEnrolments } from "#src/database/enrolment-codes.ts";
import { type Action, type DataClass, NO_RELATION } from "#src/domain/access/access-question.ts";
import { decideAccess } from "#src/domain/access/decide-access.ts";
import { asDelegated } from "#src/domain/access/delegation.ts";
import { sameInstitution } from "#src/domain/pack/keeper.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Actor, Context } from "./context.ts";

/** Null: any unit. Refuses whoever may do this to nobody. */
export function reachOf(
  { role, units, delegation }: Actor,
  action: Action,
  dataClass: DataClass,
): readonly string[] | null {
  const may = (inSubtree: boolean) =>
    decideAccess({
      role,
      action,
      dataClass,
      relation: { ...NO_RELATION, inSubtree },
      ...asDelegated(delegation),
    }).effect === "allow";
  if (may(false)) return null;
  if (may(true)) return units;
  throw new Problem("access.refused");
}

/**
 * Whether the officer is, by any posting, of another institution than the one who acts: nobody of one alone lets in people
 * of another. By any: one administrator gives a monitor's posting alone, and it must not open the way to the others.
 */
export function isElsewhere(
  { actor, register }: Context,
  { postings }: Pick<EnrolmentRow, "postings">,
): boolean {
  const { units, day } = register.rules;
  return postings.some(({ unitId }) => !sameInstitution(units.periods, unitId, actor.unitId, day));
}

/** The officer within reach under a posting valid now; never oneself. */
export async function findWithinReach(
  ctx: Context,
  officerId: string,
  action: Action,
  dataClass: DataClass,
): Promise<EnrolmentRow> {
  const units = reachOf(ctx.actor, action, dataClass);
  if (officerId === ctx.actor.officerId) throw new Problem("access.refused");
  const [found] = await listEnrolments(ctx.tx, { units, officerId });
  if (found === undefined) throw new Problem("not-found");
  return found;
}
