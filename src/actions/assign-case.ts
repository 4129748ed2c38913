// Takes a case, gives it to somebody, lays it down: who has it is an entry like any other.
import { findPosting, listAssignments } from "#src/database/assignments.ts";
import { mayBeGiven } from "#src/domain/access/duties.ts";
import { mayEndPart } from "#src/domain/access/hand-over.ts";
import { inForce } from "#src/domain/case/case-state.ts";
import { partKindOf } from "#src/domain/case/part.ts";
import type { AssignmentContent, NewAssignment } from "#src/schema/assignment.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import { Problem } from "#src/schema/problem.ts";
import { appendEntry } from "./append-entry.ts";
import type { Context, Trace } from "./context.ts";
import { demand, foldSealed, type LoadedCase, loadCase } from "./load-case.ts";

export const trace: Trace = { action: "case.assign", zone: "reta_cases" };

/** Stores the step. Throws `not-found`, `access.refused`, `assignment.already`, `assignment.not-possible`, `assignment.victims-needed`. */
export async function assignCase(ctx: Context, input: NewAssignment): Promise<Acknowledgement> {
  const loaded = await loadCase(ctx, input.caseId, true);
  // Sent again: its first answer is looked for, before it is judged by what it has itself brought about.
  if (loaded.entries.some(({ entryId }) => entryId === input.entryId)) throw new Problem("entry.id-taken");
  const { assignment } = input;
  const content = assignment.act === "take" ? taken(ctx, loaded) : await given(ctx, loaded, assignment);
  const has = foldSealed(loaded.entries).assignments.some(
    ({ postingId, status }) => postingId === content.postingId && status === "assigned",
  );
  if (has !== (content.act === "release")) throw new Problem("assignment.already");
  return appendEntry(ctx, loaded, input, "assignment", { ...content });
}

const ALONE = { from: null, fromRegistrar: false, list: null, listSize: null };

function taken(ctx: Context, loaded: LoadedCase): AssignmentContent {
  demand(ctx, loaded, "take", "metadata");
  const { postingId, officerId, unitId } = ctx.actor;
  return { act: "take", postingId, officerId, unitId, ...ALONE };
}

// A chief gives to the own command; who has the case opens it to the prosecutor's file, a court, a service. Whoever has
// it may lay it down.
async function given(
  ctx: Context,
  loaded: LoadedCase,
  {
    act,
    postingId,
    victims,
  }: { act: "assign" | "release"; postingId: string; victims?: readonly string[] | undefined },
): Promise<AssignmentContent> {
  if (act === "release" && postingId === ctx.actor.postingId) {
    const { officerId, unitId } = ctx.actor;
    return { act, postingId, officerId, unitId, ...ALONE };
  }
  demand(ctx, loaded, "assign", "metadata");
  const known = foldSealed(loaded.entries).assignments.find((one) => one.postingId === postingId);
  if (act === "release") {
    if (known === undefined) throw new Problem("assignment.already");
    const parts = await listAssignments(ctx.tx, loaded.line.caseId);
    const part = parts.find((one) => one.postingId === postingId);
    const ender = { ...ctx.actor, relation: loaded.relation };
    if (part === undefined || !mayEndPart(ender, part)) throw new Problem("access.refused");
    const { officerId, unitId } = known;
    return { act, postingId, officerId, unitId, ...ALONE };
  }
  const to = await findPosting(ctx.tx, postingId);
  if (to === undefined || !mayBeGiven(ctx.actor.units, to)) throw new Problem("assignment.not-possible");
  const { officerId, unitId } = to;
  const part = partFor(loaded, to.role, victims);
  return { act, postingId, officerId, unitId, ...ALONE, ...(part && { part }) };
}

// A court, a service and the labour inspection get a part of it and never the file; a service, of whom it looks after.
function partFor(
  { entries }: LoadedCase,
  role: string,
  victims: readonly string[] | undefined,
): AssignmentContent["part"] {
  const kind = partKindOf(role);
  if (kind !== "protection") {
    if (victims !== undefined) throw new Problem("assignment.victims-needed");
    return kind && { kind, victims: [] };
  }
  const known = inForce(foldSealed(entries)).victims.map(({ personId }) => personId);
  const entrusted = [...new Set(victims ?? (known.length === 1 ? known : []))];
  if (entrusted.length === 0 || !entrusted.every((one) => known.includes(one)))
    throw new Problem("assignment.victims-needed");
  return { kind, victims: entrusted };
}
