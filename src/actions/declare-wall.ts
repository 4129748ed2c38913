// A wall declared around a case that is already there, and the consents that take one down; both are entries.
import { declaresInWords } from "#src/domain/access/duties.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import { Problem } from "#src/schema/problem.ts";
import type { NewWall, WallConsent } from "#src/schema/wall.ts";
import { appendEntry } from "./append-entry.ts";
import type { Context, Trace } from "./context.ts";
import { demandStrongest } from "./demand-fresh.ts";
import { demand, foldSealed, loadCase } from "./load-case.ts";
import { lapsedConsents } from "./raise-wall.ts";

export const declareTrace: Trace = { action: "wall.declare", zone: "reta_cases", essential: true };
export const liftTrace: Trace = { action: "wall.lift", zone: "reta_cases" };

/**
 * Whoever has the case, commands its unit, directs it or deals with all of them says that it concerns an officer: the victim,
 * the complainant or the ombudsman said so, or somebody in the unit is related to who is named. Nobody has to agree, and
 * but for the side that deals with it the case is out of the declarer's own reach at once. Throws `input.invalid` where
 * the reason is missing.
 */
export async function declareWall(ctx: Context, input: NewWall): Promise<Acknowledgement> {
  const loaded = await loadCase(ctx, input.caseId, true);
  demand(ctx, loaded, "wall", "facts");
  if (declaresInWords(ctx.actor.role) && input.wall.personal?.explanation === undefined)
    throw new Problem("input.invalid", [{ pointer: "/wall/personal/explanation", code: "missing" }]);
  demandStrongest(ctx.actor, "wall");
  return appendEntry(ctx, loaded, input, "wall", input.wall);
}

/**
 * One half of what lifts a wall; with the other half, given by somebody of the other side, it is gone and whoever hears
 * of such a case otherwise is alerted. One of somebody who is suspended or has lost the posting it was given under counts
 * no more. Throws `amendment.own-proposal` for a second consent of the same officer.
 */
export async function consentToLift(ctx: Context, input: WallConsent): Promise<Acknowledgement> {
  const loaded = await loadCase(ctx, input.caseId, true);
  // Sent again: the first answer, not that the same officer agrees twice.
  if (loaded.entries.some(({ entryId }) => entryId === input.entryId)) throw new Problem("entry.id-taken");
  const { wall } = foldSealed(loaded.entries);
  const own = wall?.consents.some(({ officerId }) => officerId === ctx.actor.officerId) === true;
  demand(ctx, loaded, "lift", "conflicts", own);
  // The database has it behind a wall and its entries have not: whatever that is, it is not for lifting.
  if (wall === null) throw new Problem("case.wrong-state");
  // Where an officer it names serves on the owning side by now, internal affairs see nothing of it, and it takes two
  // prosecutors like any other that is theirs: said in the entry, because the fold knows no postings.
  const side = loaded.ties.wall?.side === "prosecutor" ? { side: "prosecutor" } : {};
  const lapsed = await lapsedConsents(ctx.tx, wall);
  demandStrongest(ctx.actor, "wall");
  return appendEntry(ctx, loaded, input, "wall", {
    ...input.wall,
    as: ctx.actor.role,
    ...side,
    ...(lapsed.length > 0 && { lapsed }),
  });
}
