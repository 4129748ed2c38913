// Proposes that a case is closed or opened again, annulled or reinstated; somebody from outside the command decides.
import { canDo } from "#src/domain/case/allowed.ts";
import { statusOf } from "#src/domain/case/case-state.ts";
import { dayIn } from "#src/domain/case/day-in.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import { Problem } from "#src/schema/problem.ts";
import type { NewAnnulment, NewClosing, Reference } from "#src/schema/proposal.ts";
import { appendEntry } from "./append-entry.ts";
import { invalid } from "./changed-complaint.ts";
import type { Context, Trace } from "./context.ts";
import { demand, foldSealed, type LoadedCase, loadCase } from "./load-case.ts";
import { requireCode } from "./require-code.ts";

export const closingTrace: Trace = { action: "case.closing.propose", zone: "reta_cases" };
export const annulmentTrace: Trace = { action: "case.annulment.propose", zone: "reta_cases" };

/** An outcome of the pack when it ends, none when it is opened again; the authority's paper where there is one. */
export async function proposeClosing(ctx: Context, input: NewClosing): Promise<Acknowledgement> {
  const loaded = await loadToPropose(ctx, input.caseId, input.closing.change);
  const { change, outcome, reference } = input.closing;
  if (change === "close") {
    if (outcome === undefined) throw invalid({ pointer: "/closing/outcome", code: "missing" });
    requireCode(ctx, "closing-outcome", "/closing/outcome", outcome);
  } else if (outcome !== undefined) throw invalid({ pointer: "/closing/outcome", code: "invalid" });
  if (reference !== undefined) requireReference(ctx, "/closing/reference", reference);
  return appendEntry(ctx, loaded, input, "closing", input.closing);
}

/** A case is taken out of the counts, or back into them, on a prosecutor's or judge's paper only. */
export async function proposeAnnulment(ctx: Context, input: NewAnnulment): Promise<Acknowledgement> {
  const loaded = await loadToPropose(ctx, input.caseId, input.annulment.change);
  requireReference(ctx, "/annulment/reference", input.annulment.reference);
  return appendEntry(ctx, loaded, input, "annulment", input.annulment);
}

async function loadToPropose(
  ctx: Context,
  caseId: string,
  change: "close" | "reopen" | "annul" | "reinstate",
): Promise<LoadedCase> {
  const loaded = await loadCase(ctx, caseId, true);
  demand(ctx, loaded, "propose", "facts");
  if (!canDo(change, statusOf(foldSealed(loaded.entries)))) throw new Problem("case.wrong-state");
  return loaded;
}

function requireReference(ctx: Context, at: string, { document, authority, date }: Reference): void {
  requireCode(ctx, "authority-document", `${at}/document`, document);
  requireCode(ctx, "authority", `${at}/authority`, authority);
  const today = dayIn(ctx.register.rules.pack.manifest.timeZone, ctx.now);
  if (date > today) throw invalid({ pointer: `${at}/date`, code: "in-the-future", expected: today });
}
