// A complaint with one field changed: it must still have the shape of one, and the value must be there.
import { isPlain, readPointer, writePointer } from "#src/domain/case/pointer.ts";
import { Complaint } from "#src/schema/complaint.ts";
import { type FieldFault, Problem } from "#src/schema/problem.ts";
import type { Amendment } from "#src/schema/proposal.ts";

export const invalid = (...faults: FieldFault[]) => new Problem("input.invalid", faults);

/** Throws `input.invalid` at `at`: a pointer into nowhere would be accepted and change nothing. */
export function withValue(complaint: Complaint, pointer: string, value: unknown, at: string): Complaint {
  if (!isPlain(complaint, pointer))
    throw invalid({ pointer: "/amendment/pointer", code: "invalid", expected: "a place of the list" });
  const given = value ?? undefined;
  const changed = Complaint.safeParse(writePointer(complaint, pointer, given));
  const holds =
    changed.success && (readPointer(changed.data, pointer) === undefined) === (given === undefined);
  if (!holds) throw invalid({ pointer: at, code: "invalid", expected: pointer });
  return changed.data;
}

/** A personal value is told where it will be sealed, never in the open beside it. */
export function demandSealed({ oldValue, newValue }: Amendment): void {
  if (oldValue !== undefined || newValue !== undefined)
    throw invalid({ pointer: "/amendment/newValue", code: "must-be-sealed", expected: "personal" });
}
