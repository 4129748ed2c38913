// Hand-over lists: whoever leaves offers cases to one receiver, who accepts or refuses; a long list needs a second person.
import { findPosting, type HandOverRow, listGivers, listHandOvers } from "#src/database/assignments.ts";
import { commands, HOLDS, mayTakeOver } from "#src/domain/access/duties.ts";
import { firstWordCounts } from "#src/domain/access/first-word.ts";
import {
  type HandedOverPart,
  handsOverForOthers,
  onlyPartWithin,
  partWithin,
} from "#src/domain/access/hand-over.ts";
import {
  type AssignmentContent,
  FOUR_EYES_FROM,
  type GiverLine,
  type HandOverAnswer,
  type HandOverLine,
  type NewHandOver,
} from "#src/schema/assignment.ts";
import { Problem } from "#src/schema/problem.ts";
import { derivedId } from "#src/vault/derived-id.ts";
import { appendEntry } from "./append-entry.ts";
import type { Actor, Context, Trace } from "./context.ts";
import { demand, foldSealed, type LoadedCase, loadCase } from "./load-case.ts";

export const listTrace: Trace = { action: "hand-over.list", zone: "reta_cases", quiet: true };
export const giversTrace: Trace = { action: "hand-over.givers", zone: "reta_cases", quiet: true };
export const offerTrace: Trace = { action: "hand-over.offer", zone: "reta_cases" };
export const answerTrace: Trace = { action: "hand-over.answer", zone: "reta_cases" };

/**
 * Offers every case of the list, all or none. Repeated with the same id it changes nothing. Throws `not-found` for a
 * case that may not be seen, `access.refused` for one that is not the giver's, `assignment.not-possible`. With `giver`
 * a chief hands over what that officer has.
 */
export async function offerHandOver(ctx: Context, input: NewHandOver): Promise<{ handOverId: string }> {
  const { handOverId, receiver, cases, giver } = input;
  if (giver !== undefined && giver !== ctx.actor.officerId && !handsOverForOthers(ctx.actor.role))
    throw new Problem("access.refused");
  const to = await findPosting(ctx.tx, receiver);
  if (to === undefined || !mayTakeOver(to.role) || to.officerId === (giver ?? ctx.actor.officerId))
    throw new Problem("assignment.not-possible");
  if ((await listHandOvers(ctx.tx, handOverId)).length > 0) return { handOverId };
  const listed = [...new Set(cases)].sort();
  for (const caseId of listed) {
    const loaded = await loadCase(ctx, caseId, true);
    demand(ctx, loaded, "hand-over", "metadata");
    const { assignments } = foldSealed(loaded.entries);
    if (assignments.some(({ postingId }) => postingId === receiver)) throw new Problem("assignment.already");
    const content: AssignmentContent = {
      act: "offer",
      postingId: receiver,
      officerId: to.officerId,
      unitId: to.unitId,
      ...giverOf(ctx, loaded, giver),
      list: handOverId,
      listSize: listed.length,
    };
    await append(ctx, loaded, input, content);
  }
  return { handOverId };
}

// Whose part in the case ends when it is accepted: the giver's own; that of the officer a chief names; or, where none is
// named, that of the one officer of the command who has it.
function giverOf(
  ctx: Context,
  { relation, ties, entries }: LoadedCase,
  giver: string | undefined,
): HandedOverPart {
  const { assignments } = foldSealed(entries);
  if (giver !== undefined && giver !== ctx.actor.officerId) {
    const part = partWithin({ ...ties, assignments }, giver, ctx.actor.units);
    if (part === undefined) throw new Problem("assignment.not-possible");
    return part;
  }
  if (relation.assigned) return { from: ctx.actor.postingId, fromRegistrar: relation.keeps };
  if (relation.keeps) return { from: null, fromRegistrar: true };
  const only = onlyPartWithin({ ...ties, assignments }, ctx.actor.units);
  if (only === undefined) throw new Problem("assignment.not-possible");
  return only;
}

