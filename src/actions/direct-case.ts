// The prosecutor in charge directs a step of the investigation; whoever works on the case says what came of it.
import { listAssignments } from "#src/database/assignments.ts";
import { carriesOut } from "#src/domain/access/duties.ts";
import { inForce } from "#src/domain/case/case-state.ts";
import { dayIn } from "#src/domain/case/day-in.ts";
import { isProtective, takes } from "#src/domain/case/directions.ts";
import type { Acknowledgement, Role } from "#src/schema/case.ts";
import type { DirectionMove, NewDirection } from "#src/schema/direction.ts";
import { Problem } from "#src/schema/problem.ts";
import { appendEntry } from "./append-entry.ts";
import type { Context, Trace } from "./context.ts";
import { demand, foldSealed, type LoadedCase, loadCase } from "./load-case.ts";
import { requireCode } from "./require-code.ts";

export const trace: Trace = { action: "case.direct", zone: "reta_cases" };

type Order = Extract<DirectionMove, { move: "order" }>;

const MEASURES = "direction-measure";

/**
 * Stores the move. What was directed is never edited: another takes its place, or it is withdrawn. Throws `not-found`,
 * `access.refused`, `input.invalid` (who or when it cannot be), `direction.not-open` for one that takes no such move.
 */
export async function directCase(ctx: Context, input: NewDirection): Promise<Acknowledgement> {
  const loaded = await loadCase(ctx, input.caseId, true);
  const { direction } = input;
  demand(
    ctx,
    loaded,
    direction.move === "order" || direction.move === "withdraw" ? "direct" : "carry-out",
    "facts",
  );
  // Sent again: its first answer is looked for, before it is judged by what it has itself brought about.
  if (loaded.entries.some(({ entryId }) => entryId === input.entryId)) throw new Problem("entry.id-taken");
  const { directions } = foldSealed(loaded.entries);
  const open = (directionId: string, move: Parameters<typeof takes>[1]) => {
    const found = directions.find((one) => one.directionId === directionId);
    if (found === undefined || !takes(found.status, move)) throw new Problem("direction.not-open");
    return found;
  };
  if (direction.move === "order") {
    if (direction.replaces !== null) open(direction.replaces, "replace");
    await demandPossible(ctx, loaded, direction);
  } else {
    const { unitId } = open(direction.direction, direction.move);
    // What a unit was to do is answered in it: of somebody who has the case elsewhere it would be hearsay.
    if (direction.move !== "withdraw" && unitId !== ctx.actor.unitId) throw new Problem("access.refused");
  }
  return appendEntry(ctx, loaded, input, "direction", { ...direction });
}

// To an officer who works on the case now, or to a unit that has it: where it was registered, or one of theirs.
async function demandPossible(ctx: Context, loaded: LoadedCase, order: Order): Promise<void> {
  const { line } = loaded;
  requireCode(ctx, MEASURES, "/direction/measure", order.measure);
  demandProtects(ctx, loaded, order);
  const today = dayIn(ctx.register.rules.pack.manifest.timeZone, ctx.now);
  if (order.dueOn < today)
    throw new Problem("input.invalid", [{ pointer: "/direction/dueOn", code: "past", expected: today }]);
  const holders = (await listAssignments(ctx.tx, line.caseId)).filter(
    ({ role, status, ended }) => status === "assigned" && !ended && carriesOut(role as Role),
  );
  const to = holders.find(({ postingId }) => postingId === order.postingId);
  if (order.postingId !== null && to?.unitId !== order.unitId)
    throw new Problem("input.invalid", [{ pointer: "/direction/postingId", code: "not-in-charge" }]);
  // Behind a wall the station that registered it has nothing to do with it any more.
  const units = [...(line.walled ? [] : [line.unitId]), ...holders.map(({ unitId }) => unitId)];
  if (!units.includes(order.unitId))
    throw new Problem("input.invalid", [{ pointer: "/direction/unitId", code: "not-in-charge" }]);
}

// A measure that protects somebody is for victims of this case as it stands; a step of the investigation is for nobody.
function demandProtects(ctx: Context, { entries }: LoadedCase, { measure, victims }: Order): void {
  if (victims === undefined) return;
  const refuse = (code: string) => {
    throw new Problem("input.invalid", [{ pointer: "/direction/victims", code }]);
  };
  const items = ctx.register.rules.pack.catalogues[MEASURES]?.items ?? [];
  if (!isProtective(items.find(({ code }) => code === measure))) refuse("not-protective");
  const known = inForce(foldSealed(entries)).victims.map(({ personId }) => personId);
  if (!victims.every((personId) => known.includes(personId))) refuse("not-a-victim");
}
