// Hand-over lists: whoever leaves offers cases to one receiver, who accepts or refuses; a long list needs a second person.
import {
  findPosting,
  type HandOverRow,
  listAssignments,
  listGivers,
  listHandOvers,
} from "#src/database/assignments.ts";
import { handsOverOf, handsOverUnseen, takesOverFrom } from "#src/domain/access/duties.ts";
import { firstWordCounts } from "#src/domain/access/first-word.ts";
import {
  approvesFor,
  goesOverFor,
  type HandedOverPart,
  handsOverForOthers,
  isStillHeld,
  onlyPartWithin,
  partWithin,
  unitsHandedOver,
} from "#src/domain/access/hand-over.ts";
import { mayHear } from "#src/domain/access/relation.ts";
import { partKindOf } from "#src/domain/case/part.ts";
import { sameInstitution } from "#src/domain/pack/keeper.ts";
import {
  type AssignmentContent,
  FOUR_EYES_FROM,
  type GiverLine,
  type HandOverAnswer,
  type HandOverLine,
  type NewHandOver,
} from "#src/schema/assignment.ts";
import type { Role } from "#src/schema/case.ts";
import { Problem } from "#src/schema/problem.ts";
import { derivedId } from "#src/vault/derived-id.ts";
import { appendEntry } from "./append-entry.ts";
import { appendPartStep } from "./append-part-step.ts";
import type { Actor, Context, Trace } from "./context.ts";
import { offerWhatWasLeft } from "./hand-over-left.ts";
import { demand, foldSealed, type LoadedCase, loadCase } from "./load-case.ts";

export const listTrace: Trace = { action: "hand-over.list", zone: "reta_cases", quiet: true };
export const giversTrace: Trace = { action: "hand-over.givers", zone: "reta_cases", quiet: true };
export const offerTrace: Trace = { action: "hand-over.offer", zone: "reta_cases" };
export const answerTrace: Trace = { action: "hand-over.answer", zone: "reta_cases" };

type Receiver = NonNullable<Awaited<ReturnType<typeof findPosting>>>;

/**
 * Offers every case of the list, all or none. Repeated with the same id it changes nothing. Throws `not-found` for a
 * case that may not be seen, `access.refused` for one that is not the giver's, `assignment.not-possible`,
 * `assignment.behind-wall` for a receiver one of the walls does not let through. With `giver` what that officer has is
 * handed over by whoever does it for others.
 */
export async function offerHandOver(ctx: Context, input: NewHandOver): Promise<{ handOverId: string }> {
  const { handOverId, receiver, cases, giver } = input;
  const { actor } = ctx;
  if (handsOverUnseen(actor.role, actor.unitKind))
    return offerWhatWasLeft(ctx, input, (to) => isOfInstitution(ctx, to));
  if (cases === undefined) throw new Problem("input.invalid", [{ pointer: "/cases", code: "missing" }]);
  if (giver !== undefined && giver !== actor.officerId && !handsOverForOthers(actor.role))
    throw new Problem("access.refused");
  const to = await findPosting(ctx.tx, receiver);
  // Who offers for somebody else does not accept as well: it takes two.
  if (to === undefined || [giver, actor.officerId].includes(to.officerId))
    throw new Problem("assignment.not-possible");
  if ((await listHandOvers(ctx.tx, handOverId)).length > 0) return { handOverId };
  const listed = [...new Set(cases)].sort();
  // Of parts nobody else sees the whole list, who could approve it.
  if (readsPartOnly(actor) && listed.length > FOUR_EYES_FROM)
    throw new Problem("input.invalid", [
      { pointer: "/cases", code: "too-many", found: listed.length, expected: `at most ${FOUR_EYES_FROM}` },
    ]);
  for (const caseId of listed) {
    const loaded = await loadToAdd(ctx, caseId);
    demand(ctx, loaded, "hand-over", "metadata");
    const held = await holdingOf(ctx, loaded);
    if (held.assignments.some(({ postingId }) => postingId === receiver))
      throw new Problem("assignment.already");
    const part = giverOf(ctx, loaded, held, giver);
    demandReceiver(ctx, loaded, to, roleOf(actor, held, part));
    const content: AssignmentContent = {
      act: "offer",
      postingId: receiver,
      officerId: to.officerId,
      unitId: to.unitId,
      ...part,
      list: handOverId,
      listSize: listed.length,
    };
    await append(ctx, loaded, input, content);
  }
  return { handOverId };
}

/** Whoever has a part of the case reads no entry of it. */
const readsPartOnly = ({ role }: Pick<Actor, "role">): boolean => partKindOf(role) !== undefined;

// For a part the database takes the case's turn itself, where it writes the step.
const loadToAdd = (ctx: Context, caseId: string) => loadCase(ctx, caseId, !readsPartOnly(ctx.actor));

type Holding = LoadedCase["ties"] & { assignments: Awaited<ReturnType<typeof listAssignments>> };

const holdingOf = async ({ tx }: Context, { ties, line }: LoadedCase): Promise<Holding> => ({
  ...ties,
  assignments: await listAssignments(tx, line.caseId),
});