/** Officers with postings in the chief's command, ended ones too, whose cases can be handed over for them. */
export async function findGivers(
  ctx: Context,
  { search = "" }: { search?: string | undefined },
): Promise<{ givers: GiverLine[] }> {
  if (!handsOverForOthers(ctx.actor.role)) throw new Problem("access.refused");
  return { givers: await listGivers(ctx.tx, { units: ctx.actor.units, roles: HOLDS, search }) };
}

/** One answer to the whole list. Throws `not-found` when nothing waits, `access.refused` when it is not theirs to give. */
export async function answerHandOver(
  ctx: Context,
  input: HandOverAnswer & { handOverId: string },
): Promise<{ handOverId: string }> {
  const { handOverId, answer } = input;
  const rows = await listHandOvers(ctx.tx, handOverId);
  const [first] = rows;
  // Whoever sees a part of it only must not answer for the rest.
  if (first === undefined || rows.length !== first.listSize) throw new Problem("not-found");
  if (!answersOf(ctx.actor, first).includes(answer)) throw new Problem("access.refused");
  for (const row of rows) {
    const loaded = await loadCase(ctx, row.caseId, true);
    if (answer === "accept") demand(ctx, loaded, "accept", "metadata");
    const offer = foldSealed(loaded.entries).assignments.find(({ list }) => list === handOverId);
    if (offer === undefined) throw new Problem("case.changed");
    const { postingId, officerId, unitId, from, fromRegistrar, listSize } = offer;
    const content = {
      act: answer,
      postingId,
      officerId,
      unitId,
      from,
      fromRegistrar,
      list: handOverId,
      listSize,
    };
    await append(ctx, loaded, input, content);
  }
  return { handOverId };
}

async function append(
  ctx: Context,
  loaded: LoadedCase,
  device: { deviceId: string; deviceCounter: number; enteredAt: string },
  content: AssignmentContent,
): Promise<void> {
  const { caseId } = loaded.line;
  // The list has one id for many entries: each entry's follows from it, so that a repeat meets the same ones.
  const entryId = derivedId(`${content.list} ${caseId} ${content.act}`);
  await appendEntry(ctx, loaded, { entryId, caseId, ...device }, "assignment", { ...content });
}

/** The lists that wait and of which the reader sees every case, with what they may answer. */
export async function listOffers(
  ctx: Context,
  _input: Record<string, never>,
): Promise<{ handOvers: HandOverLine[] }> {
  const lists = new Map<string, HandOverRow[]>();
  for (const row of await listHandOvers(ctx.tx))
    lists.set(row.handOverId, [...(lists.get(row.handOverId) ?? []), row]);
  const handOvers = [...lists.values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined || rows.length !== first.listSize) return [];
    const { handOverId, offeredAt, giver, receiver, receiverUnitId } = first;
    const cases = rows.map(({ caseId, caseNumber }) => ({ caseId, caseNumber }));
    const mayAnswer = answersOf(ctx.actor, first);
    return [
      {
        handOverId,
        offeredAt,
        giver,
        receiver,
        receiverUnitId,
        mayAnswer,
        needsApproval: waits(first),
        cases,
      },
    ];
  });
  return { handOvers };
}

const waits = ({ listSize, status }: HandOverRow) => listSize > FOUR_EYES_FROM && status === "offered";

// The second pair of eyes is a chief who neither gives nor receives.
function answersOf(actor: Actor, row: HandOverRow): HandOverLine["mayAnswer"] {
  const counts = firstWordCounts("hand-over", row.word);
  if (row.receiverPosting === actor.postingId)
    return waits(row) || !counts ? ["refuse"] : ["accept", "refuse"];
  if (row.offeredBy === actor.officerId) return ["withdraw"];
  return counts && waits(row) && commands(actor.role) ? ["approve"] : [];
}
