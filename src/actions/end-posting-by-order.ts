// A chief ends the posting of an officer who is moved, by the number of an order, with every session under it.
import { endPosting } from "#src/database/people.ts";
import { findEnding, findPostingUnderOrder, insertEnding } from "#src/database/posting-endings.ts";
import { decideEnding } from "#src/domain/access/posting-ending.ts";
import { orderOnTrail } from "#src/domain/audit/order-number.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "posting.end-by-order", zone: "reta_people" };

/**
 * The posting ends now; what the officer has stays, for the list by which it is handed over. Repeated with the same id it
 * changes nothing. Throws `not-found` for a posting that has ended or is out of reach, `access.refused` for one's own and to
 * who heads no unit, `posting.end-takes-two` for who oversees, keeps the register or is a chief at the same place.
 */
export async function endPostingByOrder(
  ctx: Context,
  { endingId, postingId, orderNumber }: { endingId: string; postingId: string; orderNumber: string },
): Promise<{ officerId: string }> {
  const { actor } = ctx;
  const again = await findEnding(ctx.tx, endingId);
  if (again !== undefined) {
    if (again.postingId !== postingId || again.endedBy !== actor.officerId)
      throw new Problem("entry.id-taken");
    ctx.tell({ detail: { posting: postingId, officer: again.officerId } });
    return { officerId: again.officerId };
  }
  const found = await findPostingUnderOrder(ctx.tx, postingId);
  const decision = decideEnding({
    by: actor,
    // Whether there is such a posting is told to nobody it is not told to otherwise.
    posted: found ?? { role: "registrar", unitId: "", unitKind: "" },
    own: found?.officerId === actor.officerId,
  });
  if (decision.effect === "refuse") {
    if (decision.reason === "over-others") throw new Problem("posting.end-takes-two");
    throw new Problem(decision.reason === "out-of-reach" ? "not-found" : "access.refused");
  }
  if (found === undefined) throw new Problem("not-found");
  const { officerId, unitId, role } = found;
  ctx.tell({
    detail: { posting: postingId, officer: officerId, unit: unitId, role, order: orderOnTrail(orderNumber) },
  });
  await insertEnding(ctx.tx, {
    ...{ endingId, postingId, orderNumber, endedBy: actor.officerId, byPosting: actor.postingId },
  });
  await endPosting(ctx.tx, postingId);
  return { officerId };
}