// Whose place it is: the own one, or where it is handed over for somebody else, theirs.
function roleOf(actor: Actor, { assignments }: Holding, { from }: HandedOverPart): Role {
  return from === actor.postingId || actor.role === "chief"
    ? actor.role
    : ((assignments.find(({ postingId }) => postingId === from)?.role as Role | undefined) ?? actor.role);
}

const isOfInstitution = ({ actor, register }: Context, { unitId }: { unitId: string }): boolean =>
  sameInstitution(register.rules.units.periods, unitId, actor.unitId, register.rules.day);

// Somebody who works as the giver did; outside the police in the same institution; and whom a wall lets through.
function demandReceiver(ctx: Context, { ties }: LoadedCase, to: Receiver, giver: Role): void {
  const outside = takesOverFrom(giver).every((role) => role === giver);
  if (!takesOverFrom(giver).includes(to.role as Role) || (outside && !isOfInstitution(ctx, to)))
    throw new Problem("assignment.not-possible");
  // The giver deals with what is behind it, and may read from whom it is hidden.
  if (ties.wall !== null && !mayHear({ ...to, role: to.role as Role }, ties.wall))
    throw new Problem("assignment.behind-wall");
}

// Whose part in the case ends when it is accepted: the giver's own; that of the officer who is named; or, where none is,
// that of the one officer within reach who has it.
function giverOf(
  { actor }: Context,
  { relation }: LoadedCase,
  held: Holding,
  giver: string | undefined,
): HandedOverPart {
  const by = { role: actor.role, units: unitsHandedOver(actor) };
  if (giver !== undefined && giver !== actor.officerId) {
    const part = partWithin(held, giver, by);
    if (part === undefined) throw new Problem("assignment.not-possible");
    return part;
  }
  if (relation.assigned) return { from: actor.postingId, fromRegistrar: relation.keeps };
  if (relation.keeps) return { from: null, fromRegistrar: true };
  const only = onlyPartWithin(held, by);
  if (only === undefined) throw new Problem("assignment.not-possible");
  return only;
}

/** Officers with postings within reach, ended ones too, whose cases can be handed over for them. */
export async function findGivers(
  ctx: Context,
  { search = "" }: { search?: string | undefined },
): Promise<{ givers: GiverLine[] }> {
  if (!handsOverForOthers(ctx.actor.role)) throw new Problem("access.refused");
  const reach = { units: unitsHandedOver(ctx.actor), roles: handsOverOf(ctx.actor.role, ctx.actor.unitKind) };
  const givers = await listGivers(ctx.tx, { ...reach, search });
  // The own cases are handed over as one's own; and unseen, only what was left.
  const unseen = handsOverUnseen(ctx.actor.role, ctx.actor.unitKind);
  const offered = ({ officerId, ended }: GiverLine) =>
    officerId !== ctx.actor.officerId && (ended || !unseen) && goesOverFor(ctx.actor.role, { left: ended });
  return { givers: givers.filter(offered) };
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
    const loaded = await loadToAdd(ctx, row.caseId);
    if (answer === "accept") demand(ctx, loaded, "accept", "metadata");
    const content = { act: answer, ...offerOf(ctx.actor, loaded, row) };
    if (answer === "accept" && !isStillHeld(await holdingOf(ctx, loaded), content, row.offeredBy))
      throw new Problem("assignment.not-possible");
    await append(ctx, loaded, input, content);
  }
  return { handOverId };
}

// As the entries say where they are read; else as the row does that was written after them.
function offerOf(actor: Actor, { entries }: LoadedCase, row: HandOverRow) {
  const { handOverId: list, listSize } = row;
  if (readsPartOnly(actor)) {
    const { receiverPosting, receiverOfficer, receiverUnitId, from, fromRegistrar } = row;
    const to = { postingId: receiverPosting, officerId: receiverOfficer, unitId: receiverUnitId };
    return { ...to, from, fromRegistrar, list, listSize };
  }
  const offer = foldSealed(entries).assignments.find((one) => one.list === list);
  if (offer === undefined) throw new Problem("case.changed");
  const { postingId, officerId, unitId, from, fromRegistrar } = offer;
  return { postingId, officerId, unitId, from, fromRegistrar, list, listSize: offer.listSize };
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
  const { deviceId, deviceCounter, enteredAt } = device;
  const envelope = { entryId, caseId, deviceId, deviceCounter, enteredAt };
  if (readsPartOnly(ctx.actor)) await appendPartStep(ctx, loaded, envelope, content);
  else await appendEntry(ctx, loaded, envelope, "assignment", { ...content });
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

// The second pair of eyes is somebody over the receiver who neither gives nor receives, under whatever posting.
function answersOf(actor: Actor, row: HandOverRow): HandOverLine["mayAnswer"] {
  const counts = firstWordCounts("hand-over", row.word);
  if (row.receiverPosting === actor.postingId)
    return waits(row) || !counts ? ["refuse"] : ["accept", "refuse"];
  if (row.offeredBy === actor.officerId) return ["withdraw"];
  if ([row.receiverOfficer, row.giverOfficer].includes(actor.officerId)) return [];
  return counts && waits(row) && approvesFor(actor.role, row.receiverRole as Role) ? ["approve"] : [];
}
