// Adds a supplement: whoever has access to the case may add what is now also known; nothing said before is touched.
import { canDo } from "#src/domain/case/allowed.ts";
import { withoutBlindCodes } from "#src/domain/case/blind-correction.ts";
import { statusOf } from "#src/domain/case/case-state.ts";
import { changesOfKnown, saidOfStruck } from "#src/domain/case/supplement.ts";
import { validateComplaint } from "#src/domain/case/validate-complaint.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import type { Complaint, NewSupplement } from "#src/schema/complaint.ts";
import { Problem } from "#src/schema/problem.ts";
import { appendEntry } from "./append-entry.ts";
import type { Context, Trace } from "./context.ts";
import { faultsUnder } from "./faults-under.ts";
import { demand, foldEntries, foldSealed, loadCase } from "./load-case.ts";
import { requireCode } from "./require-code.ts";

export const trace: Trace = { action: "case.supplement", zone: "reta_cases", essential: true };

/** Stores the supplement and answers neutrally. Throws `input.invalid`, `not-found`, `access.refused`. */
export async function addSupplement(ctx: Context, input: NewSupplement): Promise<Acknowledgement> {
  const loaded = await loadCase(ctx, input.caseId, true);
  demand(ctx, loaded, "add", "facts");
  // Sent again: its first answer is looked for, before it is judged by what it has itself brought about.
  if (loaded.entries.some(({ entryId }) => entryId === input.entryId)) throw new Problem("entry.id-taken");
  const { supplement } = input;
  requireCode(ctx, "supplement-kind", "/supplement/kind", supplement.kind);
  const state = foldSealed(loaded.entries);
  if (!canDo("supplement", statusOf(state))) throw new Problem("case.wrong-state");
  const before = state.complaint;
  // With the commitments where personal values would be: what has one was said before.
  const known = foldEntries(loaded.entries.map(({ body }) => body)).complaint;
  const changes = [...changesOfKnown(known, supplement), ...saidOfStruck(state, supplement)];
  if (changes.length > 0) throw new Problem("input.invalid", faultsUnder("/supplement", changes));
  for (const part of ["victims", "suspects"] as const) {
    const names = supplement[part]?.some(({ personal, variables }) => personal ?? variables?.personal);
    if (names !== true) continue;
    demand(ctx, loaded, "add", part === "victims" ? "victim-identity" : "suspect-identity");
  }
  // Only what is added is judged: its lists stand in the place of the complaint's, so that faults point into it.
  const { variables: _, ...said } = withoutBlindCodes(before);
  const added: Complaint = {
    ...said,
    acts: supplement.acts ?? [],
    means: supplement.means ?? [],
    purposes: supplement.purposes ?? [],
    victims: [
      ...(supplement.victims ?? []),
      // What they answered to what is no longer asked stays said, and is not looked at again.
      ...before.victims.filter(isNew(supplement.victims)).map(({ variables: _, ...victim }) => victim),
    ],
    suspects: supplement.suspects ?? [],
    control: supplement.control ?? [],
    recruitment: supplement.recruitment ?? [],
    route: supplement.route ?? [],
    vehicles: supplement.vehicles ?? [],
    externalNumbers: supplement.externalNumbers ?? [],
    ...(supplement.variables !== undefined && { variables: supplement.variables }),
  };
  const first = loaded.entries[0]?.body;
  const times = {
    complaintMadeAt: first?.complaintMadeAt ?? ctx.now,
    enteredAt: input.enteredAt,
    receivedAt: ctx.now,
    clockAhead: first?.clockAhead ?? 0,
  };
  const { faults } = validateComplaint(added, ctx.register.rules.validation, times);
  if (faults.length > 0) throw new Problem("input.invalid", faultsUnder("/supplement", faults));
  return appendEntry(ctx, loaded, input, "supplement", supplement, {
    narrative: supplement.personal?.narrative,
  });
}

const isNew = (added: readonly { personId: string }[] | undefined) => (person: { personId: string }) =>
  !added?.some(({ personId }) => personId === person.personId);
