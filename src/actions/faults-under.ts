// Faults of a part of a request, as faults of the request: both checks then name the same field by the same pointer.
import type { FieldFault } from "#src/schema/problem.ts";

// These two stand beside the complaint in the request, not in it.
const BESIDE = ["/complaintMadeAt", "/enteredAt"];

/** Puts `root` before each pointer that starts at the part. */
export function faultsUnder(root: string, faults: readonly FieldFault[]): FieldFault[] {
  return faults.map((fault) =>
    BESIDE.includes(fault.pointer) ? fault : { ...fault, pointer: root + fault.pointer },
  );
}
