// Proposes that a part of a case goes on as a case of its own; somebody from outside the command line decides.
import { canDo } from "#src/domain/case/allowed.ts";
import { caseNumberFrom } from "#src/domain/case/case-number.ts";
import { statusOf } from "#src/domain/case/case-state.ts";
import { divisionFaults } from "#src/domain/case/division.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import { Problem } from "#src/schema/problem.ts";
import type { NewDivision } from "#src/schema/proposal.ts";
import { appendEntry } from "./append-entry.ts";
import { invalid } from "./changed-complaint.ts";
import type { Context, Trace } from "./context.ts";
import { demand, foldSealed, loadCase } from "./load-case.ts";
import { requireCode } from "./require-code.ts";

export const trace: Trace = { action: "case.division.propose", zone: "reta_cases" };

/**
 * Stores the proposal with the number the part will have. Persons and codes must be those in force, each in one of the two
 * at least, and a victim in one only. What was a part of another case is not divided again.
 */
export async function proposeDivision(ctx: Context, input: NewDivision): Promise<Acknowledgement> {
  const { division } = input;
  const loaded = await loadCase(ctx, input.caseId, true);
  demand(ctx, loaded, "propose", "facts");
  // No amender would see it, who alone can open the case of the part.
  if (loaded.ties.wall?.side === "prosecutor") throw new Problem("access.refused");
  requireCode(ctx, "merge-reason", "/division/reason", division.reason);
  const state = foldSealed(loaded.entries);
  if (!canDo("divide", statusOf(state)) || state.dividedFrom !== null) throw new Problem("case.wrong-state");
  if (division.into === input.caseId) throw invalid({ pointer: "/division/into", code: "same-case" });
  const faults = divisionFaults(state, division);
  if (faults.length > 0) throw new Problem("input.invalid", faults);
  const into = { caseId: division.into, caseNumber: caseNumberFrom(ctx.random(10)) };
  return appendEntry(ctx, loaded, input, "division", { ...division, into });
}
