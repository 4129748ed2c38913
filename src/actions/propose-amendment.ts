// Proposes a correction of one field, with reason, old and new value; it takes effect when somebody else approves it.
import { isPersonal, valueAt } from "#src/domain/case/case.ts";
import { writePointer } from "#src/domain/case/pointer.ts";
import { validateComplaint } from "#src/domain/case/validate-complaint.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import { Complaint, type NewAmendment } from "#src/schema/complaint.ts";
import { type FieldFault, Problem } from "#src/schema/problem.ts";
import { appendEntry } from "./append-entry.ts";
import { classOfPointer } from "./class-of-pointer.ts";
import type { Context, Trace } from "./context.ts";
import { demand, foldSealed, loadCase } from "./load-case.ts";

export const trace: Trace = { action: "case.amendment.propose", zone: "reta_cases" };

/**
 * Stores the proposal. The old value must be the one the case has now (`amendment.value-changed`): somebody may have
 * corrected it meanwhile. Personal old values cannot be compared without opening them; the approver sees both.
 */
export async function proposeAmendment(ctx: Context, input: NewAmendment): Promise<Acknowledgement> {
  const loaded = await loadCase(ctx, input.caseId);
  const { amendment } = input;
  demand(ctx, loaded.relation, "propose", classOfPointer(amendment.pointer));
  const { complaint } = foldSealed(loaded.entries);
  if (isPersonal(amendment.pointer)) {
    if (amendment.oldValue !== undefined || amendment.newValue !== undefined) {
      throw new Problem("input.invalid", [
        { pointer: "/amendment/newValue", code: "must-be-sealed", expected: "personal" },
      ]);
    }
  } else {
    const now = valueAt(complaint, amendment.pointer) ?? null;
    if (JSON.stringify(now) !== JSON.stringify(amendment.oldValue ?? null))
      throw new Problem("amendment.value-changed");
  }
  const faults = faultsOfChange(ctx, complaint, input);
  if (faults.length > 0) throw new Problem("input.invalid", faults);
  return appendEntry(ctx, loaded, input, "amendment", amendment);
}

// The complaint as it would be must still have the shape of one and pass every check the first one passed.
function faultsOfChange(
  ctx: Context,
  complaint: Complaint,
  { amendment, enteredAt }: NewAmendment,
): FieldFault[] {
  const value = isPersonal(amendment.pointer) ? amendment.personal.newValue : amendment.newValue;
  const changed = Complaint.safeParse(writePointer(complaint, amendment.pointer, value ?? undefined));
  if (!changed.success)
    return [{ pointer: "/amendment/newValue", code: "invalid", expected: amendment.pointer }];
  const times = { complaintMadeAt: ctx.now, enteredAt, receivedAt: ctx.now };
  return validateComplaint(changed.data, ctx.register.rules.validation, times).faults.filter(
    ({ pointer }) => pointer.startsWith(amendment.pointer) || amendment.pointer.startsWith(pointer),
  );
}
