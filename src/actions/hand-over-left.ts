// Parts of cases an officer of another institution left behind, handed over by their chief, who sees none of the cases.
import { findPosting } from "#src/database/assignments.ts";
import { isOfferedByReader, listPartsLeft } from "#src/database/part-steps.ts";
import type { NewHandOver } from "#src/schema/assignment.ts";
import { Problem } from "#src/schema/problem.ts";
import { derivedId } from "#src/vault/derived-id.ts";
import { appendPartStep } from "./append-part-step.ts";
import type { Context } from "./context.ts";

/**
 * Offers to one receiver as much of it as one list holds; the database says what it is, and asks the receiver's role again.
 * Repeated with the same id it changes nothing. Throws `access.refused` where cases are named, which this chief is told
 * nothing of, `assignment.not-possible`, `assignment.nothing-left`.
 */
export async function offerWhatWasLeft(
  ctx: Context,
  input: NewHandOver,
  mayReceive: (to: { role: string; unitId: string }) => boolean,
): Promise<{ handOverId: string }> {
  const { handOverId, receiver, giver, cases, ...device } = input;
  if (cases !== undefined) throw new Problem("access.refused");
  if (giver === undefined) throw new Problem("input.invalid", [{ pointer: "/giver", code: "missing" }]);
  if (await isOfferedByReader(ctx.tx, handOverId)) return { handOverId };
  const to = await findPosting(ctx.tx, receiver);
  if (to === undefined || [giver, ctx.actor.officerId].includes(to.officerId) || !mayReceive(to))
    throw new Problem("assignment.not-possible");
  const left = await listPartsLeft(ctx.tx, giver, receiver);
  if (left.length === 0) throw new Problem("assignment.nothing-left");
  if (left.some(({ role }) => role !== to.role)) throw new Problem("assignment.not-possible");
  for (const { caseId, caseNumber, postingId } of left) {
    const entryId = derivedId(`${handOverId} ${caseId} offer`);
    await appendPartStep(
      ctx,
      { line: { caseNumber } },
      { entryId, caseId, ...device },
      {
        ...{ act: "offer", postingId: to.postingId, officerId: to.officerId, unitId: to.unitId },
        ...{ from: postingId, fromRegistrar: false, list: handOverId, listSize: left.length },
      },
    );
  }
  return { handOverId };
}
