// Proposes a correction of one field, with reason, old and new value; it takes effect when somebody else approves it.
import { isPersonal, valueAt } from "#src/domain/case/case.ts";
import { readPointer, writePointer } from "#src/domain/case/pointer.ts";
import { validateComplaint } from "#src/domain/case/validate-complaint.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import { Complaint, type NewAmendment } from "#src/schema/complaint.ts";
import { type FieldFault, Problem } from "#src/schema/problem.ts";
import { appendEntry } from "./append-entry.ts";
import { classOfPointer } from "./class-of-pointer.ts";
import type { Context, Trace } from "./context.ts";
import { demand, foldSealed, type LoadedCase, loadCase } from "./load-case.ts";
import { requireCode } from "./require-code.ts";

export const trace: Trace = { action: "case.amendment.propose", zone: "reta_cases" };

/**
 * Stores the proposal. The old value must be the one the case has now (`amendment.value-changed`): somebody may have
 * corrected it meanwhile. Personal old values cannot be compared without opening them; the approver sees both.
 */
export async function proposeAmendment(ctx: Context, input: NewAmendment): Promise<Acknowledgement> {
  const loaded = await loadCase(ctx, input.caseId, true);
  const { amendment } = input;
  const { pointer, personal } = amendment;
  demand(ctx, loaded.relation, "propose", classOfPointer(pointer));
  requireCode(ctx, "amendment-reason", "/amendment/reason", amendment.reason);
  const { complaint } = foldSealed(loaded.entries);
  if (isPersonal(pointer)) {
    if (amendment.oldValue !== undefined || amendment.newValue !== undefined)
      throw invalid({ pointer: "/amendment/newValue", code: "must-be-sealed", expected: "personal" });
    const [before, after] = ["oldValue", "newValue"].map((name) =>
      withValue(complaint, pointer, personal[name as keyof typeof personal], `/amendment/personal/${name}`),
    ) as [Complaint, Complaint];
    demandPossible(ctx, loaded, input, complaint, after);
    const values = { oldValue: readPointer(before, pointer), newValue: readPointer(after, pointer) };
    const content = { ...amendment, personal: { ...personal, ...values } };
    return appendEntry(ctx, loaded, input, "amendment", content);
  }
  const now = valueAt(complaint, pointer) ?? null;
  if (JSON.stringify(now) !== JSON.stringify(amendment.oldValue ?? null))
    throw new Problem("amendment.value-changed");
  const after = withValue(complaint, pointer, amendment.newValue, "/amendment/newValue");
  demandPossible(ctx, loaded, input, complaint, after);
  // As parsed: trimmed and in one Unicode form, as the field itself would be.
  const newValue = readPointer(after, pointer) ?? null;
  return appendEntry(ctx, loaded, input, "amendment", { ...amendment, newValue });
}

const invalid = (...faults: FieldFault[]) => new Problem("input.invalid", faults);

// The complaint with the value in place must still have the shape of one, and the value must be there: a pointer into
// nowhere would be accepted and change nothing.
function withValue(complaint: Complaint, pointer: string, value: unknown, at: string): Complaint {
  const given = value ?? undefined;
  const changed = Complaint.safeParse(writePointer(complaint, pointer, given));
  const holds =
    changed.success && (readPointer(changed.data, pointer) === undefined) === (given === undefined);
  if (!holds) throw invalid({ pointer: at, code: "invalid", expected: pointer });
  return changed.data;
}

// What was in order before must be in order afterwards; what was not is not this correction's fault.
function demandPossible(
  ctx: Context,
  loaded: LoadedCase,
  { enteredAt, amendment }: NewAmendment,
  before: Complaint,
  after: Complaint,
): void {
  const complaintMadeAt = loaded.entries[0]?.body.complaintMadeAt ?? ctx.now;
  const times = { complaintMadeAt, enteredAt, receivedAt: ctx.now };
  const faultsOf = (complaint: Complaint) =>
    validateComplaint(complaint, ctx.register.rules.validation, times).faults;
  const known = new Set(faultsOf(before).map(({ pointer, code }) => `${pointer} ${code}`));
  const caused = faultsOf(after).filter(({ pointer, code }) => !known.has(`${pointer} ${code}`));
  // A fault elsewhere may repeat what stands there: its pointer and code are enough.
  if (caused.length > 0)
    throw invalid(
      ...caused.map(({ pointer, code, expected }) => ({
        pointer: pointer.startsWith(amendment.pointer) ? "/amendment/newValue" : pointer,
        code,
        ...(expected !== undefined && { expected }),
      })),
    );
}
